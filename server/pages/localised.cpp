// Formats numbers and dates with ICU, keeping the formatters of each thread for its next call.
// Called by screens and notices.
#include "pages/localised.hpp"

#include "pages/icu_text.hpp"

#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <unicode/currunit.h>
#include <unicode/datefmt.h>
#include <unicode/dtitvfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/reldatefmt.h>
#include <unicode/timezone.h>

namespace palabre::pages {
namespace {

std::unique_ptr<icu::TimeZone> zone_of(std::string_view name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(to_icu(name)));
  if (*zone == icu::TimeZone::getUnknown()) throw std::runtime_error("there is no time zone \"" + std::string(name) + '"');
  return zone;
}

/// A formatter of this thread for (language, variant), made on first use.
template <class Formatter, class Make>
Formatter& cached(std::string_view language, std::string_view variant, Make make) {
  thread_local std::map<std::pair<std::string, std::string>, std::unique_ptr<Formatter>> formatters;
  const std::pair key{std::string(language), std::string(variant)};
  auto found = formatters.find(key);
  if (found == formatters.end()) found = formatters.emplace(key, make(locale_of(language))).first;
  return *found->second;
}

enum class TimeOfDay { hidden, shown };

std::string format_date(std::string_view language, Instant moment, std::string_view zone, TimeOfDay time) {
  const std::string variant = std::string(zone) + (time == TimeOfDay::shown ? " with time" : "");
  auto& formatter = cached<icu::DateFormat>(language, variant, [&](const icu::Locale& locale) {
    std::unique_ptr<icu::DateFormat> made(
        time == TimeOfDay::shown ? icu::DateFormat::createDateTimeInstance(icu::DateFormat::kLong, icu::DateFormat::kShort, locale)
                                 : icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale));
    if (!made) throw std::runtime_error("no date format");
    made->adoptTimeZone(zone_of(zone).release());
    return made;
  });
  icu::UnicodeString text;
  formatter.format(static_cast<UDate>(moment.unix_ms), text);
  return to_utf8(text);
}

struct RelativeUnit {
  std::int64_t ms;
  URelativeDateTimeUnit unit;
};

constexpr RelativeUnit relative_units[] = {
    {365 * ms_per_day, UDAT_REL_UNIT_YEAR}, {30 * ms_per_day, UDAT_REL_UNIT_MONTH}, {7 * ms_per_day, UDAT_REL_UNIT_WEEK},
    {ms_per_day, UDAT_REL_UNIT_DAY},        {ms_per_hour, UDAT_REL_UNIT_HOUR},      {ms_per_minute, UDAT_REL_UNIT_MINUTE},
};

const icu::RelativeDateTimeFormatter& relative_formatter(std::string_view language, UDateRelativeDateTimeFormatterStyle style) {
  const std::string_view variant = style == UDAT_STYLE_LONG ? "long" : "short";
  return cached<icu::RelativeDateTimeFormatter>(language, variant, [&](const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    auto made = std::make_unique<icu::RelativeDateTimeFormatter>(locale, nullptr, style, UDISPCTX_CAPITALIZATION_NONE, status);
    require_success(status, "making a relative time format");
    return made;
  });
}

std::string format_skeleton(std::string_view language, const char* skeleton, Instant moment, std::string_view zone) {
  auto& formatter = cached<icu::DateFormat>(language, std::string(zone) + skeleton, [&](const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::DateFormat> made(icu::DateFormat::createInstanceForSkeleton(skeleton, locale, status));
    require_success(status, "making a date format");
    made->adoptTimeZone(zone_of(zone).release());
    return made;
  });
  icu::UnicodeString text;
  formatter.format(static_cast<UDate>(moment.unix_ms), text);
  return to_utf8(text);
}

}  // namespace

std::string format_number(std::string_view language, std::int64_t number) {
  auto& formatter = cached<icu::number::LocalizedNumberFormatter>(language, {}, [](const icu::Locale& locale) {
    return std::make_unique<icu::number::LocalizedNumberFormatter>(icu::number::NumberFormatter::withLocale(locale));
  });
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = formatter.formatInt(number, status).toString(status);
  require_success(status, "formatting a number");
  return to_utf8(text);
}

std::string format_money(std::string_view language, std::int64_t amount, std::string_view currency) {
  auto& formatter = cached<icu::number::LocalizedNumberFormatter>(language, currency, [&](const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::CurrencyUnit unit(to_icu(currency).getTerminatedBuffer(), status);
    require_success(status, "naming a currency");
    return std::make_unique<icu::number::LocalizedNumberFormatter>(
        icu::number::NumberFormatter::withLocale(locale).unit(unit).precision(icu::number::Precision::integer()));
  });
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = formatter.formatInt(amount, status).toString(status);
  require_success(status, "formatting an amount");
  return to_utf8(text);
}

std::string format_day(std::string_view language, Instant moment, std::string_view zone) {
  return format_date(language, moment, zone, TimeOfDay::hidden);
}

std::string format_month(std::string_view language, Instant moment, std::string_view zone) {
  const bool is_january = format_skeleton(language, "M", moment, zone) == format_skeleton(language, "M", Instant{15 * ms_per_day}, zone);
  return format_skeleton(language, is_january ? "y" : "MMM", moment, zone);
}

std::string format_moment(std::string_view language, Instant moment, std::string_view zone) {
  return format_date(language, moment, zone, TimeOfDay::shown);
}

std::string format_span(std::string_view language, Instant from, Instant to, std::string_view zone) {
  UErrorCode status = U_ZERO_ERROR;
  auto& formatter = cached<icu::DateIntervalFormat>(language, zone, [&](const icu::Locale& locale) {
    std::unique_ptr<icu::DateIntervalFormat> made(icu::DateIntervalFormat::createInstance(u"yMMMMd", locale, status));
    require_success(status, "making a date interval format");
    made->adoptTimeZone(zone_of(zone).release());
    return made;
  });
  const icu::DateInterval interval(static_cast<UDate>(from.unix_ms), static_cast<UDate>(to.unix_ms));
  icu::FieldPosition ignored;
  icu::UnicodeString text;
  formatter.format(&interval, text, ignored, status);
  require_success(status, "formatting a date interval");
  return to_utf8(text);
}

std::string format_relative(std::string_view language, Instant then, Instant now) {
  const std::int64_t distance_ms = then.unix_ms - now.unix_ms;
  const bool is_long = std::abs(distance_ms) >= ms_per_day;
  const icu::RelativeDateTimeFormatter& formatter = relative_formatter(language, is_long ? UDAT_STYLE_LONG : UDAT_STYLE_SHORT);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text;
  for (const auto& [unit_ms, unit] : relative_units) {
    const std::int64_t count = distance_ms / unit_ms;
    if (count == 0) continue;
    formatter.formatNumeric(static_cast<double>(count), unit, text, status);
    require_success(status, "formatting a relative time");
    return to_utf8(text);
  }
  formatter.format(UDAT_DIRECTION_PLAIN, UDAT_ABSOLUTE_NOW, text, status);
  require_success(status, "formatting a relative time");
  return to_utf8(text);
}

}  // namespace palabre::pages
