// Counts a poll by STAR and tells both rounds. Called by the command `tally star`.
#include "recount/mark_outcome.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/withdrawn.hpp"
#include "tally/star.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::recount {
namespace {

const char* tie_break_word_of(tally::StarTieBreak by) {
  if (by == tally::StarTieBreak::head_to_head) return "head_to_head";
  return by == tally::StarTieBreak::score ? "score" : "highest_grade";
}

const char* reason_of(tally::StarTieBreak by) {
  if (by == tally::StarTieBreak::head_to_head) return "lost the most matchups among the tied";
  return by == tally::StarTieBreak::score ? "has the lower sum" : "has the fewest highest grades";
}

/// Open ties: for the final, and in each runoff that nothing decides.
std::vector<std::vector<tally::Option>> open_ties(const tally::StarResult& result) {
  std::vector<std::vector<tally::Option>> ties;
  if (!result.tied_finalists.empty()) ties.push_back(result.tied_finalists);
  if (result.runoffs.size() == 1 && result.winners.size() == 2) ties.push_back(result.winners);
  return ties;
}

Json runoff_json(const Poll& poll, const tally::Runoff& runoff) {
  return {{"for", {{poll.options[runoff.first].id, runoff.for_first}, {poll.options[runoff.second].id, runoff.for_second}}}, {"no_preference", runoff.no_preference}};
}

void add_json(Json& json, const Poll& poll, const tally::StarResult& result) {
  json["totals"] = by_option(poll, [&result](tally::Option option) { return result.sums[option]; });
  json["winners"] = ids_of(poll, result.winners);
  json["ties"] = groups_of(poll, open_ties(result));
  json["finalists"] = ids_of(poll, result.finalists);
  json["tied_finalists"] = ids_of(poll, result.tied_finalists);
  json["runoffs"] = Json::array();
  for (const auto& runoff : result.runoffs) json["runoffs"].push_back(runoff_json(poll, runoff));
  json["tie_breaks"] = Json::array();
  for (const auto& step : result.steps)
    json["tie_breaks"].push_back({{"round", step.is_runoff ? "runoff" : "scoring"}, {"by", tie_break_word_of(step.by)}, {"tied", ids_of(poll, step.tied)}, {"lost", ids_of(poll, step.lost)}});
  json["turnout"] = {{"cast", result.cast}, {"blank", result.blank}};
}

std::string sums_text(const Poll& poll, const tally::StarResult& result) {
  std::vector<tally::Option> options(poll.options.size());
  std::iota(options.begin(), options.end(), tally::Option{0});
  std::stable_sort(options.begin(), options.end(), [&result](auto one, auto other) { return result.sums[one] > result.sums[other]; });
  std::string text = "Scoring round:\n";
  for (const auto option : options) text += "  " + std::to_string(result.sums[option]) + "  " + name_of(poll, option) + "\n";
  return text;
}

std::string story_of(const Poll& poll, const tally::StarResult& result) {
  std::string text = result.winners.size() == 1 ? "Elected: " + names_of(poll, result.winners) + ".\n"
                                                : "Tie: " + names_of(poll, result.winners) + " could win; a lot must be drawn.\n";
  text += sums_text(poll, result);
  if (!result.finalists.empty()) text += "In the runoff: " + names_of(poll, result.finalists) + ".\n";
  if (!result.tied_finalists.empty())
    text += "Equal for the final: " + names_of(poll, result.tied_finalists) + ". Each runoff that could be is counted.\n";
  for (const auto& step : result.steps)
    text += std::string(step.is_runoff ? "Runoff" : "Scoring round") + ", tie of " + names_of(poll, step.tied) + ": out is who " + reason_of(step.by) + ", " +
            names_of(poll, step.lost) + ".\n";
  for (const auto& runoff : result.runoffs)
    text += "Runoff: " + name_of(poll, runoff.first) + " " + std::to_string(runoff.for_first) + ", " + name_of(poll, runoff.second) + " " +
            std::to_string(runoff.for_second) + ", no preference " + std::to_string(runoff.no_preference) + ".\n";
  return text;
}

}  // namespace

Reported report_star(const Poll& poll, const Flags& flags) {
  if (auto fault = fault_of_kind(poll, "star", {MarkKind::score})) return *fault;
  if (!poll.withdrawn.empty()) return report_star(without_withdrawn(poll), flags);
  tally::StarRule rule{poll.mark_min, poll.mark_max};
  if (const auto word = find_rule(flags.ties, poll, "ties")) {
    if (*word != "none" && *word != "official") return FileFault{"--ties: \"" + *word + "\" is neither none nor official"};
    if (*word == "official") rule.ties = tally::StarTies::official;
  }
  const auto result = tally::count_star({static_cast<std::uint32_t>(poll.options.size()), poll.marked}, rule);
  if (!result) return fault_of(result.fault());
  Report report;
  add_json(report.json, poll, *result);
  report.text = story_of(poll, *result);
  return report;
}

}  // namespace palabre::recount
