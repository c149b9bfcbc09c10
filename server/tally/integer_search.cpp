// Depth-first branch and bound with the linear program as bound. Called by panel_space and quota_relaxation.
#include "tally/integer_search.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

constexpr double whole_within = 1e-6;
constexpr double worth_within = 1e-9;

struct Node {
  std::size_t depth = 0;  // length of the trail before this node's change
  std::uint32_t column = 0;
  Range range;
  double bound = 1e300;
};

struct Change {
  std::uint32_t column = 0;
  Range before;
};

class Search {
 public:
  Search(Simplex& program, std::vector<Range> box, const SearchLimits& limits) : program_(program), box_(std::move(box)), limits_(limits) {
    for (std::uint32_t column = 0; column < box_.size(); ++column) program_.set_range(column, box_[column]);
  }

  SearchFound run() {
    if (box_.empty()) return {};
    open_.push_back({0, 0, box_[0], 1e300});
    std::size_t nodes = 0;
    while (!open_.empty() && nodes < limits_.nodes_max && !(limits_.takes_first && found_.values)) {
      ++nodes;
      visit();
    }
    found_.is_complete = open_.empty();
    found_.bound = found_.values ? found_.value : limits_.better_than;
    for (const auto& node : open_) found_.bound = std::max(found_.bound, node.bound);
    return std::move(found_);
  }

 private:
  void visit() {
    const Node node = open_.back();
    open_.pop_back();
    while (trail_.size() > node.depth) {
      set(trail_.back().column, trail_.back().before);
      trail_.pop_back();
    }
    if (is_beaten(node.bound)) return;
    trail_.push_back({node.column, box_[node.column]});
    set(node.column, node.range);
    const auto outcome = program_.solve();
    if (outcome == Simplex::Outcome::infeasible) return;
    const double bound = std::min(node.bound, rounded(program_.cost_bound()));
    if (is_beaten(bound)) return;
    if (outcome == Simplex::Outcome::optimal && take_if_whole()) {
      // The bound may lie above the solution's value when the program stopped short of its optimum.
      if (is_beaten(bound)) return;
    }
    branch(bound, outcome == Simplex::Outcome::optimal);
  }

  void set(std::uint32_t column, Range range) {
    box_[column] = range;
    program_.set_range(column, range);
  }

  [[nodiscard]] double rounded(double bound) const {
    return limits_.step > 0 ? std::floor(bound / limits_.step + whole_within) * limits_.step : bound;
  }

  [[nodiscard]] bool is_beaten(double bound) const {
    return bound <= std::max(limits_.better_than, found_.values ? found_.value : -1e300) + worth_within;
  }

  [[nodiscard]] bool take_if_whole() {
    for (std::uint32_t column = 0; column < box_.size(); ++column)
      if (std::abs(program_.value(column) - std::round(program_.value(column))) > whole_within) return false;
    const double value = program_.objective();
    if (found_.values && value <= found_.value) return true;
    std::vector<std::uint32_t> values(box_.size());
    for (std::uint32_t column = 0; column < box_.size(); ++column)
      values[column] = static_cast<std::uint32_t>(std::lround(std::clamp(program_.value(column), box_[column].lower, box_[column].upper)));
    found_.values = std::move(values);
    found_.value = value;
    return true;
  }

  /// The column farthest from a whole number; when all are whole, any that is still open. The nearer side is visited first.
  void branch(double bound, bool has_values) {
    std::uint32_t column = 0;
    double farthest = -1;
    for (std::uint32_t at = 0; at < box_.size(); ++at) {
      if (box_[at].upper - box_[at].lower < 0.5) continue;
      const double value = has_values ? program_.value(at) : (box_[at].lower + box_[at].upper) / 2;
      const double distance = std::abs(value - std::round(value));
      if (distance <= farthest) continue;
      farthest = distance;
      column = at;
    }
    if (farthest < 0) return;
    const double value = has_values ? program_.value(column) : (box_[column].lower + box_[column].upper) / 2;
    const double below = std::clamp(std::floor(value), box_[column].lower, box_[column].upper - 1);
    const Range low{box_[column].lower, below};
    const Range high{below + 1, box_[column].upper};
    const bool is_low_nearer = value - below < 0.5;
    open_.push_back({trail_.size(), column, is_low_nearer ? high : low, bound});
    open_.push_back({trail_.size(), column, is_low_nearer ? low : high, bound});
  }

  Simplex& program_;
  std::vector<Range> box_;
  const SearchLimits& limits_;
  std::vector<Node> open_;
  std::vector<Change> trail_;
  SearchFound found_;
};

}  // namespace

SearchFound search_integers(Simplex& program, const std::vector<Range>& box, const SearchLimits& limits) { return Search(program, box, limits).run(); }

}  // namespace palabre::tally
