// Limits that several servers count together: the arithmetic of one server's, under keys that name nobody.
#include "db/test_store.hpp"
#include "http/rate_limiter.hpp"
#include "nodes/instance_secret.hpp"
#include "nodes/shared_limit.hpp"

#include <gtest/gtest.h>

namespace palabre::nodes {
namespace {

class SharedLimit : public ::testing::Test {
 protected:
  int take(std::string_view key, std::int64_t per_minute) {
    return store.run([&](db::Tx& tx) { return take_one(tx, key, per_minute); });
  }
  bool count(std::string_view key, std::int64_t per_hour) {
    return store.run([&](db::Tx& tx) { return count_one(tx, key, per_hour); });
  }
  std::int64_t rows() {
    return store.run([](db::Tx& tx) {
      auto row = tx.rows("SELECT count(*) FROM limit_use");
      row.next();
      return row.integer(0);
    });
  }
  tests::TestStore store;
};

TEST_F(SharedLimit, GivesAMinutesWorthAtOnceAndThenAsTimePasses) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(take("a", 3), 0);
  EXPECT_EQ(take("a", 3), 20);
  EXPECT_EQ(take("b", 3), 0) << "another key has its own";
  store.clock.advance_ms(19'999);
  EXPECT_EQ(take("a", 3), 1);
  store.clock.advance_ms(1);
  EXPECT_EQ(take("a", 3), 0);
  EXPECT_EQ(take("a", 3), 20);
}

TEST_F(SharedLimit, AgreesWithTheBucketsOfOneServer) {
  Limits limits;
  limits.password_per_minute = 7;
  http::RateLimiter alone(limits);
  std::int64_t now_ms = 0;
  for (int i = 1; i <= 300; ++i) {
    const std::int64_t pause_ms = (i * 7919) % 17'011;
    now_ms += pause_ms;
    store.clock.advance_ms(pause_ms);
    const int own = alone.take("203.0.113.7", http::Cost::password, now_ms);
    EXPECT_NEAR(take("x", 7), own, 1) << "at request " << i;
  }
}

TEST_F(SharedLimit, IsNotLockedByAClockThatWasSetBack) {
  for (int i = 0; i < 3; ++i) take("a", 3);
  store.clock.advance_ms(-ms_per_day);
  EXPECT_EQ(take("a", 3), 0);
}

TEST_F(SharedLimit, CountsNewVisitorsForAnHour) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(count("v", 3));
  store.clock.advance_ms(ms_per_hour - 1);
  EXPECT_FALSE(count("v", 3));
  store.clock.advance_ms(1);
  EXPECT_TRUE(count("v", 3));
  EXPECT_FALSE(count("w", 0));
}

TEST_F(SharedLimit, ForgetsWhatCountsNoLonger) {
  take("a", 60);
  count("v", 3);
  store.clock.advance_ms(ms_per_minute);
  EXPECT_EQ(store.run([](db::Tx& tx) { return forget_spent(tx); }), 1);
  EXPECT_EQ(rows(), 1) << "the hour is not over";
  store.clock.advance_ms(ms_per_hour);
  EXPECT_EQ(store.run([](db::Tx& tx) { return forget_spent(tx); }), 1);
  EXPECT_EQ(rows(), 0);
}

TEST_F(SharedLimit, ASecretIsMadeOnceAndStays) {
  EXPECT_EQ(store.run([](db::Tx& tx) { return find_secret(tx, limit_secret_name); }), "");
  const auto first = store.run([](db::Tx& tx) { return ensure_secret(tx, limit_secret_name); });
  EXPECT_GE(first.size(), 40U);
  EXPECT_EQ(store.run([](db::Tx& tx) { return ensure_secret(tx, limit_secret_name); }), first);
  EXPECT_NE(store.run([](db::Tx& tx) { return ensure_secret(tx, data_secret_name); }), first);
}

}  // namespace
}  // namespace palabre::nodes
