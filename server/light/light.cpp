// The rules of contributions without an account.
// Called by the acts of this slice and by the screens, which ask before they show a button.
#include "light/light.hpp"

#include <algorithm>

namespace palabre::light {
namespace {

using ideas::IdeaState;
using redesigns::TextsByLanguage;

Refusal is_off() { return refuse(Reason::light_off, "the owner of this redesign takes no contributions without an account"); }

Refusal no_organisation(std::string_view what) {
  return refuse(Reason::organisation_may_not_support, std::string(what) + " is for people; an organisation proposes and comments");
}

bool has_text(const TextsByLanguage& texts, std::string_view language) {
  const auto found = texts.find(std::string(language));
  return found != texts.end() && !found->second.empty();
}

/// Every text of `before` stands in `after` word for word; `after` may have more languages.
bool only_adds(const TextsByLanguage& before, const TextsByLanguage& after) {
  return std::all_of(before.begin(), before.end(), [&](const auto& text) {
    const auto found = after.find(text.first);
    return text.second.empty() || (found != after.end() && found->second == text.second);
  });
}

bool only_adds(const Question& before, const Question& after) {
  if (before.choices.size() != after.choices.size() || !only_adds(before.texts, after.texts)) return false;
  for (std::size_t i = 0; i < before.choices.size(); ++i)
    if (!only_adds(before.choices[i].texts, after.choices[i].texts)) return false;
  return true;
}

Result<void> check_question(const Question& question, std::string_view language) {
  if (!has_text(question.texts, language)) return refuse(Reason::missing_field, "write the question in the redesign's first language", "question");
  if (question.choices.size() < choices_min || question.choices.size() > choices_max)
    return refuse(Reason::bad_field, "a question has two to six choices", "choices");
  for (const auto& choice : question.choices)
    if (!has_text(choice.texts, language))
      return refuse(Reason::missing_field, "write every choice in the redesign's first language", "choices");
  return {};
}

}  // namespace

bool is_reactable(IdeaState state) {
  return ideas::is_supportable(state) || state == IdeaState::accepted || state == IdeaState::deferred;
}

Result<void> decide_reaction(const Light& light, redesigns::RedesignState redesign, std::span<const redesigns::Phase> phases, IdeaState idea,
                             bool is_organisation, Instant now) {
  if (!light.is_on) return is_off();
  if (is_organisation) return no_organisation("a reaction");
  if (!is_reactable(idea)) return refuse(Reason::idea_not_open, "an idea that is " + std::string(ideas::name_of(idea)) + " takes no reactions");
  if (const auto phase = redesigns::decide_act(redesign, phases, redesigns::Act::react, now); !phase) return phase.error();
  return {};
}

Result<void> decide_answer(const Light& light, redesigns::RedesignState redesign, std::span<const redesigns::Phase> phases, bool is_organisation,
                           Instant now) {
  if (!light.is_on) return is_off();
  if (!light.question) return refuse(Reason::not_found, "this redesign asks no question");
  if (is_organisation) return no_organisation("the question");
  if (const auto phase = redesigns::decide_act(redesign, phases, redesigns::Act::answer_question, now); !phase) return phase.error();
  return {};
}

Result<void> check_choice(const Question& question, std::int64_t position) {
  if (position >= 1 && position <= static_cast<std::int64_t>(question.choices.size())) return {};
  return refuse(Reason::bad_field, "one of 1 to " + std::to_string(question.choices.size()), "choice");
}

Result<void> decide_light_edit(const Light& before, const EditLight& wanted, std::string_view language) {
  if (wanted.question) {
    if (auto checked = check_question(*wanted.question, language); !checked) return checked.error();
  }
  const bool has_answers = before.question && before.question->answers > 0;
  if (!has_answers || wanted.wants_new_question || (wanted.question && only_adds(*before.question, *wanted.question))) return {};
  return refuse(Reason::question_answered,
                std::to_string(before.question->answers) + " people answered these words: add translations, or begin a new question", "question");
}

bool is_same_question(const Question& left, const Question& right) {
  return left.texts == right.texts && std::equal(left.choices.begin(), left.choices.end(), right.choices.begin(), right.choices.end(),
                                                 [](const Choice& one, const Choice& other) { return one.texts == other.texts; });
}

}  // namespace palabre::light
