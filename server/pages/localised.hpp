// Numbers, days, moments and spans of time as people of a language write them.
#pragma once
#include "base/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace palabre::pages {

/// The zone of public bodies that set none.
inline constexpr std::string_view default_zone = "Europe/Brussels";

// Thread: any (every thread keeps its own formatters). An unknown `zone` throws std::runtime_error.

/// "12 345" in French (narrow no-break space), "12,345" in English.
std::string format_number(std::string_view language, std::int64_t number);

/// Whole units of a currency (ISO 4217): "45 000 €" in French, "€45,000" in English.
std::string format_money(std::string_view language, std::int64_t amount, std::string_view currency);

/// "21 novembre 2026"
std::string format_day(std::string_view language, Instant moment, std::string_view zone = default_zone);

/// A month on a scale: "nov.", and for January the year that begins: "2027".
std::string format_month(std::string_view language, Instant moment, std::string_view zone = default_zone);

/// "21 novembre 2026 à 21:05"
std::string format_moment(std::string_view language, Instant moment, std::string_view zone = default_zone);

/// "21–25 novembre 2026"; one day when both fall on the same.
std::string format_span(std::string_view language, Instant from, Instant to, std::string_view zone = default_zone);

/// "il y a 2 h", "in 3 days", "il y a 1 an"; "maintenant" below one minute. Whole units, rounded towards now; hours and
/// minutes are abbreviated, longer units written out.
std::string format_relative(std::string_view language, Instant then, Instant now);

}  // namespace palabre::pages
