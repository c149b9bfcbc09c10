// Panels that together come close to the wished chances, and their weights. Called by sortition.
#include "tally/panel_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace palabre::tally {
namespace {

constexpr std::uint64_t herd_work_max = 600'000'000;
constexpr double whole_within = 1e-6;

/// Every type gets its expected seats rounded down or up: such panels can make up the goal.
std::vector<Range> box_near(const PanelSpace& space, const std::vector<double>& goal) {
  std::vector<Range> box;
  for (std::size_t type = 0; type < goal.size(); ++type) {
    const double seats = goal[type] * space.people(type);
    box.push_back({std::floor(seats + whole_within), std::min(space.seats_max(type), std::ceil(seats - whole_within))});
  }
  return box;
}

}  // namespace

Shares shares_of(const Panel& panel) {
  Shares shares;
  for (std::uint32_t type = 0; type < panel.size(); ++type)
    if (panel[type] > 0) shares.push_back({type, panel[type]});
  return shares;
}

std::vector<double> chances_of(const PanelMixture& mixture, const PanelSpace& space) {
  std::vector<double> chances(space.types(), 0.0);
  for (std::size_t panel = 0; panel < mixture.panels.size(); ++panel)
    for (const auto& share : mixture.panels[panel]) chances[share.type] += mixture.weights[panel] * share.seats;
  for (std::size_t type = 0; type < chances.size(); ++type) chances[type] /= space.people(type);
  return chances;
}

PanelHerd::PanelHerd(PanelSpace& space, const std::vector<double>& goal, double least)
    : space_(space), goal_(goal), least_(least), near_(box_near(space, goal)), owed_(goal.size(), 0.0) {
}

/// Near the goal and on its face where that is quick; else anywhere. Where the face refuses too often it is not tried again.
std::optional<Panel> PanelHerd::next_panel(const std::vector<double>& weights) {
  if (face_misses_ < 20 || 2 * face_misses_ < drawn_) {
    space_.keep_to_face(goal_);
    auto panel = space_.good_panel(weights, near_);
    space_.leave_face();
    if (panel) return panel;
    ++face_misses_;
  }
  if (auto panel = space_.good_panel(weights, near_)) return panel;
  if (auto panel = space_.good_panel(weights, space_.box())) return panel;
  SearchLimits limits;
  limits.takes_first = true;
  limits.nodes_max = 500;
  return space_.best_panel(weights, space_.box(), limits).panel;
}

bool PanelHerd::draw_panel() {
  std::vector<double> weights(goal_.size());
  for (std::size_t type = 0; type < goal_.size(); ++type) {
    owed_[type] += goal_[type] * space_.people(type);
    weights[type] = owed_[type] / space_.people(type);
  }
  const auto panel = next_panel(weights);
  if (!panel) return false;
  ++drawn_;
  for (std::size_t type = 0; type < goal_.size(); ++type) owed_[type] -= (*panel)[type];
  auto shares = shares_of(*panel);
  std::vector<std::uint64_t> name;
  for (const auto& share : shares) name.push_back(static_cast<std::uint64_t>(share.type) << 32U | share.seats);
  const auto [place, is_new] = known_.try_emplace(std::move(name), panels_.size());
  if (is_new) {
    panels_.push_back(std::move(shares));
    counts_.push_back(0);
  }
  counts_[place->second] += 1;
  return true;
}

double PanelHerd::minimum() const {
  double lowest = 1;
  for (std::size_t type = 0; type < goal_.size(); ++type)
    lowest = std::min(lowest, goal_[type] - owed_[type] / space_.people(type) / static_cast<double>(drawn_));
  return lowest;
}

bool PanelHerd::is_tired() const { return space_.program().work() > herd_work_max; }

bool PanelHerd::draw_until(std::size_t panels) {
  constexpr std::size_t panels_min = 50;
  while (drawn_ < panels && !is_tired()) {
    if (!draw_panel()) return false;
    if (drawn_ >= panels_min && minimum() >= least_) return true;
  }
  return false;
}

PanelMixture PanelHerd::mixture() const {
  PanelMixture mixture{panels_, counts_};
  for (auto& weight : mixture.weights) weight /= static_cast<double>(drawn_);
  return mixture;
}

}  // namespace palabre::tally
