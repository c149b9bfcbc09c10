// The Schulze method: its definition by hand on small elections, the properties its paper proves, and what it refuses.
#include "tally/schulze.hpp"
#include "tally/random_election.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace palabre::tally {
namespace {

constexpr Strength all_strengths[] = {Strength::winning, Strength::margins, Strength::ratio, Strength::tuple};

RankedElection cycle_of_nine() {  // A > B > C > D > A …, nine voters
  return {4, {rank_in_order({0, 1, 2}, 3), rank_in_order({3, 0, 1}, 2), rank_in_order({3, 1, 2}, 2), rank_in_order({2, 1, 3}, 2)}};
}

std::optional<Link> stronger(Strength strength, const std::optional<Link>& a, const std::optional<Link>& b) {
  if (!a || !b) return a ? a : b;
  return compare_strength(strength, *a, *b) >= 0 ? a : b;
}

/// The strongest of all simple paths, each as strong as its weakest link.
std::optional<Link> widest_by_hand(const Pairwise& pairwise, Strength strength, Option from, Option to) {
  std::optional<Link> widest;
  std::vector<bool> is_used(pairwise.options, false);
  const std::function<void(Option, std::optional<Link>)> walk = [&](Option at, const std::optional<Link>& weakest) {
    if (at == to) {
      widest = stronger(strength, widest, weakest);
      return;
    }
    is_used[at] = true;
    for (Option next = 0; next < pairwise.options; ++next) {
      if (is_used[next] || !pairwise.beats(at, next)) continue;
      const Link link{at, next, pairwise.of(at, next), pairwise.of(next, at)};
      walk(next, weakest && compare_strength(strength, *weakest, link) <= 0 ? weakest : link);
    }
    is_used[at] = false;
  };
  walk(from, std::nullopt);
  return widest;
}

TEST(Schulze, FindsTheStrongestOfAllPaths) {
  auto chance = chance_of(11);
  for (int i = 0; i < 200; ++i) {
    const auto election = random_election(chance, 5);
    for (const auto strength : all_strengths) {
      const auto result = schulze(election, {.strength = strength}).value();
      for (Option x = 0; x < election.options; ++x)
        for (Option y = 0; y < election.options; ++y) {
          const auto expected = x == y ? std::nullopt : widest_by_hand(result.pairwise, strength, x, y);
          EXPECT_EQ(result.path(x, y), expected ? strength_value(strength, *expected) : StrengthValue{});
        }
    }
  }
}

TEST(Schulze, AnswersWithAllWhoAreTied) {
  const auto result = schulze(cycle_of_nine()).value();
  EXPECT_EQ(result.winners, (std::vector<Option>{1, 3}));
  EXPECT_EQ(result.order, (WeakOrder{{1, 3}, {0, 2}}));
  EXPECT_EQ(result.ties, (std::vector<std::vector<Option>>{{1, 3}, {1, 0}, {3, 2}, {0, 2}}));  // 1 and 0 are tied too, though 0 is no winner
  EXPECT_TRUE(result.strict_order.empty());
}

TEST(Schulze, BreaksTiesOnlyWhenAskedAndKeepsTheWinners) {
  for (const auto tie_break : {SchulzeTies::options, SchulzeTies::links}) {
    const auto result = schulze(cycle_of_nine(), {.tie_break = tie_break, .tie_order = {3, 2, 1, 0}}).value();
    EXPECT_EQ(result.winners, (std::vector<Option>{1, 3}));
    EXPECT_EQ(result.strict_order.size(), 4U);
    EXPECT_TRUE(result.strict_order.front() == 3 || result.strict_order.front() == 1);
  }
  EXPECT_EQ(schulze(Pairwise(3), {.tie_break = SchulzeTies::options, .tie_order = {2, 0, 1}}).value().strict_order, (std::vector<Option>{2, 0, 1}));
}

TEST(Schulze, KeepsTheWeakOrderWhenItBreaksTies) {
  auto chance = chance_of(12);
  for (int i = 0; i < 300; ++i) {
    const auto election = random_election(chance);
    const auto order = random_permutation(chance, election.options);
    for (const auto tie_break : {SchulzeTies::options, SchulzeTies::links}) {
      const auto result = schulze(election, {.tie_break = tie_break, .tie_order = order}).value();
      ASSERT_EQ(result.strict_order.size(), election.options);
      for (std::size_t a = 0; a < order.size(); ++a)
        for (std::size_t b = a + 1; b < order.size(); ++b) EXPECT_FALSE(result.is_above(result.strict_order[b], result.strict_order[a]));
    }
  }
}

TEST(Schulze, ElectsTheCondorcetWinnerAloneAndNeverTheCondorcetLoser) {
  auto chance = chance_of(13);
  int found = 0;
  for (int i = 0; i < 500; ++i) {
    const auto election = random_election(chance);
    for (const auto strength : all_strengths) {
      const auto result = schulze(election, {.strength = strength}).value();
      if (const auto winner = condorcet_winner(result.pairwise)) {
        EXPECT_EQ(result.winners, std::vector<Option>{*winner});
        ++found;
      }
      const auto loser = condorcet_loser(result.pairwise);
      if (loser && election.options > 1) {
        EXPECT_EQ(result.order.back(), std::vector<Option>{*loser});
      }
    }
  }
  EXPECT_GT(found, 200);
}

TEST(Schulze, ElectsFromTheSmithSetAndRanksByIt) {
  auto chance = chance_of(14);
  for (int i = 0; i < 500; ++i) {
    const auto election = random_election(chance);
    for (const auto strength : all_strengths) {
      const auto result = schulze(election, {.strength = strength}).value();
      const auto smith = smith_order(result.pairwise);
      for (std::size_t a = 0; a < smith.size(); ++a)
        for (std::size_t b = a + 1; b < smith.size(); ++b)
          for (const auto x : smith[a])
            for (const auto y : smith[b]) EXPECT_TRUE(result.is_above(x, y));
    }
  }
}

TEST(Schulze, MakesATransitiveOrder) {
  auto chance = chance_of(15);
  for (int i = 0; i < 300; ++i) {
    const auto result = schulze(random_election(chance, 7)).value();
    const auto m = result.pairwise.options;
    for (Option x = 0; x < m; ++x)
      for (Option y = 0; y < m; ++y)
        for (Option z = 0; z < m; ++z) EXPECT_TRUE(!(result.is_above(x, y) && result.is_above(y, z)) || result.is_above(x, z));
  }
}

TEST(Schulze, TurnsAroundWhenAllBallotsDo) {
  auto chance = chance_of(16);
  for (int i = 0; i < 300; ++i) {
    const auto election = random_election(chance);
    for (const auto strength : all_strengths) {
      const auto result = schulze(election, {.strength = strength}).value();
      const auto turned = schulze(reversed(election), {.strength = strength}).value();
      for (Option x = 0; x < election.options; ++x)
        for (Option y = 0; y < election.options; ++y) EXPECT_EQ(result.is_above(x, y), turned.is_above(y, x));
    }
  }
}

TEST(Schulze, IsIndependentOfClones) {
  auto chance = chance_of(17);
  for (int i = 0; i < 500; ++i) {
    const auto election = random_election(chance, 5);
    const auto original = static_cast<Option>(chance.below(election.options));
    for (const auto strength : all_strengths) {
      const auto before = schulze(election, {.strength = strength}).value();
      const auto after = schulze(with_clone(chance, election, original), {.strength = strength}).value();
      std::vector<bool> wins(election.options, false);
      for (const auto winner : after.winners) wins[winner == election.options ? original : winner] = true;
      for (Option x = 0; x < election.options; ++x)
        EXPECT_EQ(wins[x], std::count(before.winners.begin(), before.winners.end(), x) == 1) << "option " << x << ", clone of " << original;
    }
  }
}

TEST(Schulze, KeepsAWinnerWhoIsRaised) {
  auto chance = chance_of(18);
  for (int i = 0; i < 500; ++i) {
    const auto election = random_election(chance);
    if (election.ballots.empty()) continue;
    for (const auto strength : all_strengths) {
      const auto before = schulze(election, {.strength = strength}).value();
      const auto winner = before.winners[chance.below(before.winners.size())];
      const auto raised = with_raise(election, chance.below(election.ballots.size()), winner);
      const auto after = schulze(raised, {.strength = strength}).value();
      EXPECT_EQ(std::count(after.winners.begin(), after.winners.end(), winner), 1);
    }
  }
}

TEST(Schulze, IsTheSameForVotersInAnyOrderAndOptionsUnderAnyNumber) {
  auto chance = chance_of(19);
  for (int i = 0; i < 300; ++i) {
    auto election = random_election(chance);
    const auto before = schulze(election).value();
    const auto names = random_permutation(chance, election.options);
    for (std::size_t at = election.ballots.size(); at > 1; --at) std::swap(election.ballots[at - 1], election.ballots[chance.below(at)]);
    EXPECT_EQ(schulze(election).value().pairwise.votes, before.pairwise.votes);
    EXPECT_EQ(schulze(renamed(election, names)).value().winners, renamed(before.winners, names));
  }
}

TEST(Schulze, ShowsAPathAsStrongAsItSays) {
  auto chance = chance_of(20);
  for (int i = 0; i < 200; ++i) {
    const auto result = schulze(random_election(chance, 7)).value();
    for (Option x = 0; x < result.pairwise.options; ++x)
      for (Option y = 0; y < result.pairwise.options; ++y) {
        const auto path = strongest_path(result, x, y);
        EXPECT_EQ(path.empty(), x == y || result.path_tier(x, y) == 0);
        if (path.empty()) continue;
        EXPECT_EQ(path.front(), x);
        EXPECT_EQ(path.back(), y);
        auto weakest = UINT32_MAX;
        for (std::size_t at = 1; at < path.size(); ++at) weakest = std::min(weakest, result.link_tier(path[at - 1], path[at]));
        EXPECT_EQ(weakest, result.path_tier(x, y));
      }
  }
}

TEST(Schulze, HasADefinedAnswerAtTheEdges) {
  EXPECT_EQ(schulze(RankedElection{1, {}}).value().winners, std::vector<Option>{0});
  EXPECT_EQ(schulze(RankedElection{3, {}}).value().order, (WeakOrder{{0, 1, 2}}));
  EXPECT_EQ(schulze(RankedElection{3, {rank_in_order({2})}}).value().order, (WeakOrder{{2}, {0, 1}}));
  EXPECT_EQ(schulze(RankedElection{3, {rank_in_groups({{0, 1, 2}}, 5)}}).value().winners.size(), 3U);
  EXPECT_EQ(schulze(RankedElection{2, {rank_in_order({0}, 0)}}).value().winners.size(), 2U);
  EXPECT_EQ(schulze(RankedElection{4, {rank_in_order({0, 1, 2})}}).value().order.back(), std::vector<Option>{3});
}

TEST(Schulze, RefusesWhatItCannotCount) {
  EXPECT_EQ(schulze(RankedElection{0, {}}).fault().kind, FaultKind::no_options);
  EXPECT_EQ(schulze(RankedElection{2, {rank_in_order({0, 2})}}).fault().kind, FaultKind::option_out_of_range);
  EXPECT_EQ(schulze(Pairwise(2), {.tie_break = SchulzeTies::options}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(schulze(Pairwise(2), {.tie_break = SchulzeTies::links, .tie_order = {0, 0}}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(schulze(Pairwise(2), {.tie_break = SchulzeTies::links, .tie_order = {0, 1, 1}}).fault().kind, FaultKind::bad_parameter);
}

TEST(LinkStrength, IsComparedExactly) {
  const Link most{0, 1, voters_max - 1, 1};
  const Link more{0, 1, 500'000'001, 499'999'999};
  const Link less{0, 1, 500'000'000, 499'999'999};
  EXPECT_TRUE(compare_strength(Strength::ratio, more, less) > 0);
  EXPECT_TRUE(compare_strength(Strength::ratio, most, more) > 0);
  EXPECT_EQ(compare_strength(Strength::ratio, {0, 1, 6, 4}, {0, 1, 3, 2}), std::strong_ordering::equal);
  EXPECT_EQ(strength_value(Strength::ratio, {0, 1, 6, 4}), (StrengthValue{3, 2}));
  EXPECT_TRUE(compare_strength(Strength::ratio, {0, 1, 1, 0}, most) > 0);
  EXPECT_TRUE(compare_strength(Strength::ratio, {0, 1, 2, 0}, {0, 1, 1, 0}) > 0);
  EXPECT_TRUE(compare_strength(Strength::tuple, {0, 1, 9, 3}, {0, 1, 9, 4}) > 0);
  EXPECT_EQ(compare_strength(Strength::winning, {0, 1, 9, 3}, {0, 1, 9, 4}), std::strong_ordering::equal);
  EXPECT_TRUE(compare_strength(Strength::margins, {0, 1, 9, 3}, {0, 1, 10, 5}) > 0);
}

}  // namespace
}  // namespace palabre::tally
