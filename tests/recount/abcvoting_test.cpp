// Committees of abcvoting: the rules that exist here elect the published committees, and all tied ones where the file lists them.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "tally/tied_outcomes.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace palabre::recount {
namespace {

using Committee = std::vector<tally::Option>;
using Committees = std::vector<Committee>;

tally::BudgetElection committee_election(const Poll& poll) {
  tally::BudgetElection election;
  election.votes = {static_cast<std::uint32_t>(poll.options.size()), poll.marked};
  election.costs.assign(poll.options.size(), 1);
  election.budget = poll.seats.value_or(0);
  return election;
}

const tally::TieRule as_listed{{}, {}};

tally::EqualSharesOptions completed_by(tally::Completion completion) {
  tally::EqualSharesOptions options;
  options.completion = completion;
  options.ties = as_listed;
  return options;
}

const std::map<std::string, tally::Completion> completion_of_rule{{"equal-shares", tally::Completion::phragmen},
  {"equal-shares-with-av-completion", tally::Completion::utilitarian}, {"equal-shares-with-increment-completion", tally::Completion::increment}};

bool is_counted_here(const std::string& rule) { return rule == "av" || rule == "seqphragmen" || completion_of_rule.contains(rule); }

Committee one_committee(const tally::BudgetElection& election, const std::string& rule) {
  Committee committee;
  if (rule == "av") committee = tally::greedy(election).value().selected;
  else if (rule == "seqphragmen") committee = tally::phragmen(election, {true, as_listed}).value().selected;
  else committee = tally::equal_shares(election, completed_by(completion_of_rule.at(rule))).value().selected;
  std::sort(committee.begin(), committee.end());
  return committee;
}

Committees all_committees(const tally::BudgetElection& election, const std::string& rule) {
  const auto outcomes = rule == "av" ? tally::all_greedy(election, {})
    : rule == "seqphragmen" ? tally::all_phragmen(election, {true, as_listed})
    : tally::all_equal_shares(election, completed_by(completion_of_rule.at(rule)));
  EXPECT_TRUE(outcomes.value().is_complete);
  return outcomes.value().outcomes;
}

Committees committees_of(const YAML::Node& result) {
  Committees committees;
  for (const auto& listed : result) {
    committees.emplace_back();
    for (const auto& candidate : listed) committees.back().push_back(candidate.as<tally::Option>());
    std::sort(committees.back().begin(), committees.back().end());
  }
  std::sort(committees.begin(), committees.end());
  return committees;
}

void check_file(const std::filesystem::path& file) {
  const std::string text = text_of(file);
  const auto poll = read_abcvoting(text);
  ASSERT_TRUE(poll) << file << " " << poll.fault().detail;
  const auto election = committee_election(*poll);
  for (const auto& asked : YAML::Load(text)["compute"]) {
    const auto rule = asked["rule_id"].as<std::string>();
    if (!is_counted_here(rule)) continue;
    const auto published = committees_of(asked["result"]);
    if (asked["resolute"].as<bool>()) EXPECT_TRUE(std::binary_search(published.begin(), published.end(), one_committee(election, rule))) << file << " " << rule;
    else EXPECT_EQ(all_committees(election, rule), published) << file << " " << rule;
    count_case("abcvoting: " + rule);
  }
}

TEST(Abcvoting, ShippedCommitteesAreElected) {
  const auto files = files_of(shipped_data() / "abcvoting", ".abc.yaml");
  EXPECT_EQ(files.size(), 6U);
  for (const auto& file : files) check_file(file);
}

TEST(Abcvoting, PublishedCommitteesAreElected) {
  for (const auto& file : files_of(collection("abcvoting"), ".abc.yaml")) check_file(file);
}

/// "LINE:COLUMN detail" of a text that must be refused.
std::string fault_of_abcvoting(const std::string& text) {
  const auto poll = read_abcvoting(text);
  return poll ? "read" : std::to_string(poll.fault().line) + ":" + std::to_string(poll.fault().column) + " " + poll.fault().detail;
}

TEST(AbcvotingFile, IsReadWhole) {
  const auto poll = read_abcvoting("# a comment\r\ndescription: \"Two seats\"\r\nprofile: [[0, 2], [], [1]]\r\nnum_cand: 4\r\ncommitteesize: 2\r\nvoter_weights: [1, 2.5, 3]\r\n");
  ASSERT_TRUE(poll) << poll.fault().detail;
  EXPECT_EQ(poll->title, "Two seats");
  EXPECT_EQ(poll->seats, 2U);
  EXPECT_EQ(poll->options.size(), 4U);
  ASSERT_EQ(poll->marked.size(), 3U);
  EXPECT_EQ(poll->marked[0], (tally::MarkedBallot{{{0, 1}, {2, 1}}, 10}));
  EXPECT_EQ(poll->marked[1], (tally::MarkedBallot{{}, 25}));
  EXPECT_EQ(poll->meta.at("weights_scaled_by"), "10");
}

TEST(AbcvotingFile, IsRefusedWithLineAndColumn) {
  EXPECT_EQ(fault_of_abcvoting("profile: [[0, 5]]\nnum_cand: 3\n"), "1:15 a candidate must be from 0 to 2");
  EXPECT_EQ(fault_of_abcvoting("num_cand: 3\nprofile:\n- [0, 1]\n- [2, 2]\n"), "4:7 candidate 2 stands twice in one set");
  EXPECT_EQ(fault_of_abcvoting("num_cand: 3\nprofile: [[0], x]\n"), "2:16 an approval set must be a list of candidates");
  EXPECT_EQ(fault_of_abcvoting("num_cand: many\nprofile: []\n"), "1:11 the number of candidates must be a whole number");
  EXPECT_EQ(fault_of_abcvoting("num_cand: 3\nprofile: [[0], [1]\n").substr(0, 2), "3:");
  EXPECT_EQ(fault_of_abcvoting("num_cand: 3\n"), "1:1 there is no list of approval sets under profile");
  EXPECT_EQ(fault_of_abcvoting("profile: [[0]]\ncommitteesize: 0\n"), "2:16 the committee size must be from 1 to 100000");
  EXPECT_EQ(fault_of_abcvoting("profile: [[0]]\nvoter_weights: [0]\n"), "2:17 a weight must be above zero and at most 1000000000");
  EXPECT_EQ(fault_of_abcvoting(""), "1:1 an empty file");
  EXPECT_EQ(fault_of_abcvoting("profile: [[0]]\n---\nprofile: [[0]]\n"), "2:1 a second YAML document begins here; one was expected");
  EXPECT_EQ(fault_of_abcvoting("# a comment\n---\nprofile: [[0]]\n"), "read");
  EXPECT_EQ(fault_of_abcvoting(","), "1:1 an abcvoting file is a map with the key profile") << "yaml-cpp's LoadAll never ends on this one";
  EXPECT_EQ(fault_of_abcvoting("profile: " + std::string(200, '[')), "1:42 nested deeper than any vote");
  EXPECT_EQ(fault_of_abcvoting(std::string(2000, '-')).substr(0, 2), "1:");
  EXPECT_EQ(fault_of_abcvoting("a: &a [0, 1]\nprofile: [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"), "read");
}

}  // namespace
}  // namespace palabre::recount
