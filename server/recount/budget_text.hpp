// The outcome of a budget vote, the same for all its methods, as JSON and in words. Private to report_budget.cpp.
#pragma once
#include "recount/budget_poll.hpp"
#include "recount/reports.hpp"
#include "tally/purses.hpp"
#include "tally/tie_breaker.hpp"
#include "tally/tied_outcomes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace palabre::recount {

/// What is told of one option.
struct ProjectAccount {
  std::int64_t supporters = 0;
  std::optional<tally::Fraction> price;     // the most one supporter pays
  tally::Fraction missing;
  std::vector<tally::Payment> payments;
  std::string why;                          // in words, for one that is not selected or was added in the end
};

struct BudgetAccount {
  std::string method;                       // in words, with its rule
  std::vector<tally::Option> selected;
  std::int64_t cost = 0;
  std::vector<ProjectAccount> projects;     // per option of the election
  std::vector<tally::Tie> ties;
  std::optional<tally::TiedOutcomes> outcomes;
  std::vector<std::string> sentences;       // what else there is to say, before the list
};

/// selected, cost, budget, left, projects, ties, outcomes, notes and, where the file says it, published.
Report report_of(const BudgetCase& budget, const BudgetAccount& account);

}  // namespace palabre::recount
