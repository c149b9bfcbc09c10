// A distribution over whole panels whose expected seats come close to a goal. Used inside sortition.
#pragma once
#include "tally/panel_space.hpp"

#include <map>

namespace palabre::tally {

/// One panel, without the types that have no seat.
using Shares = std::vector<Composition::Share>;

Shares shares_of(const Panel& panel);

struct PanelMixture {
  std::vector<Shares> panels;   // all different
  std::vector<double> weights;  // sum 1
};

/// Expected chance per person of each type.
std::vector<double> chances_of(const PanelMixture& mixture, const PanelSpace& space);

/// Draws panel after panel, each the one that makes up most for what the goal is owed so far, so that no debt grows: the panels together
/// meet the goal up to a few seats. Source: the idea of Welling, "Herding dynamical weights to learn", ICML 2009.
class PanelHerd {
 public:
  /// `least`: enough when no type's chance is below.
  PanelHerd(PanelSpace& space, const std::vector<double>& goal, double least);

  /// Draws until there are so many, or enough. Whether it is enough; no panel at all when none was found quickly.
  bool draw_until(std::size_t panels);
  /// Whether so much work was done that no more is drawn.
  [[nodiscard]] bool is_tired() const;
  [[nodiscard]] PanelMixture mixture() const;

 private:
  bool draw_panel();
  std::optional<Panel> next_panel(const std::vector<double>& weights);
  [[nodiscard]] double minimum() const;

  PanelSpace& space_;
  const std::vector<double>& goal_;
  double least_;
  std::vector<Range> near_;
  std::vector<double> owed_;  // seats, per type
  std::vector<Shares> panels_;
  std::vector<double> counts_;
  std::map<std::vector<std::uint64_t>, std::size_t> known_;  // panel by its shares -> place
  std::size_t drawn_ = 0;
  std::size_t face_misses_ = 0;
};

/// Moves the weights so that the chances come as near to the goal as these panels allow, in least squares.
/// Source: Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm", SIAM J. Imaging Sciences 2 (2009), with the projection
/// onto the simplex of Duchi et al., ICML 2008.
void fit_weights(PanelMixture& mixture, const PanelSpace& space, const std::vector<double>& goal);

}  // namespace palabre::tally
