// Sequential Phragmén: every voter earns money at the same pace; what its supporters can pay together is bought at that moment.
#pragma once
#include "tally/budget.hpp"
#include "tally/purses.hpp"
#include "tally/tie_breaker.hpp"

#include <cstdint>
#include <vector>

namespace palabre::tally {

struct PhragmenOptions {
  bool fills_seats = false;  // options without supporters come last, all tied; for committees, whose seats must be filled
  TieRule ties;
  const TieScript* script = nullptr;  // settles ties instead of the rule (tied_outcomes.hpp); then nothing is told of money
};

/// One option bought: the load of each supporter rises to `load`; a payment is what it rises by.
struct LoadRise {
  Option option = 0;
  Fraction load;                  // what each supporter has earned until then
  std::vector<Payment> payments;  // they sum up to the cost
};

struct PhragmenResult {
  std::vector<Option> selected;
  std::vector<LoadRise> purchases;
  std::int64_t cost = 0;
  std::vector<std::int64_t> supporters;  // per option
  std::vector<Option> stopped_by;  // bought next, had the budget been higher; equal options of which one does not fit stop all
  std::vector<Fraction> missing;   // per option: the cost less what its supporters have saved at the end, or less the budget left
                                   // when they have saved enough; 0 when selected
  std::vector<Tie> ties;
};

/// Options that alone cost more than the budget are left out from the start; options of cost 0 with supporters come first and cost
/// nobody anything. Refuses: what find_fault refuses.
/// Source: Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified Representation" (AAAI 2017); with costs: Los,
/// Christoff, Grossi, "Proportional Budget Allocations: Towards a Systematization" (IJCAI 2022), section 2.
Checked<PhragmenResult> phragmen(const BudgetElection& election, const PhragmenOptions& options = {});

/// Goes on from a run of equal shares: who has money left starts ahead by as much. `result` holds what is selected and its cost so
/// far, and takes the rest. Returns false when the script of the ties gives the run up.
bool continue_with_phragmen(const BudgetElection& election, const PhragmenOptions& options, Purses& purses, TieBreaker& ties, PhragmenResult& result);

}  // namespace palabre::tally
