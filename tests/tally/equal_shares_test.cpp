// Equal shares buys what its definition says, exactly, and its completions keep to the budget.
#include "tally/equal_shares.hpp"
#include "tally/greedy.hpp"
#include "tally/plain_shares.hpp"
#include "tally/random_budget.hpp"
#include "tally/tied_outcomes.hpp"

#include <gtest/gtest.h>

#include <bit>

namespace palabre::tally {
namespace {

using Selected = std::vector<Option>;

EqualSharesOptions with(Completion completion, Utility utility = Utility::cost) {
  EqualSharesOptions options;
  options.completion = completion;
  options.utility = utility;
  options.ties.criteria.clear();
  return options;
}

/// Two groups of three and two voters; each wants its own projects.
const BudgetElection two_groups{{4, {{{{0, 1}, {1, 1}}, 3}, {{{2, 1}, {3, 1}}, 2}}}, {30, 30, 30, 10}, 100};

TEST(EqualShares, GivesEachGroupItsShare) {
  const auto result = equal_shares(two_groups);
  EXPECT_EQ(result.value().selected, (Selected{0, 1, 3, 2}));
  EXPECT_EQ(result->endowment.text(), "20");
  ASSERT_EQ(result->purchases.size(), 4U);
  EXPECT_EQ(result->purchases[0].price.text(), "10");
  EXPECT_EQ(result->purchases[2].price.text(), "5");
  EXPECT_EQ(result->left.text(), "0");
}

TEST(EqualShares, SaysWhatTheLosersLack) {
  auto election = two_groups;
  election.costs = {50, 20, 60, 40};
  const auto result = equal_shares(election);
  EXPECT_EQ(result.value().selected, (Selected{1, 3}));
  EXPECT_EQ(result->missing[0].text(), "10");
  EXPECT_EQ(result->missing[1].text(), "0");
  EXPECT_EQ(result->missing[2].text(), "60");
  EXPECT_EQ(result->left.text(), "40");
}

TEST(EqualShares, LetsVotersWithLessPayAllTheyHave) {
  const BudgetElection election{{2, {{{{0, 1}, {1, 1}}, 1}, {{{1, 1}}, 1}}}, {6, 12}, 20};
  const auto result = equal_shares(election, with(Completion::none, Utility::cardinality));
  EXPECT_EQ(result.value().selected, (Selected{0, 1}));
  const auto& payments = result->purchases[1].payments;
  ASSERT_EQ(payments.size(), 2U);
  EXPECT_EQ(payments[0].amount.text(), "8");
  EXPECT_FALSE(payments[0].is_all_they_had);
  EXPECT_EQ(payments[1].amount.text(), "4");
  EXPECT_TRUE(payments[1].is_all_they_had);
}

TEST(EqualShares, ReportsTheTieAndWhatSettledIt) {
  const BudgetElection election{{2, {{{{0, 1}, {1, 1}}, 2}}}, {10, 10}, 10};
  const auto result = equal_shares(election);
  EXPECT_EQ(result.value().selected, Selected{0});
  ASSERT_EQ(result->ties.size(), 1U);
  EXPECT_EQ(result->ties[0].tied, (Selected{0, 1}));
  EXPECT_EQ(result->ties[0].settled_by, TieSettledBy::order);
  EXPECT_EQ(all_equal_shares(election, {}).value().outcomes, (std::vector<Selected>{{0}, {1}}));
}

TEST(EqualShares, DecidesTiesThatDoublesCannotSee) {
  // Costs so close that the prices differ by less than a double of this size can tell.
  const BudgetElection election{{2, {{{{0, 1}, {1, 1}}, 3}}}, {999'999'999'999'999, 999'999'999'999'998}, 1'000'000'000'000'000};
  const auto result = equal_shares(election, with(Completion::none, Utility::cardinality));
  EXPECT_EQ(result.value().selected, Selected{1});
  EXPECT_TRUE(result->ties.empty());
}

TEST(EqualShares, CountsVotersWithEmptyBallots) {
  auto election = two_groups;
  election.votes.ballots.push_back({{}, 5});
  const auto result = equal_shares(election);
  EXPECT_EQ(result.value().endowment.text(), "10");
  EXPECT_EQ(result->selected, (Selected{0, 3}));
}

TEST(EqualShares, NeverBuysWhatIsFreeOrHasNoSupporters) {
  const BudgetElection election{{3, {{{{0, 1}, {2, 1}}, 1}}}, {0, 5, 5}, 10};
  EXPECT_EQ(equal_shares(election).value().selected, Selected{2});
  EXPECT_EQ(in_rising_order(equal_shares(election, with(Completion::utilitarian)).value().selected), (Selected{0, 1, 2}));
}

TEST(EqualShares, WorksWithoutVotersOrMoney) {
  BudgetElection election{{2, {}}, {1, 1}, 10};
  for (const auto completion : {Completion::none, Completion::add1, Completion::add1e, Completion::phragmen}) {
    const auto result = equal_shares(election, with(completion));
    EXPECT_EQ(result.value().missing.size(), 2U);
    if (completion != Completion::phragmen) {
      EXPECT_TRUE(result->selected.empty());
    }
  }
  election.votes.ballots = {{{{0, 1}}, 2}};
  election.budget = 0;
  EXPECT_TRUE(equal_shares(election, with(Completion::add1)).value().selected.empty());
}

TEST(EqualShares, RefusesABadStep) {
  auto options = with(Completion::add1);
  options.step = 0;
  EXPECT_EQ(equal_shares(two_groups, options).fault().kind, FaultKind::bad_parameter);
  options.step = 1;
  options.steps_max = 3;
  const BudgetElection slow{{3, {{{{0, 1}}, 1}, {{{1, 1}}, 1}}}, {900'000, 900'000, 900'000}, 1'000'000};
  const auto result = equal_shares(slow, options);
  ASSERT_FALSE(result);
  EXPECT_NE(result.fault().detail.find("larger step"), std::string::npos);
}

TEST(EqualShares, RaisesSharesUntilTheNextStepOverruns) {
  // Shares of 25: nobody can pay 30 alone. At 30 each of the four buys one, which is more than the budget.
  const BudgetElection election{{4, {{{{0, 1}}, 1}, {{{1, 1}}, 1}, {{{2, 1}}, 1}, {{{3, 1}}, 1}}}, {26, 28, 30, 40}, 100};
  const auto result = equal_shares(election, with(Completion::add1));
  EXPECT_EQ(result.value().selected, (Selected{0, 1, 2}));
  EXPECT_EQ(result->endowment.text(), "39");
  EXPECT_EQ(result->steps, 14U);
  EXPECT_EQ(result->end, EqualSharesEnd::next_step_overruns);
  const auto exhaustive = equal_shares(election, with(Completion::add1e));
  EXPECT_EQ(exhaustive.value().endowment.text(), "30");
  EXPECT_EQ(exhaustive->end, EqualSharesEnd::nothing_fits);
  auto coarse = with(Completion::add1);
  coarse.step = 10;
  EXPECT_EQ(equal_shares(election, coarse).value().endowment.text(), "30");
}

TEST(EqualShares, LeavesSharesAloneWhenEverythingIsAffordable) {
  const auto result = equal_shares(two_groups, with(Completion::add1));
  EXPECT_EQ(result.value().steps, 0U);
  EXPECT_EQ(result->end, EqualSharesEnd::all_bought);
}

TEST(EqualShares, AgreesWithThePlainDefinition) {
  Chance chance({11});
  for (int i = 0; i < 1500; ++i) {
    const auto election = random_budget(chance, {8, 6, 10, chance.below(2) == 0 ? 1 : 3});
    auto voters = plain_voters(election);
    const auto utility = chance.below(2) == 0 ? Utility::cost : Utility::cardinality;
    const auto expected = voters.empty() ? Selected{} : plain_equal_shares(election, voters, utility == Utility::cost);
    const auto result = equal_shares(election, with(Completion::none, utility));
    ASSERT_EQ(result.value().selected, expected) << i;
    PlainFraction left;
    for (const auto& voter : voters) left = left + voter.money;
    EXPECT_EQ(result->left, (Fraction{Natural(static_cast<std::uint64_t>(left.above)), Natural(static_cast<std::uint64_t>(left.below))}));
  }
}

TEST(EqualShares, IsPricedExactlyAndKeepsToTheBudget) {
  Chance chance({12});
  for (int i = 0; i < 600; ++i) {
    const auto election = random_budget(chance, {12, 8, 10, chance.below(2) == 0 ? 1 : 4});
    const auto completion = static_cast<Completion>(chance.below(6));
    const auto result = equal_shares(election, with(completion, chance.below(2) == 0 ? Utility::cost : Utility::cardinality));
    ASSERT_TRUE(result) << result.fault().detail;
    EXPECT_EQ(result->cost, cost_of(election, result->selected));
    EXPECT_LE(result->cost, election.budget);
    EXPECT_TRUE(are_all_different(result->selected));
    Fraction paid = result->left;
    for (const auto& purchase : result->purchases) {
      EXPECT_EQ(sum_of(purchase.payments), whole_fraction(election.costs[purchase.option]));
      for (const auto& payment : purchase.payments) {
        EXPECT_TRUE(payment.amount.compare(result->endowment) <= 0);
        EXPECT_TRUE(payment.amount.compare(times(purchase.price, payment.points)) <= 0);
      }
      paid = sum_of(paid, sum_of(purchase.payments));
    }
    EXPECT_EQ(paid, times(result->endowment, Supports(election.votes).voters()));
  }
}

TEST(EqualShares, DoesNotCareForTheOrderOfVoters) {
  Chance chance({13});
  for (int i = 0; i < 300; ++i) {
    const auto election = random_budget(chance);
    const auto completion = static_cast<Completion>(chance.below(6));
    EXPECT_EQ(equal_shares(shuffled(election, chance), with(completion)).value().selected, equal_shares(election, with(completion)).value().selected);
  }
}

/// Every group of l * voters / seats that approves l options in common has a member who approves l of the committee.
bool has_extended_justified_representation(const BudgetElection& election, const Selected& committee) {
  const auto voters = plain_voters(election);
  const auto approved = [&](std::size_t voter, const Selected& options) {
    return std::count_if(options.begin(), options.end(), [&](Option option) { return voters[voter].points[option] > 0; });
  };
  for (std::uint32_t options = 1; options < (1U << election.votes.options); ++options) {
    const auto l = std::popcount(options);
    Selected common;
    for (Option option = 0; option < election.votes.options; ++option)
      if ((options >> option & 1U) != 0) common.push_back(option);
    std::int64_t poor = 0;  // voters who approve all of these options, and fewer than l of the committee
    for (std::size_t voter = 0; voter < voters.size(); ++voter)
      if (approved(voter, common) == l && approved(voter, committee) < l) ++poor;
    if (poor > 0 && poor * election.budget >= l * static_cast<std::int64_t>(voters.size())) return false;
  }
  return true;
}

TEST(EqualShares, RepresentsEveryGroupThatDeservesIt) {
  Chance chance({14});
  for (int i = 0; i < 600; ++i) {
    const auto election = random_committee(chance, {8, 7, 1, 1});
    for (const auto completion : {Completion::none, Completion::phragmen, Completion::utilitarian})
      EXPECT_TRUE(has_extended_justified_representation(election, equal_shares(election, with(completion)).value().selected)) << i;
  }
}

TEST(EqualShares, FillsAllSeatsOfACommittee) {
  Chance chance({15});
  for (int i = 0; i < 300; ++i) {
    const auto election = random_committee(chance);
    const auto seats = static_cast<std::size_t>(election.budget);
    for (const auto completion : {Completion::phragmen, Completion::utilitarian, Completion::increment})
      if (Supports(election.votes).voters() > 0) {
        EXPECT_EQ(equal_shares(election, with(completion)).value().selected.size(), seats);
      }
  }
  EXPECT_EQ(equal_shares(two_groups, with(Completion::increment)).fault().kind, FaultKind::bad_parameter);
}

TEST(EqualShares, HasItsOutcomeAmongAllTiedOnes) {
  Chance chance({16});
  for (int i = 0; i < 200; ++i) {
    const auto election = random_budget(chance, {6, 6, 4, 1});
    for (const auto completion : {Completion::none, Completion::utilitarian, Completion::phragmen}) {
      const auto all = all_equal_shares(election, with(completion));
      ASSERT_TRUE(all.value().is_complete);
      EXPECT_TRUE(std::binary_search(all->outcomes.begin(), all->outcomes.end(), in_rising_order(equal_shares(election, with(completion)).value().selected)));
    }
  }
  EXPECT_EQ(all_equal_shares(two_groups, with(Completion::add1)).fault().kind, FaultKind::bad_parameter);
}

TEST(EqualShares, StopsLookingForOutcomesAtTheLimit) {
  BudgetElection election{{30, {}}, std::vector<std::int64_t>(30, 1), 15};
  for (Option option = 0; option < 30; ++option) election.votes.ballots.push_back({{{option, 1}}, 1});
  election.votes.ballots.push_back({{}, 0});
  const auto all = all_equal_shares(election, with(Completion::utilitarian), {50, 1000});
  EXPECT_FALSE(all.value().is_complete);
}

}  // namespace
}  // namespace palabre::tally
