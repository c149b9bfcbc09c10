// Equal shares and Phragmén as they are defined, voter by voter in small exact fractions: slow and plain, to check the fast ones against.
#pragma once
#include "tally/budget.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

namespace palabre::tally {

__extension__ using PlainWide = __int128;

struct PlainFraction {
  PlainWide above = 0;
  PlainWide below = 1;

  static PlainFraction of(PlainWide above, PlainWide below) {
    PlainWide a = above < 0 ? -above : above;
    PlainWide b = below;
    while (b != 0) {
      const PlainWide rest = a % b;
      a = b;
      b = rest;
    }
    return {above / a, below / a};
  }
  friend PlainFraction operator+(PlainFraction l, PlainFraction r) { return of(l.above * r.below + r.above * l.below, l.below * r.below); }
  friend PlainFraction operator-(PlainFraction l, PlainFraction r) { return l + PlainFraction{-r.above, r.below}; }
  friend PlainFraction operator*(PlainFraction l, PlainFraction r) { return of(l.above * r.above, l.below * r.below); }
  friend PlainFraction operator/(PlainFraction l, PlainFraction r) { return of(l.above * r.below, l.below * r.above); }
  friend bool operator<(PlainFraction l, PlainFraction r) { return l.above * r.below < r.above * l.below; }
  friend bool operator==(PlainFraction l, PlainFraction r) { return l.above == r.above && l.below == r.below; }
};

struct PlainVoter {
  std::vector<std::int64_t> points;  // per option
  PlainFraction money;
};

inline std::vector<PlainVoter> plain_voters(const BudgetElection& election) {
  std::vector<PlainVoter> voters;
  for (const auto& ballot : election.votes.ballots)
    for (std::int64_t i = 0; i < ballot.count; ++i) {
      voters.push_back({std::vector<std::int64_t>(election.votes.options, 0), {}});
      for (const auto& mark : ballot.marks) voters.back().points[mark.option] = mark.value;
    }
  return voters;
}

/// The least q with sum of min(money, points * q) = cost, by trying every number of poor voters.
inline std::optional<PlainFraction> plain_price(const std::vector<PlainVoter>& voters, Option option, std::int64_t cost) {
  std::vector<PlainVoter> supporters;
  for (const auto& voter : voters)
    if (voter.points[option] > 0) supporters.push_back(voter);
  const auto per_point = [option](const PlainVoter& voter) { return voter.money / PlainFraction{voter.points[option], 1}; };
  std::sort(supporters.begin(), supporters.end(), [&](const auto& l, const auto& r) { return per_point(l) < per_point(r); });
  PlainFraction rest{cost, 1};
  for (std::size_t poor = 0; poor < supporters.size(); ++poor) {
    std::int64_t points = 0;
    for (std::size_t i = poor; i < supporters.size(); ++i) points += supporters[i].points[option];
    const PlainFraction price = rest / PlainFraction{points, 1};
    if (!(per_point(supporters[poor]) < price)) return price;
    rest = rest - supporters[poor].money;
  }
  return std::nullopt;
}

/// Options bought in order; equal ones by the lower number. Leaves what the voters have left.
inline std::vector<Option> plain_equal_shares(const BudgetElection& election, std::vector<PlainVoter>& voters, bool is_cost_utility) {
  for (auto& voter : voters) voter.money = PlainFraction::of(election.budget, static_cast<PlainWide>(voters.size()));
  std::vector<Option> selected;
  for (;;) {
    std::optional<Option> best;
    PlainFraction best_rho, best_price;
    for (Option option = 0; option < election.votes.options; ++option) {
      const auto cost = election.costs[option];
      if (cost == 0 || std::find(selected.begin(), selected.end(), option) != selected.end()) continue;
      const auto price = plain_price(voters, option, cost);
      if (!price) continue;
      const auto rho = *price / PlainFraction{is_cost_utility ? cost : 1, 1};
      if (best && !(rho < best_rho)) continue;
      best = option;
      best_rho = rho;
      best_price = *price;
    }
    if (!best) return selected;
    for (auto& voter : voters) {
      const auto due = best_price * PlainFraction{voter.points[*best], 1};
      voter.money = voter.money < due ? PlainFraction{} : voter.money - due;
    }
    selected.push_back(*best);
  }
}

/// Sequential Phragmén; `money` of a voter is minus the load.
inline std::vector<Option> plain_phragmen(const BudgetElection& election, std::vector<PlainVoter> voters) {
  std::vector<Option> selected;
  std::int64_t spent = 0;
  for (;;) {
    std::optional<Option> best;
    PlainFraction best_load;
    bool overruns = false;
    for (Option option = 0; option < election.votes.options; ++option) {
      if (election.costs[option] > election.budget || std::find(selected.begin(), selected.end(), option) != selected.end()) continue;
      PlainFraction sum{election.costs[option], 1};
      std::int64_t count = 0;
      for (const auto& voter : voters)
        if (voter.points[option] > 0) {
          sum = sum - voter.money;
          ++count;
        }
      if (count == 0) continue;
      const auto load = sum / PlainFraction{count, 1};
      if (best && best_load < load) continue;
      const bool is_over = spent + election.costs[option] > election.budget;
      if (best && best_load == load) {
        overruns = overruns || is_over;
        continue;
      }
      best = option;
      best_load = load;
      overruns = is_over;
    }
    if (!best || overruns) return selected;
    for (auto& voter : voters)
      if (voter.points[*best] > 0) voter.money = PlainFraction{-best_load.above, best_load.below};
    spent += election.costs[*best];
    selected.push_back(*best);
  }
}

}  // namespace palabre::tally
