// Pairwise defeats as links, and which of two links is the stronger one.
#pragma once
#include "tally/pairwise.hpp"

#include <compare>
#include <vector>

namespace palabre::tally {

/// What makes a defeat strong. Only a defeat (more votes for than against) is a link at all.
/// Source: Schulze, "The Schulze Method of Voting", arXiv 1804.02973, section 2.1. `winning` here compares the winning votes alone;
/// `tuple` is the paper's refinement, also LiquidFeedback's: equal winning votes are told apart by fewer losing votes.
enum class Strength {
  winning,  // votes for
  margins,  // votes for less votes against
  ratio,    // votes for by votes against; against nobody is stronger than against somebody, and then the votes for decide
  tuple,    // votes for, then fewer votes against
};

/// A defeat: `winning` voters prefer `winner` to `loser`, `losing` voters the other way round.
struct Link {
  Option winner = 0;
  Option loser = 0;
  std::int64_t winning = 0;
  std::int64_t losing = 0;
  bool operator==(const Link&) const = default;
};

/// greater: `a` is the stronger link. Exact; ratios are compared by multiplying crosswise.
std::strong_ordering compare_strength(Strength strength, const Link& a, const Link& b);

/// A strength as numbers to show. winning: the votes for. margins: the difference. ratio: `number` by `over`, in lowest terms
/// (against nobody: the votes for, by 0). tuple: votes for and against. All zero: no link, no path.
struct StrengthValue {
  std::int64_t number = 0;
  std::int64_t over = 0;
  bool operator==(const StrengthValue&) const = default;
};
StrengthValue strength_value(Strength strength, const Link& link);

/// All links, in groups of equal strength, the strongest first; inside a group by winner, then loser.
std::vector<std::vector<Link>> links_by_strength(const Pairwise& pairwise, Strength strength);

}  // namespace palabre::tally
