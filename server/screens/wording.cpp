// Words for times and for texts in several languages. Called by the parts and screens.
#include "screens/wording.hpp"

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

}  // namespace palabre::screens
