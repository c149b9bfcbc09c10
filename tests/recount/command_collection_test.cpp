// The command over every file of the collection, by every method that fits: it ends with 0, its JSON has the promised keys, and the file
// converted to our own JSON gives the same answer to the byte.
#include "recount/collection.hpp"
#include "recount/schema.hpp"
#include "recount/tally_command.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <sstream>
#include <unistd.h>

namespace palabre::recount {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What the JSON of each method holds at least; "a/b" is b in the first value of a, where there is one.
const std::map<std::string, std::vector<std::string>> promised{
    {"schulze", {"winners", "order", "pairwise", "paths", "ties"}},
    {"ranked-pairs", {"winners", "order", "pairwise", "paths", "ties"}},
    {"condorcet", {"winners", "order", "pairwise", "paths", "ties"}},
    {"stv", {"elected", "quota", "stages", "stages/votes", "stages/elected", "stages/eliminated", "stages/exhausted", "stages/residual"}},
    {"irv", {"elected", "quota", "stages", "stages/votes", "stages/elected", "stages/eliminated", "stages/exhausted", "stages/residual"}},
    {"greedy", {"selected", "cost", "budget", "projects", "projects/supporters", "projects/price", "projects/missing"}},
    {"equal-shares", {"selected", "cost", "budget", "projects", "projects/supporters", "projects/price", "projects/missing"}},
    {"phragmen", {"selected", "cost", "budget", "projects", "projects/supporters", "projects/price", "projects/missing"}},
    {"approval", {"totals", "winners", "ties"}},
    {"score", {"totals", "winners", "ties"}},
    {"star", {"totals", "winners", "ties"}},
    {"majority", {"totals", "winners", "ties"}},
    {"quadratic", {"totals", "winners", "ties"}},
    {"delegation", {"weights", "uncounted", "cycles"}},
    {"harmonic", {"order", "order/id", "order/weight"}},
    {"opinion-groups",
     {"participants", "statements", "k", "silhouette", "groups", "center", "components", "projection", "consensus", "representative", "representative/statement",
      "representative/side", "representative/p", "representative/ratio"}},
};

const Json* find_promised(const Json& json, const std::string& path) {
  const auto slash = path.find('/');
  const auto found = json.find(path.substr(0, slash));
  if (found == json.end()) return nullptr;
  if (slash == std::string::npos) return &*found;
  if (found->empty()) return &*found;
  const Json* inner = &found->front();
  while (inner->is_array() && !inner->empty()) inner = &inner->front();
  if (inner->is_array()) return inner;
  return find_promised(*inner, path.substr(slash + 1));
}

class CommandOnTheCollection : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("palabre_collection_" + std::to_string(getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  int run(const std::string& method, const fs::path& file, bool wants_json) {
    TallyCommand command;
    command.method = method;
    command.file = file.string();
    command.wants_json = wants_json;
    command.flags = flags_;
    if (method == "convert") {
      command.to = folder_.string();
      command.may_overwrite = true;
      command.flags = {};
    }
    std::istringstream in;
    std::ostringstream out, err;
    const int code = run_tally(command, in, out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  /// Counts the file, as JSON with its promised keys; then the converted file, which must answer alike.
  void check(const fs::path& file, const std::vector<std::string>& methods) {
    ASSERT_EQ(run("convert", file, false), 0) << file << " " << err_;
    const auto own = folder_ / (file.stem().string() + ".json");
    EXPECT_EQ(fault_by_schema(text_of(own)), "") << file;
    for (const auto& method : methods) {
      ASSERT_EQ(run(method, file, true), 0) << method << " " << file << " " << err_;
      const auto answer = out_;
      check_keys(method, file, Json::parse(answer));
      EXPECT_EQ(run(method, own, true), 0) << method << " of the converted " << file << " " << err_;
      EXPECT_TRUE(out_ == answer) << method << " of the converted " << file;
      EXPECT_EQ(run(method, file, false), 0);
      EXPECT_TRUE(out_.ends_with('\n')) << method;
    }
    count_case("converted and counted alike");
  }

  static void check_keys(const std::string& method, const fs::path& file, const Json& json) {
    for (const auto& path : promised.at(method)) EXPECT_NE(find_promised(json, path), nullptr) << method << " " << path << " " << file;
  }

  /// The cases of a collection, converted one by one into a folder of their own.
  std::vector<fs::path> cases(const char* set, const char* file) {
    const auto folder = collection(set);
    if (!folder) return {};
    EXPECT_EQ(run("convert", *folder / file, false), 0) << err_;
    return files_of(folder_, ".json");
  }

  Flags flags_;
  fs::path folder_;
  std::string out_, err_;
};

TEST_F(CommandOnTheCollection, CountsEveryWard) {
  for (const char* set : {"stv-droop", "stv-scotland"}) {
    auto folder = collection(set);
    if (folder) *folder /= "blt";
    for (const auto& file : files_of(folder, ".blt")) check(file, {"stv", "irv", "schulze", "ranked-pairs", "condorcet"});
  }
}

TEST_F(CommandOnTheCollection, CountsEveryParticipatoryBudget) {
  auto folder = collection("pabulib");
  if (folder) *folder /= "pb";
  for (const auto& file : files_of(folder, ".pb")) check(file, {"greedy", "equal-shares", "phragmen"});
}

TEST_F(CommandOnTheCollection, CountsEveryCommittee) {
  for (const auto& file : files_of(collection("abcvoting"), ".yaml")) check(file, {"approval", "phragmen", "equal-shares"});
}

TEST_F(CommandOnTheCollection, CountsEveryAbifFile) {
  for (const auto& file : files_of(collection("condorcet"), "burlington2009.abif")) check(file, {"schulze", "ranked-pairs", "condorcet", "irv"});
  for (const auto& file : files_of(collection("condorcet"), "tennessee_star.abif")) check(file, {"star", "score", "schulze"});
  for (const auto& file : files_of(collection("condorcet"), "tennessee_approval.abif")) check(file, {"approval"});
}

TEST_F(CommandOnTheCollection, GroupsEveryConversation) {
  for (const auto& conversation : files_of(collection("polis-opendata"), ""))
    for (const auto& file : files_of(conversation, "votes.csv")) check(file, {"opinion-groups"});
}

TEST_F(CommandOnTheCollection, CountsEveryConvertedCase) {
  for (const auto& file : cases("condorcet", "schulze_cases.json")) check(file, {"schulze", "ranked-pairs", "condorcet", "irv"});
}

TEST_F(CommandOnTheCollection, CountsEverySmallCount) {
  for (const auto& file : cases("stv-small", "cases.json")) check(file, {"stv", "irv", "schulze"});
}

TEST_F(CommandOnTheCollection, CountsEveryScenarioOfLiquidFeedback) {
  for (const auto& file : cases("liquidfeedback", "cases.json")) {
    check(file, {"delegation", "harmonic"});
    const bool has_votes = Json::parse(text_of(file)).contains("ballots");
    if (has_votes) check(file, {"schulze", "ranked-pairs", "condorcet", "score", "majority"});
    const auto expected = Json::parse(text_of(file)).at("expected");
    for (const auto& [phase, key] : {std::pair{"vote", "direct_voter_weights"}, std::pair{"interest", "interest_weights"}}) {
      if (!expected.contains(key)) continue;
      flags_.phase = phase;
      EXPECT_EQ(run("delegation", file, true), 0);
      EXPECT_EQ(nlohmann::json::parse(out_).at("weights"), nlohmann::json(expected.at(key))) << file;
      flags_ = {};
    }
    if (!has_votes) continue;
    EXPECT_EQ(run("schulze", file, true), 0);
    const auto pairwise = Json::parse(out_).at("pairwise");
    const auto name = [](const Json& id) { return id.is_string() ? id.get<std::string>() : id.dump(); };
    for (const auto& battle : expected.at("battles")) EXPECT_EQ(pairwise.at(name(battle.at("winner"))).at(name(battle.at("loser"))), battle.at("count")) << file;
    count_case("liquidfeedback: converted, delegated, counted");
  }
}

}  // namespace
}  // namespace palabre::recount
