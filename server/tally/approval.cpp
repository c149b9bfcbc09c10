// Counts approvals, over-votes and blank ballots. Called by the report of approval votes.
#include "tally/approval.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

std::optional<Fault> find_fault_of(const MarkedElection& election, const ApprovalRule& rule) {
  if (auto fault = find_fault(election)) return fault;
  if (rule.seats == 0) return Fault{FaultKind::bad_parameter, "seats: there is none to fill"};
  if (rule.choices_max == 0U) return Fault{FaultKind::bad_parameter, "choices_max: a ballot must be allowed one choice at least"};
  for (std::size_t ballot = 0; ballot < election.ballots.size(); ++ballot)
    for (const auto& mark : election.ballots[ballot].marks)
      if (mark.value < 0) return Fault{FaultKind::negative_number, "ballot " + std::to_string(ballot) + ": an approval cannot be negative"};
  return std::nullopt;
}

void count_ballot(const MarkedBallot& ballot, const ApprovalRule& rule, ApprovalResult& result) {
  const auto is_approval = [](const Mark& mark) { return mark.value > 0; };
  auto approved = static_cast<std::size_t>(std::count_if(ballot.marks.begin(), ballot.marks.end(), is_approval));
  result.turnout.cast += ballot.count;
  if (approved == 0) {
    result.blank += ballot.count;
    return;
  }
  if (rule.choices_max && approved > *rule.choices_max) {
    result.over_voted += ballot.count;
    if (rule.over_vote == OverVote::void_ballot) return;
    approved = *rule.choices_max;
  }
  result.turnout.valid += ballot.count;
  for (const auto& mark : ballot.marks) {
    if (approved == 0) break;
    if (!is_approval(mark)) continue;
    result.approvals[mark.option] += ballot.count;
    --approved;
  }
}

std::optional<Fault> apply_quorum(const Quorum& quorum, ApprovalResult& result) {
  const bool is_by_option = quorum.counted == Counted::support;
  for (Option option = 0; option < result.approvals.size(); ++option) {
    if (is_by_option || option == 0) {
      const auto check = check_quorum(quorum, result.turnout, result.approvals[option]);
      if (!check) return check.fault();
      result.quorum.push_back(*check);
    }
    if (!result.quorum.back().is_met) result.below_quorum.push_back(option);
  }
  return std::nullopt;
}

}  // namespace

Checked<ApprovalResult> count_approvals(const MarkedElection& election, const ApprovalRule& rule) {
  if (auto fault = find_fault_of(election, rule)) return *fault;
  ApprovalResult result;
  result.approvals.resize(election.options);
  result.turnout.eligible = rule.eligible;
  for (const auto& ballot : election.ballots) count_ballot(ballot, rule, result);
  if (auto fault = find_fault(result.turnout)) return *fault;
  if (rule.quorum)
    if (auto fault = apply_quorum(*rule.quorum, result)) return *fault;
  result.standing = stand_by_totals(result.approvals, rule.seats);
  if (!result.below_quorum.empty()) {
    std::vector<Option> fit;
    for (Option option = 0; option < election.options; ++option)
      if (!std::binary_search(result.below_quorum.begin(), result.below_quorum.end(), option)) fit.push_back(option);
    const auto& approvals = result.approvals;
    auto of_fit = stand(std::move(fit), rule.seats, [&approvals](Option one, Option other) { return approvals[one] > approvals[other]; });
    of_fit.order = std::move(result.standing.order);
    result.standing = std::move(of_fit);
  }
  return result;
}

}  // namespace palabre::tally
