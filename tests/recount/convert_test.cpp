// Collections of cases and files of votes become our own JSON: one file per case, named by the case, inside the folder only.
#include "recount/convert.hpp"
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "recount/schema.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <sstream>
#include <unistd.h>

namespace palabre::recount {
namespace {

namespace fs = std::filesystem;

class Convert : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("palabre_convert_" + std::to_string(getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  int convert(const std::string& text, bool may_overwrite = false, bool wants_json = false) {
    TallyCommand command;
    command.method = "convert";
    command.file = "-";
    command.to = folder_.string();
    command.may_overwrite = may_overwrite;
    command.wants_json = wants_json;
    std::istringstream in(text);
    std::ostringstream out, err;
    const int code = run_convert(command, in, out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  [[nodiscard]] Poll poll_of(const std::string& file) const {
    const auto text = text_of(folder_ / file);
    EXPECT_EQ(fault_by_schema(text), "") << file;
    const auto poll = read_own(text);
    EXPECT_TRUE(poll) << file << (poll ? "" : poll.fault().detail);
    return poll ? *poll : Poll{};
  }

  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> names;
    if (fs::exists(folder_))
      for (const auto& entry : fs::directory_iterator(folder_)) names.insert(entry.path().filename().string());
    return names;
  }

  fs::path folder_;
  std::string out_, err_;
};

const std::string two_cases = R"([
 {"name": "result 1", "candidates": ["A", "B"], "ballots": [{"count": 3, "ranking": [["A"], ["B"]]}], "expected": {"winners": ["A"]}, "pairwise": {"A": {"B": 3}}},
 {"name": "result 1", "method": "STV", "candidates": ["A", "B"], "seats": 2, "quota": 34.0, "quota_rule": "droop", "unranked": "tied last", "source": null,
  "ballots": [{"count": 1, "ranking": [["B", "A"]]}], "ranking": [["A", "B"]]}
])";

TEST_F(Convert, WritesOneFilePerCaseNamedByTheCase) {
  ASSERT_EQ(convert(two_cases), 0) << err_;
  EXPECT_EQ(files(), (std::set<std::string>{"result 1.json", "result 1 (2).json"}));
  EXPECT_NE(out_.find("result 1 (2).json  (the case is named \"result 1\")"), std::string::npos) << out_;
  const auto first = poll_of("result 1.json");
  EXPECT_EQ(first.title, "result 1");
  EXPECT_EQ(first.ranked, std::vector{tally::rank_in_order({0, 1}, 3)});
  EXPECT_EQ(nlohmann::json::parse(first.expected), nlohmann::json::parse(R"({"winners":["A"],"pairwise":{"A":{"B":3}}})"));
  const auto second = poll_of("result 1 (2).json");
  EXPECT_EQ(second.seats, 2U);
  EXPECT_EQ(second.meta, (std::map<std::string, std::string>{{"method", "STV"}, {"quota_rule", "droop"}, {"unranked", "tied last"}}));
  EXPECT_EQ(nlohmann::json::parse(second.expected), nlohmann::json::parse(R"({"quota":34.0,"ranking":[["A","B"]]})"));
}

TEST_F(Convert, NeverWritesOverAFileUnlessForced) {
  ASSERT_EQ(convert(two_cases), 0);
  EXPECT_EQ(convert(two_cases), 1);
  EXPECT_NE(err_.find("--force"), std::string::npos);
  EXPECT_EQ(convert(two_cases, true), 0);
}

TEST_F(Convert, NeverWritesOutsideTheFolder) {
  ASSERT_EQ(convert(R"([{"name": "../../out", "candidates": ["A"], "ballots": []}, {"name": "/etc/x", "candidates": ["A"], "ballots": []},
                        {"name": "..", "candidates": ["A"], "ballots": []}, {"candidates": ["A"], "ballots": []}, {"name": "CASE 4", "candidates": ["A"], "ballots": []}])"),
            0) << err_;
  EXPECT_EQ(files(), (std::set<std::string>{"_._.._out.json", "_etc_x.json", "case.json", "case 4.json", "CASE 4 (2).json"}));
}

TEST_F(Convert, ReplacesALinkInsteadOfFollowingIt) {
  fs::create_directories(folder_);
  const auto target = folder_ / "kept.txt";
  std::ofstream(target) << "kept";
  fs::create_symlink(target, folder_ / "result 1.json");
  EXPECT_EQ(convert(two_cases), 1) << "a link is there already";
  EXPECT_EQ(convert(two_cases, true), 0);
  EXPECT_EQ(text_of(target), "kept");
  EXPECT_FALSE(fs::is_symlink(folder_ / "result 1.json"));
}

TEST_F(Convert, SaysWhereACaseIsFaulty) {
  EXPECT_EQ(convert("[{\"name\": \"x\", \"candidates\": [\"A\"],\n  \"ballots\": [{\"ranking\": [[\"Z\"]]}]}]"), 1);
  EXPECT_EQ(err_, "-:2:29: there is no option \"Z\"; \"A\" is near\n");
  EXPECT_EQ(convert("[{\"input\": {\"members\": 2, \"initiatives\": 1,\n \"delegations\": {\"unit\": {\"1\": 9}}}}]"), 1);
  EXPECT_EQ(err_, "-:2:32: \"9\" does not stand in \"people\"\n");
  EXPECT_EQ(convert("[{\"input\": {\"members\": 2, \"initiatives\": 1,\n \"votes\": {\"1\": {\"7\": 1}}}}]"), 1);
  EXPECT_EQ(err_, "-:2:18: there is no option \"7\"; \"1\" is near\n");
  EXPECT_EQ(convert("[{\"input\": {\"members\": 99999999999, \"initiatives\": 1}}]"), 1);
  EXPECT_EQ(convert("[{\"name\": \"x\"}]"), 1);
  EXPECT_EQ(err_, "-:1:2: this case has neither \"candidates\" and \"ballots\" nor \"input\"\n");
  EXPECT_EQ(convert("[]"), 1);
  EXPECT_EQ(convert("[{\"name\": "), 1);
  EXPECT_EQ(err_.substr(0, 7), "-:1:11:");
  EXPECT_TRUE(files().empty()) << "nothing of a faulty file is written";
}

TEST_F(Convert, CarriesAScenarioOfLiquidFeedbackWhole) {
  ASSERT_EQ(convert(R"({"input": {"name": "lf", "members": 4, "initiatives": 2, "policy": {"direct_majority": [2, 3], "direct_majority_strict": true, "tie_breaking": "simple"},
    "delegations": {"unit": {"3": 1}, "area": {}, "issue": {"4": 3}}, "interested_members": [1, 3], "supporters": {"1": [2]}, "votes": {"1": {"1": 2, "2": -1}, "2": {"2": 1}}},
    "expected": {"direct_voter_weights": {"1": 3, "2": 1}}})"), 0) << err_;
  const auto poll = poll_of("lf.json");
  ASSERT_EQ(poll.options.size(), 3U);
  EXPECT_EQ(poll.options[2].id, "status_quo");
  EXPECT_EQ(poll.people, (std::vector<std::string>{"1", "2", "3", "4"}));
  EXPECT_EQ(poll.voters, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(poll.interested, (std::vector<std::uint32_t>{0, 2}));
  ASSERT_EQ(poll.delegations.size(), 2U);
  EXPECT_EQ(poll.delegations[1].scope, Scope::issue);
  EXPECT_EQ(poll.supporters[0], std::vector<tally::Option>{1});
  ASSERT_EQ(poll.marked.size(), 2U);
  EXPECT_EQ(poll.marked[0].marks, (std::vector<tally::Mark>{{0, 2}, {1, -1}, {2, 0}}));
  EXPECT_EQ(poll.marked[1].marks, (std::vector<tally::Mark>{{1, 1}, {0, 0}, {2, 0}})) << "what was left out is level with the status quo";
  EXPECT_EQ(poll.marked_by, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(poll.meta, (std::map<std::string, std::string>{{"status_quo", "status_quo"}, {"direct_majority", "2/3"}, {"direct_majority_strict", "true"}, {"tie_breaking", "simple"}}));
  EXPECT_EQ(poll.expected, R"({"direct_voter_weights": {"1":3,"2":1}})");
}

TEST_F(Convert, TakesAFileOfVotesAndNamesItAfterTheFile) {
  EXPECT_EQ(convert(R"({"format": "palabre-tally/1", "options": ["A"]})", false, true), 0) << err_;
  EXPECT_EQ(files(), std::set<std::string>{"stdin.json"});
  EXPECT_EQ(nlohmann::json::parse(out_), nlohmann::json::parse(R"({"written":[{"case":"stdin","file":"stdin.json"}]})"));
}

TEST_F(Convert, KeepsEveryCaseOfTheCollection) {
  const auto check = [this](const char* set, const char* file, std::size_t cases) {
    const auto folder = collection(set);
    if (!folder) return;
    EXPECT_EQ(convert(text_of(*folder / file), true), 0) << err_;
    EXPECT_EQ(files().size(), cases) << set;
    for (const auto& name : files()) {
      const auto poll = poll_of(name);
      EXPECT_FALSE(poll.expected.empty());
      EXPECT_TRUE(name.starts_with(safe_file_name(poll.title)));
    }
    fs::remove_all(folder_);
  };
  check("condorcet", "schulze_cases.json", 10);
  check("stv-small", "cases.json", 7);
  check("liquidfeedback", "cases.json", 19);
}

TEST(SafeFileName, TakesEveryName) {
  EXPECT_EQ(safe_file_name("result 1"), "result 1");
  EXPECT_EQ(safe_file_name("a/b\\c:d\n"), "a_b_c_d_");
  EXPECT_EQ(safe_file_name(".hidden"), "_hidden");
  EXPECT_EQ(safe_file_name(""), "case");
  EXPECT_EQ(safe_file_name(" . . "), "case");
  EXPECT_EQ(safe_file_name(std::string(179, 'x') + "éé").size(), 179U) << "cut between characters";
}

}  // namespace
}  // namespace palabre::recount
