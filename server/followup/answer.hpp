// Official answers and their rules: who answers, what each kind needs, where it moves the idea. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"
#include "ideas/idea.hpp"
#include "people/actor.hpp"
#include "redesigns/phase.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::followup {

enum class AnswerKind { accepted, in_study, deferred, declined };
/// Why an idea is declined.
enum class ReasonCode { competence, law, cost, charter, existing };

/// In the order of the enums; what JSON, SQL and forms say.
const std::vector<std::string_view>& kind_names();
const std::vector<std::string_view>& reason_code_names();
std::string_view name_of(AnswerKind kind);
std::string_view name_of(ReasonCode code);
std::optional<AnswerKind> kind_of(std::string_view name);
std::optional<ReasonCode> reason_code_of(std::string_view name);

struct Answer {
  AnswerId id;
  IdeaId idea;
  PersonId officer;
  AnswerKind kind{};
  std::optional<ReasonCode> reason_code;   // exactly with declined
  std::optional<Instant> review_on;        // exactly with deferred
  redesigns::TextsByLanguage texts;        // Markdown
  Instant created_at;
  AnswerId supersedes;                     // the one it replaces; both stay readable
};

/// What an answer does to its idea.
struct AnswerEffect {
  ideas::IdeaState to{};
  std::string_view actor_role;             // "officer" or "owner", for the history
  std::optional<Instant> due_at;           // the next answer: review day, or a new term when in study
};

/// Why:     an answer in force is replaced by a later one, never erased, so every kind may follow every kind.
/// Units:   answer_days: of the redesign.
/// Refuses: not_allowed (no officer nor owner here), own_case (one's own idea), redesign_not_open, idea_transition_refused (on a ballot,
///          merged, withdrawn, hidden, submitted), missing_field body | reason_code | review_on, bad_field review_on (not in the future) |
///          reason_code (with another kind).
Result<AnswerEffect> decide_answer(redesigns::RedesignState redesign, const ideas::Idea& idea, const people::Actor& actor, const Answer& answer,
                                   Instant now, int answer_days);

/// Where an answered idea stands.
ideas::IdeaState state_after(AnswerKind kind);
bool is_answerable(ideas::IdeaState state);

}  // namespace palabre::followup
