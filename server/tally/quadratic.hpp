// Quadratic voting: v votes on an option cost v * v credits, so a strong wish can be said but grows dear.
#pragma once
#include "tally/standing.hpp"

#include <cstdint>
#include <vector>

namespace palabre::tally {

inline constexpr std::int64_t credits_max = 1'000'000;

struct QuadraticRule {
  std::int64_t credits = 100;  // each voter's budget
  std::uint32_t seats = 1;
};

/// A ballot that spends more than it has; it counts nowhere.
struct OverSpent {
  std::size_t ballot = 0;
  std::int64_t count = 0;  // how many voted so
};

struct QuadraticTotal {
  std::int64_t votes = 0;  // for minus against
  std::int64_t in_favour = 0;
  std::int64_t against = 0;
  std::int64_t voters = 0;  // who spent anything on it
};

/// What a person gains who votes under several names.
struct SybilWarning {
  std::int64_t identities = 2;
  std::int64_t votes_alone = 0;  // most votes on one option with all credits: the root of them, rounded down
  std::int64_t votes_split = 0;  // with the same credits shared among the names: up to sqrt(identities) times as many
};

struct QuadraticResult {
  std::vector<QuadraticTotal> totals;  // by option
  std::int64_t cast = 0;
  std::int64_t blank = 0;              // no vote at all, of ballots within the budget
  std::int64_t over_budget = 0;        // voters
  std::vector<OverSpent> over_spent;   // by ballot
  std::int64_t credits_spent = 0;      // of valid ballots
  std::int64_t credits_unspent = 0;
  Standing standing;                   // by votes; an option may win below zero
};

/// Marks are signed votes. Integers throughout: a ballot of v with sum v * v == credits is valid, one vote more is void.
/// Refuses: what find_fault refuses; negative_number (credits), number_too_large (credits beyond credits_max), bad_parameter (no seats).
/// Source:  Posner and Weyl, "Radical Markets" (2018), chapter 2; Lalley and Weyl, "Quadratic Voting", AEA Papers 108 (2018).
Checked<QuadraticResult> count_quadratic(const MarkedElection& election, const QuadraticRule& rule);

/// Why quadratic voting needs one person, one ballot. Refuses: identities below 1, credits as above.
Checked<SybilWarning> warn_of_sybils(std::int64_t credits, std::int64_t identities);

}  // namespace palabre::tally
