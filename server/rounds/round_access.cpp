// Finds a round for a viewer, and decides which live channels of rounds are public.
// Called by the acts, routes and pages of rounds, and by the server.
#include "rounds/round_access.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/may_follow.hpp"

namespace palabre::rounds {

namespace {

constexpr std::string_view table_round_sql = "SELECT round_id FROM round_table WHERE id = $1";

bool is_public_round(db::Tx& tx, RoundId id) {
  const auto round = find_round(tx, id);
  const auto redesign = round ? redesigns::find_redesign(tx, round->redesign) : std::nullopt;
  return redesign && redesigns::is_public(redesign->state);
}

RoundId round_of_table(db::Tx& tx, TableId id) {
  auto row = tx.rows(table_round_sql, id);
  return row.next() ? row.id<RoundId>(0) : RoundId{};
}

}  // namespace

Result<RoundAt> load_round_at(db::Tx& tx, RoundId id, const std::optional<http::Viewer>& viewer) {
  auto round = find_round(tx, id);
  auto redesign = round ? redesigns::find_redesign(tx, round->redesign) : std::nullopt;
  if (!redesign) return refuse(Reason::not_found, "no such round", "id");
  people::Actor actor;
  if (viewer) actor = people::load_actor(tx, *viewer, redesign->id);
  if (!ideas::may_see(*redesign, actor)) return refuse(Reason::not_found, "no such round", "id");
  RoundFacts facts = load_facts(tx, *round, actor.person);
  return RoundAt{std::move(*round), std::move(*redesign), std::move(actor), facts};
}

Result<RoundAt> round_at(const http::Call& call) {
  const auto id = call.path_id<RoundId>();
  if (!id) return id.error();
  return load_round_at(call.db(), *id, call.viewer);
}

Result<Seat> load_acting_seat(db::Tx& tx, const RoundAt& at, SeatId wanted) {
  auto seat = wanted.is_set() ? find_seat(tx, wanted) : find_seat_of(tx, at.round.id, at.actor.person);
  if (wanted.is_set() && (!seat || seat->round != at.round.id)) return refuse(Reason::not_found, "no such seat in this round", "seat");
  if (!seat) return refuse(Reason::not_allowed, "Take a seat in this round first; without one you may look on.");
  if (!acts_for(*seat, at.facts, at.actor)) return refuse(Reason::not_allowed, "Everybody speaks for their own seat; facilitators for people without a device.");
  return std::move(*seat);
}

void refresh(db::Tx& tx, RoundAt& at) {
  at.round = find_round(tx, at.round.id).value();
  at.facts = load_facts(tx, at.round, at.actor.person);
}

bool may_follow(db::Tx& tx, std::string_view channel) {
  if (channel.starts_with("round:")) {
    const auto id = RoundId::parse(channel.substr(6));
    return id && is_public_round(tx, *id);
  }
  if (channel.starts_with("table:")) {
    const auto id = TableId::parse(channel.substr(6));
    return id && is_public_round(tx, round_of_table(tx, *id));
  }
  if (channel.starts_with("seat:")) return is_token(tx, channel.substr(5));
  return ideas::may_follow(tx, channel);
}

}  // namespace palabre::rounds
