// An instance moved from SQLite into an empty database of the engine under test, and back into SQLite: everything is there.
#include "transfer/copy_instance.hpp"

#include "moving_support.hpp"
#include "transfer/moving_commands.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace palabre::transfer {
namespace {

struct CutOff {};

class Copies : public testing::Test {
 protected:
  Copies() : source_(corner_copy(folder_)), from_(db::open_database(source_)), to_(db::open_database(target_.address())) {}

  Result<CopyReport> copy(const CopyOptions& options = {}) { return copy_instance(*from_, *to_, tests::schema_root(), options); }

  bool is_unfinished() {
    std::ostringstream said;
    return refuse_unfinished_copy(*to_, said);
  }

  /// Copies the target into a new SQLite file and compares that with the source.
  void expect_same_when_back() {
    const auto back = folder_.path() / "back.db";
    const auto report = copy_instance(*to_, *db::open_database(sqlite_address(back)), tests::schema_root(), {});
    ASSERT_TRUE(report) << report.error().detail;
    EXPECT_EQ(joined(report->differences), "");
    EXPECT_EQ(joined(differing_tables(folder_.path() / "source.db", back)), "");
  }

  tests::TempFolder folder_;
  tests::TestDatabase target_{false};
  std::string source_;
  std::unique_ptr<db::Driver> from_, to_;
};

TEST_F(Copies, HoldEveryRowAndComeBackTheSame) {
  const auto report = copy();
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(joined(report->differences), "");
  EXPECT_EQ(joined(report->findings), "");
  EXPECT_GT(report->tables.size(), 70U);
  EXPECT_GT(report->events, 0);
  EXPECT_EQ(report->head.size(), 64U);
  EXPECT_EQ(report->resumed_rows, 0);
  EXPECT_FALSE(is_unfinished());
  expect_same_when_back();
}

TEST_F(Copies, GoOnWhereTheyWereCutOff) {
  CopyOptions options;
  options.chunk.rows_max = 40;
  int cuts = 0;
  std::int64_t copied_once = 0;
  for (bool is_cut = true; is_cut; ++cuts) {
    ASSERT_LT(cuts, 200) << "it never ends";
    is_cut = false;
    int steps = 0;
    options.on_step = [&](const CopyStep& step) {
      if (step.doing != "copying") return;
      ++copied_once;
      if (++steps == 7) throw CutOff{};
    };
    try {
      const auto report = copy(options);
      ASSERT_TRUE(report) << report.error().detail;
      EXPECT_EQ(joined(report->differences), "");
      EXPECT_GT(report->resumed_rows, 0);
    } catch (const CutOff&) {
      is_cut = true;
      EXPECT_TRUE(is_unfinished()) << "nobody may serve half an instance";
    }
  }
  EXPECT_GT(cuts, 10);
  EXPECT_FALSE(is_unfinished());
  expect_same_when_back();
}

TEST_F(Copies, LeaveTheRulesOfTheDatabaseInForce) {
  ASSERT_TRUE(copy());
  const auto refused = [&](const char* sql) {
    EXPECT_THROW(write_to(target_.address(), [&](db::Tx& tx) { tx.run(sql); }), db::DatabaseError) << sql;
  };
  refused("UPDATE event SET type = 'idea.forged' WHERE seq = 1");
  refused("INSERT INTO session (person_id, token_digest, created_at, expires_at) VALUES (2, 'again', 1, 2)");
  refused("INSERT INTO ballot (vote_id, receipt_digest, channel, choices, seal) SELECT id, root, 'online', '[]', root FROM vote WHERE counted_at IS NOT NULL");
  refused("UPDATE idea_version SET title = 'other'");
  refused("INSERT INTO idea_tag (idea_id, tag) VALUES (987654, 'lost')");
  refused("UPDATE comment SET parent_id = 987654");
}

TEST_F(Copies, GiveNewRowsTheNextNumbers) {
  ASSERT_TRUE(copy());
  const std::string newest = "SELECT MAX(id) FROM session";
  write_to(target_.address(), [](db::Tx& tx) { tx.run("INSERT INTO session (person_id, token_digest, created_at, expires_at) VALUES (1, 'new', 1, 2)"); });
  EXPECT_EQ(read_at(target_.address(), [&](db::Tx& tx) { return number(tx, newest); }), 902);
}

TEST_F(Copies, FindTheSameTexts) {
  ASSERT_TRUE(copy());
  const auto titles = [](const std::string& address) {
    return read_at(address, [](db::Tx& tx) {
      std::string found;
      for (const auto& hit : tx.search({"logement sante", {}, {}, 50, 0, true})) found += std::to_string(static_cast<int>(hit.kind)) + ":" + std::to_string(hit.id) + " " + hit.title + "\n";
      return found;
    });
  };
  EXPECT_NE(titles(source_), "");
  EXPECT_EQ(titles(source_), titles(target_.address()));
}

TEST_F(Copies, RefuseATargetThatHoldsSomething) {
  to_->migrate(tests::schema_root());
  write_to(target_.address(), [](db::Tx& tx) { tx.run("INSERT INTO organisation (kind, names) VALUES ('other', '{}')"); });
  const auto report = copy();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().reason, Reason::already_exists);
  EXPECT_NE(report.error().detail.find("organisation"), std::string::npos) << report.error().detail;
}

TEST_F(Copies, TakeADatabaseThatWasOnlyStartedForEmpty) {
  to_->migrate(tests::schema_root());
  write_to(target_.address(), [](db::Tx& tx) { tx.run("INSERT INTO meta (key, value) VALUES ('mail_secret', 'its own')"); });
  const auto report = copy();
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(read_at(target_.address(), [](db::Tx& tx) { return word(tx, "SELECT value FROM meta WHERE key = 'mail_secret'"); }), "kept");
}

TEST_F(Copies, AreNotMadeUnderARunningServer) {
  to_->migrate(tests::schema_root());
  const auto sign_of_life = [&](Instant seen_at) {
    write_to(target_.address(), [&](db::Tx& tx) {
      tx.run("DELETE FROM node");
      tx.run("INSERT INTO node (id, version, started_at, seen_at, published_seq) VALUES ('n1', '1', 1, $1, 0)", seen_at);
    });
  };
  std::ostringstream said;
  const MovingPlace place{tests::schema_root(), said, said, false};
  sign_of_life(SystemClock().now());
  EXPECT_EQ(run_copy({source_, target_.address()}, place), 1);
  EXPECT_NE(said.str().find("a server is running on"), std::string::npos) << said.str();
  sign_of_life(SystemClock().now().plus_ms(-60'000));
  EXPECT_EQ(run_copy({source_, target_.address()}, place), 0) << said.str();
}

TEST_F(Copies, DoNotGoOnWithAnotherSource) {
  CopyOptions options;
  options.on_step = [](const CopyStep& step) {
    if (step.doing == "copying" && step.rows > 500) throw CutOff{};
  };
  EXPECT_THROW(copy(options), CutOff);
  write_to(source_, [](db::Tx& tx) { tx.run("UPDATE person SET name = 'Somebody else' WHERE id = 1"); });
  const auto report = copy();
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().detail.find("unfinished copy"), std::string::npos) << report.error().detail;
}

TEST_F(Copies, SayWhenTheSourceWasWrittenTo) {
  CopyOptions options;
  bool is_written = false;
  options.on_step = [&](const CopyStep& step) {
    if (step.doing != "copying" || std::exchange(is_written, true)) return;
    write_to(source_, [](db::Tx& tx) { tx.run("INSERT INTO session (person_id, token_digest, created_at, expires_at) VALUES (1, 'late', 1, 2)"); });
  };
  const auto report = copy(options);
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_NE(joined(report->differences).find("written to while it was copied: session: "), std::string::npos) << joined(report->differences);
  EXPECT_TRUE(is_unfinished());
}

TEST_F(Copies, HoldOneMomentOfASourceThatGoesOnWhenThatIsWanted) {
  CopyOptions options;
  options.may_source_change = true;
  options.on_step = [&](const CopyStep& step) {
    if (step.doing == "copying" && step.table == "answer")
      write_to(source_, [](db::Tx& tx) { tx.run("DELETE FROM session"); });
  };
  const auto report = copy(options);
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(joined(report->differences), "");
  EXPECT_EQ(read_at(target_.address(), [](db::Tx& tx) { return number(tx, "SELECT COUNT(*) FROM session"); }), 2);
}

TEST_F(Copies, FindAValueThatIsNotTheSame) {
  CopyOptions options;
  options.on_step = [&](const CopyStep& step) {
    if (step.doing == "copying" && step.rows == step.rows_total)
      write_to(target_.address(), [](db::Tx& tx) { tx.run("UPDATE person SET name = 'Somebody else' WHERE id = 1"); });
  };
  const auto report = copy(options);
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(joined(report->differences), "person: as many rows, but not the same values\n");
  EXPECT_TRUE(is_unfinished());
}

TEST_F(Copies, WantASourceOfThisProgramsSchema) {
  const auto old_schema = folder_.path() / "schema";
  std::filesystem::create_directories(old_schema / "sqlite");
  std::filesystem::copy_file(tests::schema_root() / "sqlite/0001_first.sql", old_schema / "sqlite/0001_first.sql");
  const auto old = db::open_database(sqlite_address(folder_.path() / "old.db"));
  old->migrate(old_schema);
  const auto report = copy_instance(*old, *to_, tests::schema_root(), {});
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().detail.find("0002_light.sql"), std::string::npos) << report.error().detail;
  EXPECT_NE(report.error().detail.find("palabre migrate"), std::string::npos) << report.error().detail;
}

}  // namespace
}  // namespace palabre::transfer
