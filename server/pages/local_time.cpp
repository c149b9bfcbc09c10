// Turns moments into wall clock times and back with ICU's time zones.
// Called by the screens whose forms ask for a day and a time.
#include "pages/local_time.hpp"

#include "pages/icu_text.hpp"

#include <map>
#include <memory>
#include <stdexcept>
#include <unicode/basictz.h>

namespace palabre::pages {
namespace {

/// Every zone ICU makes by name is a BasicTimeZone, which alone can say how to read an ambiguous wall clock time.
const icu::BasicTimeZone& rules_of_zone(std::string_view name) {
  thread_local std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> zones;
  auto found = zones.find(name);
  if (found == zones.end()) {
    std::unique_ptr<icu::TimeZone> made(icu::TimeZone::createTimeZone(to_icu(name)));
    if (*made == icu::TimeZone::getUnknown()) throw std::runtime_error("there is no time zone \"" + std::string(name) + '"');
    std::unique_ptr<icu::BasicTimeZone> zone(dynamic_cast<icu::BasicTimeZone*>(made.get()));
    if (!zone) throw std::runtime_error("the time zone \"" + std::string(name) + "\" has no rules");
    static_cast<void>(made.release());
    found = zones.emplace(std::string(name), std::move(zone)).first;
  }
  return *found->second;
}

bool has_form(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00";
  if (text.size() != 16 && text.size() != form.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !is_digit : text[i] != form[i]) return false;
  }
  return true;
}

}  // namespace

std::string local_time_text(Instant moment, std::string_view zone) {
  std::int32_t raw_ms = 0, summer_ms = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_of_zone(zone).getOffset(static_cast<UDate>(moment.unix_ms), false, raw_ms, summer_ms, status);
  require_success(status, "reading a time zone");
  return iso_text(moment.plus_ms(raw_ms + summer_ms)).substr(0, 16);
}

std::optional<Instant> parse_local_time(std::string_view text, std::string_view zone) {
  if (!has_form(text)) return std::nullopt;
  const auto wall = parse_instant(std::string(text) + "Z");
  if (!wall) return std::nullopt;
  std::int32_t raw_ms = 0, summer_ms = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_of_zone(zone).getOffsetFromLocal(static_cast<UDate>(wall->unix_ms), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw_ms, summer_ms, status);
  require_success(status, "reading a time zone");
  return wall->plus_ms(-(raw_ms + summer_ms));
}

std::int64_t days_between(Instant from, Instant to, std::string_view zone) {
  const auto day_of = [&](Instant moment) { return *parse_instant(local_time_text(moment, zone).substr(0, 10)); };
  return (day_of(to).unix_ms - day_of(from).unix_ms) / (24 * 60 * 60 * std::int64_t{1000});
}

}  // namespace palabre::pages
