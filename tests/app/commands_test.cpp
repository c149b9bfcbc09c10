// The command line on a real data folder: what it prints, what it changes, and its exit codes.
#include "app/commands.hpp"

#include "db/open_database.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace palabre::app {
namespace {

const std::string source = PALABRE_SOURCE_DIR;

class CommandLine : public testing::Test {
 protected:
  /// Runs one command on the test's data folder.
  int run_on_data(std::vector<std::string> words, const std::string& typed = {}) {
    for (const auto& word : {std::string("--data"), (folder_.path() / "data").string(), "--set=schema=" + source + "/schema",
                             std::string("--log-level"), std::string("silent")}) {
      words.push_back(word);
    }
    return run_words(words, typed);
  }

  int run_words(const std::vector<std::string>& words, const std::string& typed = {}) {
    std::vector<const char*> raw{"palabre"};
    for (const auto& word : words) raw.push_back(word.c_str());
    std::istringstream in(typed);
    std::ostringstream out, err;
    const int code = run(static_cast<int>(raw.size()), raw.data(), db::open_database, {in, out, err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  [[nodiscard]] bool says(const std::string& words) const { return (out_ + err_).find(words) != std::string::npos; }

  tests::TempFolder folder_;
  std::string out_, err_;
};

TEST_F(CommandLine, HelpsAndNamesItsVersion) {
  EXPECT_EQ(run_words({"--help"}), 0);
  for (const char* command : {"serve", "import", "export", "check", "copy", "backup", "restore", "migrate", "admin", "tally", "config", "version"}) EXPECT_TRUE(says(command)) << command;
  EXPECT_EQ(run_words({"version"}), 0);
  EXPECT_TRUE(says("palabre 0."));
}

TEST_F(CommandLine, SaysWhatItDoesNotUnderstand) {
  EXPECT_EQ(run_words({"fly"}), 2);
  EXPECT_EQ(run_words({}), 2);
  EXPECT_EQ(run_words({"config", "--set", "port=many"}), 2);
  EXPECT_TRUE(says("port"));
  EXPECT_EQ(run_words({"config", "--set", "colour=blue"}), 2);
}

TEST_F(CommandLine, MakesNoEmptyDatabaseOutOfAMistypedFolder) {
  EXPECT_EQ(run_on_data({"check"}), 1);
  EXPECT_TRUE(says("--data"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "data" / "palabre.db"));
}

TEST_F(CommandLine, ImportsTheDemoChecksAndExportsIt) {
  ASSERT_EQ(run_on_data({"import", source + "/demo"}), 0) << err_;
  EXPECT_TRUE(says("ideas: 41 added"));
  EXPECT_TRUE(says("ballots"));
  EXPECT_EQ(run_on_data({"check"}), 0) << err_;
  EXPECT_EQ(run_on_data({"export"}), 0);
  EXPECT_TRUE(says("lipowe-vivre-ensemble"));
  EXPECT_FALSE(says("@demo.palabre.example"));
  EXPECT_EQ(run_on_data({"import", source + "/demo"}), 0);
  EXPECT_TRUE(says("ideas: 0 added, 41 already there"));
}

TEST_F(CommandLine, FindsACountThatWasTamperedWith) {
  ASSERT_EQ(run_on_data({"import", source + "/demo"}), 0) << err_;
  db::open_database((folder_.path() / "data" / "palabre.db").string())->connect(db::Mode::write)->tx().run("UPDATE idea SET supports = supports + 1 WHERE id = 1");
  EXPECT_EQ(run_on_data({"check"}), 1);
  EXPECT_TRUE(says("idea 1"));
}

TEST_F(CommandLine, CreatesAnAdministratorAndChangesRoles) {
  ASSERT_EQ(run_on_data({"admin", "create", "--email", "Clerk@Town.example", "--name", "The clerk"}, "a long enough secret\n"), 0) << err_;
  EXPECT_EQ(run_on_data({"admin", "create", "--email", "x@town.example", "--name", "X"}, "short\n"), 1);
  EXPECT_TRUE(says("password"));
  EXPECT_EQ(run_on_data({"admin", "role", "--email", "clerk@town.example", "--role", "admin", "--remove"}), 1) << "the last administrator stays";
  ASSERT_EQ(run_on_data({"import", source + "/demo"}), 0) << err_;
  const std::vector<std::string> moderate{"admin", "role", "--email", "clerk@town.example", "--redesign", "lipowe-vivre-ensemble", "--role", "moderator"};
  EXPECT_EQ(run_on_data(moderate), 0) << err_;
  auto answer = moderate;
  answer.back() = "officer";
  EXPECT_EQ(run_on_data(answer), 1) << "nobody is moderator and officer in one redesign";
  EXPECT_EQ(run_on_data({"admin", "role", "--email", "nobody@town.example", "--role", "owner", "--redesign", "lipowe-vivre-ensemble"}), 1);
}

TEST_F(CommandLine, CountsVotesWithoutSettingsOrDataFolder) {
  EXPECT_EQ(run_words({"tally", "schulze", "-"}, "2:A>B\n1:B>A\n"), 0) << err_;
  EXPECT_TRUE(says("Winner: A"));
  EXPECT_EQ(run_words({"tally", "schulze", "-", "--json", "--strength=margins"}, "2:A>B\n1:B>A\n"), 0) << err_;
  EXPECT_TRUE(out_.starts_with("{"));
  EXPECT_EQ(run_words({"tally", "--list"}), 0);
  EXPECT_TRUE(says("ranked-pairs"));
  EXPECT_EQ(run_words({"tally", "--help"}), 0);
  EXPECT_TRUE(says("--strength"));
  EXPECT_FALSE(std::filesystem::exists("data/palabre.db"));
}

TEST_F(CommandLine, SaysWhatItDoesNotUnderstandOfATally) {
  EXPECT_EQ(run_words({"tally"}), 2);
  EXPECT_EQ(run_words({"tally", "shulze", "-"}), 2);
  EXPECT_TRUE(says("did you mean schulze?"));
  EXPECT_EQ(run_words({"tally", "schulze"}), 2);
  EXPECT_EQ(run_words({"tally", "schulze", "-", "--seats", "2"}, "1:A\n"), 2);
  EXPECT_TRUE(says("--seats"));
  EXPECT_EQ(run_words({"tally", "stv", "-", "--seats", "-2"}, "1:A\n"), 2);
  EXPECT_EQ(run_words({"tally", "stv", "-", "--seats", "99999999999999"}, "1:A\n"), 2);
  EXPECT_EQ(run_words({"tally", "schulze", "-", "extra"}), 2);
  EXPECT_EQ(run_words({"tally", "schulze", "-", "--colour", "red"}), 2);
  EXPECT_EQ(run_words({"tally", "schulze", "no/such/file"}), 1);
}

TEST_F(CommandLine, ConvertsAFileIntoAFolder) {
  const auto folder = (folder_.path() / "own").string();
  EXPECT_EQ(run_words({"tally", "convert", "-", "--to", folder}, "2:A>B\n"), 0) << err_;
  EXPECT_TRUE(std::filesystem::exists(folder + "/stdin.json"));
  EXPECT_EQ(run_words({"tally", "convert", "-", "--to", folder}, "2:A>B\n"), 1);
  EXPECT_EQ(run_words({"tally", "convert", "-", "--to", folder, "--force"}, "2:A>B\n"), 0);
  EXPECT_EQ(run_words({"tally", "schulze", folder + "/stdin.json"}), 0) << err_;
}

}  // namespace
}  // namespace palabre::app
