// The completions of equal shares: raise the shares, or fill with what has most support. Called by equal_shares.cpp.
#include "tally/completion.hpp"

#include "tally/greedy.hpp"

#include <algorithm>
#include <limits>

namespace palabre::tally {
namespace {

constexpr auto any_number = std::numeric_limits<std::size_t>::max();

Fault too_many_steps(std::uint64_t steps) {
  return {FaultKind::bad_parameter, "no end after " + std::to_string(steps) + " steps: choose a larger step"};
}

/// Fewer steps where each takes long, so that a step chosen too small ends in minutes with a fault and not in days.
std::uint64_t steps_max(const EqualSharesOptions& options, const Supports& supports) {
  return std::min<std::uint64_t>(options.steps_max, 1'000 + 4'000'000'000 / (supports.marks() + 1));
}

/// Whether some option that is not bought costs no more than what is left.
bool does_any_fit(const BudgetElection& election, const RunOutcome& outcome) {
  std::vector<bool> is_bought(election.costs.size(), false);
  for (const Option option : outcome.selected) is_bought[option] = true;
  for (std::size_t i = 0; i < election.costs.size(); ++i)
    if (!is_bought[i] && election.costs[i] <= election.budget - outcome.cost) return true;
  return false;
}

bool is_within_budget(const BudgetElection& election) {
  std::int64_t left = election.budget;
  for (const auto cost : election.costs) {
    if (cost > left) return false;
    left -= cost;
  }
  return true;
}

}  // namespace

Checked<Completed> raise_shares(const BudgetElection& election, const Supports& supports, const EqualSharesRun& run, const EqualSharesOptions& options) {
  const RunLimits limits{election.budget, any_number, false};
  const auto run_with = [&](const Endowment& endowment) {
    Purses purses(supports, endowment);
    return run.run(purses, limits);
  };
  Completed completed;
  completed.endowment = {election.budget, supports.voters()};
  if (is_within_budget(election)) {
    completed.outcome = run_with(completed.endowment);
    completed.end = EqualSharesEnd::all_bought;
    return completed;
  }
  const std::int64_t step = options.step;
  completed.endowment = {election.budget / supports.voters() / step * step, 1};
  completed.outcome = run_with(completed.endowment);
  for (;; ++completed.steps) {
    if (completed.outcome.selected.size() == run.purchasable()) {
      completed.end = EqualSharesEnd::all_bought;
      return completed;
    }
    if (options.completion == Completion::add1e && !does_any_fit(election, completed.outcome)) {
      completed.end = EqualSharesEnd::nothing_fits;
      return completed;
    }
    if (completed.steps == steps_max(options, supports)) return too_many_steps(completed.steps);
    const Endowment next{completed.endowment.numerator + step, 1};
    auto outcome = run_with(next);
    if (outcome.cost > election.budget) {
      completed.end = EqualSharesEnd::next_step_overruns;
      return completed;
    }
    completed.outcome = std::move(outcome);
    completed.endowment = next;
  }
}

Checked<Completed> raise_seats(const BudgetElection& election, const Supports& supports, const EqualSharesRun& run, const EqualSharesOptions& options) {
  for (const auto cost : election.costs)
    if (cost != 1) return Fault{FaultKind::bad_parameter, "raising the number of seats wants cost 1 for each option"};
  const auto seats = static_cast<std::size_t>(election.budget);
  Completed completed;
  for (;; ++completed.steps) {
    completed.endowment = {election.budget + static_cast<std::int64_t>(completed.steps), supports.voters()};
    Purses purses(supports, completed.endowment);
    completed.outcome = run.run(purses, {election.budget, seats, false});
    completed.end = completed.outcome.selected.size() == seats ? EqualSharesEnd::seats_taken : EqualSharesEnd::all_bought;
    if (completed.outcome.selected.size() == std::min(seats, run.purchasable())) return completed;
    if (completed.steps == steps_max(options, supports)) return too_many_steps(completed.steps);
  }
}

bool fill_by_support(const BudgetElection& election, const Supports& supports, TieBreaker& ties, std::vector<Option>& selected, std::int64_t& cost) {
  std::vector<std::int64_t> scores;
  for (Option option = 0; option < supports.options(); ++option) scores.push_back(supports.supporters(option));
  std::vector<bool> is_out(election.costs.size(), false);
  for (const Option option : selected) is_out[option] = true;
  const auto fill = fill_greedily(election, scores, is_out, election.budget - cost, {}, static_cast<std::uint32_t>(selected.size()), ties);
  if (!fill) return false;
  selected.insert(selected.end(), fill->added.begin(), fill->added.end());
  cost = election.budget - fill->left;
  return true;
}

}  // namespace palabre::tally
