// Prepares rounds: the phase, the hosts, the sealed seed. Called by rounds_api and the moderators' form.
#include "rounds/prepare_round.hpp"

#include "base/limits.hpp"
#include "crypto/crypto.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

void announce(Round& round, const Announcement& input) {
  round.phase = input.phase;
  round.questions = input.questions;
  round.access = input.access;
  round.call_url = input.call_url;
  round.starts_at = input.starts_at;
  round.minutes = input.minutes;
  round.turn_seconds = input.turn_seconds;
  round.table_seats = input.table_seats;
  round.seats_max = input.seats_max;
}

Result<void> decide(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const Round& round, const Announcement& input) {
  const auto phase = redesigns::find_phase(tx, input.phase);
  if (!phase || phase->redesign != redesign.id) return refuse(Reason::bad_field, "no phase of this redesign", "phase");
  if (const auto may = decide_prepare(*phase, redesign.state, actor, round, tx.now()); !may) return may.error();
  if (input.hosts.empty()) return refuse(Reason::missing_field, "name those who facilitate", "hosts");
  const auto possible = load_possible_hosts(tx, redesign.id);
  for (const auto person : input.hosts) {
    const bool is_staff = std::any_of(possible.begin(), possible.end(), [person](const Host& host) { return host.person == person; });
    if (!is_staff) return refuse(Reason::bad_field, "facilitators and moderators of this redesign host its rounds", "hosts");
    if (round.id.is_set() && find_seat_of(tx, round.id, person)) return refuse(Reason::own_case, "somebody with a seat does not facilitate", "hosts");
  }
  return {};
}

}  // namespace

Result<RoundId> prepare_round(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const Announcement& input) {
  Round round;
  round.redesign = redesign.id;
  announce(round, input);
  if (const auto may = decide(tx, actor, redesign, round, input); !may) return may.error();
  if (count_rounds(tx, redesign.id) >= static_cast<std::int64_t>(Limits{}.rounds_per_redesign_max))
    return refuse(Reason::too_long, "a redesign holds at most " + std::to_string(Limits{}.rounds_per_redesign_max) + " rounds");
  round.seed = crypto::new_opaque_id() + crypto::new_opaque_id();
  round.seed_hash = crypto::sha256(round.seed);
  round.id = insert_round(tx, round);
  insert_table(tx, round.id, 0);
  save_hosts(tx, round.id, input.hosts);
  append_round_event(tx, actor, round, "round.added");
  return round.id;
}

Result<void> edit_round(db::Tx& tx, const RoundAt& at, const Announcement& input) {
  Round round = at.round;
  announce(round, input);
  if (const auto may = decide(tx, at.actor, at.redesign, round, input); !may) return may.error();
  save_announcement(tx, round);
  save_hosts(tx, round.id, input.hosts);
  append_round_event(tx, at.actor, round, round.starts_at == at.round.starts_at ? "round.edited" : "round.moved");
  return {};
}

}  // namespace palabre::rounds
