// The most even chances that quotas allow when seats may be split: a goal for whole panels, and a bound. Used inside sortition.
#pragma once
#include "tally/panel_space.hpp"

namespace palabre::tally {

struct FairTarget {
  std::vector<double> chances;  // per type, the chance of each of its people
  double bound = 0;             // the least of them: whole panels cannot do better
  bool is_leximin = false;      // false: the higher chances are feasible, but numbers did not tell how far they can rise
};

/// Leximin over the polytope of the quotas: raise the least chance until some types can follow no further, keep those, go on with the rest.
/// The level of a round is found by Newton's method on the certificates of infeasible levels.
/// Nothing when not even split seats meet the quotas.
std::optional<FairTarget> find_fair_target(PanelSpace& space);

}  // namespace palabre::tally
