// Chooses the language of an idea's text and links to the others. Called by the idea's page.
#include "screens/idea_reading.hpp"

#include "pages/language_names.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

namespace {

/// The original first.
std::vector<Reading> readings_of(const ideas::FullIdea& full) {
  const ideas::Idea& idea = full.card.idea;
  std::vector<Reading> readings{{idea.title, idea.body, idea.language}};
  for (const auto& text : full.translations) readings.push_back({text.title, text.body, text.language});
  return readings;
}

const Reading* find_reading(const std::vector<Reading>& readings, std::string_view language) {
  const auto found = std::find_if(readings.begin(), readings.end(), [&](const Reading& one) { return one.language == language; });
  return found == readings.end() ? nullptr : &*found;
}

/// What the reader gets without asking.
const Reading& usual(const Page& page, const std::vector<Reading>& readings) {
  const Reading* own = find_reading(readings, page.language());
  return own ? *own : readings.front();
}

}  // namespace

Reading reading_of(const Page& page, const ideas::FullIdea& full) {
  if (full.card.idea.state == ideas::IdeaState::hidden) return {page.text("idea.hidden_title"), {}, page.language()};
  const auto readings = readings_of(full);
  const Reading* asked = find_reading(readings, page.param("in"));
  return asked ? *asked : usual(page, readings);
}

json reading_view(const Page& page, const ideas::FullIdea& full, const Reading& reading) {
  const ideas::Idea& idea = full.card.idea;
  if (idea.state == ideas::IdeaState::hidden) return {{"original_text", ""}, {"has_reading_line", false}, {"readings", json::array()}};
  const auto readings = readings_of(full);
  const std::string& usual_language = usual(page, readings).language;
  const std::string path = page.href("/ideas/" + idea.id.text());
  json links = json::array();
  for (const auto& other : readings) {
    if (other.language == reading.language) continue;
    const bool is_original = other.language == idea.language;
    const std::string name = pages::language_name(other.language, page.language());
    links.push_back({{"href", other.language == usual_language ? path : with_param(path, "in", other.language)},
                     {"lang", other.language},
                     {"text", page.text(is_original ? "language.read_original" : "language.read_in", {{"language", name}})}});
  }
  const bool is_translation = reading.language != idea.language;
  std::string mark = original_text(page, reading.language);
  if (is_translation) mark = page.text("language.translated", {{"language", pages::language_label(idea.language, page.language())}});
  const bool has_line = !mark.empty() || !links.empty();
  return {{"original_text", mark}, {"has_reading_line", has_line}, {"readings", std::move(links)}};
}

}  // namespace palabre::screens
