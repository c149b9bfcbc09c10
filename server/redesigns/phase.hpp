// Phases and their rules: what may happen when. Plain functions: no clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "people/actor.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::redesigns {

using TextsByLanguage = std::map<std::string, std::string>;

enum class PhaseType { stories, ideas, brainstorm, consultation, discussion, hackathon, deliberation, prototype, vote, follow_up, evaluation };
enum class PhaseState { planned, frozen, open, closed, counted, results_published, skipped };
enum class Stage { co_commission, co_design, co_deliver, co_assess };
enum class RedesignState { draft, review, announced, open, paused, follow_up, evaluated, archived, cancelled };

std::string_view name_of(PhaseType type);
std::string_view name_of(PhaseState state);
std::string_view name_of(Stage stage);
std::string_view name_of(RedesignState state);
std::optional<PhaseType> phase_type_of(std::string_view name);
std::optional<PhaseState> phase_state_of(std::string_view name);
std::optional<Stage> stage_of(std::string_view name);
std::optional<RedesignState> redesign_state_of(std::string_view name);

struct Phase {
  PhaseId id;
  RedesignId redesign;
  int position = 0;
  PhaseType type{};
  Stage stage{};
  TextsByLanguage titles;
  PhaseState state{};
  std::optional<Instant> opens_at;
  std::optional<Instant> closes_at;
  int extensions = 0;
  int reopenings = 0;
};

/// The state at `now`: a dated phase (a vote only once it is frozen) opens and closes by the clock to the second, whether or not the row
/// was updated yet (the server may have been down). A phase reopened by hand after its end has a later or no `closes_at`.
PhaseState state_at(const Phase& phase, Instant now);

/// What a participant may want to do to ideas; each needs an open phase of a type that allows it.
enum class Act { propose, edit_idea, withdraw_idea, support, comment, react, answer_question };

/// propose, edit_idea: ideas, brainstorm, hackathon, consultation. withdraw_idea: any of those, or no vote open.
/// support: the same and discussion, deliberation, prototype.
/// comment: every type but stories. react (without an account): where support is possible, and follow_up. answer_question: every
/// type. The table in phase.cpp is the rule, and the tests walk it.
bool phase_allows(PhaseType type, Act act);

/// The open phase in which `act` may happen now (unset for withdraw_idea between phases). Participation is possible in an
/// announced redesign whose first phase has begun, an open one and one in follow-up. Refuses: redesign_not_open, phase_closed (the detail says which phase would
/// allow it and when it opens or closed).
Result<PhaseId> decide_act(RedesignState redesign, std::span<const Phase> phases, Act act, Instant now);

struct TransitionRequest {
  PhaseState to{};
  std::string reason;                    // public
  std::optional<Instant> ends_at;        // the new end of an opened, extended or reopened phase
};

enum class TransitionKind { open, extend, close, reopen, skip, freeze };

struct Transition {
  TransitionKind kind{};
  PhaseState from{};
  PhaseState to{};
  std::optional<Instant> opens_at;       // of the phase afterwards
  std::optional<Instant> closes_at;      // of the phase afterwards
};

/// Whether `actor` may move `phase` now: moderator, owner or administrator; a reason always; the owner extends once, a
/// moderator again; planned->open (never a vote: votes/ freezes, counts and publishes it, and it opens by its date), open->open (extend,
/// later end), open->closed, closed|results_published->open (reopen, never a vote), planned->skipped.
/// Refuses: not_allowed, reason_required, phase_transition_refused, vote_not_reopenable, bad_field ends_at.
Result<Transition> decide_transition(const Phase& phase, const people::Actor& actor, const TransitionRequest& wanted, Instant now);

}  // namespace palabre::redesigns
