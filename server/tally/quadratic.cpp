// Counts quadratic votes within their budgets. Called by the report of quadratic votes.
#include "tally/quadratic.hpp"

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

std::optional<Fault> fault_of_credits(std::int64_t credits) {
  if (credits < 0) return Fault{FaultKind::negative_number, "credits: below zero"};
  if (credits > credits_max) return Fault{FaultKind::number_too_large, "credits: more than " + std::to_string(credits_max)};
  return std::nullopt;
}

Wide cost_of(const MarkedBallot& ballot) {
  Wide cost = 0;
  for (const auto& mark : ballot.marks) cost += Wide{mark.value} * mark.value;
  return cost;
}

void add_votes(const MarkedBallot& ballot, std::vector<QuadraticTotal>& totals) {
  for (const auto& mark : ballot.marks) {
    if (mark.value == 0) continue;
    auto& total = totals[mark.option];
    const auto votes = mark.value * ballot.count;
    total.votes += votes;
    (votes > 0 ? total.in_favour : total.against) += votes > 0 ? votes : -votes;
    total.voters += ballot.count;
  }
}

/// The greatest root with root * root <= square; at most credits_max, so a search by halves is enough.
std::int64_t root_of(std::int64_t square) {
  std::int64_t low = 0;
  std::int64_t high = 1 + credits_max;
  while (high - low > 1) {
    const auto middle = (low + high) / 2;
    (middle * middle <= square ? low : high) = middle;
  }
  return low;
}

}  // namespace

Checked<QuadraticResult> count_quadratic(const MarkedElection& election, const QuadraticRule& rule) {
  if (auto fault = find_fault(election)) return *fault;
  if (auto fault = fault_of_credits(rule.credits)) return *fault;
  if (rule.seats == 0) return Fault{FaultKind::bad_parameter, "seats: there is none to fill"};
  QuadraticResult result;
  result.totals.resize(election.options);
  for (std::size_t at = 0; at < election.ballots.size(); ++at) {
    const auto& ballot = election.ballots[at];
    const auto cost = cost_of(ballot);
    result.cast += ballot.count;
    if (cost > rule.credits) {
      result.over_budget += ballot.count;
      result.over_spent.push_back({at, ballot.count});
      continue;
    }
    if (cost == 0) result.blank += ballot.count;
    result.credits_spent += static_cast<std::int64_t>(cost) * ballot.count;
    result.credits_unspent += (rule.credits - static_cast<std::int64_t>(cost)) * ballot.count;
    add_votes(ballot, result.totals);
  }
  std::vector<std::int64_t> votes;
  votes.reserve(result.totals.size());
  for (const auto& total : result.totals) votes.push_back(total.votes);
  result.standing = stand_by_totals(votes, rule.seats);
  return result;
}

Checked<SybilWarning> warn_of_sybils(std::int64_t credits, std::int64_t identities) {
  if (auto fault = fault_of_credits(credits)) return *fault;
  if (identities < 1) return Fault{FaultKind::bad_parameter, "identities: one at least"};
  SybilWarning warning{identities, root_of(credits), 0};
  const auto each = credits / identities;
  warning.votes_split = each == 0 ? 0 : identities * root_of(each);
  return warning;
}

}  // namespace palabre::tally
