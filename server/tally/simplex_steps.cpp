// The steps of the simplex method: dual with bound flips, primal for new columns. Called by Simplex::solve.
#include "tally/simplex.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palabre::tally {
namespace {

constexpr double feasible_within = 1e-9;
constexpr double dual_within = 1e-9;
constexpr double pivot_min = 1e-7;       // smaller entries of the pivot row count as zero
constexpr double noise_share = 1e-7;     // of the largest cost: keeps the dual method out of ties
constexpr int exchanges_max = 64;        // until the inverse is computed anew
constexpr std::uint32_t no_row = 0xffffffffU;

constexpr auto is_farther = [](const auto& left, const auto& right) {
  return left.ratio != right.ratio ? left.ratio > right.ratio : left.variable > right.variable;
};

}  // namespace

/// Dual first, with costs made slightly uneven; then, with the true costs, what the primal method still finds.
Simplex::Outcome Simplex::solve() {
  double largest = 0;
  for (const double cost : cost_) largest = std::max(largest, std::abs(cost));
  noise_size_ = 0;
  if (is_stale_ || exchanges_ > exchanges_max || inverse_.empty()) refactor();
  work_ += value_.size();
  open_.clear();
  for (std::uint32_t variable = 0; variable < value_.size(); ++variable) {
    if (upper_[variable] > lower_[variable]) open_.push_back(variable);
    if (!is_basic(variable)) rest_at_bound(variable, std::abs(value_[variable] - upper_[variable]) < std::abs(value_[variable] - lower_[variable]));
  }
  compute_basic_values();
  compute_prices();
  bool may_go_on_primal = is_primal_feasible();
  if (may_go_on_primal) {
    // Few improving columns: new ones. Many: new costs, which the dual method takes better.
    std::size_t improving = 0;
    for (const auto variable : open_)
      if (!is_basic(variable) && (value_[variable] == lower_[variable] ? reduced_[variable] > dual_within : reduced_[variable] < -dual_within)) ++improving;
    may_go_on_primal = improving <= 12;
  }
  if (!may_go_on_primal) {
    noise_size_ = noise_share * (largest > 0 ? largest : 1);
    const auto outcome = solve_dual();
    noise_size_ = 0;
    if (outcome != Outcome::optimal) return outcome;
  }
  return solve_primal();
}

bool Simplex::is_primal_feasible() const { return most_violated_row() == no_row; }

/// The row whose basic variable is farthest outside its range, measured along its row of the inverse (steepest edge).
std::uint32_t Simplex::most_violated_row() const {
  double most = 0;
  std::uint32_t found = no_row;
  for (std::uint32_t row = 0; row < rows_; ++row) {
    const auto variable = basis_[row];
    const double violation = std::max(lower_[variable] - value_[variable], value_[variable] - upper_[variable]);
    if (violation <= feasible_within) continue;
    const double* line = inverse_.data() + static_cast<std::size_t>(row) * rows_;
    const double steepness = violation * violation / std::inner_product(line, line + rows_, line, 1e-12);
    if (steepness <= most) continue;
    most = steepness;
    found = row;
  }
  return found;
}

Simplex::Outcome Simplex::solve_dual() {
  const std::size_t steps_max = 2000 + 20 * (static_cast<std::size_t>(rows_) + 50);
  compute_prices();
  rest_where_prices_say();
  compute_basic_values();
  for (std::size_t step = 0; step < steps_max; ++step) {
    if (exchanges_ > exchanges_max) {
      refactor();
      compute_prices();
      rest_where_prices_say();
      compute_basic_values();
    }
    work_ += open_.size() + static_cast<std::uint64_t>(rows_) * rows_ / 8;
    const auto row = most_violated_row();
    if (row == no_row) return Outcome::optimal;
    const auto leaving = basis_[row];
    const double side = value_[leaving] < lower_[leaving] ? 1 : -1;
    const double violation = side > 0 ? lower_[leaving] - value_[leaving] : value_[leaving] - upper_[leaving];
    const double* line = inverse_.data() + static_cast<std::size_t>(row) * rows_;
    const auto passed = passed_until_entering(breakpoints_of(line, side), violation);
    if (passed.empty()) {
      if (exchanges_ > 0 && violation < 1e-6) {  // too little to believe before the inverse is fresh
        exchanges_ = exchanges_max + 1;
        continue;
      }
      for (std::uint32_t at = 0; at < rows_; ++at) prices_[at] = side * line[at];
      return Outcome::infeasible;
    }
    take_dual_step(row, side, passed);
  }
  return Outcome::stopped;
}

/// Where the reduced costs change sign as the price of the leaving row moves: as a heap, the nearest on top.
std::vector<Simplex::Breakpoint> Simplex::breakpoints_of(const double* row, double side) {
  std::vector<Breakpoint> found;
  row_entries_.resize(value_.size());
  for (const auto variable : open_) row_entries_[variable] = entry_sum(variable, row);
  for (const auto variable : open_) {
    const double pivot = row_entries_[variable];
    if (std::abs(pivot) < pivot_min || is_basic(variable)) continue;
    const bool is_upper = value_[variable] == upper_[variable];
    if ((side * pivot > 0) != is_upper) continue;
    const double slack = is_upper ? reduced_[variable] : -reduced_[variable];
    found.push_back({std::max(0.0, slack) / std::abs(pivot), pivot, variable});
  }
  std::make_heap(found.begin(), found.end(), is_farther);
  return found;
}

/// Passes breakpoints while flipping their variables leaves the row violated; among those close to the last, the one with the largest
/// entry enters. The breakpoints passed come first in the result, then the entering one; nothing when flipping all is not enough: no x
/// meets the row.
std::vector<Simplex::Breakpoint> Simplex::passed_until_entering(std::vector<Breakpoint> heap, double violation) const {
  std::vector<Breakpoint> passed;
  const auto pop = [&heap, &passed] {
    std::pop_heap(heap.begin(), heap.end(), is_farther);
    passed.push_back(heap.back());
    heap.pop_back();
  };
  double left = violation;
  while (!heap.empty()) {
    pop();
    left -= std::abs(passed.back().pivot) * (upper_[passed.back().variable] - lower_[passed.back().variable]);
    if (left <= feasible_within / 2) break;
  }
  if (left > feasible_within / 2) return {};
  const std::size_t last = passed.size() - 1;
  const double reach = passed[last].ratio + dual_within;
  while (!heap.empty() && heap.front().ratio <= reach) pop();
  const auto best = std::max_element(passed.begin() + static_cast<std::ptrdiff_t>(last), passed.end(),
                                     [](const Breakpoint& one, const Breakpoint& other) { return std::abs(one.pivot) < std::abs(other.pivot); });
  passed[last] = *best;
  passed.resize(last + 1);
  return passed;
}

void Simplex::take_dual_step(std::uint32_t row, double side, const std::vector<Breakpoint>& passed) {
  const auto leaving = basis_[row];
  const auto [ratio, pivot, incoming] = passed.back();
  std::vector<double> moved(rows_, 0.0);
  bool has_flip = false;
  for (std::size_t at = 0; at + 1 < passed.size(); ++at) {
    const auto variable = passed[at].variable;
    const bool to_upper = value_[variable] == lower_[variable];
    add_scaled(variable, (to_upper ? -1 : 1) * (upper_[variable] - lower_[variable]), moved);
    rest_at_bound(variable, to_upper);
    has_flip = true;
  }
  if (has_flip) {
    const auto change = through_inverse(moved);
    for (std::uint32_t at = 0; at < rows_; ++at) value_[basis_[at]] += change[at];
  }
  const auto column = through_inverse(column_of(incoming));
  if (std::abs(column[row] - pivot) > 1e-6 * (1 + std::abs(pivot)) && exchanges_ > 0) {
    exchanges_ = exchanges_max + 1;  // the inverse has drifted: compute it anew before the next step
    return;
  }
  const double price = reduced_[incoming] / pivot;
  const double* line = inverse_.data() + static_cast<std::size_t>(row) * rows_;
  for (const auto variable : open_) reduced_[variable] -= price * row_entries_[variable];
  for (std::uint32_t at = 0; at < rows_; ++at) prices_[at] += price * line[at];
  const double goal = side > 0 ? lower_[leaving] : upper_[leaving];
  const double step = (value_[leaving] - goal) / column[row];
  for (std::uint32_t at = 0; at < rows_; ++at) value_[basis_[at]] -= column[at] * step;
  value_[incoming] += step;
  exchange(row, incoming, column);
  value_[leaving] = goal;
  reduced_[incoming] = 0;
  reduced_[leaving] = -price;
}

Simplex::Outcome Simplex::solve_primal() {
  const std::size_t steps_max = 1000 + 10 * static_cast<std::size_t>(rows_);
  std::size_t idle = 0;
  for (std::size_t step = 0; step < steps_max; ++step) {
    if (exchanges_ > exchanges_max) {
      refactor();
      compute_basic_values();
    }
    work_ += open_.size() + static_cast<std::uint64_t>(rows_) * rows_ / 8;
    compute_prices();
    const auto entering = entering_primal(idle > 100);
    if (entering.direction == 0) break;
    take_primal_step(entering);
    idle = progress_ > 1e-12 ? 0 : idle + 1;
  }
  return Outcome::optimal;  // feasible throughout; should the steps run out, cost_bound still says how far it can be from the best
}

/// The variable with the largest gain per unit; after many steps without progress the first one with any (Bland's rule against cycles).
Simplex::Entering Simplex::entering_primal(bool is_first) const {
  Entering best;
  double gain = dual_within;
  for (const auto variable : open_) {
    if (is_basic(variable)) continue;
    const double direction = value_[variable] == lower_[variable] ? 1 : -1;
    if (direction * reduced_[variable] <= gain) continue;
    gain = direction * reduced_[variable];
    best = {variable, direction};
    if (is_first) break;
  }
  return best;
}

void Simplex::take_primal_step(Entering entering) {
  const auto column = through_inverse(column_of(entering.variable));
  const auto room = [&](std::uint32_t row, double slack) {
    const auto basic = basis_[row];
    const double slope = -column[row] * entering.direction;
    return (slope > 0 ? upper_[basic] - value_[basic] + slack : value_[basic] - lower_[basic] + slack) / std::abs(slope);
  };
  double reach = upper_[entering.variable] - lower_[entering.variable];
  double longest = reach;
  for (std::uint32_t row = 0; row < rows_; ++row)
    if (std::abs(column[row]) > pivot_min) longest = std::min(longest, room(row, feasible_within));
  std::uint32_t leaving = no_row;
  for (std::uint32_t row = 0; row < rows_; ++row)
    if (std::abs(column[row]) > pivot_min && room(row, 0) <= longest && (leaving == no_row || std::abs(column[row]) > std::abs(column[leaving]))) leaving = row;
  if (leaving != no_row) reach = std::clamp(room(leaving, 0), 0.0, reach);
  const double step = entering.direction * reach;
  progress_ = std::abs(reduced_[entering.variable]) * reach;
  for (std::uint32_t row = 0; row < rows_; ++row) value_[basis_[row]] -= column[row] * step;
  if (leaving == no_row) {
    rest_at_bound(entering.variable, entering.direction > 0);
    return;
  }
  value_[entering.variable] += step;
  const auto outgoing = basis_[leaving];
  const bool to_upper = -column[leaving] * entering.direction > 0;
  exchange(leaving, entering.variable, column);
  rest_at_bound(outgoing, to_upper);
}

}  // namespace palabre::tally
