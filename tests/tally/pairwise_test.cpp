// The pairwise table, Condorcet winners and Smith sets.
#include "tally/pairwise.hpp"
#include "tally/random_election.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

/// The table by its definition, one pair of one ballot after the other.
Pairwise counted_by_hand(const RankedElection& election) {
  Pairwise pairwise(election.options);
  for (const auto& ballot : election.ballots) {
    std::vector<std::uint32_t> rank(election.options, UINT32_MAX);
    for (const auto& place : ballot.places) rank[place.option] = place.rank;
    for (Option x = 0; x < election.options; ++x)
      for (Option y = 0; y < election.options; ++y)
        if (rank[x] < rank[y]) pairwise.of(x, y) += ballot.count;
  }
  return pairwise;
}

TEST(PairwiseTable, IsCountedAsDefined) {
  auto chance = chance_of(1);
  for (int i = 0; i < 500; ++i) {
    auto election = random_election(chance, 30, 20);
    EXPECT_EQ(count_pairs(election).value().votes, counted_by_hand(election).votes);
  }
}

TEST(PairwiseTable, KeepsEveryVoteOfManyAndOfHeavyBallots) {
  auto chance = chance_of(2);
  RankedElection election{9, {}};
  for (int i = 0; i < 3'000; ++i) election.ballots.push_back(random_ballot(chance, 9, static_cast<std::int64_t>(chance.below(i % 100 == 0 ? 20'000'000 : 6'000))));
  EXPECT_EQ(count_pairs(election).value().votes, counted_by_hand(election).votes);
}

TEST(PairwiseTable, CountsAsManyVotersAsThereMayBe) {
  const auto pairwise = count_pairs({3, {rank_in_order({2, 0}, voters_max)}}).value();
  EXPECT_EQ(pairwise.of(2, 0), voters_max);
  EXPECT_EQ(pairwise.of(2, 1), voters_max);
  EXPECT_EQ(pairwise.of(0, 1), voters_max);
  EXPECT_EQ(pairwise.of(1, 0), 0);
}

TEST(PairwiseTable, LeavesGapsOfRanksAndBlankBallotsWithoutEffect) {
  const auto pairwise = count_pairs({3, {RankedBallot{{{1, 1}, {0, 4'000'000'000U}}, 2}, RankedBallot{{}, 7}, rank_in_order({2}, 0)}}).value();
  EXPECT_EQ(pairwise.of(1, 0), 2);
  EXPECT_EQ(pairwise.of(0, 2), 2);
  EXPECT_EQ(pairwise.of(2, 0), 0);
}

TEST(PairwiseTable, IsRefusedWithTheReason) {
  EXPECT_EQ(count_pairs({0, {}}).fault().kind, FaultKind::no_options);
  EXPECT_EQ(count_pairs({pairwise_options_max + 1, {}}).fault().kind, FaultKind::number_too_large);
  EXPECT_EQ(count_pairs({2, {rank_in_order({0, 0})}}).fault().kind, FaultKind::duplicate_option);
  Pairwise table(2);
  EXPECT_FALSE(find_fault(table));
  table.of(0, 1) = -1;
  EXPECT_EQ(find_fault(table)->kind, FaultKind::negative_number);
  table.of(0, 1) = table.of(1, 0) = voters_max;
  EXPECT_EQ(find_fault(table)->kind, FaultKind::number_too_large);
  table.of(0, 1) = INT64_MAX;
  EXPECT_EQ(find_fault(table)->kind, FaultKind::number_too_large);
  table.of(0, 1) = 0;
  table.of(1, 1) = 1;
  EXPECT_EQ(find_fault(table)->kind, FaultKind::bad_parameter);
  table.votes.pop_back();
  EXPECT_EQ(find_fault(table)->kind, FaultKind::bad_parameter);
}

TEST(CondorcetWinner, BeatsEveryOther) {
  EXPECT_EQ(condorcet_winner(count_pairs({3, {rank_in_order({1, 2, 0}, 2), rank_in_order({0, 1, 2})}}).value()), Option{1});
  EXPECT_EQ(condorcet_loser(count_pairs({3, {rank_in_order({1, 2, 0}, 2), rank_in_order({2, 1, 0})}}).value()), Option{0});
}

TEST(CondorcetWinner, IsNobodyInACycleOrATie) {
  const auto cycle = count_pairs({3, {rank_in_order({0, 1, 2}), rank_in_order({1, 2, 0}), rank_in_order({2, 0, 1})}}).value();
  EXPECT_EQ(condorcet_winner(cycle), std::nullopt);
  EXPECT_EQ(condorcet_loser(cycle), std::nullopt);
  EXPECT_EQ(condorcet_winner(Pairwise(2)), std::nullopt);
  EXPECT_EQ(condorcet_winner(Pairwise(1)), Option{0});
}

/// Every set of options that beats all others, by trying all sets: the smallest is the Smith set.
std::vector<Option> smith_set_by_hand(const Pairwise& pairwise) {
  const auto m = pairwise.options;
  std::vector<Option> smallest;
  for (std::uint32_t set = 1; set < 1U << m; ++set) {
    std::vector<Option> inside;
    bool is_dominating = true;
    for (Option x = 0; x < m; ++x) {
      if ((set >> x & 1U) == 0) continue;
      inside.push_back(x);
      for (Option y = 0; y < m; ++y) is_dominating = is_dominating && ((set >> y & 1U) != 0 || pairwise.beats(x, y));
    }
    if (is_dominating && (smallest.empty() || inside.size() < smallest.size())) smallest = inside;
  }
  return smallest;
}

TEST(SmithOrder, StartsWithTheSmallestSetThatBeatsAllOthers) {
  auto chance = chance_of(3);
  for (int i = 0; i < 500; ++i) {
    const auto pairwise = count_pairs(random_election(chance)).value();
    EXPECT_EQ(smith_order(pairwise).front(), smith_set_by_hand(pairwise));
  }
}

TEST(SmithOrder, PutsEveryGroupOverTheNextOnes) {
  auto chance = chance_of(4);
  for (int i = 0; i < 300; ++i) {
    const auto pairwise = count_pairs(random_election(chance, 8)).value();
    const auto order = smith_order(pairwise);
    for (std::size_t a = 0; a < order.size(); ++a)
      for (std::size_t b = a + 1; b < order.size(); ++b)
        for (const auto x : order[a])
          for (const auto y : order[b]) EXPECT_TRUE(pairwise.beats(x, y));
  }
}

TEST(Closure, StaysTransitiveWhenAPairIsAdded) {
  Closure closure(130);
  closure.add(0, 64);
  closure.add(65, 129);
  closure.add(64, 65);
  EXPECT_TRUE(closure.has(0, 129));
  EXPECT_TRUE(closure.has(64, 129));
  EXPECT_FALSE(closure.has(129, 0));
  closure.add(129, 0);
  EXPECT_TRUE(closure.has(65, 65));
}

TEST(Closure, IsWhatAllPathsGive) {
  auto chance = chance_of(5);
  for (int i = 0; i < 100; ++i) {
    const auto m = static_cast<Option>(1 + chance.below(70));
    Closure closure(m);
    std::vector<std::vector<bool>> reaches(m, std::vector<bool>(m, false));
    for (auto pairs = chance.below(2 * m); pairs > 0; --pairs) {
      const auto x = static_cast<Option>(chance.below(m));
      const auto y = static_cast<Option>(chance.below(m));
      if (x == y) continue;
      closure.add(x, y);
      reaches[x][y] = true;
    }
    for (Option via = 0; via < m; ++via)
      for (Option x = 0; x < m; ++x)
        for (Option y = 0; y < m; ++y) reaches[x][y] = reaches[x][y] || (reaches[x][via] && reaches[via][y]);
    for (Option x = 0; x < m; ++x)
      for (Option y = 0; y < m; ++y) ASSERT_EQ(closure.has(x, y), reaches[x][y]);
  }
}

TEST(LevelsOf, PeelOffTheTopAndReportWhatIsOpen) {
  Relation above(4);
  above.add(0, 1);
  above.add(1, 2);
  above.add(0, 2);
  const auto order = levels_of(above);
  EXPECT_EQ(order, (WeakOrder{{0, 3}, {1}, {2}}));
  EXPECT_EQ(ties_of(above, order), (std::vector<std::vector<Option>>{{0, 3}, {3, 1}, {3, 2}}));
  EXPECT_EQ(linear_order(above, {3, 2, 1, 0}), (std::vector<Option>{3, 0, 1, 2}));
}

}  // namespace
}  // namespace palabre::tally
