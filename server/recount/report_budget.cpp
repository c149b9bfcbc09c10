// Reports of budgets: greedy rules, equal shares, sequential Phragmén. Called by the command through reports.hpp.
#include "recount/budget_text.hpp"
#include "recount/report.hpp"
#include "recount/vote_rules.hpp"
#include "tally/equal_shares.hpp"
#include "tally/greedy.hpp"
#include "tally/phragmen.hpp"
#include "tally/tied_outcomes.hpp"

#include <algorithm>
#include <utility>

namespace palabre::recount {
namespace {

tally::Fraction whole(std::int64_t amount) { return {tally::Natural(static_cast<std::uint64_t>(amount)), tally::Natural(1)}; }

/// Ties are followed as far as a few million steps go; a small committee always to the end.
tally::OutcomeLimits limits_of(const BudgetCase& budget) {
  std::size_t marks = 1;
  for (const auto& ballot : budget.election.votes.ballots) marks += 1 + ballot.marks.size();
  const std::size_t work = marks + 200 * budget.listed.size();
  return {static_cast<std::uint32_t>(std::clamp<std::size_t>(4'000'000 / work, 1, 20'000)), 1'000};
}

std::optional<tally::TiedOutcomes> known(tally::Checked<tally::TiedOutcomes> outcomes) {
  if (!outcomes) return std::nullopt;
  return std::move(*outcomes);
}

std::int64_t voters_of(const BudgetCase& budget) {
  std::int64_t voters = 0;
  for (const auto& ballot : budget.election.votes.ballots) voters += ballot.count;
  return voters;
}

std::string why_not(tally::GreedyFate fate, const BudgetCase& budget, std::int64_t missing) {
  switch (fate) {
    case tally::GreedyFate::does_not_fit: return budget.money(missing) + " were missing when its turn came";
    case tally::GreedyFate::below_threshold: return "below the threshold";
    case tally::GreedyFate::after_the_end: return "the count had ended before";
    case tally::GreedyFate::selected: break;
  }
  return "";
}

const std::vector<std::pair<std::string, tally::Completion>>& completion_words() {
  static const std::vector<std::pair<std::string, tally::Completion>> words{
      {"none", tally::Completion::none}, {"utilitarian", tally::Completion::utilitarian}, {"add1", tally::Completion::add1},
      {"add1u", tally::Completion::add1u}, {"add1e", tally::Completion::add1e}, {"phragmen", tally::Completion::phragmen}};
  return words;
}

struct SharesPlan {
  std::string utility;
  std::string completion;
  tally::EqualSharesOptions options;
};

/// The step of add1 in the currency, default 1.
Read<std::int64_t> step_of(const BudgetCase& budget, const Flags& flags) {
  const auto step = parse_decimal(flags.step.value_or("1"), budget.places);
  if (!step || *step < 1 || *step > tally::money_max) return FileFault{"--step takes an amount of money above zero, with at most " + std::to_string(budget.places) + " decimals here"};
  return *step;
}

Read<SharesPlan> plan_shares(const BudgetCase& budget, const Flags& flags) {
  SharesPlan plan;
  plan.utility = flags.utility.value_or("cost");
  if (plan.utility != "cost" && plan.utility != "cardinality") return FileFault{"--utility takes cost or cardinality"};
  plan.options.utility = plan.utility == "cost" ? tally::Utility::cost : tally::Utility::cardinality;
  plan.completion = flags.completion.value_or(budget.is_committee ? "phragmen" : "none");
  const auto& words = completion_words();
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == plan.completion; });
  if (found == words.end()) return FileFault{"--completion takes none, utilitarian, add1, add1u, add1e or phragmen"};
  plan.options.completion = found->second;
  if (budget.is_committee && plan.completion.starts_with("add1")) plan.options.completion = tally::Completion::increment;
  const auto step = step_of(budget, flags);
  if (!step) return step.fault();
  plan.options.step = *step;
  plan.options.ties = budget.ties;
  return plan;
}

std::string sentence_of_end(const tally::EqualSharesResult& result, const BudgetCase& budget, const SharesPlan& plan) {
  if (!plan.completion.starts_with("add1")) return "";
  std::string sentence = "Shares were raised " + std::to_string(result.steps) + " times, up to " + budget.money(result.endowment) + " each";
  switch (result.end) {
    case tally::EqualSharesEnd::next_step_overruns: return sentence + "; one step more would cost more than the budget.";
    case tally::EqualSharesEnd::nothing_fits: return sentence + "; then nothing more fitted the budget.";
    case tally::EqualSharesEnd::all_bought: return sentence + "; everything with supporters is bought or affordable.";
    case tally::EqualSharesEnd::seats_taken: return sentence + "; then all seats were taken.";
    case tally::EqualSharesEnd::nothing_affordable: break;
  }
  return sentence + ".";
}

std::string why_not_bought(const tally::EqualSharesResult& result, const BudgetCase& budget, tally::Option option) {
  if (result.supporters[option] == 0) return "nobody to pay for it";
  if (budget.election.costs[option] == 0) return "it costs nothing, so nobody buys it; a completion may add it";
  return budget.money(result.missing[option]) + " more than its supporters had left";
}

BudgetAccount account_of(const tally::EqualSharesResult& result, const BudgetCase& budget, const SharesPlan& plan) {
  BudgetAccount account;
  account.method = "Method of Equal Shares, " + plan.utility + " utility, completion " + plan.completion;
  account.selected = result.selected;
  account.cost = result.cost;
  account.ties = result.ties;
  account.sentences.push_back(std::to_string(voters_of(budget)) + " voters hold " + budget.money(result.endowment) + " each; " + budget.money(result.left) + " of it stayed with them.");
  if (auto sentence = sentence_of_end(result, budget, plan); !sentence.empty()) account.sentences.push_back(std::move(sentence));
  for (tally::Option option = 0; option < budget.listed.size(); ++option)
    account.projects.push_back({result.supporters[option], {}, result.missing[option], {}, why_not_bought(result, budget, option)});
  for (const auto option : result.selected) account.projects[option].why = "added by the completion";
  for (const auto& purchase : result.purchases) {
    auto& project = account.projects[purchase.option];
    project.price = purchase.most_paid;
    project.payments = purchase.payments;
    project.why.clear();
  }
  return account;
}

}  // namespace

Reported report_greedy(const Poll& poll, const Flags& flags) {
  auto budget = budget_case(poll, flags, {points_of_first(poll)});
  if (!budget) return budget.fault();
  const auto plan = greedy_plan(*budget, flags);
  if (!plan) return plan.fault();
  const auto result = tally::greedy(budget->election, plan->options);
  if (!result) return fault_of(result.fault());
  BudgetAccount account;
  const bool by_points = plan->options.score == tally::GreedyScore::points || !plan->options.scores.empty();
  account.method = "Greedy (" + plan->rule + "): by " + (by_points ? "points" : "votes") + ", " + (plan->options.skips ? "passing over what does not fit" : "ending at the first that does not fit");
  if (plan->options.threshold) account.sentences.push_back("At least " + std::to_string(*plan->options.threshold) + (by_points ? " points" : " votes") + " are needed.");
  account.selected = result->selected;
  account.cost = result->cost;
  account.ties = result->ties;
  if (result->ties.empty()) account.outcomes = tally::TiedOutcomes{{result->selected}, true};
  else account.outcomes = known(tally::all_greedy(budget->election, plan->options, limits_of(*budget)));
  for (tally::Option option = 0; option < budget->listed.size(); ++option) {
    const bool is_selected = result->fates[option] == tally::GreedyFate::selected;
    ProjectAccount project{result->supporters[option], {}, whole(result->missing[option]), {}, why_not(result->fates[option], *budget, result->missing[option])};
    if (is_selected && project.supporters > 0)
      project.price = tally::Fraction{tally::Natural(static_cast<std::uint64_t>(budget->election.costs[option])), tally::Natural(static_cast<std::uint64_t>(project.supporters))};
    if (by_points) project.why = std::to_string(result->scores[option]) + " points" + (project.why.empty() ? "" : "; " + project.why);
    account.projects.push_back(std::move(project));
  }
  Report report = report_of(*budget, account);
  report.json["rule"] = plan->rule;
  for (tally::Option option = 0; option < budget->listed.size(); ++option) report.json["projects"][budget->option(option).id]["score"] = result->scores[option];
  return report;
}

Reported report_equal_shares(const Poll& poll, const Flags& flags) {
  const auto budget = budget_case(poll, flags);
  if (!budget) return budget.fault();
  const auto plan = plan_shares(*budget, flags);
  if (!plan) return plan.fault();
  const auto result = tally::equal_shares(budget->election, plan->options);
  if (!result) return fault_of(result.fault());
  auto account = account_of(*result, *budget, *plan);
  if (result->ties.empty()) account.outcomes = tally::TiedOutcomes{{result->selected}, true};
  else account.outcomes = known(tally::all_equal_shares(budget->election, plan->options, limits_of(*budget)));
  Report report = report_of(*budget, account);
  report.json["utility"] = plan->utility;
  report.json["completion"] = plan->completion;
  report.json["endowment"] = budget->money(result->endowment);
  report.json["steps"] = result->steps;
  report.json["unspent_by_voters"] = budget->money(result->left);
  return report;
}

Reported report_phragmen(const Poll& poll, const Flags& flags) {
  const auto budget = budget_case(poll, flags);
  if (!budget) return budget.fault();
  const tally::PhragmenOptions options{budget->is_committee, budget->ties, nullptr};
  const auto result = tally::phragmen(budget->election, options);
  if (!result) return fault_of(result.fault());
  BudgetAccount account;
  account.method = "Sequential Phragmén: voters earn alike, and supporters buy as soon as they can";
  account.selected = result->selected;
  account.cost = result->cost;
  account.ties = result->ties;
  if (result->ties.empty()) account.outcomes = tally::TiedOutcomes{{result->selected}, true};
  else account.outcomes = known(tally::all_phragmen(budget->election, options, limits_of(*budget)));
  for (tally::Option option = 0; option < budget->listed.size(); ++option)
    account.projects.push_back({result->supporters[option], {}, result->missing[option], {}, budget->money(result->missing[option]) + " were missing"});
  for (const auto option : result->selected) account.projects[option].why = account.projects[option].supporters == 0 ? "no supporters: fills a seat" : "";
  for (const auto& purchase : result->purchases) {
    auto& project = account.projects[purchase.option];
    project.price = tally::Fraction{};
    for (const auto& payment : purchase.payments)
      if (payment.amount.compare(*project.price) > 0) project.price = payment.amount;
    project.payments = purchase.payments;
  }
  for (const auto option : budget->is_committee ? std::vector<tally::Option>{} : result->stopped_by)
    account.sentences.push_back("It ended when " + budget->option(option).id + " came next and did not fit, or was equal to one that did not.");
  Report report = report_of(*budget, account);
  for (const auto& purchase : result->purchases) report.json["projects"][budget->option(purchase.option).id]["load"] = budget->money(purchase.load);
  return report;
}

}  // namespace palabre::recount
