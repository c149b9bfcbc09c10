// The Condorcet methods on published elections: Schulze's examples, Debian, Burlington, Tennessee, LiquidFeedback, our own demo.
#include "recount/collection.hpp"
#include "tally/delegation.hpp"
#include "tally/ranked_pairs.hpp"
#include "tally/status_quo.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>

namespace palabre::recount {
namespace {

using nlohmann::json;
using tally::Option;
using tally::Strength;

using Numbers = std::map<std::string, Option>;

Numbers numbers_of(const std::vector<std::string>& names) {
  Numbers numbers;
  for (const auto& name : names) numbers.emplace(name, static_cast<Option>(numbers.size()));
  return numbers;
}

tally::RankedBallot ballot_of(const json& ranking, const Numbers& numbers, std::int64_t count) {
  std::vector<std::vector<Option>> groups;
  for (const auto& group : ranking) {
    groups.emplace_back();
    for (const auto& name : group) groups.back().push_back(numbers.at(name.get<std::string>()));
  }
  return tally::rank_in_groups(groups, count);
}

std::vector<std::string> names_of(const std::vector<Option>& options, const std::vector<std::string>& names) {
  std::vector<std::string> found;
  for (const auto option : options) found.push_back(names[option]);
  return found;
}

std::vector<std::vector<std::string>> names_of(const tally::WeakOrder& order, const std::vector<std::string>& names) {
  std::vector<std::vector<std::string>> found;
  for (const auto& group : order) found.push_back(names_of(group, names));
  return found;
}

// --- Schulze's own examples -------------------------------------------------------------------------------------------------------

void check_square(const json& expected, const Numbers& numbers, const std::function<std::int64_t(Option, Option)>& actual) {
  for (const auto& [row, cells] : expected.items())
    for (const auto& [column, number] : cells.items()) {
      if (row == column) continue;
      EXPECT_EQ(actual(numbers.at(row), numbers.at(column)), number.get<std::int64_t>()) << row << " -> " << column;
    }
}

void check_example(const json& example) {
  SCOPED_TRACE(example["name"].get<std::string>());
  const auto names = example["candidates"].get<std::vector<std::string>>();
  const auto numbers = numbers_of(names);
  tally::RankedElection election{static_cast<Option>(names.size()), {}};
  for (const auto& ballot : example["ballots"]) election.ballots.push_back(ballot_of(ballot["ranking"], numbers, ballot["count"]));
  const auto pairwise = tally::count_pairs(election).value();
  check_square(example["pairwise"], numbers, [&](Option x, Option y) { return pairwise.of(x, y); });
  for (const auto& [strength_name, expected] : example["expected"].items()) {
    SCOPED_TRACE(strength_name);
    const auto strength = strength_name == "winning" ? Strength::winning : strength_name == "margin" ? Strength::margins : Strength::ratio;
    const auto result = tally::schulze(pairwise, {.strength = strength}).value();
    EXPECT_EQ(names_of(result.winners, names), expected["winners"].get<std::vector<std::string>>());
    if (expected.contains("ranking")) {
      EXPECT_EQ(names_of(result.order, names), expected["ranking"].get<std::vector<std::vector<std::string>>>());
    }
    if (expected.contains("path_strengths")) check_square(expected["path_strengths"], numbers, [&](Option x, Option y) { return result.path(x, y).number; });
  }
}

int check_examples(const std::filesystem::path& file) {
  const auto examples = json::parse(text_of(file));
  for (const auto& example : examples) check_example(example);
  return static_cast<int>(examples.size());
}

TEST(PublishedRankings, OfSchulzeHaveTheirWinnersOrdersAndPaths) {
  const auto folder = collection("condorcet");
  if (folder)
    for (int i = check_examples(*folder / "schulze_cases.json"); i > 0; --i) count_case("condorcet");
  EXPECT_EQ(check_examples(shipped_data() / "condorcet" / "schulze_cases.json"), 10);
}

// --- Debian -----------------------------------------------------------------------------------------------------------------------

struct Sheet {
  std::vector<std::string> names;
  tally::RankedElection election;
};

/// "Option 3------->: Steve McIntyre" names an option; "V: 57213846 <digest>" gives each option's rank, `-` for none.
Sheet read_sheet(const std::string& text) {
  Sheet sheet;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto arrow = line.find(">: ");
    if (line.find("Option ") != std::string::npos && arrow != std::string::npos) sheet.names.push_back(line.substr(arrow + 3));
    if (!line.starts_with("V: ")) continue;
    std::vector<std::vector<Option>> groups(10);
    for (Option i = 0; i < sheet.names.size(); ++i)
      if (line[3 + i] != '-') groups[static_cast<std::size_t>(line[3 + i] - '0')].push_back(i);
    sheet.election.ballots.push_back(tally::rank_in_groups(groups));
  }
  sheet.election.options = static_cast<Option>(sheet.names.size());
  return sheet;
}

/// Who leads by the Debian constitution: options that a majority puts below "none of the above", or that too few voters put above it,
/// are out; Schulze decides between the others.
void check_debian(const std::string& name, std::size_t voters, const std::string& winner, std::pair<int, int> over_second) {
  const auto folder = collection("condorcet");
  if (!folder) return;
  const auto sheet = read_sheet(text_of(*folder / name));
  EXPECT_EQ(sheet.election.ballots.size(), voters);
  const auto outcome = tally::schulze(sheet.election).value();
  const Option none = sheet.election.options - 1;
  const auto eligible = tally::against_status_quo(outcome, {.status_quo = none, .votes_min = 46}).value();  // 3Q = 3 sqrt(972) / 2
  ASSERT_EQ(names_of(eligible.winners, sheet.names), std::vector<std::string>{winner});
  EXPECT_EQ(tally::condorcet_winner(outcome.pairwise), eligible.winners.front());
  EXPECT_EQ(tally::ranked_pairs(sheet.election).value().winners, eligible.winners);
  const auto second = static_cast<Option>(std::find(sheet.names.begin(), sheet.names.end(), "Steve McIntyre") - sheet.names.begin());
  EXPECT_EQ(outcome.pairwise.of(eligible.winners.front(), second), over_second.first);
  EXPECT_EQ(outcome.pairwise.of(second, eligible.winners.front()), over_second.second);
  count_case("condorcet");
}

TEST(PublishedRankings, OfDebianHaveTheirLeader) {
  check_debian("debian_leader2006_tally.txt", 421, "Anthony Towns", {190, 184});
  check_debian("debian_leader2007_tally.txt", 482, "Sam Hocevar", {211, 203});
}

// --- LiquidFeedback ---------------------------------------------------------------------------------------------------------------

/// The status quo is option 0: where ids decide, it comes before all initiatives.
tally::Pairwise battles_of(const json& expected, const std::map<std::string, Option>& numbers) {
  const auto number_of = [&](const json& side) { return numbers.at(side.is_string() ? side.get<std::string>() : std::to_string(side.get<int>())); };
  tally::Pairwise pairwise(static_cast<Option>(numbers.size()));
  for (const auto& battle : expected["battles"]) pairwise.of(number_of(battle["winner"]), number_of(battle["loser"])) = battle["count"];
  return pairwise;
}

tally::StatusQuoRule rule_of(const json& policy) {
  return {.status_quo = 0,
          .majority = {policy["direct_majority"][0], policy["direct_majority"][1], policy["direct_majority_strict"]},
          .no_reverse_beat_path = policy["no_reverse_beat_path"],
          .winner_leads_all = true};
}

void check_scenario(const json& scenario) {
  SCOPED_TRACE(scenario["input"]["name"].get<std::string>());
  const auto& expected = scenario["expected"];
  const auto& policy = scenario["input"]["policy"];
  std::vector<std::string> names{"status_quo"};
  for (const auto& initiative : expected["initiatives_after_voting"]) names.push_back(std::to_string(initiative["id"].get<int>()));
  const auto pairwise = battles_of(expected, numbers_of(names));
  std::vector<Option> by_id(names.size());
  std::iota(by_id.begin(), by_id.end(), Option{0});
  const auto outcome = tally::schulze(pairwise, {.strength = policy["defeat_strength"] == "tuple" ? Strength::tuple : Strength::winning,
                                                 .tie_break = policy["tie_breaking"] == "simple" ? tally::SchulzeTies::options : tally::SchulzeTies::links,
                                                 .tie_order = by_id}).value();
  const auto rank_of = [&](Option option) { return std::find(outcome.strict_order.begin(), outcome.strict_order.end(), option) - outcome.strict_order.begin() + 1; };
  EXPECT_EQ(std::to_string(rank_of(0)), expected["issue"]["status_quo_schulze_rank"].get<std::string>());
  const auto standing = tally::against_status_quo(outcome, rule_of(policy)).value();
  for (std::size_t i = 1; i < names.size(); ++i) {
    const auto& initiative = expected["initiatives_after_voting"][i - 1];
    SCOPED_TRACE(names[i]);
    const auto& option = standing.options[i];
    EXPECT_EQ(rank_of(static_cast<Option>(i)), initiative["schulze_rank"].get<int>());
    EXPECT_EQ(option.votes_for, initiative["positive_votes"].get<int>());
    EXPECT_EQ(option.votes_against, initiative["negative_votes"].get<int>());
    EXPECT_EQ(option.has_majority, initiative["direct_majority"].get<bool>());
    EXPECT_EQ(option.is_better, initiative["better_than_status_quo"].get<bool>());
    EXPECT_EQ(option.has_reverse_beat_path, initiative["reverse_beat_path"].get<bool>());
    EXPECT_EQ(option.is_eligible, initiative["eligible"].get<bool>());
    EXPECT_EQ(std::count(standing.winners.begin(), standing.winners.end(), i) == 1, initiative["winner"].get<bool>());
  }
}

TEST(PublishedRankings, OfLiquidFeedbackHaveTheirRanksEligibilityAndWinner) {
  const auto folder = collection("liquidfeedback");
  if (!folder) return;
  for (const auto& scenario : json::parse(text_of(*folder / "cases.json"))) {
    if (!scenario["expected"].contains("battles")) continue;  // closed before the vote
    check_scenario(scenario);
    count_case("liquidfeedback (ranks)");
  }
}

// --- our demo ---------------------------------------------------------------------------------------------------------------------

/// The voices each person of the electorate carries in this ballot.
tally::DelegationResult weights_of(const json& ballot, const json& delegations) {
  const auto people = numbers_of(ballot["electorate"].get<std::vector<std::string>>());
  tally::DelegatedVote vote{.people = static_cast<std::uint32_t>(people.size())};
  for (const auto& paper : ballot["ballots"]) vote.voters.push_back(people.at(paper["token"]));
  for (const auto& delegation : delegations)
    if (delegation["ballot"] == ballot["id"]) vote.delegations.push_back({people.at(delegation["from"]), people.at(delegation["to"])});
  return tally::weigh_delegations(vote).value();
}

void check_demo_ballot(const json& ballot, const json& delegations) {
  const auto& expected = ballot["expected"];
  const auto electorate = ballot["electorate"].get<std::vector<std::string>>();
  const auto people = numbers_of(electorate);
  const auto names = ballot["options"].get<std::vector<std::string>>();
  const auto numbers = numbers_of(names);
  const auto weights = weights_of(ballot, delegations);
  EXPECT_EQ(weights.counted, expected["counted_weight"].get<int>());
  EXPECT_EQ(names_of(tally::uncounted_of(weights), electorate), expected["no_effect"].get<std::vector<std::string>>());
  for (const auto& [person, weight] : expected["weights_over_1"].items()) EXPECT_EQ(weights.weights[people.at(person)], weight.get<int>()) << person;
  tally::RankedElection election{static_cast<Option>(names.size()), {}};
  for (const auto& paper : ballot["ballots"]) election.ballots.push_back(ballot_of(paper["ranking"], numbers, weights.weights[people.at(paper["token"])]));
  const auto result = tally::schulze(election).value();
  check_square(expected["pairwise"], numbers, [&](Option x, Option y) { return result.pairwise.of(x, y); });
  check_square(expected["strongest_paths"], numbers, [&](Option x, Option y) { return result.path(x, y).number; });
  std::vector<std::vector<std::string>> order;
  for (const auto& name : expected["order"]) order.push_back({name.get<std::string>()});
  EXPECT_EQ(names_of(result.order, names), order);
}

TEST(PublishedRankings, OfTheDemoHaveTheExpectedTally) {
  int checked = 0;
  for (const auto& file : files_of(std::filesystem::path(PALABRE_SOURCE_DIR) / "demo", ".json")) {
    const auto demo = json::parse(text_of(file));
    for (const auto& ballot : demo["ballots"]) {
      if (ballot["method"] != "ranked_schulze" || !ballot.contains("expected")) continue;
      check_demo_ballot(ballot, demo["delegations"]);
      count_case("demo (rankings)");
      ++checked;
    }
  }
  EXPECT_GT(checked, 0);
}

}  // namespace
}  // namespace palabre::recount
