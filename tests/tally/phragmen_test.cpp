// Sequential Phragmén spreads the load as its definition says, keeps to the budget and grows committees seat by seat.
#include "tally/phragmen.hpp"
#include "tally/plain_shares.hpp"
#include "tally/random_budget.hpp"
#include "tally/tied_outcomes.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

using Selected = std::vector<Option>;

const PhragmenOptions as_listed{false, {{}, {}}};
const PhragmenOptions committee{true, {{}, {}}};

TEST(Phragmen, BuysWhenSupportersHaveEarnedTheCost) {
  const BudgetElection election{{3, {{{{0, 1}, {1, 1}}, 3}, {{{2, 1}}, 2}}}, {30, 30, 30}, 90};
  const auto result = phragmen(election);
  EXPECT_EQ(result.value().selected, (Selected{0, 2, 1}));
  EXPECT_EQ(result->purchases[0].load.text(), "10");
  EXPECT_EQ(result->purchases[1].load.text(), "15");
  EXPECT_EQ(result->purchases[2].load.text(), "20");
  EXPECT_TRUE(result->stopped_by.empty());
}

TEST(Phragmen, StopsWhenWhatComesNextDoesNotFit) {
  const BudgetElection election{{3, {{{{0, 1}, {1, 1}}, 3}, {{{2, 1}}, 2}}}, {30, 30, 30}, 70};
  const auto result = phragmen(election);
  EXPECT_EQ(result.value().selected, (Selected{0, 2}));
  EXPECT_EQ(result->stopped_by, Selected{1});
  EXPECT_EQ(result->missing[1].text(), "20");
  EXPECT_EQ(result->missing[0].text(), "0");
}

TEST(Phragmen, StopsWhenOneOfEqualOptionsDoesNotFit) {
  const BudgetElection election{{2, {{{{0, 1}}, 1}, {{{1, 1}}, 2}}}, {10, 20}, 15};
  EXPECT_EQ(phragmen(election).value().selected, Selected{0});  // 20 alone is above the budget
  const BudgetElection tight{{3, {{{{0, 1}}, 1}, {{{1, 1}}, 2}, {{{2, 1}}, 10}}}, {10, 20, 10}, 25};
  const auto result = phragmen(tight);
  EXPECT_EQ(result.value().selected, Selected{2});
  EXPECT_EQ(in_rising_order(result->stopped_by), (Selected{0, 1}));
}

TEST(Phragmen, TakesWhatIsFreeFirstAndLeavesOutWhatNobodyWants) {
  const BudgetElection election{{3, {{{{0, 1}, {2, 1}}, 1}}}, {5, 1, 0}, 10};
  const auto result = phragmen(election);
  EXPECT_EQ(result.value().selected, (Selected{2, 0}));
  EXPECT_EQ(result->missing[1].text(), "1");
  EXPECT_EQ(phragmen({{1, {}}, {1}, 1}).value().selected, Selected{});
  EXPECT_EQ(phragmen({{1, {}}, {1}, 1}, committee).value().selected, Selected{0});
}

TEST(Phragmen, AgreesWithThePlainDefinition) {
  Chance chance({21});
  for (int i = 0; i < 1500; ++i) {
    auto election = random_budget(chance, {8, 6, 10, 1});
    for (auto& cost : election.costs) cost = std::max<std::int64_t>(1, cost);
    EXPECT_EQ(phragmen(election, as_listed).value().selected, plain_phragmen(election, plain_voters(election))) << i;
  }
}

TEST(Phragmen, IsPaidExactlyAndKeepsToTheBudget) {
  Chance chance({22});
  for (int i = 0; i < 500; ++i) {
    const auto election = random_budget(chance);
    const auto result = phragmen(election, as_listed);
    EXPECT_EQ(result.value().cost, cost_of(election, result->selected));
    EXPECT_LE(result->cost, election.budget);
    EXPECT_TRUE(are_all_different(result->selected));
    Fraction last;
    for (const auto& purchase : result->purchases) {
      EXPECT_EQ(sum_of(purchase.payments), whole_fraction(election.costs[purchase.option]));
      EXPECT_TRUE(purchase.load.compare(last) >= 0);
      last = purchase.load;
    }
    EXPECT_EQ(phragmen(shuffled(election, chance), as_listed).value().selected, result->selected);
  }
}

TEST(Phragmen, GrowsCommitteesSeatBySeat) {
  Chance chance({23});
  for (int i = 0; i < 200; ++i) {
    auto election = random_committee(chance);
    Selected before;
    for (std::uint32_t seats = 1; seats <= election.votes.options; ++seats) {
      election.budget = seats;
      const auto selected = phragmen(election, committee).value().selected;
      ASSERT_EQ(selected.size(), seats);
      EXPECT_TRUE(std::equal(before.begin(), before.end(), selected.begin()));
      before = selected;
    }
  }
}

TEST(Phragmen, HasItsOutcomeAmongAllTiedOnes) {
  Chance chance({24});
  for (int i = 0; i < 200; ++i) {
    const auto election = random_budget(chance, {6, 6, 4, 1});
    const auto all = all_phragmen(election, as_listed);
    ASSERT_TRUE(all.value().is_complete);
    EXPECT_TRUE(std::binary_search(all->outcomes.begin(), all->outcomes.end(), in_rising_order(phragmen(election, as_listed).value().selected)));
  }
}

}  // namespace
}  // namespace palabre::tally
