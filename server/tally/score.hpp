// Score voting: grades on a fixed scale, added up or averaged.
#pragma once
#include "tally/standing.hpp"

#include <cstdint>
#include <vector>

namespace palabre::tally {

/// sum: who gives no grade gives 0. mean: who gives no grade has no opinion, and the grades given are averaged.
enum class ScoreBy { sum, mean };

struct ScoreRule {
  ScoreBy by = ScoreBy::sum;
  std::int64_t grade_min = 0;
  std::int64_t grade_max = 5;
  std::uint32_t seats = 1;
  std::int64_t grades_min = 1;  // mean: fewer grades than this and an option fills no seat
};

struct ScoreTotal {
  std::int64_t sum = 0;
  std::int64_t grades = 0;  // how many gave one; the mean is sum / grades
};

struct ScoreResult {
  std::vector<ScoreTotal> totals;  // by option
  std::int64_t cast = 0;
  std::int64_t blank = 0;          // ballots without any grade
  Standing standing;               // mean: only options with enough grades
  std::vector<Option> ungraded;    // mean: options with fewer than grades_min grades
};

/// Refuses: what find_fault refuses; bad_parameter (an empty scale, a grade outside it, no seats, grades_min below 1).
/// Exact: means are compared as fractions.
/// Source:  W. D. Smith, "Range voting" (2000).
Checked<ScoreResult> count_scores(const MarkedElection& election, const ScoreRule& rule);

/// The grades of the ballots within the scale, or the fault of the first outside it.
std::optional<Fault> find_fault_of_grades(const MarkedElection& election, std::int64_t grade_min, std::int64_t grade_max);

}  // namespace palabre::tally
