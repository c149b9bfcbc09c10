// Any bytes as people and fields: everybody sits once per round at even tables, and one diversified field is balanced.
#include "tally/small_groups.hpp"

#include <cstdlib>
#include <set>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace palabre::tally;
  std::size_t at = 0;
  const auto below = [&](std::uint32_t bound) { return at < size ? data[at++] % bound : 0U; };
  SmallGroupsCall call;
  call.people = below(14);
  call.tables = below(8);
  call.rounds = below(4);
  for (auto* fields : {&call.diversify, &call.cluster}) {
    fields->resize(below(3));
    for (auto& field : *fields)
      for (std::uint32_t person = 0; person < call.people; ++person) field.push_back(below(call.people + (below(40) == 7 ? 1 : 0)));
  }
  const auto groups = make_small_groups(call, {0, 0, 0, below(256)});
  if (!groups) return 0;
  const auto demand = [](bool is_so) {
    if (!is_so) std::abort();
  };
  demand(groups->rounds.size() == call.rounds && groups->meetings <= groups->meetings_bound);
  demand(call.diversify.size() > 1 || groups->imbalances.empty());
  for (const auto& tables : groups->rounds) {
    std::set<std::uint32_t> seated;
    for (const auto& table : tables) {
      demand(table.size() >= call.people / call.tables && table.size() <= (call.people + call.tables - 1) / call.tables);
      seated.insert(table.begin(), table.end());
    }
    demand(seated.size() == call.people);
  }
  return 0;
}
