// Reads and writes moments in time. Called by the API, the importers and the logs.
#include "base/instant.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace palabre {
namespace {

/// Takes exactly `width` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return number;
}

bool take_char(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_day_ms(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take_char(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take_char(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day || *year < 1970) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count() * ms_per_day;
}

/// Seconds and a fraction of 1 to 9 digits are optional: "21:05", "21:05:07", "21:05:07.123".
std::optional<std::int64_t> take_time_ms(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take_char(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  std::int64_t ms = *hour * ms_per_hour + *minute * ms_per_minute;
  if (!take_char(text, ':')) return ms;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return std::nullopt;
  ms += *second * ms_per_second;
  if (!take_char(text, '.')) return ms;
  std::int64_t scale = 100;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    ms += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  return ms;
}

std::optional<std::int64_t> take_zone_ms(std::string_view& text) {
  if (text.empty() || take_char(text, 'Z')) return 0;
  const bool is_ahead = text.front() == '+';
  if (!is_ahead && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2);
  if (!hours || !take_char(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::int64_t offset = *hours * ms_per_hour + *minutes * ms_per_minute;
  return is_ahead ? offset : -offset;
}

}  // namespace

std::string iso_text(Instant moment) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds{moment.unix_ms}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::array<char, 40> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                   static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                   static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                                   static_cast<int>(clock.subseconds().count()));
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

std::string day_text(Instant moment) { return iso_text(moment).substr(0, 10); }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto day_ms = take_day_ms(text);
  if (!day_ms) return std::nullopt;
  if (text.empty()) return Instant{*day_ms};
  if (!take_char(text, 'T') && !take_char(text, ' ')) return std::nullopt;
  const auto time_ms = take_time_ms(text);
  if (!time_ms) return std::nullopt;
  const auto zone_ms = take_zone_ms(text);
  if (!zone_ms || !text.empty()) return std::nullopt;
  return Instant{*day_ms + *time_ms - *zone_ms};
}

}  // namespace palabre
