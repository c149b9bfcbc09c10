// Intervals and means of shares stay within 0 and 1 and answer doubt with a wider span.
#include "tally/ballots.hpp"
#include "tally/random.hpp"
#include "tally/wilson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace palabre::tally {
namespace {

TEST(Wilson, NeverLeavesTheRangeOfAShare) {
  for (const std::int64_t n : {1, 2, 38, 77, 1000, 999'999'999}) {
    const auto all = wilson_interval({n, n}).value();
    EXPECT_EQ(all.high, 1.0);
    EXPECT_GT(all.low, 0);
    const auto none = wilson_interval({0, n}).value();
    EXPECT_EQ(none.low, 0.0);
    EXPECT_LT(none.high, 1);
  }
}

// Values of R's package binom for 95 %.
TEST(Wilson, IsWhatOthersCompute) {
  const auto many = wilson_interval({18, 20}).value();
  EXPECT_NEAR(many.low, 0.698966354771513, 1e-12);
  EXPECT_NEAR(many.high, 0.972133518786232, 1e-12);
  const auto few = wilson_interval({4, 200}).value();
  EXPECT_NEAR(few.low, 0.00780442641634947, 1e-12);
  EXPECT_NEAR(few.high, 0.0502870869058264, 1e-12);
}

TEST(Wilson, KnowsNothingWithoutVotes) {
  EXPECT_EQ(wilson_interval({0, 0}).value().low, 0);
  EXPECT_EQ(wilson_interval({0, 0}).value().high, 1);
}

TEST(Wilson, IsThePlainShareWithoutDoubt) {
  EXPECT_DOUBLE_EQ(wilson_interval({3, 4}, 0).value().low, 0.75);
  EXPECT_DOUBLE_EQ(wilson_interval({3, 4}, 0).value().high, 0.75);
}

TEST(Wilson, RanksManyVotesAboveFewOfTheSameShare) {
  EXPECT_GT(wilson_interval({90, 100}).value().low, wilson_interval({9, 10}).value().low);
  EXPECT_GT(wilson_interval({9, 10}).value().low, wilson_interval({1, 1}).value().low);
}

TEST(Wilson, IsSymmetricAndWidensWithConfidence) {
  Chance chance(*seed_of_hex("31"));
  for (int round = 0; round < 500; ++round) {
    const auto n = static_cast<std::int64_t>(1 + chance.below(1000));
    const auto a = static_cast<std::int64_t>(chance.below(static_cast<std::uint64_t>(n) + 1));
    const double z = 4 * chance.unit();
    const auto interval = wilson_interval({a, n}, z).value();
    const auto turned = wilson_interval({n - a, n}, z).value();
    const double p = static_cast<double>(a) / static_cast<double>(n);
    EXPECT_NEAR(interval.low, 1 - turned.high, 1e-12);
    EXPECT_LE(interval.low, p + 1e-12);
    EXPECT_GE(interval.high, p - 1e-12);
    EXPECT_LE(wilson_interval({a, n}, z + 1).value().low, interval.low + 1e-12);
  }
}

TEST(Wilson, RefusesWhatIsNoNumberOrNoShare) {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  const auto infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(wilson_interval({1, 2}, nan).fault().kind, FaultKind::not_a_number);
  EXPECT_EQ(wilson_interval({1, 2}, infinite).fault().kind, FaultKind::not_a_number);
  EXPECT_EQ(wilson_interval({1, 2}, 1e200).fault().kind, FaultKind::not_a_number);
  EXPECT_EQ(wilson_interval({1, 2}, -1).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(wilson_interval({3, 2}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(wilson_interval({-1, 2}).fault().kind, FaultKind::negative_number);
  EXPECT_EQ(wilson_interval({1, voters_max + 1}).fault().kind, FaultKind::number_too_large);
  EXPECT_EQ(bayesian_mean({1, 2}, {nan, 1}).fault().kind, FaultKind::not_a_number);
  EXPECT_EQ(bayesian_mean({1, 2}, {0, 1}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(bayesian_mean({1, 2}, {1e308, 1e308}).fault().kind, FaultKind::not_a_number);
}

TEST(BayesianMean, StartsAtOneHalf) {
  EXPECT_DOUBLE_EQ(bayesian_mean({0, 0}).value(), 0.5);
  EXPECT_DOUBLE_EQ(bayesian_mean({3, 4}).value(), 4.0 / 6);
  EXPECT_DOUBLE_EQ(bayesian_mean({3, 4}, jeffreys_prior).value(), 3.5 / 5);
}

}  // namespace
}  // namespace palabre::tally
