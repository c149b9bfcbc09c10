// All outcomes a method can have when its ties are settled one way or the other.
#pragma once
#include "tally/equal_shares.hpp"
#include "tally/greedy.hpp"
#include "tally/phragmen.hpp"

#include <vector>

namespace palabre::tally {

struct TiedOutcomes {
  std::vector<std::vector<Option>> outcomes;  // each in rising order of options, all different, in rising order
  bool is_complete = true;                    // false: there may be more, the limit was reached
};

/// How many runs may be spent on looking for outcomes. A tie met in a state already seen costs one run and is not followed again.
struct OutcomeLimits {
  std::uint32_t runs_max = 20'000;
  std::uint32_t outcomes_max = 10'000;
};

/// Refuse what the method refuses. The rule and the script for ties in `options` are not used.
Checked<TiedOutcomes> all_greedy(const BudgetElection& election, const GreedyOptions& options, const OutcomeLimits& limits = {});
/// Also refuses: bad_parameter (a completion that raises the shares: each way to settle a tie would end at other shares).
Checked<TiedOutcomes> all_equal_shares(const BudgetElection& election, const EqualSharesOptions& options, const OutcomeLimits& limits = {});
Checked<TiedOutcomes> all_phragmen(const BudgetElection& election, const PhragmenOptions& options, const OutcomeLimits& limits = {});

}  // namespace palabre::tally
