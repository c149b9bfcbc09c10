// Counts the approvals of a poll and says who wins. Called by the command `tally approval`.
#include "recount/mark_outcome.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/withdrawn.hpp"
#include "tally/approval.hpp"

namespace palabre::recount {
namespace {

Read<tally::ApprovalRule> approval_rule_of(const Poll& poll, const Flags& flags) {
  tally::ApprovalRule rule;
  rule.seats = find_seats(poll, flags).number;
  if (const auto text = find_rule(flags.max_choices, poll, "max_choices")) {
    const auto number = parse_count(*text, "--max-choices", 1, tally::options_max);
    if (!number) return number.fault();
    rule.choices_max = static_cast<std::uint32_t>(*number);
  }
  if (const auto word = find_rule(flags.over_votes, poll, "over_votes")) {
    if (*word != "void" && *word != "truncate") return FileFault{"--over-votes: \"" + *word + "\" is neither void nor truncate"};
    if (*word == "truncate") rule.over_vote = tally::OverVote::truncate;
  }
  const auto quorum = find_quorum(poll, flags);
  if (!quorum) return quorum.fault();
  rule.quorum = *quorum;
  const auto eligible = find_eligible(poll, flags);
  if (!eligible) return eligible.fault();
  rule.eligible = *eligible;
  return rule;
}

void add_quorum(Report& report, const Poll& poll, const tally::ApprovalRule& rule, const tally::ApprovalResult& result) {
  if (!rule.quorum) return;
  Json checks = Json::array();
  for (const auto& check : result.quorum) checks.push_back({{"counted", check.counted}, {"needed", check.needed}, {"is_met", check.is_met}});
  report.json["quorum"] = {{"counts", word_of(rule.quorum->counted)}, {"of", word_of(rule.quorum->of)}, {"checks", checks}};
  report.json["below_quorum"] = ids_of(poll, result.below_quorum);
  if (rule.quorum->counted != tally::Counted::support) {
    report.text += "Quorum: " + quorum_text(*rule.quorum, result.quorum.front()) + ".\n";
  } else {
    report.text += "Quorum: " + std::to_string(result.quorum.front().needed) + " approvals needed; below it: " + names_of(poll, result.below_quorum) + ".\n";
  }
}

void add_turnout(Report& report, const tally::ApprovalRule& rule, const tally::ApprovalResult& result) {
  auto& json = report.json;
  json["turnout"] = {{"cast", result.turnout.cast}, {"valid", result.turnout.valid}, {"blank", result.blank}, {"over_voted", result.over_voted}};
  if (rule.eligible) json["turnout"]["eligible"] = *rule.eligible;
  report.text += amount_of(result.turnout.cast, "ballot") + ", of them " + std::to_string(result.turnout.valid) + " valid and " +
                 std::to_string(result.blank) + " blank.\n";
  if (!rule.choices_max) return;
  const bool is_void = rule.over_vote == tally::OverVote::void_ballot;
  json["max_choices"] = *rule.choices_max;
  json["over_votes"] = is_void ? "void" : "truncate";
  report.text += "At most " + amount_of(*rule.choices_max, "choice") + ": " + amount_of(result.over_voted, "ballot") + " named more and " +
                 (is_void ? "counted nowhere.\n" : "counted with the first named only.\n");
}

}  // namespace

Reported report_approval(const Poll& poll, const Flags& flags) {
  if (auto fault = fault_of_kind(poll, "approval", {MarkKind::approval, MarkKind::choose_one})) return *fault;
  if (!poll.withdrawn.empty()) return report_approval(without_withdrawn(poll), flags);
  const auto cut = find_cut(poll, flags);
  if (!cut) return cut.fault();
  const auto rule = approval_rule_of(poll, flags);
  if (!rule) return rule.fault();
  const auto result = tally::count_approvals({static_cast<std::uint32_t>(poll.options.size()), poll.marked}, *rule);
  if (!result) return fault_of(result.fault());
  Report report;
  report.json["totals"] = by_option(poll, [&result](tally::Option option) { return result->approvals[option]; });
  add_outcome(report.json, report.text, poll, result->standing, *cut);
  add_quorum(report, poll, *rule, *result);
  add_turnout(report, *rule, *result);
  report.text += "Approvals, most first:\n";
  for (const auto& group : result->standing.order)
    for (const auto option : group) report.text += "  " + std::to_string(result->approvals[option]) + "  " + name_of(poll, option) + "\n";
  return report;
}

}  // namespace palabre::recount
