// The table of limits, one statement a request. Called by net before costly requests, and by light contributions of new visitors.
#include "nodes/shared_limit.hpp"

#include <algorithm>

namespace palabre::nodes {
namespace {

constexpr std::int64_t us_per_ms = 1000;
constexpr std::int64_t minute_us = ms_per_minute * us_per_ms;
constexpr std::int64_t hour_us = ms_per_hour * us_per_ms;

// A moment further ahead than clocks can differ comes from a clock that was set back: it counts as now.
constexpr std::string_view take_sql = R"sql(
  INSERT INTO limit_use (key, used, until_us) VALUES ($1, 1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT))
  ON CONFLICT (key) DO UPDATE SET until_us = CAST($3 AS BIGINT) +
    CASE WHEN limit_use.until_us BETWEEN CAST($2 AS BIGINT) AND CAST($5 AS BIGINT) THEN limit_use.until_us ELSE CAST($2 AS BIGINT) END
  WHERE CAST($3 AS BIGINT) +
    CASE WHEN limit_use.until_us BETWEEN CAST($2 AS BIGINT) AND CAST($5 AS BIGINT) THEN limit_use.until_us ELSE CAST($2 AS BIGINT) END
    <= CAST($4 AS BIGINT)
  RETURNING until_us)sql";
constexpr std::string_view until_sql = "SELECT until_us FROM limit_use WHERE key = $1";
constexpr std::string_view count_sql = R"sql(
  INSERT INTO limit_use (key, used, until_us) VALUES ($1, 1, CAST($3 AS BIGINT))
  ON CONFLICT (key) DO UPDATE SET
    used = CASE WHEN limit_use.until_us <= CAST($2 AS BIGINT) THEN 1 ELSE limit_use.used + 1 END,
    until_us = CASE WHEN limit_use.until_us <= CAST($2 AS BIGINT) THEN CAST($3 AS BIGINT) ELSE limit_use.until_us END
  WHERE limit_use.until_us <= CAST($2 AS BIGINT) OR limit_use.used < CAST($4 AS BIGINT)
  RETURNING used)sql";
constexpr std::string_view forget_spent_sql = "DELETE FROM limit_use WHERE until_us <= $1";

std::int64_t now_us(const db::Tx& tx) { return tx.now().unix_ms * us_per_ms; }

}  // namespace

int take_one(db::Tx& tx, std::string_view key, std::int64_t per_minute) {
  const std::int64_t now = now_us(tx);
  const std::int64_t step = minute_us / std::max<std::int64_t>(1, per_minute);
  if (tx.rows(take_sql, key, now, step, now + minute_us, now + 2 * minute_us).next()) return 0;
  auto row = tx.rows(until_sql, key);
  const std::int64_t wait = row.next() ? row.integer(0) + step - now - minute_us : 0;
  constexpr std::int64_t second_us = ms_per_second * us_per_ms;
  return static_cast<int>(std::max<std::int64_t>(1, (wait + second_us - 1) / second_us));
}

bool count_one(db::Tx& tx, std::string_view key, std::int64_t per_hour) {
  if (per_hour < 1) return false;
  const std::int64_t now = now_us(tx);
  return tx.rows(count_sql, key, now, now + hour_us, per_hour).next();
}

std::int64_t forget_spent(db::Tx& tx) { return tx.run(forget_spent_sql, now_us(tx)); }

}  // namespace palabre::nodes
