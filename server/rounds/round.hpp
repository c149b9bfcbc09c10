// Rounds and the rules of their stages: who moves a round where, and what each stage needs. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"
#include "redesigns/phase.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::rounds {

enum class RoundState { planned, lobby, briefing, groups, plenary, converge, closed, reported, paused, aborted };
enum class PauseCause { moderator, away };

const std::vector<std::string_view>& round_state_names();
std::string_view name_of(RoundState state);
std::optional<RoundState> round_state_of(std::string_view name);
/// Between the opening of the lobby and the close: people are there.
bool is_live(RoundState state);

/// Minutes of the five live stages, from lobby to converge.
using Agenda = std::array<std::int64_t, 5>;
inline constexpr std::int64_t stage_minutes_max = 480;
inline constexpr std::int64_t late_lobby_ms = 48 * ms_per_hour;  // a round that was not ready in time may still begin by itself until then
inline constexpr std::int64_t review_ms = 48 * ms_per_hour;      // the draft of the report lies with the participants
inline constexpr std::array<std::string_view, 5> agenda_names{"lobby", "briefing", "groups", "plenary", "converge"};

struct Round {
  RoundId id;
  RedesignId redesign;
  PhaseId phase;
  RoundState state = RoundState::planned;
  std::optional<RoundState> paused_state;
  std::optional<PauseCause> pause_cause;
  std::optional<Instant> paused_at;
  std::optional<Instant> stage_at;
  redesigns::TextsByLanguage questions;
  std::vector<redesigns::TextsByLanguage> access;
  std::string call_url;
  Instant starts_at;
  Agenda minutes{10, 15, 45, 20, 20};
  std::int64_t turn_seconds = 120;
  std::int64_t table_seats = 6;
  std::int64_t seats_max = 24;
  std::string seed;
  std::string seed_hash;
  std::optional<Instant> drawn_at;
  PersonId lead;
  PersonId abort_by;
  std::optional<Instant> held_at;   // a host holds the report back
  std::string held_reason;
  std::int64_t seats = 0, statements = 0, turns = 0, votes = 0, common_ground = 0;

  /// The stage people are in, also while the round is paused.
  [[nodiscard]] RoundState stage() const { return paused_state.value_or(state); }
};

/// When the stage is planned to end; nothing for stages without minutes and while paused.
std::optional<Instant> stage_end(const Round& round);
/// When the lobby opens by itself.
Instant lobby_at(const Round& round);

/// What the guards ask about, counted by the act.
struct RoundFacts {
  std::int64_t hosts = 0;
  std::int64_t tables_without_rapporteur = 0;
  std::int64_t open_joins = 0;
  std::optional<Instant> draft_at;   // of the newest report: since when it lies with the participants
  std::int64_t objections = 0;       // notes that object to this draft
  std::optional<Instant> note_at;    // the newest note about it
  bool is_host = false;              // the actor facilitates this round
  bool is_lead_away = false;         // who leads had a line and lost it for a minute
};

/// Who may lead: the moderators of the redesign, and the facilitator who took over.
bool leads(const Round& round, const people::Actor& actor);

struct MoveRequest {
  RoundState to{};
  std::string reason;  // public; for a pause, an extra cycle and an early end
};

enum class MoveKind { forward, draw, back, pause, resume, ask_abort, abort };

struct Move {
  MoveKind kind{};
  RoundState from{};
  RoundState to{};
  std::optional<Instant> at = {};  // when it was due; unset: now
};

/// planned>lobby>briefing>groups>plenary>converge>closed>reported, plenary>groups (an extra cycle), any live>paused>back, any>aborted.
/// Ending early is asked for by one and done by another; one of the two is a moderator, the other a moderator or the owner.
/// A report is published after 48 hours with the participants; against an objection only with a reason.
/// Refuses: not_allowed, own_case (the second is the first), reason_required, round_transition_refused with the guard in words.
Result<Move> decide_move(const Round& round, const RoundFacts& facts, const people::Actor& actor, const MoveRequest& wanted, Instant now);

/// What the clock does by itself: opens a lobby that is ready, ends groups and converge when their minutes are over, pauses a round
/// whose moderator is away, publishes a report that nobody objects to or holds. Nothing when it is not time.
std::optional<Move> decide_clock_move(const Round& round, const RoundFacts& facts, Instant now);

/// When the participants have had their 48 hours with the draft.
Instant review_end(Instant draft_at);

/// A host holds the report of a closed round back, or lets it go (`is_held` false). Holding says why, to those who took part.
/// Refuses: not_allowed, round_not_open (no draft, or published), nothing_changed, reason_required.
struct HoldRequest {
  bool is_held = true;
  std::string reason;
};
Result<void> decide_hold(const Round& round, const RoundFacts& facts, const people::Actor& actor, const HoldRequest& wanted);

/// A co-facilitator takes over. Refuses: not_allowed, nothing_changed, round_transition_refused (who leads is there).
Result<void> decide_take_lead(const Round& round, const RoundFacts& facts, const people::Actor& actor);

/// Refuses: not_allowed (no moderator), round_not_open (no open or coming deliberation phase, or the round has begun), bad_field.
Result<void> decide_prepare(const redesigns::Phase& phase, redesigns::RedesignState redesign, const people::Actor& actor, const Round& round, Instant now);

/// How many hosts so many seats need.
std::int64_t hosts_needed(std::int64_t seats_max);

}  // namespace palabre::rounds
