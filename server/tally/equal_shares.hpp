// The Method of Equal Shares: each voter holds an equal share of the budget and pays, with all other supporters, for what they support.
#pragma once
#include "tally/budget.hpp"
#include "tally/purses.hpp"
#include "tally/tie_breaker.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

/// What an option is worth to a supporter: its cost, or 1; times the points given.
enum class Utility { cost, cardinality };

/// What happens with the money that is left when no option can be paid by its supporters any more.
enum class Completion {
  none,
  utilitarian,  // buy what still fits, most supporters first; of equals the one that stands first in the order for ties
  add1,         // raise all shares step by step, begin anew each time, stop before the first outcome that costs more than the budget
  add1u,        // add1, then utilitarian
  add1e,        // add1, but stop as soon as no option fits any more
  phragmen,     // go on with sequential Phragmén from what the voters have left; for committees
  increment,    // raise the sum of all shares by 1 until all seats are taken; for committees
};

struct EqualSharesOptions {
  Utility utility = Utility::cost;
  Completion completion = Completion::none;
  std::int64_t step = 1;  // of add1*: money added to each share per step, in the smallest unit
  TieRule ties;
  std::uint64_t steps_max = 1'000'000;   // beyond it a fault asks for a larger step; with very many marks already before it
  const TieScript* script = nullptr;     // settles ties instead of the rule (tied_outcomes.hpp); then nothing is told of money
};

/// One option bought by its supporters.
struct Purchase {
  Option option = 0;
  Fraction price;                  // per point; no supporter pays more
  Fraction most_paid;              // by one voter: the price times the most points
  std::vector<Payment> payments;   // they sum up to the cost
};

enum class EqualSharesEnd {
  nothing_affordable,  // the only end without add1
  next_step_overruns,  // add1
  nothing_fits,        // add1e: exhaustive
  all_bought,          // everything with supporters is bought; also when the whole list fits the budget from the start
  seats_taken,         // increment
};

struct EqualSharesResult {
  std::vector<Option> selected;   // in order: first what the supporters bought, then what the completion added
  std::vector<Purchase> purchases;
  std::int64_t cost = 0;
  Fraction endowment;             // each voter's share in the run that counts
  std::uint64_t steps = 0;        // of add1 and increment
  EqualSharesEnd end = EqualSharesEnd::nothing_affordable;
  std::vector<std::int64_t> supporters;  // per option
  std::vector<Fraction> missing;  // per option: the cost less what its supporters had left at the end; 0 when selected
  Fraction left;                  // what all voters together had left after the purchases
  std::vector<Tie> ties;          // of the run that counts
};

/// Options of cost 0 or without supporters are not bought but may be added by a completion that fills.
/// Refuses: what find_fault refuses; bad_parameter (step below 1, more than steps_max steps, increment with a cost other than 1).
/// Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021), section 3;
/// Peters, Skowron, "Proportionality and the Limits of Welfarism" (EC 2020), Rule X; completions as on equalshares.net.
Checked<EqualSharesResult> equal_shares(const BudgetElection& election, const EqualSharesOptions& options = {});

}  // namespace palabre::tally
