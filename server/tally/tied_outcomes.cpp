// Follows every way a tie can be settled, by running the method again for each. Called by the report of budgets and the tests.
#include "tally/tied_outcomes.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace palabre::tally {
namespace {

/// Runs `count` with one script after the other. A script follows a prefix of choices and then takes the first of each new tie; every
/// other choice of a new tie becomes a prefix of its own. A tie in a state seen before ends the run.
template <class Count>
Checked<TiedOutcomes> follow_all(const OutcomeLimits& limits, Count count) {
  std::set<std::vector<Option>> outcomes;
  std::unordered_set<std::string> seen;
  std::vector<std::vector<Option>> prefixes{{}};
  std::uint32_t runs = 0;
  while (!prefixes.empty() && runs < limits.runs_max && outcomes.size() < limits.outcomes_max) {
    ++runs;
    std::vector<Option> choices = std::move(prefixes.back());
    prefixes.pop_back();
    std::size_t at = 0;
    bool is_given_up = false;
    const TieScript script = [&](const std::vector<Option>& tied, const StateText& state) -> std::optional<Option> {
      if (at < choices.size()) return choices[at++];
      if (!seen.insert(state()).second) {
        is_given_up = true;
        return std::nullopt;
      }
      for (std::size_t i = tied.size(); i-- > 1;) {
        prefixes.push_back(choices);
        prefixes.back().push_back(tied[i]);
      }
      ++at;
      choices.push_back(tied.front());
      return tied.front();
    };
    Checked<std::vector<Option>> selected = count(script);
    if (is_given_up) continue;
    if (!selected) return selected.fault();
    std::sort(selected->begin(), selected->end());
    outcomes.insert(std::move(*selected));
  }
  return TiedOutcomes{{outcomes.begin(), outcomes.end()}, prefixes.empty()};
}

template <class Result>
Checked<std::vector<Option>> selected_of(Checked<Result> result) {
  if (!result) return result.fault();
  return std::move(result->selected);
}

}  // namespace

Checked<TiedOutcomes> all_greedy(const BudgetElection& election, const GreedyOptions& options, const OutcomeLimits& limits) {
  return follow_all(limits, [&](const TieScript& script) {
    GreedyOptions scripted = options;
    scripted.script = &script;
    return selected_of(greedy(election, scripted));
  });
}

Checked<TiedOutcomes> all_equal_shares(const BudgetElection& election, const EqualSharesOptions& options, const OutcomeLimits& limits) {
  const auto completion = options.completion;
  if (completion != Completion::none && completion != Completion::utilitarian && completion != Completion::phragmen)
    return Fault{FaultKind::bad_parameter, "where shares are raised, each way to settle a tie would end at other shares"};
  return follow_all(limits, [&](const TieScript& script) {
    EqualSharesOptions scripted = options;
    scripted.script = &script;
    return selected_of(equal_shares(election, scripted));
  });
}

Checked<TiedOutcomes> all_phragmen(const BudgetElection& election, const PhragmenOptions& options, const OutcomeLimits& limits) {
  return follow_all(limits, [&](const TieScript& script) {
    PhragmenOptions scripted = options;
    scripted.script = &script;
    return selected_of(phragmen(election, scripted));
  });
}

}  // namespace palabre::tally
