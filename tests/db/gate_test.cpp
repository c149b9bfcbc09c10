// The gate: group commit, refusals that roll back alone, nothing published before COMMIT, bounds.
#include "db/gate.hpp"

#include "db/event_log.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace palabre::db {
namespace {

using tests::TestStore;

std::int64_t count_meta(Gate& gate) {
  return gate.read([](Tx& tx) {
    auto rows = tx.rows("SELECT count(*) FROM meta");
    rows.next();
    return rows.integer(0);
  });
}

TEST(Gate, CommitsWhatIsWrittenAndShowsItToReaders) {
  TestStore store;
  Gate gate(store.driver(), store.clock, store.limits, 2);
  gate.write([](Tx& tx) { tx.run("INSERT INTO meta (key, value) VALUES ('a', 'b')"); });
  EXPECT_EQ(count_meta(gate), 1);
}

TEST(Gate, RollsBackOnlyTheCommandThatFailed) {
  TestStore store;
  Gate gate(store.driver(), store.clock, store.limits, 1);
  std::vector<std::int64_t> published;
  gate.on_commit([&published](const std::vector<Event>& events) {
    for (const auto& event : events) published.push_back(event.seq);
  });
  std::latch waiting(3);
  std::atomic<int> failures{0};
  const auto done = [&](std::exception_ptr error) {
    if (error) ++failures;
    waiting.count_down();
  };
  for (int i = 0; i < 3; ++i) {
    gate.post_write(
        [i](Tx& tx) {
          append_event(tx, "clock", "redesign:1", "", "test", "{}");
          tx.run("INSERT INTO meta (key, value) VALUES ($1, '')", std::to_string(i));
          if (i == 1) throw std::runtime_error("refused");
        },
        Gate::Deadline::max(), done);
  }
  waiting.wait();
  EXPECT_EQ(failures, 1);
  EXPECT_EQ(count_meta(gate), 2);
  EXPECT_EQ(published, (std::vector<std::int64_t>{1, 2}));
}

TEST(Gate, PublishesAfterTheCommitAndBeforeTheReply) {
  TestStore store;
  Gate gate(store.driver(), store.clock, store.limits, 1);
  std::atomic<bool> is_durable_when_published{false};
  std::atomic<bool> is_published{false};
  gate.on_commit([&](const std::vector<Event>&) {
    const auto other = store.driver().connect(Mode::read);
    other->begin_read();
    is_durable_when_published = other->tx().rows("SELECT 1 FROM event").next();
    is_published = true;
  });
  gate.write([](Tx& tx) { append_event(tx, "clock", "redesign:1", "", "test", "{}"); });
  EXPECT_TRUE(is_published);
  EXPECT_TRUE(is_durable_when_published);
}

TEST(Gate, CommitsManyWaitingWritesTogether) {
  TestStore store;
  Gate gate(store.driver(), store.clock, store.limits, 1);
  constexpr int count = 500;
  std::latch finished(count);
  std::latch release(1);
  gate.post_write([&release](Tx&) { release.wait(); }, Gate::Deadline::max(), [](std::exception_ptr) {});
  for (int i = 0; i < count; ++i) {
    gate.post_write([i](Tx& tx) { tx.run("INSERT INTO meta (key, value) VALUES ($1, '')", std::to_string(i)); },
                    Gate::Deadline::max(), [&finished](std::exception_ptr) { finished.count_down(); });
  }
  release.count_down();
  finished.wait();
  EXPECT_EQ(count_meta(gate), count);
  EXPECT_LT(gate.figures().commits, 10U);
}

TEST(Gate, CountsWhatItDidForMonitoring) {
  TestStore store;
  store.limits.write_queue_max = 2;
  Gate gate(store.driver(), store.clock, store.limits, 1);
  const GateFigures& figures = gate.figures();
  std::latch entered(1);
  std::latch release(1);
  std::latch finished(4);
  const auto done = [&finished](std::exception_ptr) { finished.count_down(); };
  gate.post_write([&](Tx&) { entered.count_down(); release.wait(); }, Gate::Deadline::max(), done);
  entered.wait();
  for (int i = 0; i < 3; ++i) gate.post_write([](Tx&) {}, Gate::Deadline::max(), done);
  EXPECT_EQ(figures.waiting_writes, 2);
  EXPECT_EQ(figures.refused_writes, 1U);
  release.count_down();
  finished.wait();
  count_meta(gate);
  EXPECT_EQ(figures.waiting_writes, 0);
  EXPECT_EQ(figures.written, 3U);
  EXPECT_EQ(figures.commits, 2U);
  EXPECT_EQ(figures.batch_sizes.sum(), 3);
  EXPECT_EQ(figures.batch_sizes.in_bucket(0), 1U);  // the first alone, then two together
  EXPECT_EQ(figures.batch_sizes.in_bucket(1), 1U);
  EXPECT_EQ(figures.reads, 1U);
  EXPECT_EQ(figures.busy_readers, 0);
  EXPECT_EQ(figures.readers, 1);
}

TEST(Gate, SaysAtOnceThatItsQueueIsFull) {
  TestStore store;
  store.limits.write_queue_max = 2;
  Gate gate(store.driver(), store.clock, store.limits, 1);
  std::latch entered(1);
  std::latch release(1);
  gate.post_write([&](Tx&) { entered.count_down(); release.wait(); }, Gate::Deadline::max(), [](std::exception_ptr) {});
  entered.wait();
  int overloaded = 0;
  for (int i = 0; i < 5; ++i) {
    gate.post_write([](Tx&) {}, Gate::Deadline::max(), [&overloaded](std::exception_ptr error) {
      if (!error) return;
      try {
        std::rethrow_exception(error);
      } catch (const Overloaded&) {
        ++overloaded;
      }
    });
  }
  EXPECT_EQ(overloaded, 3);
  release.count_down();
}

TEST(Gate, DropsACommandWhoseDeadlinePassedInTheQueue) {
  TestStore store;
  Gate gate(store.driver(), store.clock, store.limits, 1);
  std::promise<bool> is_late;
  gate.post_write([](Tx& tx) { tx.run("INSERT INTO meta (key, value) VALUES ('late', '')"); },
                  std::chrono::steady_clock::now() - std::chrono::seconds(1), [&is_late](std::exception_ptr error) { is_late.set_value(error != nullptr); });
  EXPECT_TRUE(is_late.get_future().get());
  EXPECT_EQ(count_meta(gate), 0);
}

TEST(Gate, FinishesWhatIsQueuedBeforeItStops) {
  TestStore store;
  {
    Gate gate(store.driver(), store.clock, store.limits, 1);
    for (int i = 0; i < 100; ++i) {
      gate.post_write([i](Tx& tx) { tx.run("INSERT INTO meta (key, value) VALUES ($1, '')", std::to_string(i)); },
                      Gate::Deadline::max(), [](std::exception_ptr) {});
    }
  }
  Gate again(store.driver(), store.clock, store.limits, 1);
  EXPECT_EQ(count_meta(again), 100);
}

TEST(EventLog, LinksEachEventToTheOneBefore) {
  TestStore store;
  store.run([](Tx& tx) {
    append_event(tx, "a", "redesign:1", "idea:2", "idea.supported", R"({"idea":"2"})");
    append_event(tx, "b", "redesign:1", "", "phase.state_changed", "{}");
  });
  std::vector<std::string> breaks;
  const auto note = [&breaks](const std::string& text) { breaks.push_back(text); };
  EXPECT_EQ(store.run([&](Tx& tx) { return check_chain(tx, note); }), 2);
  EXPECT_TRUE(breaks.empty());
  store.run([&store](Tx& tx) {
    store.drop_trigger("event_is_append_only", "event");
    tx.run("UPDATE event SET payload = '{\"idea\":\"3\"}' WHERE seq = 1");
  });
  store.run([&](Tx& tx) { return check_chain(tx, note); });
  ASSERT_EQ(breaks.size(), 1U);
  EXPECT_EQ(breaks[0], "event 1: its content was changed");
}

TEST(EventLog, FindsEventsByChannelAndBySubject) {
  TestStore store;
  store.run([](Tx& tx) {
    append_event(tx, "a", "redesign:1", "idea:2", "x", "{}");
    append_event(tx, "a", "redesign:2", "idea:3", "x", "{}");
    append_event(tx, "a", "redesign:1", "idea:4", "x", "{}");
  });
  const auto events = store.run([](Tx& tx) { return load_events(tx, 0, {"idea:3", "redesign:1"}, 10); });
  EXPECT_EQ(events.size(), 3U);
  EXPECT_EQ(store.run([](Tx& tx) { return load_events(tx, 1, {"redesign:1"}, 10); }).size(), 1U);
  EXPECT_EQ(event_json(events[1], "idea:3"),
            R"({"seq":2,"at":"2026-11-21T12:00:00.000Z","channel":"idea:3","subject":"idea:3","type":"x","data":{}})");
}

}  // namespace
}  // namespace palabre::db
