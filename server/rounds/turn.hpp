// Turns at a table: who is in line, who is next, and equal time for everybody. Rules without clock, socket, database or JSON.
#pragma once
#include "rounds/seat.hpp"

#include <span>

namespace palabre::rounds {

enum class TurnState { queued, speaking, done, yielded, skipped };
enum class TurnMode { voice, text, cards, interpreter };

const std::vector<std::string_view>& turn_state_names();
const std::vector<std::string_view>& turn_mode_names();
inline std::string_view name_of(TurnState state) { return turn_state_names()[static_cast<std::size_t>(state)]; }
inline std::string_view name_of(TurnMode mode) { return turn_mode_names()[static_cast<std::size_t>(mode)]; }

struct Turn {
  TurnId id;
  RoundId round;
  TableId table;
  SeatId seat;
  TurnState state = TurnState::queued;
  TurnMode mode = TurnMode::voice;
  Instant queued_at;
  std::optional<Instant> started_at;
  std::optional<Instant> ends_at;
  std::optional<Instant> ended_at;
};

/// Somebody in line, and how often they have spoken at this table.
struct InLine {
  TurnId turn;
  SeatId seat;
  std::int64_t spoken = 0;
  Instant queued_at;
};

/// The line in the order of speaking: who has spoken least, then who asked first. So nobody speaks twice before everyone willing has once.
void sort_line(std::vector<InLine>& line);

/// Asks for a turn at the table the round is at now. Refuses: round_not_open (stage, paused, no table), already_exists (in line or speaking).
Result<void> decide_turn(const Round& round, const Seat& seat, bool has_turn);

/// Ends a turn: done by its speaker or a host, yielded by who waits or speaks, skipped by a host with a reason.
/// Refuses: not_allowed, already_exists (it has ended), reason_required, bad_field (only a speaker is done).
Result<void> decide_turn_end(const Turn& turn, const Seat& seat, const RoundFacts& facts, const people::Actor& actor, TurnState to, std::string_view reason);

}  // namespace palabre::rounds
