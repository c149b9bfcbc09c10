// The clock's and the sockets' part in rounds. Called by app/round_watch.
#include "rounds/advance_rounds.hpp"

#include "rounds/move_round.hpp"
#include "rounds/take_turn.hpp"
#include "rounds/turn_repo.hpp"

#include <set>

namespace palabre::rounds {

bool is_round_due(db::Tx& tx) {
  if (!load_overdue_turns(tx).empty()) return true;
  for (const auto& round : load_running_rounds(tx))
    if (decide_clock_move(round, load_facts(tx, round, {}), tx.now())) return true;
  return false;
}

void advance_rounds(db::Tx& tx) {
  const people::Actor clock;
  for (const auto& turn : load_overdue_turns(tx)) {
    const Round round = find_round(tx, turn.round).value();
    save_turn_end(tx, turn.id, TurnState::done, {});
    start_next(tx, round, turn.table);
    store_round_numbers(tx, round.id);
    append_round_event(tx, clock, round, "round.turn_changed", turn.table);
  }
  for (auto& round : load_running_rounds(tx)) {
    const auto move = decide_clock_move(round, load_facts(tx, round, {}), tx.now());
    if (move) apply_move(tx, round, *move, clock, {});
  }
}

std::vector<Watched> find_changed_lines(db::Tx& tx, const std::function<bool(const std::string&)>& is_followed) {
  std::vector<Watched> changed;
  for (auto& line : load_watched(tx)) {
    const Presence now = next_presence(line.presence, line.presence_at, is_followed(seat_channel(line.token)), tx.now());
    if (now == line.presence) continue;
    line.presence = now;
    line.presence_at = tx.now();
    changed.push_back(std::move(line));
  }
  return changed;
}

void note_presence(db::Tx& tx, const std::vector<Watched>& lines) {
  std::set<std::pair<RoundId, TableId>> places;
  for (const auto& line : lines) {
    save_presence(tx, line);
    places.insert({line.round, line.table});
  }
  for (const auto& [id, table] : places)
    if (const auto round = find_round(tx, id)) append_round_event(tx, people::Actor{}, *round, "round.seat_changed", table);
}

}  // namespace palabre::rounds
