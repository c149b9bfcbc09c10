// Reads the definition of a vote field by field. Called by PUT /phases/{id}/vote.
#include "votes/vote_input.hpp"

namespace palabre::votes {
namespace {

redesigns::TextsByLanguage by_language(http::TextPairs pairs) {
  redesigns::TextsByLanguage texts;
  for (auto& [language, text] : pairs) texts[language] = std::move(text);
  return texts;
}

std::optional<int> small_number(http::Input& input, std::string_view name) {
  const auto number = input.optional_integer(name, 1, options_max);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Option read_option(http::Input& row, const std::string& language) {
  Option option;
  if (const auto idea = row.optional_line("idea", {1, 20})) {
    const auto id = IdeaId::parse(*idea);
    if (!id) row.refuse_field(Reason::bad_field, "idea", "the number of an idea");
    option.idea = id.value_or(IdeaId{});
  }
  if (row.has("title")) option.texts = by_language(row.texts("title", option_length, language));
  option.cost = row.optional_integer("cost", 0, budget_max);
  return option;
}

}  // namespace

Vote read_definition(http::Input& input, const redesigns::Redesign& redesign) {
  const std::string language = redesign.languages.empty() ? "fr" : redesign.languages.front();
  Vote vote;
  vote.method = static_cast<Method>(input.choice("method", {name_of(Method::approval), name_of(Method::budget), name_of(Method::ranked)}));
  vote.texts = by_language(input.texts("question", question_length, language));
  if (!vote.texts.contains(language)) input.refuse_field(Reason::missing_field, "question", "write the question in the redesign's first language");
  vote.seats = small_number(input, "seats");
  vote.choices_max = small_number(input, "choices_max");
  vote.budget = input.optional_integer("budget", 1, budget_max);
  vote.currency = input.optional_line("currency", {3, 3}).value_or("");
  for (auto& row : input.objects("options", options_max)) {
    Option option = read_option(row, language);
    option.position = static_cast<int>(vote.options.size()) + 1;
    if (const auto refusal = row.refusal()) input.refuse_field(refusal->reason, refusal->field, refusal->detail);
    vote.options.push_back(std::move(option));
  }
  return vote;
}

}  // namespace palabre::votes
