// Random budget elections with many equal numbers, so that ties and empty purses are common. Used by the tests of budgets.
#pragma once
#include "tally/budget.hpp"
#include "tally/natural.hpp"
#include "tally/purses.hpp"
#include "tally/random.hpp"

#include <algorithm>
#include <vector>

namespace palabre::tally {

struct BudgetShape {
  std::uint32_t voters_max = 12;
  std::uint32_t options_max = 8;
  std::int64_t cost_max = 10;
  std::int64_t points_max = 1;  // 1: approvals
};

inline BudgetElection random_budget(Chance& chance, const BudgetShape& shape = {}) {
  BudgetElection election;
  election.votes.options = 1 + static_cast<std::uint32_t>(chance.below(shape.options_max));
  const auto voters = 1 + chance.below(shape.voters_max);
  const auto density = 2 + chance.below(4);
  for (std::uint64_t voter = 0; voter < voters; ++voter) {
    MarkedBallot ballot{{}, chance.below(4) == 0 ? static_cast<std::int64_t>(chance.below(4)) : 1};
    for (Option option = 0; option < election.votes.options; ++option)
      if (chance.below(density) == 0) ballot.marks.push_back({option, 1 + static_cast<std::int64_t>(chance.below(static_cast<std::uint64_t>(shape.points_max)))});
    election.votes.ballots.push_back(std::move(ballot));
  }
  for (Option option = 0; option < election.votes.options; ++option)
    election.costs.push_back(static_cast<std::int64_t>(chance.below(static_cast<std::uint64_t>(shape.cost_max) + 1)));
  election.budget = static_cast<std::int64_t>(chance.below(static_cast<std::uint64_t>(shape.cost_max) * 4));
  return election;
}

/// Approvals for a committee: cost 1 each.
inline BudgetElection random_committee(Chance& chance, const BudgetShape& shape = {}) {
  auto election = random_budget(chance, shape);
  election.costs.assign(election.votes.options, 1);
  election.budget = 1 + static_cast<std::int64_t>(chance.below(election.votes.options));
  return election;
}

/// The same ballots in another order, some of them split into single voters.
inline BudgetElection shuffled(BudgetElection election, Chance& chance) {
  std::vector<MarkedBallot> ballots;
  for (const auto& ballot : election.votes.ballots) {
    if (ballot.count < 2 || chance.below(2) == 0) {
      ballots.push_back(ballot);
      continue;
    }
    ballots.push_back({ballot.marks, 1});
    ballots.push_back({ballot.marks, ballot.count - 1});
  }
  for (std::size_t left = ballots.size(); left > 1; --left) std::swap(ballots[left - 1], ballots[chance.below(left)]);
  election.votes.ballots = std::move(ballots);
  return election;
}

inline Fraction sum_of(const Fraction& left, const Fraction& right) {
  Fraction sum{left.numerator * right.denominator, left.denominator * right.denominator};
  sum.numerator += right.numerator * left.denominator;
  return sum;
}

inline Fraction times(Fraction fraction, std::int64_t factor) {
  fraction.numerator *= static_cast<std::uint64_t>(factor);
  return fraction;
}

inline Fraction whole_fraction(std::int64_t number) { return {Natural(static_cast<std::uint64_t>(number)), Natural(1)}; }

inline Fraction sum_of(const std::vector<Payment>& payments) {
  Fraction sum;
  for (const auto& payment : payments) sum = sum_of(sum, times(payment.amount, payment.voters));
  return sum;
}

inline std::int64_t cost_of(const BudgetElection& election, const std::vector<Option>& selected) {
  std::int64_t cost = 0;
  for (const auto option : selected) cost += election.costs[option];
  return cost;
}

inline bool are_all_different(std::vector<Option> selected) {
  std::sort(selected.begin(), selected.end());
  return std::adjacent_find(selected.begin(), selected.end()) == selected.end();
}

inline std::vector<Option> in_rising_order(std::vector<Option> selected) {
  std::sort(selected.begin(), selected.end());
  return selected;
}

}  // namespace palabre::tally
