// Weighted k-means in the plane. Private to opinion groups.
#pragma once
#include "tally/opinion_groups.hpp"

namespace palabre::tally {

struct WeightedPoint {
  Point at{};
  double weight = 1;
};

/// Which cluster each point is in, and where the clusters' centres are. Every cluster has a point.
struct Clustering {
  std::vector<std::uint32_t> cluster;
  std::vector<Point> centers;
  double inertia = 0;  // weighted sum of squared distances to the centres
};

double distance(const Point& a, const Point& b);

/// Lloyd's steps from `centers` until no point changes its cluster; clusters left without points vanish.
Clustering k_means(const std::vector<WeightedPoint>& points, std::vector<Point> centers);

/// At most `most` clusters spread over distinct points: each point its own where they are few enough, else k-means from centres
/// taken farthest first. Source: Gonzalez, "Clustering to minimize the maximum intercluster distance", Theor. Comput. Sci. 38 (1985).
Clustering base_clustering(const std::vector<WeightedPoint>& points, std::uint32_t most);

/// Clusterings into 1, 2 … k_max clusters (fewer when there are fewer points): for each k every point is tried as a new centre beside
/// the best centres of k - 1, so the answer depends on no draw and no order. Returns for each k the distinct ends, least inertia first.
/// Source: Likas, Vlassis, Verbeek, "The global k-means clustering algorithm", Pattern Recognition 36 (2003).
std::vector<std::vector<Clustering>> global_k_means(const std::vector<WeightedPoint>& points, std::uint32_t k_max);

}  // namespace palabre::tally
