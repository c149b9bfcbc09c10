// Clusters points of the plane. Called by the grouping of participants.
#include "tally/point_clusters.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace palabre::tally {
namespace {

constexpr int steps_max = 100;

double squared(const Point& a, const Point& b) {
  const double dx = a[0] - b[0];
  const double dy = a[1] - b[1];
  return dx * dx + dy * dy;
}

std::uint32_t nearest(const Point& point, const std::vector<Point>& centers) {
  std::uint32_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t i = 0; i < centers.size(); ++i) {
    const double now = squared(point, centers[i]);
    if (now < least) {
      least = now;
      best = i;
    }
  }
  return best;
}

/// Moves each centre to the mean of its points; drops centres without points and renumbers.
void move_centers(const std::vector<WeightedPoint>& points, Clustering& clustering) {
  std::vector<Point> sums(clustering.centers.size(), Point{});
  std::vector<double> weights(sums.size(), 0.0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint32_t c = clustering.cluster[i];
    sums[c][0] += points[i].weight * points[i].at[0];
    sums[c][1] += points[i].weight * points[i].at[1];
    weights[c] += points[i].weight;
  }
  std::vector<std::uint32_t> number(sums.size(), 0);
  std::vector<Point> centers;
  for (std::size_t c = 0; c < sums.size(); ++c) {
    number[c] = static_cast<std::uint32_t>(centers.size());
    if (weights[c] > 0) centers.push_back({sums[c][0] / weights[c], sums[c][1] / weights[c]});
  }
  for (auto& c : clustering.cluster) c = number[c];
  clustering.centers = std::move(centers);
}

Point mean_of(const std::vector<WeightedPoint>& points) {
  Clustering all{std::vector<std::uint32_t>(points.size(), 0), {Point{}}, 0};
  move_centers(points, all);
  return all.centers.front();
}

bool is_same(const Clustering& a, const Clustering& b) {
  // Numbers may differ: the same partition maps each number of one to one number of the other.
  if (a.centers.size() != b.centers.size()) return false;
  constexpr auto none = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> partner(a.centers.size(), none);
  for (std::size_t i = 0; i < a.cluster.size(); ++i) {
    auto& expected = partner[a.cluster[i]];
    if (expected == none) expected = b.cluster[i];
    if (expected != b.cluster[i]) return false;
  }
  return true;
}

/// Keeps a clustering unless the same partition is there already.
void keep_distinct(std::vector<Clustering>& ends, Clustering&& end) {
  if (std::none_of(ends.begin(), ends.end(), [&](const auto& known) { return is_same(known, end); })) ends.push_back(std::move(end));
}

}  // namespace

double distance(const Point& a, const Point& b) { return std::sqrt(squared(a, b)); }

Clustering k_means(const std::vector<WeightedPoint>& points, std::vector<Point> centers) {
  Clustering clustering{std::vector<std::uint32_t>(points.size(), 0), std::move(centers), 0};
  if (points.empty()) return clustering;
  for (int step = 0; step < steps_max; ++step) {
    bool has_changed = step == 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::uint32_t now = nearest(points[i].at, clustering.centers);
      has_changed = has_changed || now != clustering.cluster[i];
      clustering.cluster[i] = now;
    }
    if (!has_changed) break;
    move_centers(points, clustering);
  }
  for (std::size_t i = 0; i < points.size(); ++i) clustering.inertia += points[i].weight * squared(points[i].at, clustering.centers[clustering.cluster[i]]);
  return clustering;
}

Clustering base_clustering(const std::vector<WeightedPoint>& points, std::uint32_t most) {
  std::vector<Point> centers;
  if (points.size() <= most) {
    for (const auto& point : points) centers.push_back(point.at);
    return k_means(points, std::move(centers));
  }
  const Point middle = mean_of(points);
  std::vector<double> gap;
  for (const auto& point : points) gap.push_back(squared(point.at, middle));
  while (centers.size() < most) {
    const auto farthest = static_cast<std::size_t>(std::max_element(gap.begin(), gap.end()) - gap.begin());
    if (!centers.empty() && gap[farthest] <= 0) break;
    centers.push_back(points[farthest].at);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double now = squared(points[i].at, centers.back());
      gap[i] = centers.size() == 1 ? now : std::min(gap[i], now);
    }
  }
  return k_means(points, std::move(centers));
}

std::vector<std::vector<Clustering>> global_k_means(const std::vector<WeightedPoint>& points, std::uint32_t k_max) {
  std::vector<std::vector<Clustering>> by_k;
  if (points.empty() || k_max == 0) return by_k;
  by_k.push_back({k_means(points, {mean_of(points)})});
  while (by_k.size() < std::min<std::size_t>(k_max, points.size())) {
    std::vector<Clustering> ends;
    const auto known = by_k.back().front().centers;
    for (const auto& point : points) {
      auto centers = known;
      centers.push_back(point.at);
      auto end = k_means(points, std::move(centers));
      if (end.centers.size() == by_k.size() + 1) keep_distinct(ends, std::move(end));
    }
    if (ends.empty()) break;
    std::stable_sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.inertia < b.inertia; });
    by_k.push_back(std::move(ends));
  }
  return by_k;
}

}  // namespace palabre::tally
