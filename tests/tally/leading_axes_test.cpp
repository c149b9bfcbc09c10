// The two leading eigenvectors, where the spectrum is easy, hard or degenerate.
#include "tally/leading_axes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace palabre::tally {
namespace {

/// A diagonal matrix: its axes are the unit vectors of its largest entries.
BlockProduct diagonal(const std::vector<double>& values) {
  return [values](const Block& in, Block& out) {
    for (std::size_t i = 0; i < values.size(); ++i)
      for (std::size_t lane = 0; lane < lanes; ++lane) out[i * lanes + lane] += values[i] * in[i * lanes + lane];
  };
}

double dot(const std::vector<double>& a, const std::vector<double>& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

TEST(LeadingAxes, AreFoundAmongFewDirections) {
  const auto axes = leading_axes(3, diagonal({1, 5, 3}));
  EXPECT_NEAR(axes[0].eigenvalue, 5, 1e-12);
  EXPECT_NEAR(std::abs(axes[0].direction[1]), 1, 1e-12);
  EXPECT_NEAR(axes[1].eigenvalue, 3, 1e-12);
  EXPECT_NEAR(std::abs(axes[1].direction[2]), 1, 1e-12);
}

TEST(LeadingAxes, AreFoundWhereTheEigenvaluesLieClose) {
  std::vector<double> values(700);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.999 - 0.001 * static_cast<double>(i);
  values[500] = 1.0;
  values[20] = 0.9999;
  const auto axes = leading_axes(values.size(), diagonal(values));
  EXPECT_GE(std::abs(axes[0].direction[500]), 1 - 1e-9);
  EXPECT_GE(std::abs(axes[1].direction[20]), 1 - 1e-9);
}

TEST(LeadingAxes, SpanTheSpaceOfEqualEigenvalues) {
  std::vector<double> values(200, 0.5);
  values[3] = values[150] = 2;
  const auto axes = leading_axes(values.size(), diagonal(values));
  EXPECT_NEAR(axes[0].eigenvalue, 2, 1e-12);
  EXPECT_NEAR(axes[1].eigenvalue, 2, 1e-12);
  EXPECT_NEAR(dot(axes[0].direction, axes[1].direction), 0, 1e-12);
  for (const auto& axis : axes) EXPECT_NEAR(axis.direction[3] * axis.direction[3] + axis.direction[150] * axis.direction[150], 1, 1e-12);
}

TEST(LeadingAxes, AreMissingWhereNothingIsLeft) {
  const auto none = leading_axes(4, diagonal({0, 0, 0, 0}));
  EXPECT_TRUE(none[0].direction.empty() && none[1].direction.empty());
  const auto one = leading_axes(4, diagonal({0, 2, 0, 0}));
  EXPECT_NEAR(one[0].eigenvalue, 2, 1e-12);
  EXPECT_TRUE(one[1].direction.empty());
  EXPECT_TRUE(leading_axes(0, diagonal({}))[0].direction.empty());
}

}  // namespace
}  // namespace palabre::tally
