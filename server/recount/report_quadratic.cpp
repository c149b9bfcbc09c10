// Counts quadratic votes within their credits. Called by the command `tally quadratic`.
#include "recount/mark_outcome.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/withdrawn.hpp"
#include "tally/quadratic.hpp"

namespace palabre::recount {
namespace {

constexpr std::int64_t identities_shown = 4;

Read<tally::QuadraticRule> quadratic_rule_of(const Poll& poll, const Flags& flags) {
  tally::QuadraticRule rule;
  rule.seats = find_seats(poll, flags).number;
  if (flags.credits && *flags.credits > static_cast<std::uint64_t>(tally::credits_max))
    return FileFault{"--credits: more than " + std::to_string(tally::credits_max)};
  if (flags.credits) {
    rule.credits = static_cast<std::int64_t>(*flags.credits);
  } else if (const auto text = find_rule(std::nullopt, poll, "credits")) {
    const auto number = parse_count(*text, "credits", 0, tally::credits_max);
    if (!number) return number.fault();
    rule.credits = *number;
  }
  return rule;
}

/// By whom, or which ballot of the file, counted from 1.
Json ballot_name(const Poll& poll, std::size_t ballot) {
  if (ballot < poll.marked_by.size()) return poll.people[poll.marked_by[ballot]];
  return ballot + 1;
}

void add_budgets(Report& report, const Poll& poll, const tally::QuadraticRule& rule, const tally::QuadraticResult& result) {
  Json ballots = Json::array();
  for (const auto& over : result.over_spent) ballots.push_back(ballot_name(poll, over.ballot));
  report.json["credits"] = {{"each", rule.credits}, {"spent", result.credits_spent}, {"unspent", result.credits_unspent}};
  report.json["over_budget"] = {{"voters", result.over_budget}, {"ballots", ballots}};
  report.json["turnout"] = {{"cast", result.cast}, {"valid", result.cast - result.over_budget - result.blank}, {"blank", result.blank}};
  report.text += amount_of(result.cast, "ballot") + " with " + amount_of(rule.credits, "credit") + " each: " + std::to_string(result.credits_spent) +
                 " spent, " + std::to_string(result.credits_unspent) + " left, " + amount_of(result.over_budget, "ballot") + " over budget and void, " +
                 std::to_string(result.blank) + " blank.\n";
}

void add_warning(Report& report, std::int64_t credits) {
  const auto warning = tally::warn_of_sybils(credits, identities_shown);
  if (!warning) return;
  report.json["sybil_warning"] = {{"identities", warning->identities}, {"votes_alone", warning->votes_alone}, {"votes_split", warning->votes_split}};
  report.text += "Mind: who shares these credits among " + std::to_string(warning->identities) + " names has " + std::to_string(warning->votes_split) +
                 " votes on one option instead of " + std::to_string(warning->votes_alone) +
                 " (k names: up to the root of k times as many; with full credits for each name, k times). One person, one ballot must be sure.\n";
}

}  // namespace

Reported report_quadratic(const Poll& poll, const Flags& flags) {
  if (auto fault = fault_of_kind(poll, "quadratic", {MarkKind::credits, MarkKind::points, MarkKind::score})) return *fault;
  if (!poll.withdrawn.empty()) return report_quadratic(without_withdrawn(poll), flags);
  const auto cut = find_cut(poll, flags);
  if (!cut) return cut.fault();
  const auto rule = quadratic_rule_of(poll, flags);
  if (!rule) return rule.fault();
  const auto result = tally::count_quadratic({static_cast<std::uint32_t>(poll.options.size()), poll.marked}, *rule);
  if (!result) return fault_of(result.fault());
  Report report;
  report.json["totals"] = by_option(poll, [&result](tally::Option option) { return result->totals[option].votes; });
  add_outcome(report.json, report.text, poll, result->standing, *cut);
  add_budgets(report, poll, *rule, *result);
  report.text += "Votes, most first:\n";
  for (const auto& group : result->standing.order)
    for (const auto option : group) {
      const auto& total = result->totals[option];
      report.text += "  " + std::to_string(total.votes) + "  " + name_of(poll, option) + " (" + std::to_string(total.in_favour) + " for, " +
                     std::to_string(total.against) + " against, by " + amount_of(total.voters, "voter") + ")\n";
    }
  add_warning(report, rule->credits);
  return report;
}

}  // namespace palabre::recount
