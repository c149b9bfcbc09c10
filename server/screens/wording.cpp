// Words for times and for texts in several languages. Called by the parts and screens.
#include "screens/wording.hpp"

#include "pages/language_names.hpp"
#include "pages/localised.hpp"

namespace palabre::screens {

std::string person_name(const Page& page, const std::string& name) { return name.empty() ? page.text("author.former") : name; }

std::string day_words(const Page& page, Instant then) { return pages::format_day(page.language(), then); }

std::string when_text(const Page& page, Instant then) {
  const std::int64_t age_ms = page.now().unix_ms - then.unix_ms;
  if (age_ms > 7 * ms_per_day || age_ms < -7 * ms_per_day) return day_words(page, then);
  return pages::format_relative(page.language(), then, page.now());
}

std::string time_left(const Page& page, Instant end) {
  const std::int64_t left_ms = end.unix_ms - page.now().unix_ms;
  if (left_ms >= ms_per_day) return page.count("count.days_left", left_ms / ms_per_day);
  return page.count("count.hours_left", left_ms / ms_per_hour);
}

LocalText local_text(const Page& page, const redesigns::TextsByLanguage& texts, const std::vector<std::string>& languages) {
  const auto in = [&](const std::string& language) -> const std::string* {
    const auto found = texts.find(language);
    return found == texts.end() || found->second.empty() ? nullptr : &found->second;
  };
  if (const auto* text = in(page.language())) return {*text, page.language()};
  for (const auto& language : languages) {
    if (const auto* text = in(language)) return {*text, language};
  }
  for (const auto& [language, text] : texts) {
    if (!text.empty()) return {text, language};
  }
  return {{}, page.language()};
}

std::string original_text(const Page& page, std::string_view language) {
  if (language.empty() || language == page.language()) return {};
  return page.text("language.original", {{"language", pages::language_label(language, page.language())}});
}

namespace {

std::string words_html(const Page& page, const LocalText& words) {
  const std::string text = escape_html(words.text);
  if (words.language == page.language()) return text;
  return "<span lang=\"" + escape_html(words.language) + "\">" + text + "</span>";
}

}  // namespace

std::string text_html(const Page& page, std::string_view key, const std::vector<std::pair<std::string_view, LocalText>>& words) {
  // Stand-ins are control characters, which neither messages nor stored texts hold.
  constexpr char first = '\x02';
  pages::Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) arguments.emplace_back(words[i].first, std::string(1, static_cast<char>(first + i)));
  std::string html;
  for (const char c : escape_html(page.text(key, arguments))) {
    const auto which = static_cast<std::size_t>(c - first);
    if (c >= first && which < words.size()) html += words_html(page, words[which].second);
    else html += c;
  }
  return html;
}

}  // namespace palabre::screens
