// How long a lottery over panels and seatings of small groups take, and how that grows with the people.
#include "tally/small_groups.hpp"

#include "../tally/invented_pool.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace palabre::tally;

void draw_lottery(benchmark::State& state, const SortitionPool& pool) {
  double share = 0;
  for (auto _ : state) {
    const auto lottery = find_lottery(pool);
    share = lottery ? lottery->minimum / lottery->bound : -1;
    benchmark::DoNotOptimize(lottery);
  }
  state.counters["minimum_of_bound"] = share;
}

/// A pool of the size of the largest assembly of Flanigan et al. 2021, by the skew of its self-selection.
void BM_Sortition_200_in_1727_six_features(benchmark::State& state) {
  draw_lottery(state, invent_pool({1727, 200, {2, 6, 5, 4, 3, 4}, static_cast<double>(state.range(0)), 1}, {0, 0, 0, 1}));
}
BENCHMARK(BM_Sortition_200_in_1727_six_features)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

void BM_Sortition_110_in_1727_six_features(benchmark::State& state) { draw_lottery(state, invent_pool({1727, 110, {2, 6, 5, 4, 4, 6}, 3, 1}, {0, 0, 0, 2})); }
BENCHMARK(BM_Sortition_110_in_1727_six_features)->Unit(benchmark::kMillisecond);

void BM_Sortition_by_people(benchmark::State& state) {
  const auto people = static_cast<std::uint32_t>(state.range(0));
  draw_lottery(state, invent_pool({people, people / 8, {2, 4, 3, 5}, 2, 1}, {0, 0, 0, 3}));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Sortition_by_people)->RangeMultiplier(2)->Range(100, 3200)->Complexity()->Unit(benchmark::kMillisecond);

void BM_Small_groups_by_people(benchmark::State& state) {
  SmallGroupsCall call;
  call.people = static_cast<std::uint32_t>(state.range(0));
  call.tables = call.people / 8;
  call.rounds = 4;
  Chance chance({0, 0, 0, 4});
  for (const std::uint32_t values : {2U, 4U, 3U}) {
    auto& field = call.diversify.emplace_back();
    for (std::uint32_t person = 0; person < call.people; ++person) field.push_back(static_cast<std::uint32_t>(chance.below(values)));
  }
  double share = 0;
  for (auto _ : state) {
    const auto groups = make_small_groups(call, {0, 0, 0, 5});
    share = static_cast<double>(groups->meetings) / static_cast<double>(groups->meetings_bound);
    benchmark::DoNotOptimize(groups);
  }
  state.counters["meetings_of_bound"] = share;
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Small_groups_by_people)->RangeMultiplier(2)->Range(32, 512)->Complexity()->Unit(benchmark::kMillisecond);

}  // namespace
