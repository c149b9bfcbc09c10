// A PostgreSQL that misbehaves: sessions ended in the middle, commits nobody can tell the end of, a turn that is not given back,
// two nodes that migrate at once. `tests/run postgres` runs it, with a server of its own.
#include "db/event_log.hpp"
#include "db/gate.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <thread>

#include <unistd.h>

namespace palabre::db {
namespace {

using namespace std::chrono_literals;
using tests::TestDatabase;
using tests::TestStore;
using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view keep_sql = "INSERT INTO meta (key, value) VALUES ($1, '')";
constexpr std::string_view end_own_session_sql = "SELECT pg_terminate_backend(pg_backend_pid())";

std::int64_t count_kept(Tx& tx) {
  auto rows = tx.rows("SELECT count(*) FROM meta WHERE key LIKE 'test.%'");
  rows.next();
  return rows.integer(0);
}

std::int64_t append_one(Tx& tx) { return append_event(tx, "clock", "instance", "", "test", "{}"); }

class Faults : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(tests::is_on_postgres()) << "PALABRE_TEST_DATABASE names no server: `tests/run postgres` starts one";
    store = std::make_unique<TestStore>();
    gate = std::make_unique<Gate>(store->driver(), store->clock, store->limits, 1);
  }
  std::unique_ptr<TestStore> store;
  std::unique_ptr<Gate> gate;
};

TEST_F(Faults, AWriteWhoseSessionEndsBeforeCommitIsRunAgainAndKeptOnce) {
  int runs = 0;
  const auto seq = gate->write([&runs](Tx& tx) {
    tx.run(keep_sql, "test.once");
    if (++runs == 1) tx.run(end_own_session_sql);
    return append_one(tx);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(seq, 1);
  EXPECT_EQ(gate->read(count_kept), 1);
}

TEST_F(Faults, AReadWhoseSessionEndsIsRunAgain) {
  int runs = 0;
  const auto count = gate->read([&runs](Tx& tx) {
    if (++runs == 1) tx.run(end_own_session_sql);
    return count_kept(tx);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(count, 0);
}

TEST_F(Faults, ACommitOfUnknownOutcomeIsAnErrorAndTheNextWriteWorks) {
  gate->write([](Tx& tx) {
    tx.run("CREATE FUNCTION vanish() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
    tx.run("CREATE CONSTRAINT TRIGGER vanish AFTER INSERT ON meta DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.key = 'test.vanish') "
           "EXECUTE FUNCTION vanish()");
  });
  int runs = 0;
  try {
    gate->write([&runs](Tx& tx) {
      ++runs;
      tx.run(keep_sql, "test.vanish");
    });
    FAIL() << "nobody knows how it ended";
  } catch (const DatabaseLost& lost) {
    EXPECT_TRUE(lost.is_outcome_unknown);
  }
  EXPECT_EQ(runs, 1) << "it may have been kept: running it again could keep it twice";
  gate->write([](Tx& tx) { tx.run(keep_sql, "test.next"); });
  EXPECT_EQ(gate->read(count_kept), 1);
}

TEST_F(Faults, ASerializationFailureIsRunAgain) {
  gate->write([](Tx& tx) {
    tx.run("CREATE FUNCTION conflict() RETURNS BIGINT LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'meanwhile' USING ERRCODE = 'serialization_failure'; END $$");
  });
  int runs = 0;
  gate->write([&runs](Tx& tx) {
    tx.run(keep_sql, "test.again");
    if (++runs < 3) tx.run("SELECT conflict()");
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(gate->read(count_kept), 1);
  EXPECT_THROW(gate->write([](Tx& tx) { tx.run("SELECT conflict()"); }), DatabaseConflict);
}

TEST_F(Faults, AChangeNobodyWaitedForFailsItsOwnActAndNoOther) {
  gate->write([](Tx& tx) { tx.run_unawaited(keep_sql, "test.first"); });  // the statement is known to the session from here on
  int runs = 0;
  std::vector<std::future<void>> outcomes;
  // One batch: the writer is in another act until all three wait.
  std::promise<void> began;
  std::promise<void> queued;
  auto held = std::async(std::launch::async, [&] {
    gate->write([&](Tx&) {
      began.set_value();
      queued.get_future().wait();
    });
  });
  began.get_future().wait();
  for (const char* key : {"test.before", "test.first", "test.after"}) {
    auto done = std::make_shared<std::promise<void>>();
    outcomes.push_back(done->get_future());
    gate->post_write(
        [key, &runs](Tx& tx) {
          ++runs;
          tx.run_unawaited(keep_sql, key);
          append_one(tx);
        },
        SteadyClock::now() + 10s, [done](const std::exception_ptr& error) { error ? done->set_exception(error) : done->set_value(); });
  }
  queued.set_value();
  held.get();
  EXPECT_NO_THROW(outcomes[0].get());
  EXPECT_THROW(outcomes[1].get(), DatabaseError) << "its key is there already";
  EXPECT_NO_THROW(outcomes[2].get());
  EXPECT_GT(runs, 3) << "the batch was run again, each statement awaited";
  EXPECT_EQ(gate->read(count_kept), 3);
  EXPECT_EQ(gate->read([](Tx& tx) { return check_chain(tx, [](const std::string& what) { ADD_FAILURE() << what; }); }), 2);
  gate->write([](Tx& tx) { tx.run_unawaited(keep_sql, "test.later"); });
  EXPECT_EQ(gate->read(count_kept), 4);
}

TEST_F(Faults, WhatNobodyWaitedForIsThereForTheNextStatement) {
  gate->write([](Tx& tx) { tx.run_unawaited(keep_sql, "test.0"); });
  gate->write([](Tx& tx) {
    for (int i = 1; i < 40; ++i) tx.run_unawaited(keep_sql, "test." + std::to_string(i));
    EXPECT_EQ(count_kept(tx), 40);
    tx.run_unawaited(keep_sql, "test.last");
  });
  EXPECT_EQ(gate->read(count_kept), 41);
  EXPECT_THROW(gate->write([](Tx& tx) { tx.run_unawaited(keep_sql, "test.last"); }), DatabaseError) << "also when it is the act's last";
  EXPECT_EQ(gate->read(count_kept), 41);
}

TEST_F(Faults, AQueryThatTakesTooLongIsStoppedAndHarmsNobody) {
  store->limits.query_ms_max = 300;
  Gate quick(store->driver(), store->clock, store->limits, 1);
  const auto began = SteadyClock::now();
  EXPECT_THROW(quick.read([](Tx& tx) { tx.run("SELECT pg_sleep(20)"); }), QueryTooLong);
  EXPECT_THROW(quick.write([](Tx& tx) { tx.run("SELECT pg_sleep(20)"); }), QueryTooLong);
  EXPECT_LT(SteadyClock::now() - began, 5s);
  quick.write([](Tx& tx) { tx.run(keep_sql, "test.after"); });
  EXPECT_EQ(quick.read(count_kept), 1);
}

TEST_F(Faults, NumbersOfEventsBecomeVisibleInTheirOrderWhileATransactionIsHeldOpen) {
  const auto slow = store->driver().connect(Mode::write);
  slow->begin_write();
  slow->tx().set_now(store->clock.now());
  EXPECT_EQ(append_one(slow->tx()), 1);
  auto other = std::async(std::launch::async, [this] { return gate->write(append_one); });
  EXPECT_EQ(other.wait_for(300ms), std::future_status::timeout) << "the second waits for its turn";
  EXPECT_EQ(gate->read(last_seq), 0) << "and nobody sees its number before the first one's";
  slow->commit();
  EXPECT_EQ(other.get(), 2);
  EXPECT_EQ(gate->read([](Tx& tx) { return check_chain(tx, [](const std::string& what) { ADD_FAILURE() << what; }); }), 2);
}

TEST_F(Faults, ATurnThatIsNotGivenBackIsTakenAway) {
  const auto paused = store->driver().connect(Mode::write);
  paused->begin_write();
  paused->tx().set_now(store->clock.now());
  append_one(paused->tx());
  // Waiting for the turn ends first for some, with an error that says to try again; nobody waits for ever.
  std::int64_t seq = 0;
  for (int i = 0; i < 3 && seq == 0; ++i) {
    try {
      seq = gate->write(append_one);
    } catch (const DatabaseBusy&) {
    }
  }
  EXPECT_EQ(seq, 1);
  EXPECT_THROW(paused->commit(), DatabaseError) << "the node that comes back has lost what it had begun";
}

TEST_F(Faults, ABellIsHeardAndSurvivesTheEndOfItsSession) {
  const auto bell = store->driver().bell();
  EXPECT_TRUE(bell->wait(2s)) << "at first there may be news nobody heard of";
  while (bell->wait(50ms)) {
  }
  const auto began = SteadyClock::now();
  auto written = std::async(std::launch::async, [this] {
    std::this_thread::sleep_for(100ms);
    gate->write(append_one);
  });
  EXPECT_TRUE(bell->wait(5s));
  EXPECT_LT(SteadyClock::now() - began, 2s);
  written.get();
  tests::TestServer(store->address()).ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
  bool has_news = false;
  for (int i = 0; i < 20 && !has_news; ++i) has_news = bell->wait(200ms);
  EXPECT_TRUE(has_news) << "while it was deaf there may have been news";
  bell->ring();
  EXPECT_FALSE(bell->wait(5s));
}

TEST_F(Faults, AServerWithoutAConnectionLeftIsLostForNowAndFoundAgain) {
  tests::TestServer admin(store->address());
  const std::string role = "palabre_narrow_" + std::to_string(getpid());
  admin.ask("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 1");
  const auto at = store->address().find("palabre@");
  const auto driver = open_database(std::string(store->address()).replace(at, 7, role));
  {
    const auto first = driver->connect(Mode::read);
    first->begin_read();
    first->tx().run("SELECT 1");
    const auto second = driver->connect(Mode::read);
    EXPECT_THROW(second->begin_read(), DatabaseLost);
  }
  const auto third = driver->connect(Mode::read);
  for (int i = 0; i < 50; ++i) {
    try {
      third->begin_read();
      break;
    } catch (const DatabaseLost&) {
      std::this_thread::sleep_for(20ms);
    }
  }
  EXPECT_NO_THROW(third->tx().run("SELECT 1"));
  third->roll_back();
  admin.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '" + role + "'");
  admin.ask("DROP ROLE " + role);
}

TEST_F(Faults, TwoNodesThatStartAtOnceMigrateOnce) {
  const TestDatabase database(false);
  std::vector<std::future<void>> nodes;
  for (int i = 0; i < 3; ++i) {
    nodes.push_back(std::async(std::launch::async, [&database] { open_database(database.address())->migrate(tests::schema_root()); }));
  }
  for (auto& node : nodes) EXPECT_NO_THROW(node.get());
  EXPECT_TRUE(open_database(database.address())->missing_steps(tests::schema_root()).empty());
}

TEST_F(Faults, AMigrationThatFailsLeavesTheDatabaseAsItWas) {
  const TestDatabase database(false);
  const tests::TempFolder folder;
  std::filesystem::create_directory(folder.path() / "postgres");
  std::ofstream(folder.path() / "postgres/0001_good.sql") << "CREATE TABLE kept (id BIGINT);";
  std::ofstream(folder.path() / "postgres/0002_bad.sql") << "CREATE TABLE half (id BIGINT); SELECT nothing FROM nowhere;";
  const auto driver = open_database(database.address());
  EXPECT_THROW(driver->migrate(folder.path()), DatabaseError);
  EXPECT_EQ(driver->missing_steps(folder.path()), (std::vector<std::string>{"0001_good.sql", "0002_bad.sql"}));
  EXPECT_EQ(tests::TestServer(database.address()).ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
}

TEST(OpenDatabase, SaysNothingOfPasswordsAndRefusesWhatItDoesNotKnow) {
  EXPECT_EQ(without_password("postgresql://me:secret@host:1/name"), "postgresql://me@host:1/name");
  EXPECT_EQ(without_password("postgresql://host:1/name"), "postgresql://host:1/name");
  EXPECT_EQ(without_password("/data/palabre.db"), "/data/palabre.db");
  EXPECT_THROW(open_database("mysql://host/name"), DatabaseError);
  try {
    open_database("postgresql://me:secret@127.0.0.1:1/name")->migrate(tests::schema_root());
    FAIL() << "nobody answers there";
  } catch (const DatabaseLost& lost) {
    EXPECT_EQ(std::string(lost.what()).find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace palabre::db
