// Small groups: people at tables over several rounds, mixed by some fields, kept together by others, meeting as many others as possible.
#pragma once
#include "tally/checked.hpp"
#include "tally/random.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

inline constexpr std::uint32_t group_people_max = 4'000;
inline constexpr std::uint32_t group_rounds_max = 200;

/// A property of people: each person's value, numbered from 0.
using GroupField = std::vector<std::uint32_t>;

struct SmallGroupsCall {
  std::uint32_t people = 0;
  std::uint32_t tables = 0;
  std::uint32_t rounds = 1;
  std::vector<GroupField> diversify;  // each value's count per table: its share of the people, rounded down or up
  std::vector<GroupField> cluster;    // each value at as few tables as possible
};

/// A value whose count at a table is neither its share rounded down nor up.
struct Imbalance {
  std::uint32_t round = 0;
  std::uint32_t table = 0;
  std::uint32_t field = 0;  // of diversify
  std::uint32_t value = 0;
  std::uint32_t count = 0;
};

struct SmallGroups {
  std::vector<std::vector<std::vector<std::uint32_t>>> rounds;  // [round][table] people, in rising order
  std::vector<Imbalance> imbalances;      // empty: every value of every diversified field is balanced at every table
  std::uint64_t meetings = 0;             // pairs of people who sit together in some round
  std::uint64_t meetings_bound = 0;       // no seating has more: all pairs, or all seats of all rounds
  std::uint64_t cluster_tables = 0;       // over rounds, cluster fields and values: tables at which the value sits
  std::uint64_t cluster_tables_least = 0; // if every value filled its tables
};

/// Tables of equal size, or one more. Balance first, then clusters, then meetings: by annealing swaps of two people, round by round, in a
/// second pass with all other rounds known. With one diversified field the balance is always reached. The same seed gives the same tables.
/// Refuses: no_options (nobody), bad_parameter (no table or round, more tables than people, a field that does not fit), number_too_large.
/// Source: Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", Science 220 (1983); the bound is that of the social golfer
/// problem (Harvey, CSPLib 10).
Checked<SmallGroups> make_small_groups(const SmallGroupsCall& call, const Seed& seed);

}  // namespace palabre::tally
