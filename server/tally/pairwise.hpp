// How many voters prefer each option to each other: the table all Condorcet methods start from.
#pragma once
#include "tally/ballots.hpp"
#include "tally/checked.hpp"
#include "tally/relation.hpp"

#include <optional>
#include <vector>

namespace palabre::tally {

/// Beyond this many options the table (and the cube of its side) is refused: number_too_large.
inline constexpr Option pairwise_options_max = 2'000;

/// N[x, y] of the literature: the voters who strictly prefer x to y. Two options on the same rank, or both on none, count for neither.
struct Pairwise {
  explicit Pairwise(Option count) : options(count), votes(std::size_t{count} * count, 0) {}

  std::int64_t of(Option x, Option y) const noexcept { return votes[std::size_t{x} * options + y]; }
  std::int64_t& of(Option x, Option y) noexcept { return votes[std::size_t{x} * options + y]; }
  bool beats(Option x, Option y) const noexcept { return of(x, y) > of(y, x); }

  Option options;
  std::vector<std::int64_t> votes;
};

/// Counts the table in O(ballots * named options * options).
/// Refuses: what find_fault refuses; more than pairwise_options_max options.
Checked<Pairwise> count_pairs(const RankedElection& election);

/// What is wrong with a table that comes from elsewhere: no_options, negative_number, number_too_large (an entry above voters_max,
/// or two opposite entries that together are), bad_parameter (not square, votes of an option over itself).
std::optional<Fault> find_fault(const Pairwise& pairwise);

/// The option that beats every other, and the one that every other beats. Never two; with one option, that option is both.
std::optional<Option> condorcet_winner(const Pairwise& pairwise);
std::optional<Option> condorcet_loser(const Pairwise& pairwise);

/// x over y when more voters prefer x to y than y to x. May hold cycles.
Relation majority_of(const Pairwise& pairwise);

/// The options in the finest groups of which each beats all options of every later group. The first group is the Smith set: the
/// Condorcet winner alone when there is one. Source: Good, "A note on Condorcet sets", Public Choice 10 (1971); Smith,
/// "Aggregation of preferences with variable electorate", Econometrica 41 (1973).
WeakOrder smith_order(const Pairwise& pairwise);

}  // namespace palabre::tally
