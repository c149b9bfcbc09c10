// The rules of speaking in turn. Called by take_turn, advance_rounds and the room's view.
#include "rounds/turn.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <tuple>

namespace palabre::rounds {

const std::vector<std::string_view>& turn_state_names() {
  static const std::vector<std::string_view> names = {"queued", "speaking", "done", "yielded", "skipped"};
  return names;
}
const std::vector<std::string_view>& turn_mode_names() {
  static const std::vector<std::string_view> names = {"voice", "text", "cards", "interpreter"};
  return names;
}

void sort_line(std::vector<InLine>& line) {
  std::sort(line.begin(), line.end(), [](const InLine& left, const InLine& right) {
    return std::tie(left.spoken, left.queued_at.unix_ms, left.turn) < std::tie(right.spoken, right.queued_at.unix_ms, right.turn);
  });
}

Result<void> decide_turn(const Round& round, const Seat& seat, bool has_turn) {
  if (round.state != RoundState::groups && round.state != RoundState::plenary)
    return refuse(Reason::round_not_open, "People speak in turn at the tables and in the plenary; the round is " + std::string(name_of(round.state)) + ".");
  if (!seat.table.is_set()) return refuse(Reason::round_not_open, "You have no table yet.");
  if (has_turn) return refuse(Reason::already_exists, "You are in line already.");
  if (round.turns >= static_cast<std::int64_t>(Limits{}.round_turns_max)) return refuse(Reason::round_full, "No more turns fit into this round.");
  return {};
}

Result<void> decide_turn_end(const Turn& turn, const Seat& seat, const RoundFacts& facts, const people::Actor& actor, TurnState to, std::string_view reason) {
  const bool is_own = acts_for(seat, facts, actor);
  const bool is_host = facts.is_host || actor.is_moderator();
  if (!is_own && !is_host) return refuse(Reason::not_allowed, "A turn is ended by the person who has it, or by a facilitator.");
  if (turn.state != TurnState::queued && turn.state != TurnState::speaking) return refuse(Reason::already_exists, "This turn has ended.");
  if (to == TurnState::queued || to == TurnState::speaking) return refuse(Reason::bad_field, "one of done, yielded, skipped", "to");
  if (to == TurnState::done && turn.state != TurnState::speaking) return refuse(Reason::bad_field, "only who speaks can be done", "to");
  if (to == TurnState::yielded && !is_own) return refuse(Reason::not_allowed, "Only the person themselves gives the word away; a facilitator skips with a reason.");
  if (to != TurnState::skipped) return {};
  if (!is_host) return refuse(Reason::not_allowed, "A facilitator skips; you can give the word away.");
  if (count_chars(reason) < Limits{}.reason_chars_min) return refuse(Reason::reason_required, "Say why this person is passed over.", "reason");
  return {};
}

}  // namespace palabre::rounds
