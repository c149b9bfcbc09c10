// Counts in days on the wall clock. Called by the acts that start and plan a redesign, and by the pages with day fields.
#include "planning/calendar.hpp"

#include "pages/local_time.hpp"

namespace palabre::planning {

namespace {

constexpr std::size_t day_chars = 10;

std::optional<Instant> at_time(std::string_view day, std::string_view time) {
  if (day.size() != day_chars) return std::nullopt;
  return pages::parse_local_time(std::string(day) + "T" + std::string(time));
}

}  // namespace

std::string day_here(Instant moment) { return pages::local_time_text(moment).substr(0, day_chars); }
std::optional<Instant> start_of_day(std::string_view day) { return at_time(day, "00:00"); }
std::optional<Instant> end_of_day(std::string_view day) { return at_time(day, "23:59"); }

Instant plus_days(Instant moment, std::int64_t days) {
  const std::string time = pages::local_time_text(moment).substr(day_chars + 1);
  const auto noon = at_time(day_here(moment), "12:00");
  if (!noon) return moment.plus_ms(days * ms_per_day);
  return at_time(day_here(noon->plus_ms(days * ms_per_day)), time).value_or(moment.plus_ms(days * ms_per_day));
}

}  // namespace palabre::planning
