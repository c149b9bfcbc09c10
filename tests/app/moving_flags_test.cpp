// The commands that move an instance, as somebody types them: words, refusals, exit codes.
#include "app/commands.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace palabre::app {
namespace {

const std::string tree = PALABRE_SOURCE_DIR;

class MovingWordsTyped : public testing::Test {
 protected:
  int run_words(std::vector<std::string> words) {
    for (const auto& word : {std::string("--set=schema=" + tree + "/schema"), std::string("--log-level"), std::string("silent")}) words.push_back(word);
    std::vector<const char*> raw{"palabre"};
    for (const auto& word : words) raw.push_back(word.c_str());
    std::istringstream in;
    std::ostringstream out, err;
    const int code = run(static_cast<int>(raw.size()), raw.data(), db::open_database, {in, out, err});
    said_ = out.str() + err.str();
    return code;
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] bool says(const std::string& words) const { return said_.find(words) != std::string::npos; }

  tests::TempFolder folder_;
  std::string said_;
};

TEST_F(MovingWordsTyped, MoveAnInstanceThroughABackupAndACopy) {
  ASSERT_EQ(run_words({"import", tree + "/demo", "--data", at("one")}), 0) << said_;
  ASSERT_EQ(run_words({"backup", at("saved.db"), "--data", at("one")}), 0) << said_;
  ASSERT_EQ(run_words({"restore", at("saved.db"), "--data", at("two")}), 0) << said_;
  ASSERT_EQ(run_words({"check", "--data", at("two")}), 0) << said_;
  ASSERT_EQ(run_words({"copy", "--from", "sqlite:" + at("one/palabre.db"), "--to", "sqlite:" + at("three/palabre.db")}), 0) << said_;
  EXPECT_TRUE(says("every value is the same in source and target") && says("event chain: all is right")) << said_;
  EXPECT_EQ(run_words({"copy", "--from", "sqlite:" + at("one/palabre.db"), "--to", "sqlite:" + at("three/palabre.db")}), 1);
  EXPECT_TRUE(says("the target is not empty")) << said_;
}

TEST_F(MovingWordsTyped, SayWhatIsMissing) {
  EXPECT_EQ(run_words({"backup", at("saved.db"), "--data", at("nowhere")}), 1);
  EXPECT_TRUE(says("--data"));
  EXPECT_EQ(run_words({"backup", "--data", at("nowhere")}), 2);
  EXPECT_EQ(run_words({"restore", at("nothing.db"), "--data", at("new")}), 1);
  EXPECT_TRUE(says("there is no file"));
  EXPECT_EQ(run_words({"copy", "--from", "sqlite:" + at("nothing.db"), "--to", "sqlite:" + at("new.db")}), 1);
  EXPECT_TRUE(says("there is no database at"));
  EXPECT_FALSE(std::filesystem::exists(at("new.db")));
  EXPECT_EQ(run_words({"copy", "--from", "sqlite:" + at("nothing.db")}), 2);
  EXPECT_EQ(run_words({"migrate", "--dry-run", "--data", at("empty")}), 0);
  EXPECT_TRUE(says("would apply 0001_first.sql"));
  EXPECT_FALSE(std::filesystem::exists(at("empty/palabre.db")));
}

TEST_F(MovingWordsTyped, DoNotCopyADatabaseOntoItself) {
  ASSERT_EQ(run_words({"migrate", "--data", at("one")}), 0) << said_;
  EXPECT_TRUE(says("applied 0001_first.sql"));
  EXPECT_EQ(run_words({"copy", "--from", "sqlite:" + at("one/palabre.db"), "--to", "sqlite:" + at("one/../one/palabre.db")}), 1);
  EXPECT_TRUE(says("the same database"));
}

TEST_F(MovingWordsTyped, ExplainThemselves) {
  EXPECT_EQ(run_words({"copy", "--help"}), 0);
  EXPECT_TRUE(says("Stop every server of both first") && says("--from"));
  EXPECT_EQ(run_words({"backup", "--help"}), 0);
  EXPECT_TRUE(says("while the server runs"));
}

}  // namespace
}  // namespace palabre::app
