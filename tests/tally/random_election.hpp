// Small random elections with ties, short ballots and blank ones, for the property tests of methods that take rankings.
#pragma once
#include "tally/ballots.hpp"
#include "tally/random.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {

inline Chance chance_of(std::uint64_t number) { return Chance(Seed{number, 1, 2, 3}); }

inline std::vector<Option> random_permutation(Chance& chance, Option options) {
  std::vector<Option> order(options);
  std::iota(order.begin(), order.end(), Option{0});
  for (Option i = options; i > 1; --i) std::swap(order[i - 1], order[chance.below(i)]);
  return order;
}

inline RankedBallot random_ballot(Chance& chance, Option options, std::int64_t count) {
  auto order = random_permutation(chance, options);
  if (chance.below(2) == 0) order.resize(chance.below(options + 1));
  std::vector<std::vector<Option>> groups;
  for (const auto option : order) {
    if (groups.empty() || chance.below(4) != 0) groups.emplace_back();
    groups.back().push_back(option);
  }
  return rank_in_groups(groups, count);
}

inline RankedElection random_election(Chance& chance, Option most_options = 6, std::uint64_t most_ballots = 9) {
  RankedElection election{static_cast<Option>(1 + chance.below(most_options)), {}};
  for (auto ballots = chance.below(most_ballots + 1); ballots > 0; --ballots)
    election.ballots.push_back(random_ballot(chance, election.options, static_cast<std::int64_t>(chance.below(5))));
  return election;
}

/// The same election with option x called names[x].
inline RankedElection renamed(RankedElection election, const std::vector<Option>& names) {
  for (auto& ballot : election.ballots)
    for (auto& place : ballot.places) place.option = names[place.option];
  return election;
}

inline std::vector<Option> renamed(std::vector<Option> options, const std::vector<Option>& names) {
  for (auto& option : options) option = names[option];
  std::sort(options.begin(), options.end());
  return options;
}

/// A ballot's groups, best first; the last one holds the options it does not name (it may be empty).
inline std::vector<std::vector<Option>> groups_of(const RankedBallot& ballot, Option options) {
  std::vector<bool> is_named(options, false);
  std::vector<std::vector<Option>> groups;
  std::uint32_t rank = 0;
  for (const auto& place : ballot.places) {
    is_named[place.option] = true;
    if (place.rank != rank) groups.emplace_back();
    rank = place.rank;
    groups.back().push_back(place.option);
  }
  groups.emplace_back();
  for (Option x = 0; x < options; ++x)
    if (!is_named[x]) groups.back().push_back(x);
  return groups;
}

/// Every ballot upside down.
inline RankedElection reversed(const RankedElection& election) {
  RankedElection turned{election.options, {}};
  for (const auto& ballot : election.ballots) {
    auto groups = groups_of(ballot, election.options);
    std::reverse(groups.begin(), groups.end());
    turned.ballots.push_back(rank_in_groups(groups, ballot.count));
  }
  return turned;
}

/// The election with a new last option that all voters hold next to `original`: tied with it, or right before or behind it where
/// the original is tied with nobody.
inline RankedElection with_clone(Chance& chance, const RankedElection& election, Option original) {
  RankedElection cloned{election.options + 1, {}};
  for (const auto& ballot : election.ballots) {
    std::vector<std::vector<Option>> groups;
    for (auto group : groups_of(ballot, election.options)) {
      const bool is_here = std::find(group.begin(), group.end(), original) != group.end();
      const auto side = is_here && group.size() == 1 ? chance.below(3) : 0;
      if (side == 1) groups.push_back({election.options});
      if (is_here && side == 0) group.push_back(election.options);
      groups.push_back(group);
      if (side == 2) groups.push_back({election.options});
    }
    cloned.ballots.push_back(rank_in_groups(groups, ballot.count));
  }
  return cloned;
}

/// The election with `option` one group higher on one ballot, everything else as it was.
inline RankedElection with_raise(const RankedElection& election, std::size_t at, Option option) {
  RankedElection raised = election;
  auto groups = groups_of(election.ballots[at], election.options);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto found = std::find(groups[i].begin(), groups[i].end(), option);
    if (found == groups[i].end()) continue;
    const bool is_alone = groups[i].size() == 1;
    groups[i].erase(found);
    if (is_alone && i > 0) groups[i - 1].push_back(option);
    else groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(i), {option});
    break;
  }
  raised.ballots[at] = rank_in_groups(groups, election.ballots[at].count);
  return raised;
}

}  // namespace palabre::tally
