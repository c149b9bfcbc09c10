// Ranked pairs: every order of equal links by hand on small elections, its properties, and what happens when there are too many orders.
#include "tally/ranked_pairs.hpp"
#include "tally/random_election.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace palabre::tally {
namespace {

constexpr Strength strengths[] = {Strength::winning, Strength::margins, Strength::ratio, Strength::tuple};

bool reaches(const std::vector<Link>& links, Option from, Option to, Option depth) {
  if (from == to) return true;
  if (depth == 0) return false;
  return std::any_of(links.begin(), links.end(), [&](const Link& link) { return link.winner == from && reaches(links, link.loser, to, depth - 1); });
}

/// The winners of every order of equal links, one order after the other.
std::set<Option> winners_by_hand(const Pairwise& pairwise, Strength strength) {
  std::set<Option> winners;
  std::vector<Link> locked;
  auto groups = links_by_strength(pairwise, strength);
  const std::function<void(std::size_t)> lock_from = [&](std::size_t at) {
    if (at == groups.size()) {
      for (Option x = 0; x < pairwise.options; ++x)
        if (std::none_of(locked.begin(), locked.end(), [x](const Link& link) { return link.loser == x; })) winners.insert(x);
      return;
    }
    std::vector<std::size_t> turn(groups[at].size());
    std::iota(turn.begin(), turn.end(), std::size_t{0});
    do {
      const auto before = locked;
      for (const auto i : turn) {
        const auto& link = groups[at][i];
        if (!reaches(locked, link.loser, link.winner, pairwise.options)) locked.push_back(link);
      }
      lock_from(at + 1);
      locked = before;
    } while (std::next_permutation(turn.begin(), turn.end()));
  };
  lock_from(0);
  return winners;
}

TEST(RankedPairs, ElectsWhoeverWinsInSomeOrderOfEqualLinks) {
  auto chance = chance_of(31);
  int tied = 0;
  for (int i = 0; i < 300; ++i) {
    Pairwise pairwise(static_cast<Option>(3 + chance.below(2)));
    for (Option x = 0; x < pairwise.options; ++x)
      for (Option y = 0; y < pairwise.options; ++y) pairwise.of(x, y) = x == y ? 0 : static_cast<std::int64_t>(chance.below(4));
    for (const auto strength : strengths) {
      const auto result = ranked_pairs(pairwise, strength).value();
      EXPECT_TRUE(result.is_exact);
      const auto expected = winners_by_hand(pairwise, strength);
      EXPECT_EQ(result.winners, std::vector<Option>(expected.begin(), expected.end()));
      tied += result.tied_links.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(tied, 100);
}

TEST(RankedPairs, LeavesOutTheWeakestLinkOfACycle) {
  const auto result = ranked_pairs({3, {rank_in_order({0, 1, 2}, 4), rank_in_order({1, 2, 0}, 3), rank_in_order({2, 0, 1}, 2)}}).value();
  EXPECT_EQ(result.winners, std::vector<Option>{0});
  EXPECT_EQ(result.order, (WeakOrder{{0}, {1}, {2}}));
  ASSERT_EQ(result.links.size(), 3U);
  EXPECT_EQ(result.links[2].link, (Link{2, 0, 5, 4}));
  EXPECT_EQ(result.links[2].fate, LinkFate::contradicted);
  EXPECT_TRUE(result.ties.empty());
}

TEST(RankedPairs, ReportsEqualLinksWhoseOrderMatters) {
  const auto result = ranked_pairs({3, {rank_in_order({0, 1, 2}), rank_in_order({1, 2, 0}), rank_in_order({2, 0, 1})}}).value();
  EXPECT_EQ(result.winners, (std::vector<Option>{0, 1, 2}));
  EXPECT_EQ(result.outcomes, 3U);
  ASSERT_EQ(result.tied_links.size(), 1U);
  EXPECT_EQ(result.tied_links[0].size(), 3U);
  for (const auto& link : result.links) EXPECT_EQ(link.fate, LinkFate::disputed);
  EXPECT_EQ(result.ties, (std::vector<std::vector<Option>>{{0, 1, 2}}));
}

TEST(RankedPairs, ElectsTheCondorcetWinnerAloneAndFromTheSmithSet) {
  auto chance = chance_of(32);
  for (int i = 0; i < 300; ++i) {
    const auto election = random_election(chance);
    for (const auto strength : strengths) {
      const auto result = ranked_pairs(election, strength).value();
      if (const auto winner = condorcet_winner(result.pairwise)) {
        EXPECT_EQ(result.winners, std::vector<Option>{*winner});
      }
      const auto smith = smith_order(result.pairwise).front();
      for (const auto winner : result.winners) EXPECT_EQ(std::count(smith.begin(), smith.end(), winner), 1);
    }
  }
}

TEST(RankedPairs, TurnsAroundWhenAllBallotsDo) {
  auto chance = chance_of(33);
  for (int i = 0; i < 200; ++i) {
    const auto election = random_election(chance, 5);
    const auto result = ranked_pairs(election).value();
    const auto turned = ranked_pairs(reversed(election)).value();
    for (Option x = 0; x < election.options; ++x)
      for (Option y = 0; y < election.options; ++y) EXPECT_EQ(result.above.has(x, y), turned.above.has(y, x));
  }
}

TEST(RankedPairs, KeepsAWinnerWhoIsRaised) {
  auto chance = chance_of(34);
  for (int i = 0; i < 300; ++i) {
    const auto election = random_election(chance, 5);
    if (election.ballots.empty()) continue;
    const auto before = ranked_pairs(election, Strength::margins).value();
    const auto winner = before.winners[chance.below(before.winners.size())];
    const auto after = ranked_pairs(with_raise(election, chance.below(election.ballots.size()), winner), Strength::margins).value();
    EXPECT_EQ(std::count(after.winners.begin(), after.winners.end(), winner), 1);
  }
}

/// Where no two links are equal and no pair is tied, every link has its place.
bool is_without_ties(const Pairwise& pairwise) {
  const auto groups = links_by_strength(pairwise, Strength::winning);
  return groups.size() == std::size_t{pairwise.options} * (pairwise.options - 1) / 2;
}

TEST(RankedPairs, IsIndependentOfClonesWhereNoLinksAreEqual) {
  auto chance = chance_of(35);
  int checked = 0;
  for (int i = 0; i < 3'000; ++i) {
    auto election = random_election(chance, 5, 9);
    for (auto& ballot : election.ballots) ballot.count = static_cast<std::int64_t>(chance.below(1'000));
    const auto before = ranked_pairs(election).value();
    if (!is_without_ties(before.pairwise)) continue;
    ASSERT_EQ(before.winners.size(), 1U);
    ++checked;
    const auto original = static_cast<Option>(chance.below(election.options));
    const auto after = ranked_pairs(with_clone(chance, election, original)).value();
    for (const auto winner : after.winners) EXPECT_EQ(winner == election.options ? original : winner, before.winners.front());
  }
  EXPECT_GT(checked, 100);
}

TEST(RankedPairs, IsTheSameForVotersInAnyOrderAndOptionsUnderAnyNumber) {
  auto chance = chance_of(36);
  for (int i = 0; i < 200; ++i) {
    const auto election = random_election(chance);
    const auto names = random_permutation(chance, election.options);
    EXPECT_EQ(ranked_pairs(renamed(election, names)).value().winners, renamed(ranked_pairs(election).value().winners, names));
  }
}

/// A table in which every option beats the next `reach` ones around a circle, all by the same votes: the orders are past counting.
Pairwise circle(Option options) {
  Pairwise pairwise(options);
  for (Option x = 0; x < options; ++x)
    for (Option step = 1; step <= (options - 1) / 2; ++step) pairwise.of(x, (x + step) % options) = 1;
  return pairwise;
}

TEST(RankedPairs, KeepsToWhatIsCertainWhenThereAreTooManyOrders) {
  const auto result = ranked_pairs(circle(61)).value();
  EXPECT_FALSE(result.is_exact);
  EXPECT_EQ(result.winners.size(), 61U);
  EXPECT_EQ(result.tied_links.size(), 1U);
  auto below = circle(62);
  for (Option x = 0; x < 61; ++x) {
    for (Option y = 0; y < 61; ++y) below.of(x, y) = x == y ? 0 : circle(61).of(x, y);
    below.of(x, 61) = 2;
    below.of(61, x) = 0;
  }
  const auto with_loser = ranked_pairs(below).value();
  EXPECT_EQ(with_loser.winners.size(), 61U);
  EXPECT_EQ(with_loser.order.back(), std::vector<Option>{61});
}

TEST(RankedPairs, CertainWinnersAreNeverFewerThanThoseOfAllOrders) {
  const auto small = ranked_pairs(circle(5)).value();
  EXPECT_TRUE(small.is_exact);
  EXPECT_EQ(small.winners.size(), 5U);
}

TEST(RankedPairs, RefusesWhatItCannotCount) {
  EXPECT_EQ(ranked_pairs(RankedElection{0, {}}).fault().kind, FaultKind::no_options);
  EXPECT_EQ(ranked_pairs(RankedElection{2, {rank_in_order({0}, -1)}}).fault().kind, FaultKind::negative_number);
  EXPECT_EQ(ranked_pairs(RankedElection{3, {}}).value().winners.size(), 3U);
}

}  // namespace
}  // namespace palabre::tally
