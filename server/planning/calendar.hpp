// Days on the wall clock of the instance. A phase planned by days begins at 00:00 of its first and ends at 23:59 of its last.
#pragma once
#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::planning {

/// "2026-11-21" on the clocks here; and back to 00:00 of that day. Nothing for anything but a date.
std::string day_here(Instant moment);
std::optional<Instant> start_of_day(std::string_view day);
std::optional<Instant> end_of_day(std::string_view day);

/// The same time of day, `days` later: a day with 23 or 25 hours changes nothing.
Instant plus_days(Instant moment, std::int64_t days);

}  // namespace palabre::planning
