// Backups of a database in use, what is refused, and what comes out of a restore. The engine under test is at one end, a file at the other.
#include "transfer/backup.hpp"

#include "moving_support.hpp"
#include "transfer/moving_commands.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace palabre::transfer {
namespace {

namespace fs = std::filesystem;

class Backups : public testing::Test {
 protected:
  Backups() : place_{tests::schema_root(), out_, err_, false} {}

  /// A database of the engine under test with the demo and the corners in it.
  std::unique_ptr<db::Driver> filled() {
    auto driver = db::open_database(database_.address());
    const auto source = db::open_database(corner_copy(folder_));
    EXPECT_TRUE(copy_instance(*source, *driver, tests::schema_root(), {}));
    return driver;
  }
  int back_up(db::Driver& driver, const std::string& name = "backup.db") { return run_backup(driver, folder_.path() / name, place_); }
  int restore(const std::string& name, const std::string& folder = "data") {
    return run_restore(folder_.path() / name, {"", folder_.path() / folder / "palabre.db"}, place_);
  }
  [[nodiscard]] std::string said() const { return out_.str() + err_.str(); }
  [[nodiscard]] bool says(const std::string& words) const { return said().find(words) != std::string::npos; }
  /// Files of the test's folder whose name has `part` in it.
  [[nodiscard]] int files_with(const std::string& part) const {
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) count += entry.path().filename().string().find(part) != std::string::npos;
    return count;
  }

  tests::TempFolder folder_;
  tests::TestDatabase database_{false};
  std::ostringstream out_, err_;
  MovingPlace place_;
};

TEST_F(Backups, HoldEverythingAndComeBack) {
  const auto driver = filled();
  ASSERT_EQ(back_up(*driver), 0) << said();
  EXPECT_TRUE(says("events up to ") && says("checked: all is right")) << said();
  ASSERT_EQ(restore("backup.db"), 0) << said();
  EXPECT_TRUE(says("3 redesigns") && says("2 sessions")) << said();
  EXPECT_EQ(joined(differing_tables(folder_.path() / "source.db", folder_.path() / "data/palabre.db")), "");
  EXPECT_EQ(files_with("partial"), 0) << "nothing is left lying about";
}

TEST_F(Backups, AreReadByTheirOwnerOnly) {
  const auto driver = filled();
  ASSERT_EQ(back_up(*driver), 0) << said();
  EXPECT_EQ(fs::status(folder_.path() / "backup.db").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Backups, AreTakenWhileSomebodyWrites) {
  const auto driver = filled();
  const auto writer = driver->connect(db::Mode::write);
  writer->begin_write();
  writer->tx().run("DELETE FROM session");
  ASSERT_EQ(back_up(*driver), 0) << said();
  writer->roll_back();
  EXPECT_EQ(read_at(sqlite_address(folder_.path() / "backup.db"), [](db::Tx& tx) { return number(tx, "SELECT COUNT(*) FROM session"); }), 2);
}

TEST_F(Backups, WriteOverNothing) {
  const auto driver = filled();
  ASSERT_EQ(back_up(*driver), 0) << said();
  const auto size = fs::file_size(folder_.path() / "backup.db");
  EXPECT_EQ(back_up(*driver), 1);
  EXPECT_TRUE(says("is there already"));
  EXPECT_EQ(fs::file_size(folder_.path() / "backup.db"), size);
  EXPECT_EQ(restore("backup.db"), 0) << said();
  EXPECT_EQ(restore("backup.db"), 1) << "the folder has a database by now";
}

TEST_F(Backups, SayWhatIsWrongInTheDatabase) {
  const auto driver = filled();
  write_to(database_.address(), [](db::Tx& tx) { tx.run("UPDATE idea SET supports = supports + 1 WHERE id = 1"); });
  EXPECT_EQ(back_up(*driver), 1);
  EXPECT_TRUE(says("check: idea 1")) << said();
  EXPECT_EQ(restore("backup.db"), 1) << "it is restored as it was, and says so";
  EXPECT_TRUE(fs::exists(folder_.path() / "data/palabre.db"));
}

TEST_F(Backups, RestoreOnlyWhatIsABackup) {
  std::ofstream(folder_.path() / "words.txt") << "no database at all, but long enough to be read";
  EXPECT_EQ(restore("words.txt"), 1);
  EXPECT_TRUE(says("is not a backup of Palabre"));
  EXPECT_EQ(restore("missing.db"), 1);
  write_to(sqlite_address(folder_.path() / "other.db"), [](db::Tx& tx) { tx.run("CREATE TABLE stamp (id INTEGER PRIMARY KEY)"); });
  EXPECT_EQ(restore("other.db"), 1);
  EXPECT_TRUE(says("is not a whole backup of Palabre"));
  EXPECT_FALSE(fs::exists(folder_.path() / "data/palabre.db"));
  EXPECT_EQ(files_with("partial"), 0);
}

TEST_F(Backups, RestoreNothingOfADamagedFile) {
  fs::copy_file(corner_file(), folder_.path() / "damaged.db");
  std::fstream file(folder_.path() / "damaged.db", std::ios::binary | std::ios::in | std::ios::out);
  const auto size = static_cast<std::streamoff>(fs::file_size(folder_.path() / "damaged.db"));
  for (std::streamoff at = 40'960; at < size; at += 4'096) file.seekp(at).write("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f", 8);
  file.close();
  try {
    EXPECT_EQ(restore("damaged.db"), 1) << said();
  } catch (const db::DatabaseError&) {
  }
  EXPECT_FALSE(fs::exists(folder_.path() / "data/palabre.db"));
  EXPECT_EQ(files_with("partial"), 0);
}

TEST_F(Backups, OfAnOlderSchemaAreBroughtToThisOne) {
  const auto old_schema = folder_.path() / "schema";
  fs::create_directories(old_schema / "sqlite");
  for (const auto& file : db::list_schema_files(tests::schema_root() / "sqlite"))
    if (file.number < 14) fs::copy_file(file.path, old_schema / "sqlite" / file.name());
  const auto old = db::open_database(sqlite_address(folder_.path() / "old.db"));
  old->migrate(old_schema);
  ASSERT_EQ(back_up(*old, "old-backup.db"), 0) << said();
  EXPECT_TRUE(says("not checked")) << said();
  ASSERT_EQ(restore("old-backup.db"), 0) << said();
  EXPECT_TRUE(db::open_database(sqlite_address(folder_.path() / "data/palabre.db"))->missing_steps(tests::schema_root()).empty());
}

TEST_F(Backups, GoIntoAnEmptyDatabaseOfAServer) {
  const RestoreTarget target{database_.address(), {}};
  ASSERT_EQ(run_restore(corner_file(), target, place_), 0) << said();
  EXPECT_TRUE(says("every value is the same") && says("2 sessions")) << said();
  EXPECT_EQ(run_restore(corner_file(), target, place_), 1);
  EXPECT_TRUE(says("the target is not empty")) << said();
}

TEST_F(Backups, AreNotTakenOfAnUnfinishedCopy) {
  const auto driver = db::open_database(database_.address());
  CopyOptions options;
  options.on_step = [](const CopyStep& step) {
    if (step.doing == "copying") throw std::runtime_error("cut off");
  };
  EXPECT_THROW(static_cast<void>(copy_instance(*db::open_database(corner_copy(folder_)), *driver, tests::schema_root(), options)), std::runtime_error);
  EXPECT_TRUE(refuse_unfinished_copy(*driver, err_));
  EXPECT_TRUE(says("unfinished copy"));
}

TEST_F(Backups, TellWhichSchemaFilesAreMissing) {
  const auto driver = db::open_database(database_.address());
  EXPECT_EQ(run_migrate(*driver, true, place_), 0);
  EXPECT_TRUE(says("would apply 0001_first.sql") && says("would apply 0014_votes.sql")) << said();
  EXPECT_FALSE(driver->missing_steps(tests::schema_root()).empty()) << "nothing was applied";
  EXPECT_EQ(run_migrate(*driver, false, place_), 0);
  EXPECT_TRUE(says("\napplied 0014_votes.sql")) << said();
  EXPECT_EQ(run_migrate(*driver, true, place_), 0);
  EXPECT_TRUE(says("nothing is missing"));
}

}  // namespace
}  // namespace palabre::transfer
