// How equal shares spends what the voters could not agree to spend. Private to equal_shares.cpp.
#pragma once
#include "tally/equal_shares_run.hpp"

namespace palabre::tally {

/// The run of the last step that counts, its purses, and how it came to it.
struct Completed {
  RunOutcome outcome;
  Endowment endowment;
  std::uint64_t steps = 0;
  EqualSharesEnd end = EqualSharesEnd::nothing_affordable;
};

/// add1, add1u and add1e without the filling: from the share floor(budget / voters) in whole steps upward.
Checked<Completed> raise_shares(const BudgetElection& election, const Supports& supports, const EqualSharesRun& run, const EqualSharesOptions& options);

/// increment: shares (budget + j) / voters for j = 0, 1, … until as many are bought as the budget is high. Wants cost 1 for all.
Checked<Completed> raise_seats(const BudgetElection& election, const Supports& supports, const EqualSharesRun& run, const EqualSharesOptions& options);

/// Adds what fits, most supporters first, equals as the ties are settled; ties that decide what is added join `ties`.
/// Returns false when the script gives the run up.
bool fill_by_support(const BudgetElection& election, const Supports& supports, TieBreaker& ties, std::vector<Option>& selected, std::int64_t& cost);

}  // namespace palabre::tally
