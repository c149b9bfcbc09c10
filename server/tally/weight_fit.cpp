// Fits the weights of many panels to wished chances. Called by sortition for large pools.
#include "tally/panel_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace palabre::tally {
namespace {

constexpr int steps_max = 600;

double square_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return sum;
}

/// Chances minus goal as a linear map of the weights: the goal is taken off each panel, which changes nothing while the weights add up to 1
/// and makes the map well conditioned.
class Misses {
 public:
  Misses(const PanelMixture& mixture, const PanelSpace& space, const std::vector<double>& goal) : mixture_(mixture), space_(space), goal_(goal) {}

  [[nodiscard]] std::vector<double> of(const std::vector<double>& weights) const {
    std::vector<double> misses(goal_.size(), 0.0);
    double sum = 0;
    for (std::size_t panel = 0; panel < weights.size(); ++panel) {
      sum += weights[panel];
      for (const auto& share : mixture_.panels[panel]) misses[share.type] += weights[panel] * share.seats;
    }
    for (std::size_t type = 0; type < misses.size(); ++type) misses[type] = misses[type] / space_.people(type) - sum * goal_[type];
    return misses;
  }

  [[nodiscard]] std::vector<double> slope_at(const std::vector<double>& misses) const {
    std::vector<double> per_seat(misses);
    double along_goal = 0;
    for (std::size_t type = 0; type < misses.size(); ++type) {
      per_seat[type] /= space_.people(type);
      along_goal += goal_[type] * misses[type];
    }
    std::vector<double> slope(mixture_.panels.size(), -along_goal);
    for (std::size_t panel = 0; panel < slope.size(); ++panel)
      for (const auto& share : mixture_.panels[panel]) slope[panel] += per_seat[share.type] * share.seats;
    return slope;
  }

  /// The largest curvature, by power iteration; a little more, to be safe.
  [[nodiscard]] double curvature() const {
    std::vector<double> direction(mixture_.panels.size());
    for (std::size_t panel = 0; panel < direction.size(); ++panel) direction[panel] = 1 + 0.5 * std::sin(static_cast<double>(panel));
    double length = 0;
    for (int step = 0; step < 30; ++step) {
      const double norm = std::sqrt(square_of(direction));
      if (norm == 0) return 0;
      for (auto& value : direction) value /= norm;
      direction = slope_at(of(direction));
      length = std::sqrt(square_of(direction));
    }
    return 1.1 * length;
  }

 private:
  const PanelMixture& mixture_;
  const PanelSpace& space_;
  const std::vector<double>& goal_;
};

/// The nearest weights that are not negative and add up to 1.
void project(std::vector<double>& weights) {
  auto sorted = weights;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0;
  double cut = 0;
  for (std::size_t at = 0; at < sorted.size(); ++at) {
    sum += sorted[at];
    const double level = (sum - 1) / static_cast<double>(at + 1);
    if (sorted[at] > level) cut = level;
  }
  for (auto& weight : weights) weight = std::max(0.0, weight - cut);
}

}  // namespace

void fit_weights(PanelMixture& mixture, const PanelSpace& space, const std::vector<double>& goal) {
  const Misses misses(mixture, space, goal);
  const double curvature = misses.curvature();
  if (!(curvature > 0)) return;
  auto ahead = mixture.weights;
  double momentum = 1;
  double before = square_of(misses.of(mixture.weights));
  for (int step = 0; step < steps_max && before > 1e-24; ++step) {
    auto next = ahead;
    const auto slope = misses.slope_at(misses.of(ahead));
    for (std::size_t panel = 0; panel < next.size(); ++panel) next[panel] -= slope[panel] / curvature;
    project(next);
    const double after = square_of(misses.of(next));
    if (after > before && momentum > 1) {  // overshot: start again without momentum
      ahead = mixture.weights;
      momentum = 1;
      continue;
    }
    const double faster = (1 + std::sqrt(1 + 4 * momentum * momentum)) / 2;
    for (std::size_t panel = 0; panel < next.size(); ++panel) ahead[panel] = next[panel] + (momentum - 1) / faster * (next[panel] - mixture.weights[panel]);
    mixture.weights = std::move(next);
    momentum = faster;
    before = after;
  }
}

}  // namespace palabre::tally
