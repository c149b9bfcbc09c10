// Wall clock times as <input type="datetime-local"> shows and sends them, in the zone in which pages write dates.
#pragma once
#include "base/instant.hpp"
#include "pages/localised.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::pages {

/// "2026-11-21T13:05" on the clocks of `zone`.
std::string local_time_text(Instant moment, std::string_view zone = default_zone);

/// Reads "2026-11-21T13:05", with or without seconds. A time that the clocks skip in spring is taken as if they had not been
/// moved yet; one that comes twice in autumn is the first. Nothing for anything else.
std::optional<Instant> parse_local_time(std::string_view text, std::string_view zone = default_zone);

/// How many midnights of `zone` lie between two moments: 0 = the same day, 1 = `to` is tomorrow. Negative when `to` is earlier.
std::int64_t days_between(Instant from, Instant to, std::string_view zone = default_zone);

}  // namespace palabre::pages
