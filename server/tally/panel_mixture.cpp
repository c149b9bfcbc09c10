// Panels that together come close to the wished chances, and their weights. Called by sortition.
#include "tally/panel_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace palabre::tally {
namespace {

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

/// A panel for these weights: near the goal when that is quick, else any.
std::optional<Panel> next_panel(PanelSpace& space, const std::vector<double>& weights, const std::vector<Range>& near) {
  if (auto panel = space.good_panel(weights, near)) return panel;
  if (auto panel = space.good_panel(weights, space.box())) return panel;
  SearchLimits limits;
  limits.takes_first = true;
  limits.nodes_max = 500;
  if (auto panel = space.best_panel(weights, space.box(), limits).panel) return panel;
  space.leave_face();  // for this and all later panels: no whole panel was found on the goal's face
  return space.best_panel(weights, space.box(), limits).panel;
}

PanelHerd::PanelHerd(PanelSpace& space, const std::vector<double>& goal, double least)
    : space_(space), goal_(goal), least_(least), near_(box_near(space, goal)), owed_(goal.size(), 0.0) {
  space_.keep_to_face(goal_);
}

PanelHerd::~PanelHerd() { space_.leave_face(); }

bool PanelHerd::draw_panel() {
  std::vector<double> weights(goal_.size());
  for (std::size_t type = 0; type < goal_.size(); ++type) {
    owed_[type] += goal_[type] * space_.people(type);
    weights[type] = owed_[type] / space_.people(type);
  }
  const auto panel = next_panel(space_, weights, near_);
  if (!panel) return false;
  ++drawn_;
  for (std::size_t type = 0; type < goal_.size(); ++type) owed_[type] -= (*panel)[type];
  const auto [place, is_new] = known_.try_emplace(*panel, panels_.size());
  if (is_new) {
    panels_.push_back(shares_of(*panel));
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

bool PanelHerd::draw_until(std::size_t panels) {
  constexpr std::size_t panels_min = 50;
  while (drawn_ < panels) {
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
