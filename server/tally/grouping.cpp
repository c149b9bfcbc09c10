// Forms groups of participants and numbers them. Called by group_opinions.
#include "tally/grouping.hpp"

#include "tally/silhouettes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace palabre::tally {
namespace {

/// Groupings whose inertia is this near the least are equally good; the silhouette decides among them.
constexpr double inertia_slack = 1.01;
/// Silhouettes compare all pairs; beyond so many points, those of one cell of a grid and one group count as one.
constexpr std::size_t exact_points_max = 4000;
constexpr double grid_cells = 64;

/// The distinct places where included participants stand, and who stands there.
struct Places {
  std::vector<WeightedPoint> points;
  std::vector<std::vector<std::uint32_t>> members;
};

Places distinct_places(const std::vector<Point>& projection, const std::vector<bool>& is_included) {
  std::map<Point, std::vector<std::uint32_t>> by_point;
  for (std::uint32_t participant = 0; participant < projection.size(); ++participant)
    if (is_included[participant]) by_point[projection[participant]].push_back(participant);
  Places places;
  for (auto& [point, members] : by_point) {
    places.points.push_back({point, static_cast<double>(members.size())});
    places.members.push_back(std::move(members));
  }
  return places;
}

struct GroupedPoints {
  std::vector<WeightedPoint> points;
  std::vector<std::uint32_t> group;
};

/// The points of one cell and group together at their mean.
GroupedPoints gathered(const GroupedPoints& all) {
  Point low = all.points.front().at;
  Point high = low;
  for (const auto& point : all.points)
    for (std::size_t d = 0; d < 2; ++d) {
      low[d] = std::min(low[d], point.at[d]);
      high[d] = std::max(high[d], point.at[d]);
    }
  const double side = std::max({high[0] - low[0], high[1] - low[1], 1e-300}) / grid_cells;
  std::map<std::array<double, 3>, WeightedPoint> cells;
  for (std::size_t i = 0; i < all.points.size(); ++i) {
    const auto& [at, weight] = all.points[i];
    auto& cell = cells.try_emplace({std::floor((at[0] - low[0]) / side), std::floor((at[1] - low[1]) / side), static_cast<double>(all.group[i])}, WeightedPoint{{}, 0}).first->second;
    for (std::size_t d = 0; d < 2; ++d) cell.at[d] += weight * at[d];
    cell.weight += weight;
  }
  GroupedPoints fewer;
  for (const auto& [key, cell] : cells) {
    fewer.points.push_back({{cell.at[0] / cell.weight, cell.at[1] / cell.weight}, cell.weight});
    fewer.group.push_back(static_cast<std::uint32_t>(key[2]));
  }
  return fewer;
}

double silhouette_over_participants(const GroupedPoints& all, std::uint32_t groups) {
  if (all.points.size() <= exact_points_max) return silhouette(all.points, all.group, groups);
  const GroupedPoints fewer = gathered(all);
  return silhouette(fewer.points, fewer.group, groups);
}

/// The points of base clusters, weighted by the people in them.
std::vector<WeightedPoint> base_points(const std::vector<WeightedPoint>& points, const Clustering& base) {
  std::vector<WeightedPoint> centers;
  for (const Point& center : base.centers) centers.push_back({center, 0});
  for (std::size_t i = 0; i < points.size(); ++i) centers[base.cluster[i]].weight += points[i].weight;
  return centers;
}

/// One grouping of all distinct places.
struct Candidate {
  GroupedPoints places;
  std::uint32_t k = 0;
  double silhouette = 0;
};

/// Groups for each k that was asked for; the last one only when k is fixed.
std::vector<Candidate> candidates_of(const std::vector<WeightedPoint>& points, const OpinionOptions& options) {
  const Clustering base = base_clustering(points, options.base_clusters);
  const auto clusters = base_points(points, base);
  const auto k_max = options.k ? *options.k : std::min<std::uint32_t>(options.k_max, 2 + static_cast<std::uint32_t>(clusters.size() / 12));
  const auto by_k = global_k_means(clusters, k_max);
  std::vector<Candidate> candidates;
  for (std::size_t at = options.k || by_k.size() == 1 ? by_k.size() - 1 : 1; at < by_k.size(); ++at) {
    const Clustering best = clearest_of(clusters, by_k[at], by_k[at].front().inertia * inertia_slack);
    Candidate candidate{{points, {}}, static_cast<std::uint32_t>(at + 1), 0};
    for (const std::uint32_t cluster : base.cluster) candidate.places.group.push_back(best.cluster[cluster]);
    candidate.silhouette = silhouette_over_participants(candidate.places, candidate.k);
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

/// Numbers groups by falling size, then by the first participant.
void number_groups(Grouping& grouping) {
  std::vector<std::uint32_t> sizes(grouping.k, 0);
  std::vector<std::uint32_t> first(grouping.k, 0);
  for (std::uint32_t participant = 0; participant < grouping.group.size(); ++participant)
    if (const auto& group = grouping.group[participant])
      if (sizes[*group]++ == 0) first[*group] = participant;
  std::vector<std::uint32_t> order(grouping.k);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b]; });
  std::vector<std::uint32_t> number(grouping.k);
  for (std::uint32_t i = 0; i < grouping.k; ++i) {
    number[order[i]] = i;
    grouping.sizes.push_back(sizes[order[i]]);
  }
  for (auto& group : grouping.group)
    if (group) group = number[*group];
}

}  // namespace

Grouping form_groups(const std::vector<Point>& projection, const std::vector<bool>& is_included, const OpinionOptions& options) {
  Grouping grouping{0, 0, {}, std::vector<std::optional<std::uint32_t>>(projection.size()), {}};
  const Places places = distinct_places(projection, is_included);
  if (places.points.empty()) return grouping;
  const auto candidates = candidates_of(places.points, options);
  const Candidate* best = &candidates.front();
  for (const auto& candidate : candidates) {
    grouping.tried.push_back({candidate.k, candidate.silhouette});
    if (candidate.silhouette > best->silhouette) best = &candidate;
  }
  grouping.k = best->k;
  grouping.silhouette = best->silhouette;
  for (std::size_t place = 0; place < places.members.size(); ++place)
    for (const std::uint32_t participant : places.members[place]) grouping.group[participant] = best->places.group[place];
  number_groups(grouping);
  return grouping;
}

Grouping take_groups(const std::vector<Point>& projection, const std::vector<std::optional<std::uint32_t>>& group) {
  Grouping grouping{0, 0, {}, group, {}};
  GroupedPoints all;
  for (std::size_t participant = 0; participant < projection.size(); ++participant) {
    if (!group[participant]) continue;
    grouping.k = std::max(grouping.k, *group[participant] + 1);
    grouping.sizes.resize(grouping.k, 0);
    ++grouping.sizes[*group[participant]];
    all.points.push_back({projection[participant], 1});
    all.group.push_back(*group[participant]);
  }
  if (!all.points.empty()) grouping.silhouette = silhouette_over_participants(all, grouping.k);
  return grouping;
}

}  // namespace palabre::tally
