// A moment in time (UTC, unix milliseconds) and its two text forms. Used wherever something is dated.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre {

inline constexpr std::int64_t ms_per_second = 1000;
inline constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
inline constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
inline constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

/// UTC, milliseconds since 1970-01-01.
struct Instant {
  std::int64_t unix_ms = 0;

  friend constexpr auto operator<=>(Instant, Instant) = default;
  [[nodiscard]] constexpr Instant plus_ms(std::int64_t ms) const { return Instant{unix_ms + ms}; }
};

/// "2026-11-21T21:05:00.000Z": the form of every date in the API.
std::string iso_text(Instant moment);

/// "2026-11-21": the UTC day.
std::string day_text(Instant moment);

/// Reads "2026-11-21", "2026-11-21T21:05Z", "…:05:00Z", "…:00.000Z" and offsets like "+01:00". A date and time without
/// zone is UTC. Nothing for anything else, for impossible dates, and for years outside 1970-9999.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace palabre
