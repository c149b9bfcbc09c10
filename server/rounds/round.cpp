// The rules of stages: one table of ways, and the guard of each.
// Called by the acts of this folder and by the pages that ask what is possible.
#include "rounds/round.hpp"
#include "base/names.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

using redesigns::PhaseState;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t seats_per_host = 8;

Refusal refuse_move(std::string_view why) { return refuse(Reason::round_transition_refused, why, "to"); }

bool is_over(RoundState state) { return state == RoundState::reported || state == RoundState::aborted; }

Result<void> require_reason(std::string_view reason) {
  if (count_chars(reason) < Limits{}.reason_chars_min)
    return refuse(Reason::reason_required, "Say publicly why, in at least 10 characters.", "reason");
  return {};
}

Result<void> require_ready(const Round& round, const RoundFacts& facts) {
  if (facts.hosts < hosts_needed(round.seats_max))
    return refuse_move("One facilitator for eight seats is needed: " + std::to_string(hosts_needed(round.seats_max)) + " for " +
                       std::to_string(round.seats_max) + " seats.");
  if (round.access.empty()) return refuse_move("Say first how people with different needs can take part.");
  return {};
}

/// What must be so before the round may go one stage on.
Result<void> require_guard(const Round& round, const RoundFacts& facts, RoundState to, Instant now) {
  switch (to) {
    case RoundState::lobby: return require_ready(round, facts);
    case RoundState::groups:
      if (round.seats < 2) return refuse_move("Tables are drawn from two seats on.");
      return {};
    case RoundState::plenary:
      if (facts.tables_without_rapporteur > 0)
        return refuse_move("Each table needs somebody who reports: " + std::to_string(facts.tables_without_rapporteur) + " still have nobody.");
      return {};
    case RoundState::converge:
      if (round.statements == 0) return refuse_move("There is no statement yet to judge.");
      if (facts.open_joins > 0) return refuse_move("Authors have not yet answered whether their statements are joined.");
      return {};
    case RoundState::reported:
      if (!facts.draft_at) return refuse_move("There is no draft of the report yet.");
      if (review_end(*facts.draft_at) > now)
        return refuse_move("The draft lies with the participants until " + iso_text(review_end(*facts.draft_at)) + ".");
      return {};
    default: return {};
  }
}

bool is_next(RoundState from, RoundState to) {
  return from < RoundState::reported && static_cast<int>(to) == static_cast<int>(from) + 1;
}

Result<Move> decide_abort(const Round& round, const people::Actor& actor, std::string_view reason) {
  if (is_over(round.state) || round.state == RoundState::closed) return refuse_move("This round is over; it cannot be ended early.");
  if (!actor.is_moderator() && !actor.is_owner()) return refuse(Reason::not_allowed, "A round is ended early by a moderator together with another moderator or the owner.");
  if (const auto said = require_reason(reason); !said) return said.error();
  if (!round.abort_by.is_set()) {
    if (!actor.is_moderator()) return refuse(Reason::not_allowed, "A moderator asks for it first; then the owner may agree.");
    return Move{MoveKind::ask_abort, round.state, round.state};
  }
  if (round.abort_by == actor.person) return refuse(Reason::own_case, "Another moderator or the owner must agree to end the round early.");
  return Move{MoveKind::abort, round.state, RoundState::aborted};
}

/// Nobody stands in the way of the draft, and everybody had the time to.
std::optional<Move> decide_clock_publication(const Round& round, const RoundFacts& facts, Instant now) {
  if (!facts.draft_at || facts.objections > 0 || round.held_at || review_end(*facts.draft_at) > now) return std::nullopt;
  const Instant due = std::max(review_end(*facts.draft_at), facts.note_at.value_or(*facts.draft_at));
  return Move{MoveKind::forward, round.state, RoundState::reported, due};
}

}  // namespace

const std::vector<std::string_view>& round_state_names() {
  static const std::vector<std::string_view> names = {"planned",  "lobby",  "briefing", "groups", "plenary",
                                                      "converge", "closed", "reported", "paused", "aborted"};
  return names;
}
std::string_view name_of(RoundState state) { return round_state_names()[static_cast<std::size_t>(state)]; }
std::optional<RoundState> round_state_of(std::string_view name) {
  return find_name<RoundState>(round_state_names(), name);
}

bool is_live(RoundState state) {
  return (state >= RoundState::lobby && state <= RoundState::converge) || state == RoundState::paused;
}

std::optional<Instant> stage_end(const Round& round) {
  const bool has_minutes = round.state >= RoundState::lobby && round.state <= RoundState::converge;
  if (!has_minutes || !round.stage_at) return std::nullopt;
  const auto stage = static_cast<std::size_t>(round.state) - static_cast<std::size_t>(RoundState::lobby);
  return round.stage_at->plus_ms(round.minutes[stage] * minute_ms);
}

Instant lobby_at(const Round& round) { return round.starts_at.plus_ms(-round.minutes[0] * minute_ms); }

bool leads(const Round& round, const people::Actor& actor) {
  return actor.is_moderator() || (actor.person.is_set() && round.lead == actor.person);
}

std::int64_t hosts_needed(std::int64_t seats_max) { return (seats_max + seats_per_host - 1) / seats_per_host; }

Result<Move> decide_move(const Round& round, const RoundFacts& facts, const people::Actor& actor, const MoveRequest& wanted, Instant now) {
  if (wanted.to == RoundState::aborted) return decide_abort(round, actor, wanted.reason);
  if (!leads(round, actor)) return refuse(Reason::not_allowed, "A round is moved by its moderators, or by the facilitator who took over.");
  if (is_over(round.state)) return refuse_move("This round is " + std::string(name_of(round.state)) + " and stays so.");
  if (wanted.to == RoundState::paused) {
    if (!is_live(round.state) || round.state == RoundState::paused) return refuse_move("Only a round under way can be paused.");
    if (const auto said = require_reason(wanted.reason); !said) return said.error();
    return Move{MoveKind::pause, round.state, RoundState::paused};
  }
  if (round.state == RoundState::paused) {
    if (wanted.to != round.paused_state) return refuse_move("A paused round first goes on where it stopped: " + std::string(name_of(round.stage())) + ".");
    return Move{MoveKind::resume, RoundState::paused, wanted.to};
  }
  if (round.state == RoundState::plenary && wanted.to == RoundState::groups) {
    if (const auto said = require_reason(wanted.reason); !said) return said.error();
    return Move{MoveKind::back, round.state, wanted.to};
  }
  if (!is_next(round.state, wanted.to))
    return refuse_move("A round cannot go from " + std::string(name_of(round.state)) + " to " + std::string(name_of(wanted.to)) + ".");
  if (const auto ready = require_guard(round, facts, wanted.to, now); !ready) return ready.error();
  if (wanted.to == RoundState::reported && facts.objections > 0)
    if (const auto said = require_reason(wanted.reason); !said) return said.error();
  return Move{wanted.to == RoundState::groups ? MoveKind::draw : MoveKind::forward, round.state, wanted.to};
}

std::optional<Move> decide_clock_move(const Round& round, const RoundFacts& facts, Instant now) {
  if (round.state == RoundState::planned) {
    const bool is_time = lobby_at(round) <= now && now < round.starts_at.plus_ms(late_lobby_ms);
    if (!is_time || !require_ready(round, facts)) return std::nullopt;
    return Move{MoveKind::forward, RoundState::planned, RoundState::lobby};
  }
  if (round.state == RoundState::closed) return decide_clock_publication(round, facts, now);
  if (!is_live(round.state) || round.state == RoundState::paused) return std::nullopt;
  if (facts.is_lead_away) return Move{MoveKind::pause, round.state, RoundState::paused};
  const auto end = stage_end(round);
  if (!end || *end > now) return std::nullopt;
  const bool goes_on = round.state == RoundState::converge || (round.state == RoundState::groups && facts.tables_without_rapporteur == 0);
  if (!goes_on) return std::nullopt;
  return Move{MoveKind::forward, round.state, static_cast<RoundState>(static_cast<int>(round.state) + 1)};
}

Instant review_end(Instant draft_at) { return draft_at.plus_ms(review_ms); }

Result<void> decide_hold(const Round& round, const RoundFacts& facts, const people::Actor& actor, const HoldRequest& wanted) {
  if (!facts.is_host && !leads(round, actor)) return refuse(Reason::not_allowed, "Those who facilitate this round hold its report back.");
  if (round.state != RoundState::closed || !facts.draft_at)
    return refuse(Reason::round_not_open, "A report is held back while its draft lies with the participants.");
  if (wanted.is_held == round.held_at.has_value()) return refuse(Reason::nothing_changed, "It is so already.");
  if (wanted.is_held) return require_reason(wanted.reason);
  return {};
}

Result<void> decide_take_lead(const Round& round, const RoundFacts& facts, const people::Actor& actor) {
  if (!facts.is_host && !actor.is_moderator()) return refuse(Reason::not_allowed, "The facilitators of this round may take over.");
  if (round.lead == actor.person) return refuse(Reason::nothing_changed, "You lead this round already.");
  if (!is_live(round.state)) return refuse(Reason::round_not_open, "Only a round under way is taken over.");
  const bool is_free = !round.lead.is_set() || facts.is_lead_away || round.pause_cause == PauseCause::away;
  if (!is_free && !actor.is_moderator()) return refuse_move("Whoever leads this round is there.");
  return {};
}

Result<void> decide_prepare(const redesigns::Phase& phase, redesigns::RedesignState redesign, const people::Actor& actor, const Round& round, Instant now) {
  if (!actor.is_moderator()) return refuse(Reason::not_allowed, "The moderators of this redesign prepare its rounds.");
  if (redesign != redesigns::RedesignState::open && redesign != redesigns::RedesignState::announced)
    return refuse(Reason::redesign_not_open, "Rounds are held in an open redesign.");
  const PhaseState state = redesigns::state_at(phase, now);
  if (phase.type != redesigns::PhaseType::deliberation || (state != PhaseState::open && state != PhaseState::planned))
    return refuse(Reason::round_not_open, "A round needs a deliberation phase that is open or still to come.", "phase");
  if (round.state != RoundState::planned) return refuse(Reason::round_not_open, "The round has begun; what was announced stands.");
  if (round.starts_at <= now) return refuse(Reason::bad_field, "The round must begin in the future.", "starts_at");
  if (round.seats_max < round.seats) return refuse(Reason::bad_field, "More people have a seat already.", "seats_max");
  return {};
}

}  // namespace palabre::rounds
