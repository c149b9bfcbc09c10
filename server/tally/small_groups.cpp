// Seats people at tables over several rounds. Called by report_small_groups.
#include "tally/small_groups.hpp"

#include "tally/seating.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

using Tables = std::vector<std::vector<std::uint32_t>>;

constexpr double coldest = 0.12;

/// What one unit of each cost weighs against one repeated meeting while annealing; the best seating is kept by order, not by weight.
struct Weights {
  double imbalance = 12;
  double scatter = 0;
  double gather = 0;
  double hottest = 3;
};

/// A clustered person may meet a whole table again, so clusters must weigh as much as a table, and balance more.
Weights weights_of(const SmallGroupsCall& call) {
  Weights weights;
  if (call.cluster.empty()) return weights;
  const double table = std::max(3.0, static_cast<double>(call.people) / call.tables);
  weights.scatter = table;
  weights.gather = 2 * table;
  weights.imbalance += 3 * table;
  weights.hottest = table;
  return weights;
}

std::optional<Fault> find_fault(const SmallGroupsCall& call) {
  if (call.people == 0) return Fault{FaultKind::no_options, "nobody is to be seated"};
  if (call.people > group_people_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(group_people_max) + " people"};
  if (call.tables == 0 || call.rounds == 0) return Fault{FaultKind::bad_parameter, "there must be at least one table and one round"};
  if (call.tables > call.people) return Fault{FaultKind::bad_parameter, "there are more tables than people"};
  if (call.rounds > group_rounds_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(group_rounds_max) + " rounds"};
  for (const auto* fields : {&call.diversify, &call.cluster})
    for (const auto& field : *fields) {
      if (field.size() != call.people) return Fault{FaultKind::bad_parameter, "a field does not have one value per person"};
      if (*std::max_element(field.begin(), field.end()) >= call.people) return Fault{FaultKind::bad_parameter, "a value of a field is not numbered from 0 below the number of people"};
    }
  return std::nullopt;
}

/// People of like values one after another, dealt to the tables in turn: the first field is then balanced, and so are the sizes.
Tables deal(const SmallGroupsCall& call, Chance& chance) {
  std::vector<std::uint32_t> order(call.people);
  for (std::uint32_t at = 0; at < call.people; ++at) order[at] = at;
  for (std::size_t left = order.size(); left > 1; --left) std::swap(order[left - 1], order[chance.below(left)]);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    for (const auto& field : call.diversify)
      if (field[left] != field[right]) return field[left] < field[right];
    return false;
  });
  Tables tables(call.tables);
  for (std::uint32_t at = 0; at < call.people; ++at) tables[at % call.tables].push_back(order[at]);
  return tables;
}

/// Improves a round by swaps; takes a worse one now and then, less and less often. The best seating met on the way.
Tables anneal(const SmallGroupsCall& call, const Meetings& met, Tables tables, Chance& chance) {
  Seating seating(call, met, std::move(tables));
  auto best = seating.tables();
  auto best_cost = seating.cost();
  if (call.tables < 2) return best;
  const std::size_t steps = std::min<std::size_t>(40'000 + 1'500 * static_cast<std::size_t>(call.people), 1'500'000);
  const auto weights = weights_of(call);
  const double cooling = std::pow(coldest / weights.hottest, 1.0 / static_cast<double>(steps));
  double heat = weights.hottest;
  for (std::size_t step = 0; step < steps; ++step, heat *= cooling) {
    if (best_cost == SeatingCost{}) break;
    const auto one = static_cast<std::uint32_t>(chance.below(call.people));
    const auto other = static_cast<std::uint32_t>(chance.below(call.people));
    if (seating.table_of(one) == seating.table_of(other)) continue;
    const auto change = seating.change_of_swap(one, other);
    const double worse = weights.imbalance * static_cast<double>(change.cost.imbalance) + weights.scatter * static_cast<double>(change.cost.scatter) +
                         static_cast<double>(change.cost.repeats) - weights.gather * change.gather;
    if (worse > 0 && chance.unit() >= std::exp(-worse / heat)) continue;
    seating.swap(one, other, change.cost);
    if (seating.cost() < best_cost) {
      best_cost = seating.cost();
      best = seating.tables();
    }
  }
  return best;
}

std::uint64_t bound_of(const SmallGroupsCall& call) {
  const std::uint64_t people = call.people;
  const std::uint64_t small = people / call.tables;
  const std::uint64_t large_tables = people % call.tables;
  const std::uint64_t per_round = (call.tables - large_tables) * (small * (small - 1) / 2) + large_tables * ((small + 1) * small / 2);
  return std::min(people * (people - 1) / 2, per_round * call.rounds);
}

void add_imbalances(const SmallGroupsCall& call, SmallGroups& groups) {
  for (std::uint32_t field = 0; field < call.diversify.size(); ++field) {
    const auto& values = call.diversify[field];
    std::vector<std::uint32_t> people(*std::max_element(values.begin(), values.end()) + 1, 0);
    for (const auto value : values) ++people[value];
    for (std::uint32_t round = 0; round < call.rounds; ++round)
      for (std::uint32_t table = 0; table < call.tables; ++table) {
        std::vector<std::uint32_t> counts(people.size(), 0);
        for (const auto person : groups.rounds[round][table]) ++counts[values[person]];
        for (std::uint32_t value = 0; value < counts.size(); ++value)
          if (counts[value] < people[value] / call.tables || counts[value] > (people[value] + call.tables - 1) / call.tables)
            groups.imbalances.push_back({round, table, field, value, counts[value]});
      }
  }
}

void add_clusters(const SmallGroupsCall& call, SmallGroups& groups) {
  const std::uint64_t largest = (call.people + call.tables - 1) / call.tables;
  for (const auto& values : call.cluster) {
    std::vector<std::uint64_t> people(*std::max_element(values.begin(), values.end()) + 1, 0);
    for (const auto value : values) ++people[value];
    for (const auto count : people) groups.cluster_tables_least += call.rounds * ((count + largest - 1) / largest);
    for (const auto& tables : groups.rounds)
      for (const auto& table : tables) {
        std::vector<std::uint32_t> seen;
        for (const auto person : table) seen.push_back(values[person]);
        std::sort(seen.begin(), seen.end());
        groups.cluster_tables += static_cast<std::uint64_t>(std::unique(seen.begin(), seen.end()) - seen.begin());
      }
  }
}

}  // namespace

Checked<SmallGroups> make_small_groups(const SmallGroupsCall& call, const Seed& seed) {
  if (auto fault = find_fault(call)) return std::move(*fault);
  Chance chance(seed);
  Meetings met(call.people);
  SmallGroups groups;
  for (std::uint32_t round = 0; round < call.rounds; ++round) {
    groups.rounds.push_back(anneal(call, met, deal(call, chance), chance));
    met.add(groups.rounds.back(), 1);
  }
  groups.meetings_bound = bound_of(call);
  if (call.rounds > 1 && met.pairs() < groups.meetings_bound) {
    for (auto& tables : groups.rounds) {
      met.add(tables, -1);
      tables = anneal(call, met, std::move(tables), chance);
      met.add(tables, 1);
    }
  }
  groups.meetings = met.pairs();
  for (auto& tables : groups.rounds)
    for (auto& table : tables) std::sort(table.begin(), table.end());
  add_imbalances(call, groups);
  add_clusters(call, groups);
  return groups;
}

}  // namespace palabre::tally
