// The rules of a redesign, as plain decisions.
// Called by the acts of this slice; the views ask it which state to show.
#include "redesigns/redesign.hpp"

#include "base/utf8.hpp"
#include "base/limits.hpp"
#include "people/person.hpp"
#include "redesigns/readiness.hpp"

#include <algorithm>

namespace palabre::redesigns {

namespace {

enum class By { owner, owner_or_moderator, second_officer, administrator };

struct Move {
  RedesignState from, to;
  By by;
};

// Announcing needs a second pair of eyes: an officer of the redesign or an administrator, not the owner alone.
// Evaluating, archiving and cancelling are an administrator's, so that no owner ends the record of their own work.
constexpr std::array moves{
    Move{RedesignState::draft, RedesignState::review, By::owner},
    Move{RedesignState::review, RedesignState::draft, By::second_officer},
    Move{RedesignState::review, RedesignState::announced, By::second_officer},
    Move{RedesignState::announced, RedesignState::open, By::owner},
    Move{RedesignState::open, RedesignState::paused, By::owner_or_moderator},
    Move{RedesignState::paused, RedesignState::open, By::owner_or_moderator},
    Move{RedesignState::open, RedesignState::follow_up, By::owner},
    Move{RedesignState::follow_up, RedesignState::open, By::owner},
    Move{RedesignState::follow_up, RedesignState::evaluated, By::administrator},
    Move{RedesignState::evaluated, RedesignState::archived, By::administrator},
};

/// The row of the table; an unfinished redesign can be cancelled from anywhere.
std::optional<By> who_moves(RedesignState from, RedesignState to) {
  if (to == RedesignState::cancelled && !is_final(from) && from != RedesignState::evaluated) return By::administrator;
  for (const Move& move : moves)
    if (move.from == from && move.to == to) return move.by;
  return std::nullopt;
}

bool is_one_of(const people::Actor& actor, By by) {
  if (actor.is_admin) return true;
  switch (by) {
    case By::owner: return actor.is_owner();
    case By::owner_or_moderator: return actor.is_owner() || actor.is_moderator();
    case By::second_officer: return actor.is_officer() && !actor.is_owner();
    case By::administrator: return false;
  }
  return false;
}

std::string_view sentence_of(By by) {
  switch (by) {
    case By::owner: return "This is for the owner of the redesign.";
    case By::owner_or_moderator: return "This is for the owner or a moderator of the redesign.";
    case By::second_officer: return "This is for a second pair of eyes: an officer of the redesign who is not its owner, or an administrator.";
    case By::administrator: return "This is for an administrator.";
  }
  return "";
}

std::string ways_out(RedesignState from) {
  std::string list;
  for (const Move& move : moves)
    if (move.from == from) list += (list.empty() ? "" : ", ") + std::string(name_of(move.to));
  if (!is_final(from) && from != RedesignState::evaluated) list += (list.empty() ? "" : ", ") + std::string("cancelled");
  return list.empty() ? "This state is final." : "From " + std::string(name_of(from)) + " it can become: " + list + ".";
}

Result<void> decide_guards(RedesignState from, RedesignState to, const RedesignFacts& facts) {
  using S = RedesignState;
  if (to == S::review && !facts.has_promise)
    return refuse(Reason::redesign_transition_refused, "Write the title, the summary and the promise first.", "to");
  if (from == S::review && to == S::announced) return decide_announcement(facts);
  if (from == S::open && to == S::follow_up && facts.unanswered > 0)
    return refuse(Reason::redesign_transition_refused, std::to_string(facts.unanswered) + " published ideas have no answer yet; answer them first.", "to");
  if (from == S::open && to == S::follow_up && facts.uncommitted > 0)
    return refuse(Reason::redesign_transition_refused,
                  std::to_string(facts.uncommitted) + " accepted ideas have no commitment yet; say for each what will be done, by whom and when.", "to");
  return {};
}

}  // namespace

bool clock_runs(RedesignState state) {
  return state == RedesignState::announced || state == RedesignState::open || state == RedesignState::follow_up;
}

bool is_final(RedesignState state) { return state == RedesignState::archived || state == RedesignState::cancelled; }

PhaseState shown_state(RedesignState redesign, const Phase& phase, Instant now) {
  return clock_runs(redesign) ? state_at(phase, now) : phase.state;
}

Result<void> check_slug(std::string_view slug) {
  const bool has_length = slug.size() >= 2 && slug.size() <= Limits{}.slug_chars_max;
  const bool has_letters = std::all_of(slug.begin(), slug.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!has_length || !has_letters || slug.front() == '-' || slug.back() == '-' || slug.find("--") != std::string_view::npos)
    return refuse(Reason::bad_field, "a slug is 2 to 80 of a-z, 0-9 and hyphens inside, like parc-de-la-gare", "slug");
  return {};
}

Result<void> check_redesign(const Redesign& redesign, const RedesignTexts& texts) {
  if (redesign.languages.empty()) return refuse(Reason::missing_field, "name at least one language", "languages");
  for (const std::string& language : redesign.languages)
    if (!people::check_language(language)) return refuse(Reason::bad_field, "languages are two lower-case letters, like fr", "languages");
  if (!texts.title.contains(redesign.languages.front()))
    return refuse(Reason::missing_field, "the title must be there in the first language, " + redesign.languages.front(), "title");
  if (std::find(power_levels.begin(), power_levels.end(), redesign.power_level) == power_levels.end())
    return refuse(Reason::bad_field, "one of inform, consult, involve, collaborate, empower", "power_level");
  if (redesign.answer_days < 1 || redesign.answer_days > 365) return refuse(Reason::bad_field, "1 to 365 days", "answer_days");
  if (redesign.latitude.has_value() != redesign.longitude.has_value()) return refuse(Reason::missing_field, "latitude and longitude go together", "longitude");
  return {};
}

Result<void> check_phase_dates(const Phase& phase) {
  if (phase.opens_at && phase.closes_at && *phase.closes_at <= *phase.opens_at)
    return refuse(Reason::bad_field, "a phase closes after it opens", "closes_at");
  return {};
}

Stage usual_stage(PhaseType type) {
  switch (type) {
    case PhaseType::stories:
    case PhaseType::brainstorm:
    case PhaseType::vote: return Stage::co_commission;
    case PhaseType::follow_up: return Stage::co_deliver;
    case PhaseType::evaluation: return Stage::co_assess;
    default: return Stage::co_design;
  }
}

Result<void> decide_redesign_edit(RedesignState state, const people::Actor& actor) {
  if (!actor.is_owner() && !actor.is_admin) return refuse(Reason::not_allowed, "A redesign is edited by its owner or an administrator.");
  if (is_final(state)) return refuse(Reason::redesign_not_open, "This redesign is " + std::string(name_of(state)) + " and can no longer be changed.");
  return {};
}

Result<void> decide_redesign_transition(RedesignState from, RedesignState to, const people::Actor& actor, std::string_view reason,
                                        const RedesignFacts& facts) {
  const auto by = who_moves(from, to);
  const bool has_part = actor.is_admin || actor.is_owner() || actor.is_moderator() || actor.is_officer();
  if (!has_part) return refuse(Reason::not_allowed, "The state of a redesign is changed by its owner, its moderators and officers, or an administrator.");
  if (!by)
    return refuse(Reason::redesign_transition_refused,
                  "A redesign cannot go from " + std::string(name_of(from)) + " to " + std::string(name_of(to)) + ". " + ways_out(from), "to");
  if (!is_one_of(actor, *by)) return refuse(Reason::not_allowed, sentence_of(*by), "to");
  if (count_chars(reason) < Limits{}.reason_chars_min)
    return refuse(Reason::reason_required, "Say publicly why, in at least 10 characters.", "reason");
  return decide_guards(from, to, facts);
}

Result<void> decide_phase_removal(RedesignState redesign, const Phase& phase, std::span<const Phase> others, Instant now) {
  const PhaseState state = shown_state(redesign, phase, now);
  if (state != PhaseState::planned)
    return refuse(Reason::phase_transition_refused,
                  "This phase is " + std::string(name_of(state)) + ": what has begun stays on record. Close it, or skip it before it begins.", "phase");
  const bool is_last_follow_up = phase.type == PhaseType::follow_up && std::none_of(others.begin(), others.end(), [](const Phase& other) {
    return other.type == PhaseType::follow_up && other.state != PhaseState::skipped;
  });
  if (is_public(redesign) && is_last_follow_up)
    return refuse(Reason::phase_transition_refused, "People were promised a follow-up: add another phase of type follow_up before this one goes.", "phase");
  return {};
}

Result<void> decide_phase_edit(const Phase& before, const Phase& after, Instant now) {
  const PhaseState state = state_at(before, now);
  const bool is_waiting = state == PhaseState::planned || state == PhaseState::frozen;
  const bool changes_rules = before.type != after.type || before.opens_at != after.opens_at || before.closes_at != after.closes_at;
  if (state == PhaseState::frozen && changes_rules)
    return refuse(Reason::phase_transition_refused, "This vote is frozen: people were told what it is about and when it opens and closes.",
                  before.type != after.type ? "type" : before.opens_at != after.opens_at ? "opens_at" : "closes_at");
  if (!is_waiting && changes_rules)
    return refuse(Reason::phase_transition_refused,
                  "This phase is " + std::string(name_of(state)) + ": its dates move by a transition with a public reason (extend, close or reopen).",
                  before.type != after.type ? "type" : "closes_at");
  return check_phase_dates(after);
}

}  // namespace palabre::redesigns
