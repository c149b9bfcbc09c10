// Groups people by features and by households alike, so that a panel is a number of seats per type. Called by sortition and quota_relaxation.
#include "tally/person_types.hpp"

#include <algorithm>
#include <map>

namespace palabre::tally {
namespace {

using Features = std::vector<std::uint32_t>;

/// Who lives together, in the order of the pool; each household's people sorted by features.
std::vector<std::vector<std::uint32_t>> households_of(const SortitionPool& pool) {
  std::vector<std::vector<std::uint32_t>> households;
  std::map<std::uint32_t, std::size_t> place;
  for (std::uint32_t person = 0; person < pool.people.size(); ++person) {
    const bool is_known = !pool.households.empty() && place.contains(pool.households[person]);
    if (is_known) {
      households[place[pool.households[person]]].push_back(person);
      continue;
    }
    if (!pool.households.empty()) place[pool.households[person]] = households.size();
    households.push_back({person});
  }
  for (auto& people : households)
    std::stable_sort(people.begin(), people.end(), [&](auto left, auto right) { return pool.people[left] < pool.people[right]; });
  return households;
}

/// One kind's types: one per feature vector that occurs in its households.
void add_types(const SortitionPool& pool, const std::vector<Features>& members, std::uint32_t kind, PoolTypes& sorted) {
  auto distinct = members;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (const auto& features : distinct) {
    PersonType type;
    type.features = features;
    type.kind = kind;
    type.seats_max = static_cast<std::uint32_t>(sorted.kinds[kind].households.size());
    for (const auto& household : sorted.kinds[kind].households)
      for (const auto person : household)
        if (pool.people[person] == features) type.people.push_back(person);
    std::sort(type.people.begin(), type.people.end());
    sorted.kinds[kind].types.push_back(static_cast<std::uint32_t>(sorted.types.size()));
    sorted.types.push_back(std::move(type));
  }
}

}  // namespace

PoolTypes sort_into_types(const SortitionPool& pool) {
  std::map<std::vector<Features>, std::vector<std::vector<std::uint32_t>>> alike;
  for (auto& household : households_of(pool)) {
    std::vector<Features> members;
    for (const auto person : household) members.push_back(pool.people[person]);
    alike[members].push_back(std::move(household));
  }
  PoolTypes sorted;
  for (auto& [members, households] : alike) {
    const auto kind = static_cast<std::uint32_t>(sorted.kinds.size());
    sorted.kinds.push_back({{}, std::move(households)});
    add_types(pool, members, kind, sorted);
  }
  return sorted;
}

}  // namespace palabre::tally
