// Who takes the seats of those who leave a panel: a sortition of its own among those left. Called by report_sortition.
#include "tally/sortition.hpp"

#include <algorithm>
#include <set>

namespace palabre::tally {
namespace {

/// The pool of those who may come in, with what is left of the quotas; `people` are their places in the whole pool.
struct RestOfPool {
  SortitionPool pool;
  std::vector<std::uint32_t> people;
  std::vector<std::uint32_t> staying;
};

std::optional<Fault> fault_of_call(const SortitionPool& pool, const ReplacementCall& call) {
  const auto fault = [](const std::string& detail) { return Fault{FaultKind::bad_parameter, detail}; };
  const std::set<std::uint32_t> panel(call.panel.begin(), call.panel.end());
  const std::set<std::uint32_t> leaving(call.leaving.begin(), call.leaving.end());
  if (panel.size() != call.panel.size() || leaving.size() != call.leaving.size()) return fault("a person stands twice");
  if (panel.size() != pool.panel_size) return fault("the panel does not have " + std::to_string(pool.panel_size) + " people");
  if (leaving.empty()) return fault("nobody leaves the panel");
  for (const auto person : leaving)
    if (!panel.contains(person)) return fault("person " + std::to_string(person) + " is not on the panel");
  for (const auto& list : {call.panel, call.unavailable})
    for (const auto person : list)
      if (person >= pool.people.size()) return fault("there is no person " + std::to_string(person));
  return std::nullopt;
}

void take_seat(FeatureQuota& quota) {
  const auto lower = [](std::uint32_t& number) { number = number > 0 ? number - 1 : 0; };
  lower(quota.min);
  lower(quota.max);
  lower(quota.min_flex);
  if (quota.max_flex != 0xffffffffU) lower(quota.max_flex);
}

RestOfPool rest_of(const SortitionPool& pool, const ReplacementCall& call) {
  RestOfPool rest;
  rest.pool.quotas = pool.quotas;
  rest.pool.panel_size = static_cast<std::uint32_t>(call.leaving.size());
  std::vector<bool> is_out(pool.people.size(), false);
  for (const auto person : call.unavailable) is_out[person] = true;
  std::set<std::uint32_t> taken_households;
  for (const auto person : call.panel) {
    is_out[person] = true;
    if (std::find(call.leaving.begin(), call.leaving.end(), person) != call.leaving.end()) continue;
    rest.staying.push_back(person);
    if (!pool.households.empty()) taken_households.insert(pool.households[person]);
    for (std::size_t category = 0; category < pool.quotas.size(); ++category) take_seat(rest.pool.quotas[category][pool.people[person][category]]);
  }
  for (std::uint32_t person = 0; person < pool.people.size(); ++person) {
    if (is_out[person] || (!pool.households.empty() && taken_households.contains(pool.households[person]))) continue;
    rest.people.push_back(person);
    rest.pool.people.push_back(pool.people[person]);
    if (!pool.households.empty()) rest.pool.households.push_back(pool.households[person]);
  }
  return rest;
}

}  // namespace

Checked<Replacement> draw_replacement(const SortitionPool& pool, const ReplacementCall& call, const Seed& seed) {
  if (auto fault = find_fault(pool)) return std::move(*fault);
  if (auto fault = fault_of_call(pool, call)) return std::move(*fault);
  const auto rest = rest_of(pool, call);
  const auto lottery = find_lottery(rest.pool);
  if (!lottery) return lottery.fault();
  Replacement replacement;
  replacement.probabilities.assign(pool.people.size(), 0.0);
  for (std::size_t at = 0; at < rest.people.size(); ++at) replacement.probabilities[rest.people[at]] = lottery->probabilities[at];
  for (const auto at : draw_panel(*lottery, seed).people) replacement.people.push_back(rest.people[at]);
  replacement.panel = rest.staying;
  replacement.panel.insert(replacement.panel.end(), replacement.people.begin(), replacement.people.end());
  std::sort(replacement.panel.begin(), replacement.panel.end());
  return replacement;
}

/// Changes are given against the quotas of the whole panel.
Checked<Relaxations> relax_replacement(const SortitionPool& pool, const ReplacementCall& call) {
  if (auto fault = find_fault(pool)) return std::move(*fault);
  if (auto fault = fault_of_call(pool, call)) return std::move(*fault);
  const auto rest = rest_of(pool, call);
  auto relaxations = relax_quotas(rest.pool);
  if (!relaxations) return relaxations;
  for (auto& change : relaxations->changes) {
    const auto& whole = pool.quotas[change.category][change.feature];
    change.min = whole.min - (change.from.min - change.min);
    change.max = whole.max + (change.max - change.from.max);
    change.from = whole;
  }
  return relaxations;
}

}  // namespace palabre::tally
