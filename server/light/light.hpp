// Contributions without an account: what a redesign takes, and the rules. No clock, socket, database or JSON.
#pragma once
#include "base/id.hpp"
#include "ideas/idea.hpp"
#include "redesigns/phase.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::light {

inline constexpr std::size_t choices_min = 2;
inline constexpr std::size_t choices_max = 6;

struct Choice {
  redesigns::TextsByLanguage texts;
  std::int64_t answers = 0;
};

/// The choices stand in order; the first has position 1.
struct Question {
  QuestionId id;
  redesigns::TextsByLanguage texts;
  std::vector<Choice> choices;
  std::int64_t answers = 0;
};

/// What one redesign takes without an account.
struct Light {
  bool is_on = false;                 // the owner's switch
  std::optional<Question> question;
  std::int64_t reactions = 0;         // to its public ideas
};

/// Ideas that are open or on their way: published, shortlisted, under_review, accepted, deferred. Never one on a ballot.
bool is_reactable(ideas::IdeaState state);

/// May people react to this idea now? `is_organisation`: an account that speaks for one is no person.
/// Refuses: light_off, organisation_may_not_support, idea_not_open, and as redesigns::decide_act.
Result<void> decide_reaction(const Light& light, redesigns::RedesignState redesign, std::span<const redesigns::Phase> phases,
                             ideas::IdeaState idea, bool is_organisation, Instant now);

/// May people answer the question now? Refuses: light_off, not_found (no question), organisation_may_not_support, and as decide_act.
Result<void> decide_answer(const Light& light, redesigns::RedesignState redesign, std::span<const redesigns::Phase> phases,
                           bool is_organisation, Instant now);
/// Refuses: bad_field choice.
Result<void> check_choice(const Question& question, std::int64_t position);

/// What the owner wants it to be.
struct EditLight {
  bool is_on = false;
  std::optional<Question> question;   // id and counts are not read
  bool wants_new_question = false;    // the answers so far stay with the old one
};

/// Whether `wanted` may replace `before`; who may was asked before. Two to six choices, each with a text in the question's first
/// language; once people answered, words can be translated but neither changed nor taken away, unless a new question begins.
/// `language`: the redesign's first. Refuses: missing_field, bad_field, question_answered.
Result<void> decide_light_edit(const Light& before, const EditLight& wanted, std::string_view language);

/// The same question in the same words (translations included).
bool is_same_question(const Question& left, const Question& right);

}  // namespace palabre::light
