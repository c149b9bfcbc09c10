// Clusters of points and their silhouettes, worked out by hand.
#include "tally/point_clusters.hpp"

#include "tally/random.hpp"
#include "tally/silhouettes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace palabre::tally {
namespace {

std::vector<WeightedPoint> on_a_line(const std::vector<double>& places) {
  std::vector<WeightedPoint> points;
  for (const double x : places) points.push_back({{x, 0}, 1});
  return points;
}

TEST(KMeans, MovesCentresToTheWeightedMeanAndDropsEmptyClusters) {
  auto points = on_a_line({0, 1, 10});
  points[1].weight = 3;
  const auto clustering = k_means(points, {{0, 0}, {9, 0}, {100, 0}});
  ASSERT_EQ(clustering.centers.size(), 2U);
  EXPECT_NEAR(clustering.centers[0][0], 0.75, 1e-15);
  EXPECT_EQ(clustering.cluster, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_NEAR(clustering.inertia, 0.75 * 0.75 + 3 * 0.25 * 0.25, 1e-15);
}

TEST(GlobalKMeans, FindsTheBestClusteringForEachNumber) {
  const auto by_k = global_k_means(on_a_line({0, 1, 10, 11, 30}), 9);
  ASSERT_EQ(by_k.size(), 5U);
  const auto& two = by_k[1].front().cluster;
  EXPECT_EQ(std::count(two.begin(), two.end(), two[0]), 4);
  EXPECT_NE(two[0], two[4]);
  EXPECT_NEAR(by_k[2].front().inertia, 1, 1e-12);
  EXPECT_NEAR(by_k[4].front().inertia, 0, 1e-12);
}

TEST(GlobalKMeans, EndsWhereNoMorePointsStandApart) {
  EXPECT_EQ(global_k_means(on_a_line({4}), 3).size(), 1U);
  EXPECT_TRUE(global_k_means({}, 3).empty());
}

TEST(BaseClusters, AreThePointsThemselvesWhereTheyAreFew) {
  EXPECT_EQ(base_clustering(on_a_line({0, 1, 2}), 3).centers.size(), 3U);
  const auto two = base_clustering(on_a_line({0, 1, 50, 51}), 2);
  EXPECT_EQ(two.cluster[0], two.cluster[1]);
  EXPECT_NE(two.cluster[1], two.cluster[2]);
}

TEST(Silhouette, IsTheMeanOfWhatEachPointSees) {
  // Clusters {0, 2} and {10}: a = 2 for both; b = 10 and 8; the single one is 0.
  EXPECT_NEAR(silhouette(on_a_line({0, 2, 10}), {0, 0, 1}, 2), (0.8 + 0.75 + 0) / 3, 1e-15);
  EXPECT_EQ(silhouette(on_a_line({0, 2, 10}), {0, 0, 0}, 1), 0);
  EXPECT_EQ(silhouette(on_a_line({1, 1, 1}), {0, 0, 1}, 2), 0);
}

TEST(Silhouette, CountsAPointOfWeightAsSoManyPeople) {
  auto heavy = on_a_line({0, 2, 10});
  heavy[1].weight = 2;
  heavy[2].weight = 2;
  EXPECT_NEAR(silhouette(heavy, {0, 0, 1}, 2), silhouette(on_a_line({0, 2, 2, 10, 10}), {0, 0, 0, 1, 1}, 2), 1e-15);
}

TEST(ClearestClustering, NeverIsLessClearAndStaysWithinTheBound) {
  Chance chance(Seed{2, 2, 2, 2});
  for (int round = 0; round < 100; ++round) {
    std::vector<WeightedPoint> points;
    for (std::uint64_t i = 0; i < 3 + chance.below(40); ++i) points.push_back({{chance.unit() * 10, chance.unit() * 10}, 1.0 + static_cast<double>(chance.below(3))});
    const auto by_k = global_k_means(points, 4);
    for (const auto& ends : by_k) {
      const auto k = static_cast<std::uint32_t>(ends.front().centers.size());
      const double bound = ends.front().inertia * 1.01;
      const auto clearest = clearest_of(points, ends, bound);
      EXPECT_GE(silhouette(points, clearest.cluster, k), silhouette(points, ends.front().cluster, k) - 1e-9);
      EXPECT_EQ(std::set<std::uint32_t>(clearest.cluster.begin(), clearest.cluster.end()).size(), k);
      std::vector<Point> sums(k, Point{});
      std::vector<double> weights(k, 0);
      for (std::size_t i = 0; i < points.size(); ++i) {
        weights[clearest.cluster[i]] += points[i].weight;
        for (std::size_t d = 0; d < 2; ++d) sums[clearest.cluster[i]][d] += points[i].weight * points[i].at[d];
      }
      double inertia = 0;
      for (std::size_t i = 0; i < points.size(); ++i) {
        const auto c = clearest.cluster[i];
        inertia += points[i].weight * std::pow(distance(points[i].at, {sums[c][0] / weights[c], sums[c][1] / weights[c]}), 2);
      }
      EXPECT_LE(inertia, bound + 1e-9);
    }
  }
}

}  // namespace
}  // namespace palabre::tally
