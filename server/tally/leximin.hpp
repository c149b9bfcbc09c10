// Leximin over whole panels by column generation. Used inside sortition.
#pragma once
#include "tally/fair_target.hpp"
#include "tally/panel_mixture.hpp"

namespace palabre::tally {

struct LeximinResult {
  double bound = 1;         // the least chance cannot be higher
  bool is_proven = false;   // the mixture is leximin
};

/// Turns the panels of `mixture` into a leximin distribution, adding panels where the prices ask for them. The target
/// is leximin with split seats: when whole panels reach it, they are leximin too; else the rounds of raising and fixing run over whole
/// panels.
/// Source: Flanigan et al. 2021, algorithm LEXIMIN (primal and dual linear program, integer program for the next panel).
LeximinResult make_leximin(PanelSpace& space, const FairTarget& target, PanelMixture& mixture);

}  // namespace palabre::tally
