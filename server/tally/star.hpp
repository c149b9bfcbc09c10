// STAR: score, then automatic runoff. The two highest sums meet; the one that more ballots grade higher wins.
#pragma once
#include "tally/ballots.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

/// none: a tie stays open and is reported. official: the protocol of the Equal Vote Coalition, as far as the ballots go; never by lot.
enum class StarTies { none, official };

struct StarRule {
  std::int64_t grade_min = 0;
  std::int64_t grade_max = 5;
  StarTies ties = StarTies::none;
};

/// What broke a tie: matchups among the tied options, the sums, or how many gave the highest grade.
enum class StarTieBreak { head_to_head, score, highest_grade };

/// One step that broke a tie. `lost` fell behind the rest of `tied`.
struct StarTieStep {
  bool is_runoff = false;
  StarTieBreak by = StarTieBreak::head_to_head;
  std::vector<Option> tied;
  std::vector<Option> lost;
};

struct Runoff {
  Option first = 0;  // the higher sum; among equals the lower index
  Option second = 0;
  std::int64_t for_first = 0;
  std::int64_t for_second = 0;
  std::int64_t no_preference = 0;
};

struct StarResult {
  std::vector<std::int64_t> sums;   // by option; a missing grade is 0
  std::vector<std::int64_t> highest;  // by option: how many gave grade_max
  std::int64_t cast = 0;
  std::int64_t blank = 0;
  std::vector<Option> finalists;       // surely: none to two
  std::vector<Option> tied_finalists;  // equal for the places left; empty without an open tie
  std::vector<StarTieStep> steps;      // official only
  std::vector<Runoff> runoffs;         // one; with an open tie for the final, one per final that could be
  std::vector<Option> winners;         // one; more when a tie is open: all who win or tie in a possible final, by index
};

/// One option alone wins without a runoff.
/// Refuses: what find_fault_of_grades refuses; number_too_large (so many options tie for the final that their matchups cannot be counted).
/// Source:  Equal Vote Coalition, "STAR voting: ties", starvoting.org/ties (official protocol): matchups lost among the tied, then highest
/// grades; in the runoff the sum, then highest grades.
Checked<StarResult> count_star(const MarkedElection& election, const StarRule& rule);

}  // namespace palabre::tally
