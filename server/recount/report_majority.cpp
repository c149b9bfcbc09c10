// Decides yes or no for each option of a poll. Called by the command `tally majority`.
#include "recount/mark_outcome.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/withdrawn.hpp"
#include "tally/majority.hpp"

namespace palabre::recount {
namespace {

/// "2/3" and ">2/3" must be passed, ">=2/3" reached.
std::optional<FileFault> read_majority(std::string text, tally::MajorityRule& rule) {
  rule.is_strict = true;
  if (text.starts_with(">=")) {
    rule.is_strict = false;
    text.erase(0, 2);
  } else if (text.starts_with(">")) {
    text.erase(0, 1);
  }
  const auto share = parse_share(text, "--majority");
  if (!share) return share.fault();
  rule.num = share->num;
  rule.den = share->den;
  return std::nullopt;
}

Read<tally::MajorityRule> majority_rule_of(const Poll& poll, const Flags& flags) {
  tally::MajorityRule rule;
  if (const auto text = find_rule(flags.majority, poll, "majority")) {
    if (auto fault = read_majority(*text, rule)) return *fault;
  } else if (const auto direct = find_rule(std::nullopt, poll, "direct_majority")) {
    if (auto fault = read_majority(*direct, rule)) return *fault;
    rule.is_strict = find_rule(std::nullopt, poll, "direct_majority_strict") != "false";
  }
  if (const auto word = find_rule(flags.majority_of, poll, "majority_of")) {
    const auto base = parse_base(*word, "--majority-of");
    if (!base) return base.fault();
    rule.of = *base;
  }
  const auto quorum = find_quorum(poll, flags);
  if (!quorum) return quorum.fault();
  rule.quorum = *quorum;
  return rule;
}

/// What each voter said of each option: above zero yes, below zero no. Zero is blank for grades around a status quo, and no where yes and
/// no are 1 and 0 (nothing stands below zero). No mark is blank; but whoever approves of something says no to the rest.
class YesNoCount {
 public:
  explicit YesNoCount(const Poll& poll) : poll_(poll), votes_(poll.options.size()), named_(poll.options.size(), 0) {
    for (std::size_t at = 0; at < poll.marked.size(); ++at) count(poll.marked[at], at + 1);
  }
  const std::vector<tally::YesNo>& votes() const { return votes_; }

 private:
  void count(const tally::MarkedBallot& ballot, std::size_t number) {
    const bool is_tick = poll_.mark_kind == MarkKind::approval || poll_.mark_kind == MarkKind::choose_one;
    for (const auto& mark : ballot.marks) {
      const bool is_no = mark.value < 0 || (mark.value == 0 && poll_.mark_kind == MarkKind::yes_no && poll_.mark_min >= 0);
      auto& votes = votes_[mark.option];
      (mark.value > 0 ? votes.yes : is_no ? votes.no : votes.blank) += ballot.count;
      named_[mark.option] = number;
    }
    for (std::size_t option = 0; option < votes_.size(); ++option)
      if (named_[option] != number) (is_tick && !ballot.marks.empty() ? votes_[option].no : votes_[option].blank) += ballot.count;
  }

  const Poll& poll_;
  std::vector<tally::YesNo> votes_;
  std::vector<std::size_t> named_;
};

Json decision_json(const tally::YesNo& votes, const tally::MajorityRule& rule, const tally::MajorityResult& result) {
  Json json{{"is_accepted", result.is_accepted}, {"has_majority", result.has_majority}, {"yes", votes.yes}, {"no", votes.no}, {"blank", votes.blank}};
  json["majority"] = {{"of", word_of(rule.of)}, {"base", result.base}, {"yes_needed", result.yes_needed}};
  if (result.quorum)
    json["quorum"] = {{"counts", word_of(rule.quorum->counted)}, {"counted", result.quorum->counted}, {"needed", result.quorum->needed}, {"is_met", result.quorum->is_met}};
  return json;
}

std::string line_of(const std::string& name, const tally::YesNo& votes, const tally::MajorityRule& rule, const tally::MajorityResult& result) {
  auto line = name + ": " + (result.is_accepted ? "accepted" : "rejected") + ". " + std::to_string(votes.yes) + " yes, " + std::to_string(votes.no) +
              " no, " + std::to_string(votes.blank) + " blank; " + std::to_string(result.yes_needed) + " yes needed of " + std::to_string(result.base) + " " +
              word_of(rule.of) + ".";
  if (result.is_tie) line += " Yes and no are equal.";
  if (result.quorum) line += " Quorum: " + quorum_text(*rule.quorum, *result.quorum) + ".";
  return line + "\n";
}

}  // namespace

Reported report_majority(const Poll& poll, const Flags& flags) {
  if (auto fault = fault_of_kind(poll, "majority", {MarkKind::yes_no, MarkKind::score, MarkKind::approval, MarkKind::choose_one})) return *fault;
  if (!poll.withdrawn.empty()) return report_majority(without_withdrawn(poll), flags);
  const auto rule = majority_rule_of(poll, flags);
  if (!rule) return rule.fault();
  const auto eligible = find_eligible(poll, flags);
  if (!eligible) return eligible.fault();
  const tally::MarkedElection election{static_cast<std::uint32_t>(poll.options.size()), poll.marked};
  if (const auto fault = tally::find_fault(election)) return fault_of(*fault);
  const auto status_quo = find_rule(std::nullopt, poll, "status_quo");
  if (poll.mark_kind == MarkKind::score && !status_quo && poll.mark_min >= 0)
    return FileFault{"majority wants yes and no; grades from 0 up say neither (grades below zero say no)"};
  const YesNoCount count(poll);
  Report report;
  report.json = {{"totals", Json::object()}, {"winners", Json::array()}, {"ties", Json::array()}, {"decisions", Json::object()}};
  for (tally::Option option = 0; option < poll.options.size(); ++option) {
    const auto& id = poll.options[option].id;
    if (id == status_quo) continue;
    auto votes = count.votes()[option];
    votes.eligible = *eligible;
    const auto result = tally::decide_majority(votes, *rule);
    if (!result) return fault_of(result.fault());
    report.json["totals"][id] = {{"yes", votes.yes}, {"no", votes.no}, {"blank", votes.blank}};
    if (result->is_accepted) report.json["winners"].push_back(id);
    if (result->is_tie) report.json["ties"].push_back(Json::array({id}));
    report.json["decisions"][id] = decision_json(votes, *rule, *result);
    report.text += line_of(name_of(poll, option), votes, *rule, *result);
  }
  return report;
}

}  // namespace palabre::recount
