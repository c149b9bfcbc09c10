// Checks a pool and finds its lottery over panels. Called by report_sortition and the draw of replacements.
#include "tally/sortition.hpp"

#include "tally/fair_target.hpp"
#include "tally/leximin.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t exact_types_max = 200;  // above, the chances come close to leximin but are not proven
constexpr std::uint64_t include_work_max = 1'000'000'000;
constexpr std::size_t panels_max = 5'000;
constexpr double near_share = 0.005;          // of the bound: how close, for large pools
constexpr double enough_share = 0.008;        // of the bound: how close after fitting weights

Fault no_panel() { return {FaultKind::infeasible, "no panel meets all quotas"}; }

std::optional<Fault> fault_of_quotas(const SortitionPool& pool) {
  std::size_t features = 0;
  for (std::size_t category = 0; category < pool.quotas.size(); ++category) {
    features += pool.quotas[category].size();
    for (std::size_t feature = 0; feature < pool.quotas[category].size(); ++feature)
      if (pool.quotas[category][feature].min > pool.quotas[category][feature].max)
        return Fault{FaultKind::bad_parameter, "category " + std::to_string(category) + ", feature " + std::to_string(feature) + ": the minimum is above the maximum"};
  }
  if (features > pool_features_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(pool_features_max) + " features"};
  return std::nullopt;
}

/// Weights as whole tickets: rounded down, the rest to the largest remainders.
std::vector<std::uint64_t> tickets_of(const std::vector<double>& weights) {
  std::vector<std::uint64_t> tickets;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::uint64_t given = 0;
  for (std::size_t panel = 0; panel < weights.size(); ++panel) {
    const double exact = weights[panel] * static_cast<double>(lottery_tickets);
    tickets.push_back(std::min(static_cast<std::uint64_t>(exact), lottery_tickets - given));
    given += tickets.back();
    remainders.emplace_back(static_cast<double>(tickets.back()) - exact, panel);
  }
  std::sort(remainders.begin(), remainders.end());
  // Rounding leaves fewer tickets than panels, save for the last digits of the sum of the weights: then the first gets the rest.
  for (std::size_t at = 0; at < remainders.size() && given < lottery_tickets; ++at, ++given) ++tickets[remainders[at].second];
  if (!remainders.empty()) tickets[remainders.front().second] += lottery_tickets - given;
  return tickets;
}

std::vector<Composition> compositions_of(const PanelMixture& mixture) {
  const auto tickets = tickets_of(mixture.weights);
  std::vector<Composition> compositions;
  for (std::size_t panel = 0; panel < tickets.size(); ++panel)
    if (tickets[panel] > 0) compositions.push_back({mixture.panels[panel], tickets[panel]});
  return compositions;
}

/// Exact up to the last division.
void set_probabilities(PanelLottery& lottery, std::size_t people) {
  std::vector<Wide> seats(lottery.types.size(), 0);
  for (const auto& composition : lottery.compositions)
    for (const auto& share : composition.shares) seats[share.type] += static_cast<Wide>(composition.tickets) * share.seats;
  lottery.probabilities.assign(people, 0.0);
  lottery.minimum = 1;
  for (std::size_t type = 0; type < lottery.types.size(); ++type) {
    const double all = static_cast<double>(lottery_tickets) * static_cast<double>(lottery.types[type].people.size());
    const double probability = static_cast<double>(seats[type]) / all;
    for (const auto person : lottery.types[type].people) lottery.probabilities[person] = probability;
    lottery.minimum = std::min(lottery.minimum, probability);
  }
}

double least_chance(const PanelMixture& mixture, const PanelSpace& space) {
  const auto chances = chances_of(mixture, space);
  return *std::min_element(chances.begin(), chances.end());
}

/// Panels near the target. Large pools, for which no exact method follows: as many as it takes, or until more would take too long.
PanelMixture mix_panels(PanelSpace& space, const FairTarget& target, bool is_exact) {
  const double least = (1 - near_share) * target.bound;
  PanelHerd herd(space, target.chances, least);
  if (is_exact) {
    herd.draw_until(20 + 2 * space.types());
    return herd.mixture();
  }
  for (const std::size_t share : {6U, 8U, 10U, 12U, 16U, 24U, 36U}) {
    const auto panels = std::min(panels_max, share * space.types() / 10 + 100);
    if (herd.draw_until(panels)) return herd.mixture();
    auto mixture = herd.mixture();
    if (mixture.panels.empty()) return mixture;
    fit_weights(mixture, space, target.chances);
    if (share == 36 || panels == panels_max || herd.is_tired() || least_chance(mixture, space) >= (1 - enough_share) * target.bound) return mixture;
  }
  return herd.mixture();
}

/// One panel by exhaustive search, where herding found none: enough to start the linear program from.
bool find_any_panel(PanelSpace& space, PanelMixture& mixture, bool& is_complete) {
  const auto best = space.best_panel(std::vector<double>(space.types(), 0.0), space.box(), {200'000, -1e300, 0, true});
  is_complete = best.is_complete;
  if (!best.panel) return false;
  mixture.panels = {shares_of(*best.panel)};
  mixture.weights = {1};
  return true;
}

/// Whom no panel can include; a panel for each type that was only missed so far.
std::vector<std::uint32_t> include_everybody(PanelSpace& space, PanelMixture& mixture) {
  std::vector<std::uint32_t> impossible;
  auto chances = chances_of(mixture, space);
  for (std::uint32_t type = 0; type < space.types(); ++type) {
    if (chances[type] > 0 || space.program().work() > include_work_max) continue;
    auto box = space.box();
    box[type].lower = 1;
    const auto best = space.best_panel(std::vector<double>(space.types(), 0.0), box, {5'000, -1e300, 0, true});
    if (!best.panel) {
      if (best.is_complete) impossible.push_back(type);
      continue;
    }
    mixture.panels.push_back(shares_of(*best.panel));
    mixture.weights.push_back(0);
    for (const auto& share : mixture.panels.back()) chances[share.type] = 1;
  }
  return impossible;
}

}  // namespace

std::optional<Fault> find_fault(const SortitionPool& pool) {
  if (pool.panel_size == 0) return Fault{FaultKind::bad_parameter, "the panel has no seats"};
  if (pool.people.empty()) return Fault{FaultKind::no_options, "nobody is in the pool"};
  if (pool.people.size() > pool_people_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(pool_people_max) + " people"};
  if (auto fault = fault_of_quotas(pool)) return fault;
  if (!pool.households.empty() && pool.households.size() != pool.people.size()) return Fault{FaultKind::bad_parameter, "the households do not match the people"};
  for (std::size_t person = 0; person < pool.people.size(); ++person) {
    const auto& features = pool.people[person];
    bool is_sound = features.size() == pool.quotas.size();
    for (std::size_t category = 0; is_sound && category < features.size(); ++category) is_sound = features[category] < pool.quotas[category].size();
    if (!is_sound) return Fault{FaultKind::bad_parameter, "person " + std::to_string(person) + " does not have one feature in each category"};
  }
  return std::nullopt;
}

Checked<PanelLottery> find_lottery(const SortitionPool& pool) {
  if (auto fault = find_fault(pool)) return std::move(*fault);
  auto sorted = sort_into_types(pool);
  if (sorted.types.size() > pool_types_max)
    return Fault{FaultKind::number_too_large, "more than " + std::to_string(pool_types_max) + " different combinations of features and households"};
  PanelSpace space(pool, sorted);
  const auto target = find_fair_target(space);
  if (!target) return no_panel();
  const bool is_exact = space.types() <= exact_types_max;
  auto mixture = mix_panels(space, *target, is_exact);
  bool is_complete = true;
  if (mixture.panels.empty() && !find_any_panel(space, mixture, is_complete)) {
    if (is_complete) return no_panel();
    return Fault{FaultKind::infeasible, "no panel that meets all quotas was found; the search was cut short before it was proven that there is none"};
  }
  PanelLottery lottery;
  lottery.bound = target->bound;
  const auto panels_before = mixture.panels.size();
  const auto impossible = include_everybody(space, mixture);
  if (!impossible.empty()) lottery.bound = 0;
  if (is_exact) {
    const auto result = make_leximin(space, *target, mixture);
    lottery.is_leximin = result.is_proven;
    lottery.bound = std::min(lottery.bound, result.bound);
  } else if (mixture.panels.size() > panels_before) {
    fit_weights(mixture, space, target->chances);
  }
  lottery.compositions = compositions_of(mixture);
  for (const auto type : impossible)
    lottery.impossible.insert(lottery.impossible.end(), sorted.types[type].people.begin(), sorted.types[type].people.end());
  std::sort(lottery.impossible.begin(), lottery.impossible.end());
  lottery.types = std::move(sorted.types);
  lottery.kinds = std::move(sorted.kinds);
  set_probabilities(lottery, pool.people.size());
  lottery.bound = std::max(lottery.bound, lottery.minimum);
  return lottery;
}

}  // namespace palabre::tally
