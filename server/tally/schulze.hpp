// The Schulze method: x stands above y when the strongest path from x to y is stronger than the one back.
#pragma once
#include "tally/links.hpp"

namespace palabre::tally {

/// How a strict order is made out of ties, when one is wanted. The winners and the weak order of the result never depend on it.
enum class SchulzeTies {
  none,     // no strict order
  options,  // among options with nothing above them, the earliest in `tie_order` comes first
  links,    // first, links of equal strength are told apart by `tie_order`: the earlier winner, then the later loser, is the stronger link
};        // (the tie-breaking ranking of links of Schulze, section 5; what then is still tied goes by `options`)

struct SchulzeRule {
  Strength strength = Strength::winning;
  SchulzeTies tie_break = SchulzeTies::none;
  std::vector<Option> tie_order;  // every option once, the one that wins a tie first; empty with SchulzeTies::none
};

/// Tiers number the different strengths that occur, from 1 = weakest; 0 is no link, no path.
struct SchulzeResult {
  Pairwise pairwise;
  Strength strength{};
  std::vector<StrengthValue> tiers;       // [0] is all zero
  std::vector<std::uint32_t> link_tiers;  // row x, column y: the tier of the link x -> y
  std::vector<std::uint32_t> path_tiers;  // row x, column y: the tier of the weakest link of the strongest path x -> y

  std::vector<Option> winners;             // nobody stands above them; one or more
  WeakOrder order;                         // the winners, then the winners among the rest, and so on
  std::vector<std::vector<Option>> ties;   // options that neither stands above the other; see ties_of
  std::vector<Option> strict_order;        // with ties broken as the rule says; empty with SchulzeTies::none

  const StrengthValue& path(Option x, Option y) const { return tiers[path_tier(x, y)]; }
  std::uint32_t link_tier(Option x, Option y) const { return link_tiers[std::size_t{x} * pairwise.options + y]; }
  std::uint32_t path_tier(Option x, Option y) const { return path_tiers[std::size_t{x} * pairwise.options + y]; }
  bool is_above(Option x, Option y) const { return path_tier(x, y) > path_tier(y, x); }
};

/// O(options^3) after the table. "Above" is a strict partial order (section 4.1 of the paper), so there always is a winner.
/// Refuses: what count_pairs or find_fault refuses; bad_parameter (a tie order that does not name every option once).
/// Source: Schulze, "The Schulze Method of Voting", arXiv 1804.02973, sections 2.2 and 2.3 (Floyd-Warshall).
Checked<SchulzeResult> schulze(const RankedElection& election, const SchulzeRule& rule = {});
Checked<SchulzeResult> schulze(const Pairwise& pairwise, const SchulzeRule& rule = {});

/// The options along one strongest path, both ends included, as short as such a path can be; empty when there is none.
std::vector<Option> strongest_path(const SchulzeResult& result, Option from, Option to);

}  // namespace palabre::tally
