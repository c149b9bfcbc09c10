// Decides yes or no in integers. Called by the report of majority votes; the Debian conditions by whoever drops options before a count.
#include "tally/majority.hpp"

#include "tally/ballots.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

std::optional<Fault> find_fault_of(const YesNo& votes, const MajorityRule& rule) {
  if (votes.yes < 0 || votes.no < 0 || votes.blank < 0 || votes.void_ballots < 0) return Fault{FaultKind::negative_number, "a number of votes is below zero"};
  for (const auto number : {votes.yes, votes.no, votes.blank, votes.void_ballots})
    if (number > voters_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(voters_max) + " votes"};
  if (rule.num < 0 || rule.den < 1 || rule.num > rule.den)
    return Fault{FaultKind::bad_parameter, "majority: " + std::to_string(rule.num) + "/" + std::to_string(rule.den) + " is not a share between none and all"};
  return std::nullopt;
}

}  // namespace

Checked<MajorityResult> decide_majority(const YesNo& votes, const MajorityRule& rule) {
  if (auto fault = find_fault_of(votes, rule)) return *fault;
  MajorityResult result;
  result.turnout = {votes.eligible, votes.yes + votes.no + votes.blank + votes.void_ballots, votes.yes + votes.no};
  if (auto fault = find_fault(result.turnout)) return *fault;
  const auto base = base_of(result.turnout, rule.of);
  if (!base) return base.fault();
  result.base = *base;
  const auto share = Wide{rule.num} * result.base;
  const auto enough = rule.is_strict ? share / rule.den + 1 : (share + rule.den - 1) / rule.den;
  result.yes_needed = std::max(static_cast<std::int64_t>(enough), std::int64_t{1});
  result.has_majority = votes.yes >= result.yes_needed;
  result.is_tie = votes.yes == votes.no;
  if (rule.quorum) {
    const auto check = check_quorum(*rule.quorum, result.turnout, votes.yes);
    if (!check) return check.fault();
    result.quorum = *check;
  }
  result.is_accepted = result.has_majority && (!result.quorum || result.quorum->is_met);
  return result;
}

Checked<DefaultCheck> check_against_default(const AgainstDefault& votes, std::int64_t num, std::int64_t den) {
  for (const auto number : {votes.for_option, votes.for_default, votes.developers}) {
    if (number < 0) return Fault{FaultKind::negative_number, "a number of votes is below zero"};
    if (number > voters_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(voters_max) + " votes"};
  }
  if (den < 1 || num < den) return Fault{FaultKind::bad_parameter, "ratio: a majority of " + std::to_string(num) + ":" + std::to_string(den) + " is less than 1:1"};
  DefaultCheck check;
  check.reaches_quorum = Wide{4} * votes.for_option * votes.for_option >= Wide{9} * votes.developers;
  check.defeats_default = votes.for_option > votes.for_default && Wide{votes.for_option} * den >= Wide{num} * votes.for_default;
  return check;
}

}  // namespace palabre::tally
