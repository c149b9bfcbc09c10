// The Method of Equal Shares with its completions, and what is told of the outcome. Called by the report of budgets.
#include "tally/equal_shares.hpp"

#include "tally/completion.hpp"
#include "tally/phragmen.hpp"

#include <limits>

namespace palabre::tally {
namespace {

class Count {
 public:
  Count(const BudgetElection& election, const EqualSharesOptions& options, const Supports& supports, std::vector<std::uint32_t> places,
        std::vector<std::uint32_t> fill_places)
      : election_(election), options_(options), supports_(supports),
        fill_rule_{{}, options.ties.order}, fill_ties_(election, supports, fill_rule_, std::move(fill_places), options.script),
        ties_(election, supports, options.ties, std::move(places), options.script), run_(election, supports, options.utility, ties_) {}

  Checked<EqualSharesResult> count() {
    for (Option option = 0; option < supports_.options(); ++option) result_.supporters.push_back(supports_.supporters(option));
    Completed completed;
    completed.endowment = {supports_.voters() == 0 ? 0 : election_.budget, std::max<std::int64_t>(1, supports_.voters())};
    if (supports_.voters() > 0 && options_.completion != Completion::none) {
      auto raised = raise(std::move(completed));
      if (!raised) return raised.fault();
      completed = std::move(*raised);
    }
    result_.steps = completed.steps;
    result_.end = completed.end;
    return count_once(completed.endowment);
  }

 private:
  Checked<Completed> raise(Completed completed) const {
    switch (options_.completion) {
      case Completion::add1:
      case Completion::add1u:
      case Completion::add1e: return raise_shares(election_, supports_, run_, options_);
      case Completion::increment: return raise_seats(election_, supports_, run_, options_);
      case Completion::none:
      case Completion::utilitarian:
      case Completion::phragmen: break;
    }
    return completed;
  }

  /// The run that counts, with all that is told of it.
  Checked<EqualSharesResult> count_once(const Endowment& endowment) {
    Purses purses(supports_, endowment);
    const auto seats = options_.completion == Completion::increment ? static_cast<std::size_t>(election_.budget) : std::numeric_limits<std::size_t>::max();
    auto outcome = run_.run(purses, {election_.budget, seats, options_.script == nullptr});
    if (outcome.is_given_up) return Fault{FaultKind::bad_parameter, given_up};
    result_.endowment = purses.chain().fraction(Purses::endowment);
    result_.selected = std::move(outcome.selected);
    result_.purchases = std::move(outcome.purchases);
    result_.cost = outcome.cost;
    if (options_.script == nullptr) tell_money(purses);
    if (!complete(purses)) return Fault{FaultKind::bad_parameter, given_up};
    for (const Option option : result_.missing.empty() ? std::vector<Option>{} : result_.selected) result_.missing[option] = {};
    result_.ties = std::move(ties_.ties());
    result_.ties.insert(result_.ties.end(), fill_ties_.ties().begin(), fill_ties_.ties().end());
    return std::move(result_);
  }

  bool complete(Purses& purses) {
    switch (options_.completion) {
      case Completion::utilitarian:
      case Completion::add1u: return fill_by_support(election_, supports_, fill_ties_, result_.selected, result_.cost);
      case Completion::increment:  // options without supporters, when there are too few others
        return result_.end == EqualSharesEnd::seats_taken || fill_by_support(election_, supports_, fill_ties_, result_.selected, result_.cost);
      case Completion::phragmen: return go_on(purses);
      case Completion::none:
      case Completion::add1:
      case Completion::add1e: break;
    }
    return true;
  }

  bool go_on(Purses& purses) {
    PhragmenResult rest;
    rest.selected = result_.selected;
    rest.cost = result_.cost;
    const PhragmenOptions options{true, options_.ties, options_.script};
    if (!continue_with_phragmen(election_, options, purses, ties_, rest)) return false;
    result_.selected = std::move(rest.selected);
    result_.cost = rest.cost;
    return true;
  }

  /// Per option what its supporters lack, and what all voters have left.
  void tell_money(const Purses& purses) {
    Factors all(purses.chain().size(), 0);
    for (std::uint32_t group = 0; group < supports_.groups(); ++group) purses.add_money(group, supports_.count(group), all);
    result_.left = purses.chain().fraction_of(purses.chain().sum(all).size);
    for (Option option = 0; option < supports_.options(); ++option) {
      Factors factors(purses.chain().size(), 0);
      factors[Chain::one] = election_.costs[option];
      for (const auto& supporter : supports_.of(option)) purses.add_money(supporter.group, -static_cast<std::int64_t>(supporter.count), factors);
      auto sum = purses.chain().sum(factors);
      result_.missing.push_back(sum.is_negative ? Fraction{} : purses.chain().fraction_of(std::move(sum.size)));
    }
  }

  const BudgetElection& election_;
  const EqualSharesOptions& options_;
  const Supports& supports_;
  TieRule fill_rule_;
  TieBreaker fill_ties_;
  TieBreaker ties_;
  EqualSharesRun run_;
  EqualSharesResult result_;
};

}  // namespace

Checked<EqualSharesResult> equal_shares(const BudgetElection& election, const EqualSharesOptions& options) {
  if (auto fault = find_fault(election)) return *fault;
  if (options.step < 1 || options.step > money_max) return Fault{FaultKind::bad_parameter, "the step must be at least 1, and at most " + std::to_string(money_max)};
  const Supports supports(election.votes);
  auto places = tie_places(election, supports, options.ties);
  if (!places) return places.fault();
  auto fill_places = tie_places(election, supports, {{}, options.ties.order});
  return Count(election, options, supports, std::move(*places), std::move(*fill_places)).count();
}

}  // namespace palabre::tally
