// When a node is ready, and that the pulse keeps what the database said.
#include "monitoring/pulse.hpp"

#include "db/event_log.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

#include <latch>

namespace palabre::monitoring {
namespace {

constexpr std::int64_t now_ms = 1'000'000;

Reading good_reading() {
  Reading reading;
  reading.answered_ms = now_ms - 300;
  reading.is_schema_current = true;
  return reading;
}

TEST(Readiness, HoldsWhenTheDatabaseAnswersAndEventsLeave) { EXPECT_TRUE(decide_readiness(good_reading(), now_ms - 200, now_ms).is_ready()); }

TEST(Readiness, EndsWhenTheDatabaseDoesNotAnswerInASecond) {
  Reading reading = good_reading();
  reading.asked_ms = now_ms - 900;
  EXPECT_TRUE(decide_readiness(reading, now_ms, now_ms).is_ready());
  reading.asked_ms = now_ms - 1'001;
  const auto late = decide_readiness(reading, now_ms, now_ms);
  EXPECT_FALSE(late.answers);
  EXPECT_TRUE(late.hands_out);
  EXPECT_FALSE(late.is_ready());
}

TEST(Readiness, EndsAtOnceWhenTheDatabaseAnswersWithAnError) {
  Reading reading = good_reading();
  reading.has_failed = true;
  EXPECT_FALSE(decide_readiness(reading, now_ms, now_ms).answers);
}

TEST(Readiness, WaitsForTheFirstAnswerTheSchemaAndTheFirstLook) {
  EXPECT_FALSE(decide_readiness(Reading(), now_ms, now_ms).answers);
  Reading reading = good_reading();
  reading.is_schema_current = false;
  EXPECT_FALSE(decide_readiness(reading, now_ms, now_ms).is_ready());
  EXPECT_FALSE(decide_readiness(good_reading(), 0, now_ms).hands_out);
}

TEST(Readiness, EndsWhenEventsStayBehind) {
  Reading reading = good_reading();
  EXPECT_FALSE(decide_readiness(reading, now_ms - events_lag_ms_max - 1, now_ms).hands_out);
  reading.lag_ms = events_lag_ms_max + 1;
  EXPECT_FALSE(decide_readiness(reading, now_ms, now_ms).hands_out);
}

/// Waits until the pulse has read what `is_there` asks for.
template <class Condition>
Reading wait_for(const Pulse& pulse, Condition is_there) {
  for (int tries = 0; tries < 500 && !is_there(pulse.last()); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return pulse.last();
}

TEST(Pulse, KeepsTheNewestEventAndHowLongItWaitsToBeHandedOut) {
  tests::TestStore store;
  db::Gate gate(store.driver(), store.clock, store.limits, 1);
  http::Vitals vitals;
  gate.write([](db::Tx& tx) {
    for (int i = 0; i < 3; ++i) db::append_event(tx, "clock", "redesign:1", "", "test", "{}");
  });
  vitals.published_seq = 1;
  store.clock.advance_ms(7'000);
  const Pulse pulse(gate, vitals, [] { return true; });
  const auto reading = wait_for(pulse, [](const Reading& last) { return last.answered_ms > 0 && last.is_schema_current; });
  EXPECT_EQ(reading.head_seq, 3);
  EXPECT_EQ(reading.published_seq, 1);
  EXPECT_EQ(reading.lag_ms, 7'000);
  EXPECT_EQ(reading.mails_waiting, 0);
  EXPECT_TRUE(reading.is_schema_current);
}

TEST(Pulse, AsksAgainForASchemaThatCouldNotBeRead) {
  tests::TestStore store;
  db::Gate gate(store.driver(), store.clock, store.limits, 1);
  const http::Vitals vitals;
  std::atomic<int> asked{0};
  const Pulse pulse(gate, vitals, [&asked]() -> bool {
    if (++asked == 1) throw std::runtime_error("not now");
    return true;
  });
  EXPECT_TRUE(wait_for(pulse, [](const Reading& last) { return last.is_schema_current; }).is_schema_current);
  EXPECT_EQ(asked, 2);
}

TEST(Pulse, SaysTheDatabaseIsLateWhileAllReadersAreHeldUp) {
  tests::TestStore store;
  db::Gate gate(store.driver(), store.clock, store.limits, 1);
  const http::Vitals vitals;
  std::latch entered(1);
  std::latch release(1);
  gate.post_read([&](db::Tx&) { entered.count_down(); release.wait(); }, db::Gate::Deadline::max(), [](std::exception_ptr) {});
  entered.wait();
  {
    const Pulse pulse(gate, vitals, [] { return true; });
    const auto reading = wait_for(pulse, [](const Reading& last) { return last.asked_ms > 0; });
    EXPECT_FALSE(decide_readiness(reading, steady_now_ms(), steady_now_ms() + answer_ms_max + 100).answers);
  }
  release.count_down();
}

}  // namespace
}  // namespace palabre::monitoring
