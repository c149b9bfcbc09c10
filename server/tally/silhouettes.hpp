// How clearly clusters stand apart. Private to opinion groups.
#pragma once
#include "tally/point_clusters.hpp"

namespace palabre::tally {

/// Mean silhouette over all weight: (b - a) / max(a, b), where a is the mean distance to the others of the same cluster and b that to
/// the nearest other cluster; 0 for one who is alone in a cluster. 0 with fewer than two clusters.
/// Source: Rousseeuw, "Silhouettes", J. Comput. Appl. Math. 20 (1987).
double silhouette(const std::vector<WeightedPoint>& points, const std::vector<std::uint32_t>& cluster, std::uint32_t clusters);

/// The clustering of best silhouette among those whose inertia is at most `inertia_max`: begins with the best of `ends`, then moves
/// single points while that helps. Why: many partitions are equally good to k-means within a hair; people want the clearest.
/// Source: Batool and Hennig, "Clustering with the average silhouette width", Comput. Stat. Data Anal. 158 (2021).
Clustering clearest_of(const std::vector<WeightedPoint>& points, const std::vector<Clustering>& ends, double inertia_max);

}  // namespace palabre::tally
