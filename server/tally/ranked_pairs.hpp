// Ranked pairs: defeats are locked in from the strongest to the weakest, except those that would close a cycle.
#pragma once
#include "tally/links.hpp"

namespace palabre::tally {

enum class LinkFate {
  locked,        // holds in the outcome
  contradicted,  // stronger defeats, already locked, say the opposite
  disputed,      // depends on which of several equally strong defeats is taken first
};

struct RankedLink {
  Link link;
  LinkFate fate{};
};

/// Equal links have no order of their own. Where their order matters, all orders are followed: an option wins when it wins in one of
/// them ("parallel universes"). That can take too many steps (deciding it is NP-complete); past a limit the result keeps to what is
/// certain, and `is_exact` is false: `winners` then are all options that no certain defeat rules out, maybe more than could win.
struct RankedPairsResult {
  Pairwise pairwise;
  Strength strength{};
  std::vector<RankedLink> links;              // from the strongest
  std::vector<std::vector<Link>> tied_links;  // equal links whose order mattered
  std::size_t outcomes = 1;                   // how many different outcomes the orders of equal links lead to
  bool is_exact = true;
  Relation above;                             // x over y in every outcome

  std::vector<Option> winners;                // in rising number; one or more
  WeakOrder order;                            // the winners, then the levels of `above` among the rest
  std::vector<std::vector<Option>> ties;      // see ties_of
};

/// Refuses: what count_pairs or find_fault refuses.
/// Sources: Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987); for equal links
/// Brill and Fischer, "The price of neutrality for the ranked pairs method", AAAI 2012.
Checked<RankedPairsResult> ranked_pairs(const RankedElection& election, Strength strength = Strength::winning);
Checked<RankedPairsResult> ranked_pairs(const Pairwise& pairwise, Strength strength = Strength::winning);

}  // namespace palabre::tally
