// Proportional ranking of ideas, as LiquidFeedback does it: many supporters who want the same do not fill the whole top of the list.
#pragma once
#include "tally/ballots.hpp"

#include <cstdint>
#include <vector>

namespace palabre::tally {

inline constexpr std::size_t harmonic_work_max = 400'000'000;

/// One person's voice, shared evenly among the ideas they support that are still in the running.
struct Supporter {
  std::int64_t weight = 1;           // own voice and those delegated
  std::vector<Option> supports;
  std::vector<Option> unsatisfied;   // supported with a wish unmet: counts only for ideas not admitted
};

struct HarmonicElection {
  std::uint32_t options = 0;
  std::vector<bool> admitted;  // by option; empty = all. Those not admitted leave first
  std::vector<Supporter> supporters;
};

/// One idea leaves: it had the least, and keeps that as its weight.
struct HarmonicRound {
  Option removed = 0;
  std::int64_t weight_thousandths = 0;
  std::size_t tied_count = 1;  // how many had the least; of equals the highest index leaves
  std::vector<Option> tied;    // the first ties_named_max of them when there are several, the one that leaves first
};

inline constexpr std::size_t ties_named_max = 100;

struct HarmonicResult {
  std::vector<std::int64_t> weights_thousandths;  // by option
  std::vector<HarmonicRound> rounds;              // in order of leaving, the last one leads; without the ideas nobody supports
  std::vector<std::vector<Option>> order;         // admitted first, then by falling weight; equals in one group
};

/// In each round every supporter gives weight / n to each of the n ideas of theirs that are left; an idea's sum is rounded to nine decimals
/// and then to three, half away from zero (NUMERIC(18,9), NUMERIC(12,3)). Sums are exact before rounding.
/// Ideas that nobody supports have the weight 0.
/// Refuses: what find_fault refuses of ballots; bad_parameter (admitted of another size); number_too_large (the squares of how many ideas
/// each supporter names, summed up, are beyond harmonic_work_max).
/// Source:  LiquidFeedback core 3.0, the harmonic weight of initiatives; Behrens, Kistner, Nitsche, Swierczek, "The Principles of
/// LiquidFeedback" (2014), on proportional ranking.
Checked<HarmonicResult> rank_harmonic(const HarmonicElection& election);

}  // namespace palabre::tally
