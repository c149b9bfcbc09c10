// Compares each option of a Schulze outcome with the status quo. Called by whoever decides votes that may also change nothing.
#include "tally/status_quo.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

bool has_majority(const Eligibility& option, const StatusQuoRule& rule) {
  const auto wanted = rule.majority.part * (option.votes_for + option.votes_against);
  const auto reached = rule.majority.whole * option.votes_for;
  return option.votes_for >= rule.votes_min && (rule.majority.is_strict ? reached > wanted : reached >= wanted);
}

/// The options that a chain of defeats or ties leads to from the status quo.
std::vector<bool> reached_from(const Pairwise& pairwise, Option start) {
  std::vector<bool> is_reached(pairwise.options, false);
  std::vector<Option> queue{start};
  is_reached[start] = true;
  for (std::size_t head = 0; head < queue.size(); ++head)
    for (Option next = 0; next < pairwise.options; ++next)
      if (!is_reached[next] && !pairwise.beats(next, queue[head])) {
        is_reached[next] = true;
        queue.push_back(next);
      }
  return is_reached;
}

/// x before y in the strict order when there is one, else above it.
Relation above_of(const SchulzeResult& outcome) {
  const auto m = outcome.pairwise.options;
  Relation above(m);
  if (outcome.strict_order.empty()) {
    for (Option x = 0; x < m; ++x)
      for (Option y = 0; y < m; ++y)
        if (x != y && outcome.is_above(x, y)) above.add(x, y);
    return above;
  }
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = i + 1; j < m; ++j) above.add(outcome.strict_order[i], outcome.strict_order[j]);
  return above;
}

}  // namespace

Checked<StatusQuoResult> against_status_quo(const SchulzeResult& outcome, const StatusQuoRule& rule) {
  const auto m = outcome.pairwise.options;
  if (rule.status_quo >= m) return Fault{FaultKind::option_out_of_range, "the status quo: there is no option " + std::to_string(rule.status_quo)};
  if (rule.majority.whole <= 0 || rule.majority.whole > voters_max || rule.majority.part < 0 || rule.majority.part > rule.majority.whole)
    return Fault{FaultKind::bad_parameter, "majority: a share from 0 to 1 is wanted"};
  const auto is_reached = reached_from(outcome.pairwise, rule.status_quo);
  const auto above = above_of(outcome);
  StatusQuoResult result{.options = std::vector<Eligibility>(m)};
  for (Option x = 0; x < m; ++x) {
    if (x == rule.status_quo) continue;
    auto& option = result.options[x];
    option.votes_for = outcome.pairwise.of(x, rule.status_quo);
    option.votes_against = outcome.pairwise.of(rule.status_quo, x);
    option.has_majority = has_majority(option, rule);
    option.is_better = above.has(x, rule.status_quo);
    option.has_reverse_beat_path = is_reached[x];
    option.is_eligible = option.has_majority && option.is_better && !(rule.no_reverse_beat_path && option.has_reverse_beat_path);
  }
  for (Option x = 0; x < m; ++x) {
    if (!result.options[x].is_eligible) continue;
    bool is_top = true;
    for (Option y = 0; y < m && is_top; ++y) is_top = !((rule.winner_leads_all || result.options[y].is_eligible) && above.has(y, x));
    if (is_top) result.winners.push_back(x);
  }
  return result;
}

}  // namespace palabre::tally
