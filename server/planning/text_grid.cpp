// Lays out the texts of a redesign by language.
// Called by edit_texts, the texts routes and the texts page.
#include "planning/text_grid.hpp"

#include <algorithm>

namespace palabre::planning {

using redesigns::RedesignTexts;
using redesigns::TextsByLanguage;

namespace {

constexpr std::size_t line_chars_max = 300;
constexpr std::size_t grid_text_chars_max = 5'000;
constexpr std::size_t choice_chars_max = 120;

void add_list(std::vector<GridText>& grid, const std::string& kind, const std::vector<TextsByLanguage>& list, std::size_t chars_max) {
  for (std::size_t i = 0; i < list.size(); ++i) grid.push_back({kind + "." + std::to_string(i), kind, i + 1, list[i], chars_max, false});
}

}  // namespace

std::vector<GridText> texts_of(const RedesignTexts& texts, std::span<const redesigns::Phase> phases, const light::Light& light) {
  std::vector<GridText> grid;
  grid.push_back({"title", "title", 0, texts.title, line_chars_max, false});
  const std::pair<const char*, const TextsByLanguage*> paragraphs[] = {
      {"summary", &texts.summary}, {"easy_read", &texts.easy_read}, {"aim", &texts.aim}, {"promise", &texts.promise}, {"decides", &texts.decides}};
  for (const auto& [name, words] : paragraphs) grid.push_back({name, name, 0, *words, grid_text_chars_max, true});
  add_list(grid, "can_change", texts.can_change, grid_text_chars_max);
  add_list(grid, "fixed_points", texts.fixed_points, grid_text_chars_max);
  for (std::size_t number = 1; const auto& phase : phases) {
    if (!phase.titles.empty()) grid.push_back({"phase." + phase.id.text(), "phase", number, phase.titles, line_chars_max, false});
    ++number;
  }
  if (!light.question) return grid;
  grid.push_back({"question", "question", 0, light.question->texts, line_chars_max, false});
  std::vector<TextsByLanguage> choices;
  for (const auto& choice : light.question->choices) choices.push_back(choice.texts);
  add_list(grid, "choice", choices, choice_chars_max);
  return grid;
}

bool is_needed(const GridText& text) {
  return std::any_of(text.texts.begin(), text.texts.end(), [](const auto& one) { return !one.second.empty(); });
}

bool has_language(const GridText& text, std::string_view language) {
  const auto found = text.texts.find(std::string(language));
  return found != text.texts.end() && !found->second.empty();
}

std::vector<LanguageState> languages_of(const std::vector<GridText>& grid, const std::vector<std::string>& languages) {
  std::vector<LanguageState> states;
  for (const std::string& language : languages) {
    LanguageState state{language, 0, 0};
    for (const GridText& text : grid) {
      if (!is_needed(text)) continue;
      ++state.needed;
      if (has_language(text, language)) ++state.written;
    }
    states.push_back(state);
  }
  return states;
}

}  // namespace palabre::planning
