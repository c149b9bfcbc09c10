// The greedy rules spend by falling support, never above the budget, and say which ties decided.
#include "tally/greedy.hpp"
#include "tally/random_budget.hpp"
#include "tally/tied_outcomes.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

using Selected = std::vector<Option>;

/// Options with these numbers of supporters.
BudgetElection with_support(const std::vector<std::int64_t>& supporters, std::vector<std::int64_t> costs, std::int64_t budget) {
  BudgetElection election{{static_cast<std::uint32_t>(supporters.size()), {}}, std::move(costs), budget};
  for (Option option = 0; option < supporters.size(); ++option) election.votes.ballots.push_back({{{option, 1}}, supporters[option]});
  return election;
}

TEST(Greedy, PassesOverWhatDoesNotFit) {
  const auto election = with_support({9, 8, 7}, {60, 50, 40}, 100);
  const auto result = greedy(election);
  EXPECT_EQ(result.value().selected, (Selected{0, 2}));
  EXPECT_EQ(result->cost, 100);
  EXPECT_EQ(result->fates[1], GreedyFate::does_not_fit);
  EXPECT_EQ(result->missing[1], 10);
  EXPECT_TRUE(result->ties.empty());
}

TEST(Greedy, EndsAtTheFirstThatDoesNotFitWhenItDoesNotSkip) {
  GreedyOptions options;
  options.skips = false;
  const auto result = greedy(with_support({9, 8, 7}, {60, 50, 40}, 100), options);
  EXPECT_EQ(result.value().selected, Selected{0});
  EXPECT_EQ(result->fates[2], GreedyFate::after_the_end);
}

TEST(Greedy, LeavesOutWhatIsBelowTheThreshold) {
  GreedyOptions options;
  options.threshold = 8;
  const auto result = greedy(with_support({9, 8, 7}, {10, 10, 10}, 100), options);
  EXPECT_EQ(result.value().selected, (Selected{0, 1}));
  EXPECT_EQ(result->fates[2], GreedyFate::below_threshold);
}

TEST(Greedy, CountsPointsOrTakesGivenScores) {
  BudgetElection election{{2, {{{{0, 1}}, 3}, {{{1, 5}}, 1}}}, {10, 10}, 10};
  GreedyOptions options;
  EXPECT_EQ(greedy(election, options).value().selected, Selected{0});
  options.score = GreedyScore::points;
  EXPECT_EQ(greedy(election, options).value().selected, Selected{1});
  options.scores = {7, 6};
  EXPECT_EQ(greedy(election, options).value().selected, Selected{0});
  options.scores = {7};
  EXPECT_EQ(greedy(election, options).fault().kind, FaultKind::bad_parameter);
  options.scores = {7, -1};
  EXPECT_EQ(greedy(election, options).fault().kind, FaultKind::negative_number);
}

TEST(Greedy, PrefersTheBestValueForMoneyWhenAsked) {
  GreedyOptions options;
  options.is_per_cost = true;
  const auto result = greedy(with_support({9, 8, 1}, {90, 20, 0}, 100), options);
  EXPECT_EQ(result.value().selected, (Selected{2, 1}));
}

TEST(Greedy, ReportsOnlyTiesThatDecide) {
  EXPECT_TRUE(greedy(with_support({5, 5, 1}, {10, 10, 10}, 100)).value().ties.empty());
  const auto result = greedy(with_support({5, 5, 1}, {20, 10, 10}, 25));
  ASSERT_EQ(result.value().ties.size(), 1U);
  EXPECT_EQ(result->ties[0].tied, (Selected{1, 0}));
  EXPECT_EQ(result->ties[0].settled_by, TieSettledBy::cost);
  EXPECT_EQ(result->selected, (Selected{1, 2}));
  const auto all = all_greedy(with_support({5, 5, 1}, {20, 10, 10}, 25), {});
  EXPECT_EQ(all.value().outcomes, (std::vector<Selected>{{0}, {1, 2}}));
}

TEST(Greedy, FollowsTheOrderGivenForTies) {
  auto election = with_support({5, 5, 5}, {10, 10, 10}, 20);
  GreedyOptions options;
  options.ties = {{}, {2, 0, 1}};
  EXPECT_EQ(greedy(election, options).value().selected, (Selected{2, 0}));
  options.ties.order = {2, 0};
  EXPECT_EQ(greedy(election, options).fault().kind, FaultKind::bad_parameter);
  options.ties.order = {2, 0, 0};
  EXPECT_EQ(greedy(election, options).fault().kind, FaultKind::bad_parameter);
}

TEST(Greedy, RefusesBadMoney) {
  auto election = with_support({1}, {1}, 1);
  election.costs = {};
  EXPECT_EQ(greedy(election).fault().kind, FaultKind::bad_parameter);
  election.costs = {-1};
  EXPECT_EQ(greedy(election).fault().kind, FaultKind::negative_number);
  election.costs = {money_max + 1};
  EXPECT_EQ(greedy(election).fault().kind, FaultKind::number_too_large);
  election.costs = {1};
  election.budget = -1;
  EXPECT_EQ(greedy(election).fault().kind, FaultKind::negative_number);
  election.budget = 1;
  election.votes.ballots = {{{{0, -1}}, 1}};
  EXPECT_EQ(greedy(election).fault().kind, FaultKind::negative_number);
  EXPECT_EQ(greedy({}).fault().kind, FaultKind::no_options);
}

TEST(Greedy, SpendsAtMostTheBudgetWhateverTheBallots) {
  Chance chance({5});
  for (int i = 0; i < 500; ++i) {
    const auto election = random_budget(chance);
    GreedyOptions options;
    options.skips = chance.below(2) == 0;
    options.is_per_cost = chance.below(2) == 0;
    const auto result = greedy(election, options);
    EXPECT_EQ(result.value().cost, cost_of(election, result->selected));
    EXPECT_LE(result->cost, election.budget);
    EXPECT_TRUE(are_all_different(result->selected));
    EXPECT_EQ(greedy(shuffled(election, chance), options).value().selected, result->selected);
    for (Option option = 0; option < election.votes.options; ++option)
      EXPECT_EQ(result->fates[option] == GreedyFate::selected, std::find(result->selected.begin(), result->selected.end(), option) != result->selected.end());
  }
}

TEST(Greedy, KeepsAWinnerThatGainsASupporter) {
  Chance chance({6});
  for (int i = 0; i < 500; ++i) {
    auto election = random_budget(chance);
    const auto before = greedy(election).value().selected;
    if (before.empty()) continue;
    const Option winner = before[chance.below(before.size())];
    election.votes.ballots.push_back({{{winner, 1}}, 1});
    const auto after = greedy(election).value().selected;
    EXPECT_NE(std::find(after.begin(), after.end(), winner), after.end());
  }
}

TEST(Greedy, HasItsOutcomeAmongAllTiedOnes) {
  Chance chance({7});
  for (int i = 0; i < 200; ++i) {
    const auto election = random_budget(chance);
    const auto all = all_greedy(election, {});
    ASSERT_TRUE(all.value().is_complete);
    const auto one = in_rising_order(greedy(election).value().selected);
    EXPECT_TRUE(std::binary_search(all->outcomes.begin(), all->outcomes.end(), one));
    if (greedy(election)->ties.empty()) {
      EXPECT_EQ(all->outcomes.size(), 1U);
    }
  }
}

}  // namespace
}  // namespace palabre::tally
