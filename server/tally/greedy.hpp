// The greedy rules of city budgets: most support first, as long as the money lasts.
#pragma once
#include "tally/budget.hpp"
#include "tally/natural.hpp"
#include "tally/tie_breaker.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

/// What comes first: more supporters or more points; per cost, where the best value for money comes first.
enum class GreedyScore { supporters, points };

struct GreedyOptions {
  GreedyScore score = GreedyScore::supporters;
  bool is_per_cost = false;
  bool skips = true;                       // what does not fit is passed over; else everything ends there
  std::optional<std::int64_t> threshold;   // options with a lower score are out
  std::vector<std::int64_t> scores;        // per option, instead of counting the ballots; empty: count
  TieRule ties{{TieCriterion::least_cost}, {}};
  const TieScript* script = nullptr;       // settles ties instead of the rule (tied_outcomes.hpp)
};

enum class GreedyFate { selected, does_not_fit, below_threshold, after_the_end };

struct GreedyResult {
  std::vector<Option> selected;           // in order of choice
  std::int64_t cost = 0;
  std::vector<std::int64_t> supporters;   // per option
  std::vector<std::int64_t> scores;       // per option
  std::vector<GreedyFate> fates;          // per option
  std::vector<std::int64_t> missing;      // per option: the cost less the money left when its turn came (or at the end); at least 0
  std::vector<Tie> ties;                  // only those that decide what is selected
};

/// Refuses: what find_fault refuses; bad_parameter (scores: not one per option); negative_number (a score below zero).
/// Source: Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis" (IJCAI 2023), and the rule field of its files.
Checked<GreedyResult> greedy(const BudgetElection& election, const GreedyOptions& options = {});

/// The same from a given start, for completions: options with `is_out` stay out, `left` money is spent. Returns nothing when the
/// script of the ties gives the run up.
struct GreedyFill {
  std::vector<Option> added;
  std::vector<GreedyFate> fates;
  std::vector<std::int64_t> missing;
  std::int64_t left = 0;
};
std::optional<GreedyFill> fill_greedily(const BudgetElection& election, const std::vector<std::int64_t>& scores, const std::vector<bool>& is_out,
                                        std::int64_t left, const GreedyOptions& options, std::uint32_t round, TieBreaker& ties);

}  // namespace palabre::tally
