// Derives the month's key. Called by the routes of the open data.
#include "open_data/data_key.hpp"

#include "crypto/crypto.hpp"

namespace palabre::open_data {
namespace {

constexpr std::size_t month_chars = 7;      // "2026-11"
constexpr int days_of_longest_month = 31;

std::string month_of(Instant moment) { return day_text(moment).substr(0, month_chars); }

}  // namespace

DataKey data_key(std::string_view secret, Instant now) {
  const std::string month = month_of(now);
  const Instant first = parse_instant(month + "-01").value_or(now);
  const std::string next = month_of(first.plus_ms(days_of_longest_month * ms_per_day));
  return {crypto::digest(std::string(secret) + "\n" + month), parse_instant(next + "-01").value_or(now)};
}

}  // namespace palabre::open_data
