// A poll as an election of budgets: costs, support, what settles ties, and what a reader of the outcome should know about the file.
// Private to report_budget.cpp and budget_text.cpp.
#pragma once
#include "recount/flags.hpp"
#include "recount/poll.hpp"
#include "tally/budget.hpp"
#include "tally/greedy.hpp"
#include "tally/natural.hpp"

#include <string>
#include <vector>

namespace palabre::recount {

struct BudgetCase {
  const Poll* poll = nullptr;
  tally::BudgetElection election;
  std::vector<tally::Option> listed;  // per option of the election its place in the poll: withdrawn options are left out
  tally::TieRule ties;
  bool is_committee = false;          // cost 1 each, the budget is the number of seats
  int places = 0;                     // of money
  std::vector<std::string> notes;

  const PollOption& option(tally::Option option) const { return poll->options[listed[option]]; }
  std::string money(std::int64_t amount) const { return decimal_text(amount, places); }
  /// Rounded to six decimals of the currency.
  std::string money(const tally::Fraction& amount) const;
  /// The exact amount as a fraction of the currency.
  std::string exact_money(const tally::Fraction& amount) const;
};

/// How rankings become points: the last on a ballot of k gets 0 and the first k-1 (Borda), or the first gets `most`.
struct RankPoints {
  std::int64_t most = 0;  // 0: Borda
};

/// Refuses: a poll without approvals, points or rankings; without a budget and seats; a seat number of 0.
Read<BudgetCase> budget_case(const Poll& poll, const Flags& flags, const RankPoints& rank_points = {});

struct GreedyPlan {
  std::string rule;
  tally::GreedyOptions options;
};
/// The rule of the flag, else of the file, else plain greedy; its threshold; and the file's own scores where rankings alone do not
/// give them. Adds to the notes.
Read<GreedyPlan> greedy_plan(BudgetCase& budget, const Flags& flags);

/// Points of the first on a ranked ballot where a city gives n, n-1, …: max_length of the file, else the longest ballot.
std::int64_t points_of_first(const Poll& poll);

}  // namespace palabre::recount
