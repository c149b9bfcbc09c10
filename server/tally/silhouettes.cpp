// Computes silhouettes, and looks for a clearer clustering nearby. Called by the grouping of participants.
#include "tally/silhouettes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace palabre::tally {
namespace {

constexpr double gain_min = 1e-9;  // of a move: less is rounding

/// The silhouette of one point of weight `weight`, from the summed distances to each cluster.
double silhouette_of_point(const double* away, const std::vector<double>& weights, std::uint32_t own) {
  if (weights[own] <= 1) return 0;
  const double a = away[own] / (weights[own] - 1);
  double b = std::numeric_limits<double>::infinity();
  for (std::uint32_t other = 0; other < weights.size(); ++other)
    if (other != own && weights[other] > 0) b = std::min(b, away[other] / weights[other]);
  if (!std::isfinite(b) || std::max(a, b) <= 0) return 0;
  return (b - a) / std::max(a, b);
}

/// A clustering with the sums its silhouette is made of, so that trying a move of one point costs one pass.
class Table {
 public:
  Table(const std::vector<WeightedPoint>& points, Clustering clustering)
      : points_(points), clustering_(std::move(clustering)), weights_(clustering_.centers.size(), 0.0), gaps_(points.size() * points.size()), away_(points.size() * weights_.size(), 0.0) {
    for (std::size_t i = 0; i < points.size(); ++i) weights_[clustering_.cluster[i]] += points[i].weight;
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = 0; j < points.size(); ++j) {
        gaps_[i * points.size() + j] = distance(points[i].at, points[j].at);
        away_[i * weights_.size() + clustering_.cluster[j]] += points[j].weight * gaps_[i * points.size() + j];
      }
  }

  [[nodiscard]] std::uint32_t cluster_of(std::size_t point) const { return clustering_.cluster[point]; }
  [[nodiscard]] bool is_last(std::size_t point) const { return weights_[cluster_of(point)] <= points_[point].weight; }
  [[nodiscard]] const Clustering& clustering() const { return clustering_; }
  [[nodiscard]] double mean_silhouette() const { return silhouette_if(0, cluster_of(0)); }

  /// The mean silhouette were `point` in cluster `to`.
  [[nodiscard]] double silhouette_if(std::size_t point, std::uint32_t to) const {
    const std::uint32_t from = cluster_of(point);
    auto weights = weights_;
    weights[from] -= points_[point].weight;
    weights[to] += points_[point].weight;
    std::vector<double> away(weights.size());
    double sum = 0;
    double all = 0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      std::copy_n(away_.begin() + static_cast<std::ptrdiff_t>(i * away.size()), away.size(), away.begin());
      const double gap = points_[point].weight * gaps_[point * points_.size() + i];
      away[from] -= gap;
      away[to] += gap;
      sum += points_[i].weight * silhouette_of_point(away.data(), weights, i == point ? to : cluster_of(i));
      all += points_[i].weight;
    }
    return sum / all;
  }

  /// The inertia were `point` in cluster `to`.
  [[nodiscard]] double inertia_if(std::size_t point, std::uint32_t to) const {
    const auto cluster = [&](std::size_t i) { return i == point ? to : cluster_of(i); };
    std::vector<Point> sums(weights_.size(), Point{});
    std::vector<double> weights(weights_.size(), 0.0);
    for (std::size_t i = 0; i < points_.size(); ++i) {
      weights[cluster(i)] += points_[i].weight;
      for (std::size_t d = 0; d < 2; ++d) sums[cluster(i)][d] += points_[i].weight * points_[i].at[d];
    }
    double inertia = 0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const std::uint32_t c = cluster(i);
      const double gap = distance(points_[i].at, {sums[c][0] / weights[c], sums[c][1] / weights[c]});
      inertia += points_[i].weight * gap * gap;
    }
    return inertia;
  }

  void move(std::size_t point, std::uint32_t to) {
    const std::uint32_t from = cluster_of(point);
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double gap = points_[point].weight * gaps_[point * points_.size() + i];
      away_[i * weights_.size() + from] -= gap;
      away_[i * weights_.size() + to] += gap;
    }
    weights_[from] -= points_[point].weight;
    weights_[to] += points_[point].weight;
    clustering_.cluster[point] = to;
  }

 private:
  const std::vector<WeightedPoint>& points_;
  Clustering clustering_;
  std::vector<double> weights_;  // per cluster
  std::vector<double> gaps_;     // between each two points
  std::vector<double> away_;     // per point and cluster: weighted sum of the gaps to its points
};

/// Makes the move that helps most within the bound; false when none does.
bool improve(Table& table, std::size_t points, std::uint32_t clusters, double inertia_max) {
  double best = table.mean_silhouette() + gain_min;
  std::optional<std::pair<std::size_t, std::uint32_t>> move;
  for (std::size_t point = 0; point < points; ++point) {
    if (table.is_last(point)) continue;
    for (std::uint32_t to = 0; to < clusters; ++to) {
      if (to == table.cluster_of(point)) continue;
      const double now = table.silhouette_if(point, to);
      if (now <= best || table.inertia_if(point, to) > inertia_max) continue;
      best = now;
      move = {point, to};
    }
  }
  if (move) table.move(move->first, move->second);
  return move.has_value();
}

}  // namespace

double silhouette(const std::vector<WeightedPoint>& points, const std::vector<std::uint32_t>& cluster, std::uint32_t clusters) {
  if (clusters < 2 || points.empty()) return 0;
  std::vector<double> weights(clusters, 0.0);
  for (std::size_t i = 0; i < points.size(); ++i) weights[cluster[i]] += points[i].weight;
  std::vector<double> away(clusters);
  double sum = 0;
  double all = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    std::fill(away.begin(), away.end(), 0.0);
    for (std::size_t j = 0; j < points.size(); ++j) away[cluster[j]] += points[j].weight * distance(points[i].at, points[j].at);
    sum += points[i].weight * silhouette_of_point(away.data(), weights, cluster[i]);
    all += points[i].weight;
  }
  return sum / all;
}

Clustering clearest_of(const std::vector<WeightedPoint>& points, const std::vector<Clustering>& ends, double inertia_max) {
  const auto clusters = static_cast<std::uint32_t>(ends.front().centers.size());
  const Clustering* clearest = &ends.front();
  double best = -2;
  for (const auto& end : ends) {
    if (end.inertia > inertia_max) continue;
    const double now = silhouette(points, end.cluster, clusters);
    if (now > best + gain_min) clearest = &end;
    best = std::max(best, now);
  }
  if (clusters < 2) return *clearest;
  Table table(points, *clearest);
  for (std::size_t moves = 0; moves < points.size() && improve(table, points.size(), clusters, inertia_max); ++moves) continue;
  return table.clustering();
}

}  // namespace palabre::tally
