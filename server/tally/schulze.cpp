// The Schulze method by widest paths. Called by the Schulze report and by whoever decides between ranked options.
#include "tally/schulze.hpp"

#include <algorithm>
#include <limits>

namespace palabre::tally {
namespace {

using Tier = std::uint32_t;

constexpr std::size_t block = 8;  // rows are padded to whole blocks: a loop of known length is what the compiler does several steps of at once

/// Widens the paths from one option by those that first go to another, by a path of strength `first`, and on from there.
template <class Cell>
void widen_block(Cell* __restrict row, const Cell* __restrict onward, Cell first) {
  for (std::size_t y = 0; y < block; ++y) row[y] = std::max(row[y], std::min(first, onward[y]));
}

/// The strongest path between every two options, out of the links. The smaller a cell, the more of them are compared at once.
/// Source: Floyd, "Algorithm 97", CACM 5 (1962), with (max, min) for (min, +).
template <class Cell>
std::vector<Tier> widest_paths(std::size_t m, const std::vector<Tier>& links) {
  const std::size_t stride = (m + block - 1) / block * block;
  std::vector<Cell> paths(m * stride, 0);
  for (std::size_t x = 0; x < m; ++x)
    for (std::size_t y = 0; y < m; ++y) paths[x * stride + y] = static_cast<Cell>(links[x * m + y]);
  for (std::size_t via = 0; via < m; ++via) {
    const Cell* const onward = paths.data() + via * stride;
    for (std::size_t x = 0; x < m; ++x) {
      Cell* const row = paths.data() + x * stride;
      const Cell first = row[via];
      if (x == via || first == 0) continue;
      for (std::size_t start = 0; start < stride; start += block) widen_block(row + start, onward + start, first);
    }
  }
  std::vector<Tier> widest(m * m, 0);
  for (std::size_t x = 0; x < m; ++x)
    for (std::size_t y = 0; y < m; ++y)
      if (x != y) widest[x * m + y] = static_cast<Tier>(paths[x * stride + y]);
  return widest;
}

/// `tiers`: the highest one.
std::vector<Tier> widest_paths(std::size_t m, const std::vector<Tier>& links, std::size_t tiers) {
  const bool is_small = tiers <= std::numeric_limits<std::int16_t>::max();
  return is_small ? widest_paths<std::int16_t>(m, links) : widest_paths<std::int32_t>(m, links);
}

/// x above y: the path there is stronger than the path back.
Relation above_of(std::size_t m, const std::vector<Tier>& paths) {
  Relation above(static_cast<Option>(m));
  for (Option x = 0; x < m; ++x)
    for (Option y = 0; y < m; ++y)
      if (paths[x * m + y] > paths[y * m + x]) above.add(x, y);
  return above;
}

/// Numbers the tiers and enters each link's tier in the square.
void set_links(SchulzeResult& result, const std::vector<std::vector<Link>>& groups) {
  const std::size_t m = result.pairwise.options;
  result.tiers.assign(groups.size() + 1, {});
  result.link_tiers.assign(m * m, 0);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto tier = static_cast<Tier>(groups.size() - i);
    result.tiers[tier] = strength_value(result.strength, groups[i].front());
    for (const auto& link : groups[i]) result.link_tiers[link.winner * m + link.loser] = tier;
  }
}

std::optional<Fault> fault_of_rule(const SchulzeRule& rule, Option options) {
  if (rule.tie_break == SchulzeTies::none) return std::nullopt;
  std::vector<bool> is_named(options, false);
  for (const auto option : rule.tie_order) {
    if (option >= options || is_named[option]) return Fault{FaultKind::bad_parameter, "tie_order: every option must stand in it once"};
    is_named[option] = true;
  }
  if (rule.tie_order.size() != options) return Fault{FaultKind::bad_parameter, "tie_order: every option must stand in it once"};
  return std::nullopt;
}

/// Tells links of equal strength apart, so that each link has a tier of its own.
std::vector<Tier> links_in_strict_order(std::size_t m, std::vector<std::vector<Link>> groups, const std::vector<Option>& tie_order) {
  std::vector<std::size_t> position(m);
  for (std::size_t i = 0; i < m; ++i) position[tie_order[i]] = i;
  std::size_t count = 0;
  for (const auto& group : groups) count += group.size();
  std::vector<Tier> tiers(m * m, 0);
  for (auto& group : groups) {
    std::sort(group.begin(), group.end(), [&](const Link& a, const Link& b) {
      if (a.winner != b.winner) return position[a.winner] < position[b.winner];
      return position[a.loser] > position[b.loser];
    });
    for (const auto& link : group) tiers[link.winner * m + link.loser] = static_cast<Tier>(count--);
  }
  return tiers;
}

}  // namespace

Checked<SchulzeResult> schulze(const RankedElection& election, const SchulzeRule& rule) {
  const auto pairwise = count_pairs(election);
  if (!pairwise) return pairwise.fault();
  return schulze(*pairwise, rule);
}

Checked<SchulzeResult> schulze(const Pairwise& pairwise, const SchulzeRule& rule) {
  if (auto fault = find_fault(pairwise)) return *fault;
  if (auto fault = fault_of_rule(rule, pairwise.options)) return *fault;
  const std::size_t m = pairwise.options;
  SchulzeResult result{.pairwise = pairwise, .strength = rule.strength};
  const auto groups = links_by_strength(pairwise, rule.strength);
  set_links(result, groups);
  result.path_tiers = widest_paths(m, result.link_tiers, groups.size());
  const auto above = above_of(m, result.path_tiers);
  result.order = levels_of(above);
  result.winners = result.order.front();
  result.ties = ties_of(above, result.order);
  if (rule.tie_break == SchulzeTies::options) result.strict_order = linear_order(above, rule.tie_order);
  if (rule.tie_break == SchulzeTies::links)
    result.strict_order = linear_order(above_of(m, widest_paths(m, links_in_strict_order(m, groups, rule.tie_order), m * m)), rule.tie_order);
  return result;
}

/// Breadth first over the links that are strong enough.
std::vector<Option> strongest_path(const SchulzeResult& result, Option from, Option to) {
  const auto m = result.pairwise.options;
  if (from >= m || to >= m || from == to || result.path_tier(from, to) == 0) return {};
  const auto needed = result.path_tier(from, to);
  std::vector<Option> before(m, m);
  std::vector<Option> queue{from};
  before[from] = from;
  for (std::size_t head = 0; head < queue.size() && before[to] == m; ++head)
    for (Option next = 0; next < m; ++next)
      if (before[next] == m && result.link_tier(queue[head], next) >= needed) {
        before[next] = queue[head];
        queue.push_back(next);
      }
  std::vector<Option> path{to};
  while (path.back() != from) path.push_back(before[path.back()]);
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace palabre::tally
