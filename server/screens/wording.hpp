// The small texts many parts share: when something was, how long is left, a text in the reader's language and the one it is in.
#pragma once
#include "redesigns/phase.hpp"
#include "screens/page.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::screens {

/// "2 h ago" within a week, then the day: « 15 août 2026 ».
std::string when_text(const Page& page, Instant then);
/// The name, or « ancien participant » where an account was erased.
std::string person_name(const Page& page, const std::string& name);
/// The day alone: « 15 août 2026 ».
std::string day_words(const Page& page, Instant then);
/// « encore 3 jours », « encore 2 heures ».
std::string time_left(const Page& page, Instant end);

/// A text and the language it is written in, for the `lang` attribute.
struct LocalText {
  std::string text;
  std::string language;
};
/// In the reader's language, else in the first of `languages` that has one, else any.
LocalText local_text(const Page& page, const redesigns::TextsByLanguage& texts, const std::vector<std::string>& languages = {});

/// « Frans, origineel »: stands beside people's words in a language that is not the reader's; empty beside those that are.
std::string original_text(const Page& page, std::string_view language);

/// A message as HTML, in which each of the `words` (by the name of its argument) keeps the language it is written in.
std::string text_html(const Page& page, std::string_view key, const std::vector<std::pair<std::string_view, LocalText>>& words);

}  // namespace palabre::screens
