// The smallest changes of the quotas that make a panel possible. Called by report_sortition and the draw of replacements.
#include "tally/panel_space.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

constexpr std::size_t relaxation_nodes_max = 20'000;

struct RelaxedQuotas {
  std::optional<std::vector<std::uint32_t>> seats;  // per type
  bool is_smallest = false;
};

/// As the program of the panels, with two more columns per feature: seats the minimum is lowered by, and seats the maximum is raised by.
RelaxedQuotas solve_relaxation(const std::vector<PanelRow>& rows, const SortitionPool& pool, const PoolTypes& sorted, bool keeps_flex) {
  std::vector<Range> ranges;
  for (const auto& row : rows) ranges.push_back({static_cast<double>(row.lower), static_cast<double>(row.upper)});
  Simplex program(ranges);
  std::vector<Range> box;
  for (const auto& entries : columns_of(rows, sorted.types.size())) {
    box.push_back({0, static_cast<double>(sorted.types[box.size()].seats_max)});
    program.add_column(entries, box.back(), 0);
  }
  const auto most = static_cast<double>(pool.panel_size);
  std::uint32_t row = 0;
  for (const auto& features : pool.quotas) {
    for (const auto& quota : features) {
      const double lowest = keeps_flex ? std::min(quota.min, quota.min_flex) : 0;
      const double highest = keeps_flex ? std::max(quota.max, quota.max_flex) : quota.max + most;
      program.add_column({{row, 1}}, {0, static_cast<double>(quota.min) - lowest}, -1);
      program.add_column({{row, -1}}, {0, std::min(most, highest - static_cast<double>(quota.max))}, -1);
      ++row;
    }
  }
  SearchLimits limits;
  limits.nodes_max = relaxation_nodes_max;
  limits.step = 1;
  auto found = search_integers(program, box, limits);
  return {std::move(found.values), found.is_complete};
}

Relaxations changes_for(const std::vector<std::uint32_t>& seats, const std::vector<PanelRow>& rows, const SortitionPool& pool) {
  Relaxations relaxations;
  std::size_t row = 0;
  for (std::uint32_t category = 0; category < pool.quotas.size(); ++category) {
    for (std::uint32_t feature = 0; feature < pool.quotas[category].size(); ++feature, ++row) {
      const auto& quota = pool.quotas[category][feature];
      std::uint32_t filled = 0;
      for (const auto type : rows[row].types) filled += seats[type];
      if (filled >= quota.min && filled <= quota.max) continue;
      relaxations.changes.push_back({category, feature, quota, std::min(filled, quota.min), std::max(filled, quota.max)});
      relaxations.total += filled < quota.min ? quota.min - filled : filled - quota.max;
    }
  }
  return relaxations;
}

}  // namespace

Checked<Relaxations> relax_quotas(const SortitionPool& pool) {
  if (auto fault = find_fault(pool)) return std::move(*fault);
  const auto sorted = sort_into_types(pool);
  std::size_t households = 0;
  for (const auto& kind : sorted.kinds) households += kind.households.size();
  if (households < pool.panel_size)
    return Fault{FaultKind::infeasible, "the panel has " + std::to_string(pool.panel_size) + " seats, but only " + std::to_string(households) + (pool.households.empty() ? " people are in the pool" : " households are in the pool")};
  const auto rows = rows_of(pool, sorted);
  for (const bool keeps_flex : {true, false}) {
    const auto relaxed = solve_relaxation(rows, pool, sorted, keeps_flex);
    if (!relaxed.seats) continue;
    auto relaxations = changes_for(*relaxed.seats, rows, pool);
    relaxations.is_smallest = relaxed.is_smallest;
    relaxations.is_beyond_flex = !keeps_flex;
    return relaxations;
  }
  return Fault{FaultKind::infeasible, "no relaxation of the quotas was found"};
}

}  // namespace palabre::tally
