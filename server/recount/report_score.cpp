// Adds or averages the grades of a poll and says who wins. Called by the command `tally score`.
#include "recount/mark_outcome.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/withdrawn.hpp"
#include "tally/score.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::recount {
namespace {

Read<tally::ScoreRule> score_rule_of(const Poll& poll, const Flags& flags) {
  tally::ScoreRule rule;
  rule.seats = find_seats(poll, flags).number;
  rule.grade_min = poll.mark_min;
  rule.grade_max = poll.mark_max;
  if (poll.mark_kind != MarkKind::score)
    for (const auto& ballot : poll.marked)
      for (const auto& mark : ballot.marks) {
        rule.grade_min = std::min(rule.grade_min, mark.value);
        rule.grade_max = std::max(rule.grade_max, mark.value);
      }
  if (const auto word = find_rule(flags.by, poll, "score_by")) {
    if (*word != "sum" && *word != "mean") return FileFault{"--by: \"" + *word + "\" is neither sum nor mean"};
    if (*word == "mean") rule.by = tally::ScoreBy::mean;
  }
  return rule;
}

/// For reading; the order itself is by exact fractions.
double mean_of(const tally::ScoreTotal& total) { return static_cast<double>(total.sum) / static_cast<double>(total.grades); }

std::string decimals_of_mean(const tally::ScoreTotal& total) {
  if (total.grades == 0) return "-";
  return decimal_text(static_cast<std::int64_t>(std::llround(mean_of(total) * 1000)), 3);
}

std::string line_of(const Poll& poll, tally::Option option, const tally::ScoreTotal& total) {
  return "  " + std::to_string(total.sum) + "  " + name_of(poll, option) + ", " + amount_of(total.grades, "grade") + ", mean " + decimals_of_mean(total) + "\n";
}

}  // namespace

Reported report_score(const Poll& poll, const Flags& flags) {
  if (auto fault = fault_of_kind(poll, "score", {MarkKind::score, MarkKind::points, MarkKind::approval, MarkKind::choose_one})) return *fault;
  if (!poll.withdrawn.empty()) return report_score(without_withdrawn(poll), flags);
  const auto cut = find_cut(poll, flags);
  if (!cut) return cut.fault();
  const auto rule = score_rule_of(poll, flags);
  if (!rule) return rule.fault();
  const auto result = tally::count_scores({static_cast<std::uint32_t>(poll.options.size()), poll.marked}, *rule);
  if (!result) return fault_of(result.fault());
  const bool is_mean = rule->by == tally::ScoreBy::mean;
  Report report;
  auto& json = report.json;
  const auto& totals = result->totals;
  json["totals"] = by_option(poll, [&totals](tally::Option option) { return totals[option].sum; });
  json["means"] = by_option(poll, [&totals](tally::Option option) { return totals[option].grades == 0 ? Json() : Json(mean_of(totals[option])); });
  json["grades"] = by_option(poll, [&totals](tally::Option option) { return totals[option].grades; });
  add_outcome(json, report.text, poll, result->standing, *cut);
  json["by"] = is_mean ? "mean" : "sum";
  json["ungraded"] = ids_of(poll, result->ungraded);
  json["turnout"] = {{"cast", result->cast}, {"blank", result->blank}};
  report.text += is_mean ? "By mean of the grades given; no grade is no opinion.\n" : "By sum of grades; no grade counts 0.\n";
  report.text += "Grades from " + std::to_string(rule->grade_min) + " to " + std::to_string(rule->grade_max) + ", " + amount_of(result->cast, "ballot") +
                 ", of them " + std::to_string(result->blank) + " blank.\n";
  for (const auto& group : result->standing.order)
    for (const auto option : group) report.text += line_of(poll, option, result->totals[option]);
  for (const auto option : result->ungraded) report.text += line_of(poll, option, result->totals[option]);
  return report;
}

}  // namespace palabre::recount
