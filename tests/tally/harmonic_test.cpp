// Proportional ranking of ideas: rounds, rounding, ties, admission.
#include "tally/harmonic.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace palabre::tally {
namespace {

/// The same ranking, slowly and from the definition: fractions of a common denominator, everything summed anew each round.
std::vector<std::int64_t> rank_slowly(const HarmonicElection& election) {
  constexpr std::int64_t common = 2520;  // divided by 1 .. 10
  std::vector<std::int64_t> weights(election.options, 0);
  std::vector<bool> is_left(election.options, true);
  for (std::uint32_t round = 0; round < election.options; ++round) {
    std::vector<std::int64_t> sums(election.options, 0);
    for (const auto& supporter : election.supporters) {
      const auto left = std::count_if(supporter.supports.begin(), supporter.supports.end(), [&](Option option) { return is_left[option]; });
      for (const auto option : supporter.supports)
        if (is_left[option]) sums[option] += supporter.weight * (common / left);
    }
    const auto decimals9 = [](std::int64_t sum) { return (sum * 2'000'000'000 / common + 1) / 2; };
    const auto thousandths = [&](std::int64_t sum) { return (decimals9(sum) + 500'000) / 1'000'000; };
    Option least = election.options;
    for (Option option = election.options; option-- > 0;) {
      if (!is_left[option]) continue;
      const auto key = [&](Option one) { return std::pair<bool, std::int64_t>(election.admitted.empty() || election.admitted[one], thousandths(sums[one])); };
      if (least == election.options || key(option) < key(least)) least = option;
    }
    is_left[least] = false;
    weights[least] = thousandths(sums[least]);
  }
  return weights;
}

HarmonicElection random_support(Chance& chance) {
  HarmonicElection election{static_cast<std::uint32_t>(1 + chance.below(9)), {}, {}};
  for (auto people = chance.below(12); people > 0; --people) {
    Supporter supporter{static_cast<std::int64_t>(chance.below(5)), {}, {}};
    for (Option option = 0; option < election.options; ++option)
      if (chance.below(2) == 0) supporter.supports.push_back(option);
    election.supporters.push_back(supporter);
  }
  if (chance.below(2) == 0)
    for (Option option = 0; option < election.options; ++option) election.admitted.push_back(chance.below(3) > 0);
  return election;
}

// LiquidFeedback's own test data, issue 2: four ideas with the same six supporters of weight 8.
TEST(Harmonic, SharesTheVoiceOfOneGroupAmongItsIdeas) {
  HarmonicElection election{4, {}, {}};
  for (const std::int64_t weight : {3, 1, 1, 1, 1, 1}) election.supporters.push_back({weight, {0, 1, 2, 3}, {}});
  const auto result = rank_harmonic(election).value();
  EXPECT_EQ(result.weights_thousandths, (std::vector<std::int64_t>{8000, 4000, 2667, 2000}));
  EXPECT_EQ(result.order, (std::vector<std::vector<Option>>{{0}, {1}, {2}, {3}}));
  EXPECT_EQ(result.rounds[0].removed, 3U);
  EXPECT_EQ(result.rounds[0].tied_count, 4U);
  EXPECT_EQ(result.rounds[0].tied, (std::vector<Option>{3, 2, 1, 0}));
  EXPECT_TRUE(result.rounds[3].tied.empty());
}

TEST(Harmonic, LetsASmallGroupStandAboveTheFourthIdeaOfALargeOne) {
  HarmonicElection election{5, {}, {}};
  for (int i = 0; i < 8; ++i) election.supporters.push_back({1, {0, 1, 2, 3}, {}});
  for (int i = 0; i < 3; ++i) election.supporters.push_back({1, {4}, {}});
  EXPECT_EQ(rank_harmonic(election).value().order, (std::vector<std::vector<Option>>{{0}, {1}, {4}, {2}, {3}}));
}

TEST(Harmonic, RanksIdeasNotAdmittedLastAndLetsOnlyThemCountUnsatisfiedSupport) {
  HarmonicElection election{3, {true, true, false}, {}};
  election.supporters.push_back({1, {0}, {}});
  for (int i = 0; i < 4; ++i) election.supporters.push_back({1, {}, {1, 2}});
  const auto result = rank_harmonic(election).value();
  EXPECT_EQ(result.weights_thousandths, (std::vector<std::int64_t>{1000, 0, 4000}));
  EXPECT_EQ(result.order, (std::vector<std::vector<Option>>{{0}, {1}, {2}}));
}

TEST(Harmonic, RoundsHalfAwayFromZeroAtNineAndThenAtThreeDecimals) {
  const auto alone = [](std::int64_t weight, std::uint32_t ideas) {
    HarmonicElection election{ideas, {}, {{weight, {}, {}}}};
    election.supporters[0].supports.resize(ideas);
    std::iota(election.supporters[0].supports.begin(), election.supporters[0].supports.end(), Option{0});
    return rank_harmonic(election).value().rounds[0].weight_thousandths;
  };
  EXPECT_EQ(alone(1, 2000), 1);       // 0.0005
  EXPECT_EQ(alone(1, 2001), 0);       // 0.00049975
  EXPECT_EQ(alone(2, 3), 667);
  EXPECT_EQ(alone(1, 3), 333);
  EXPECT_EQ(alone(1, 16), 63);        // 0.0625
  EXPECT_EQ(alone(999'999'999, 16), 62'499'999'938);  // 62499999.9375
}

TEST(Harmonic, LooksAtMoreDecimalsWhereThirdsAndSixthsMakeAWhole) {
  HarmonicElection election{8, {}, {}};
  election.supporters = {{1, {0, 1, 2}, {}}, {1, {0, 3, 4, 5, 6, 7}, {}}};  // 1/3 + 1/6 = 0.5 without a remainder
  const auto result = rank_harmonic(election).value();
  EXPECT_EQ(result.weights_thousandths, rank_slowly(election));
}

TEST(Harmonic, GivesNothingToIdeasWithoutSupport) {
  const auto result = rank_harmonic({3, {}, {{0, {1}, {}}}}).value();
  EXPECT_EQ(result.weights_thousandths, (std::vector<std::int64_t>{0, 0, 0}));
  EXPECT_TRUE(result.rounds.empty());
  EXPECT_EQ(result.order, (std::vector<std::vector<Option>>{{0, 1, 2}}));
}

TEST(Harmonic, RefusesWhatCannotBeRanked) {
  const auto kind = [](const HarmonicElection& election) { return rank_harmonic(election).fault().kind; };
  EXPECT_EQ(kind({0, {}, {}}), FaultKind::no_options);
  EXPECT_EQ(kind({2, {true}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({2, {}, {{1, {2}, {}}}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind({2, {}, {{1, {0}, {0}}}}), FaultKind::duplicate_option);
  EXPECT_EQ(kind({2, {}, {{-1, {0}, {}}}}), FaultKind::negative_number);
  EXPECT_EQ(kind({2, {}, {{voters_max, {0}, {}}, {1, {0}, {}}}}), FaultKind::number_too_large);
}

TEST(Harmonic, AgreesWithItsDefinition) {
  Chance chance(*seed_of_hex("4a"));
  for (int round = 0; round < 500; ++round) {
    const auto election = random_support(chance);
    EXPECT_EQ(rank_harmonic(election).value().weights_thousandths, rank_slowly(election));
  }
}

TEST(Harmonic, GivesEveryVoiceAtLeastOnceToTheIdeaThatLeads) {
  Chance chance(*seed_of_hex("4b"));
  for (int round = 0; round < 300; ++round) {
    auto election = random_support(chance);
    const auto before = rank_harmonic(election).value();
    if (before.rounds.empty()) continue;
    std::int64_t support = 0;
    for (const auto& supporter : election.supporters)
      if (std::find(supporter.supports.begin(), supporter.supports.end(), before.rounds.back().removed) != supporter.supports.end()) support += supporter.weight;
    EXPECT_EQ(before.rounds.back().weight_thousandths, 1000 * support);
    std::reverse(election.supporters.begin(), election.supporters.end());
    EXPECT_EQ(rank_harmonic(election).value().weights_thousandths, before.weights_thousandths);
  }
}

// While all ideas are in the running, the shares of all voices add up to the voices: the first sums of all ideas, each rounded by at most
// half a thousandth.
TEST(Harmonic, ConservesVoicesUpToRounding) {
  Chance chance(*seed_of_hex("4c"));
  for (int round = 0; round < 200; ++round) {
    auto election = random_support(chance);
    election.admitted.clear();
    std::int64_t voices = 0;
    for (const auto& supporter : election.supporters) voices += supporter.supports.empty() ? 0 : supporter.weight;
    std::int64_t sum = 0;
    for (Option option = 0; option < election.options; ++option) {  // alone not admitted, an idea leaves first: its weight is its first sum
      auto first = election;
      first.admitted.assign(election.options, true);
      first.admitted[option] = false;
      sum += rank_harmonic(first).value().weights_thousandths[option];
    }
    EXPECT_LE(std::abs(sum - 1000 * voices), election.options);
  }
}

}  // namespace
}  // namespace palabre::tally
