// How long the Condorcet methods take, and how their cost grows with the ballots and with the options.
#include "tally/random.hpp"
#include "tally/ranked_pairs.hpp"
#include "tally/schulze.hpp"

#include <benchmark/benchmark.h>

#include <numeric>

namespace {

using namespace palabre::tally;

/// Distinct full rankings in random order.
RankedElection full_rankings(Option options, std::size_t ballots) {
  Chance chance(Seed{options, ballots, 3, 4});
  RankedElection election{options, {}};
  std::vector<Option> order(options);
  std::iota(order.begin(), order.end(), Option{0});
  for (std::size_t i = 0; i < ballots; ++i) {
    for (Option at = options; at > 1; --at) std::swap(order[at - 1], order[chance.below(at)]);
    election.ballots.push_back(rank_in_order(order));
  }
  return election;
}

void BM_Schulze_100k_x_100(benchmark::State& state) {
  const auto election = full_rankings(100, 100'000);
  for (auto _ : state) benchmark::DoNotOptimize(schulze(election).value().winners.front());
}
BENCHMARK(BM_Schulze_100k_x_100)->Unit(benchmark::kMillisecond);

void BM_RankedPairs_100k_x_100(benchmark::State& state) {
  const auto election = full_rankings(100, 100'000);
  for (auto _ : state) benchmark::DoNotOptimize(ranked_pairs(election).value().winners.front());
}
BENCHMARK(BM_RankedPairs_100k_x_100)->Unit(benchmark::kMillisecond);

/// Linear in the ballots.
void BM_Schulze_ballots(benchmark::State& state) {
  const auto election = full_rankings(40, static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(schulze(election).value().winners.front());
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Schulze_ballots)->RangeMultiplier(2)->Range(8'192, 131'072)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);

/// The table: square in the options.
void BM_Pairs_options(benchmark::State& state) {
  const auto election = full_rankings(static_cast<Option>(state.range(0)), 4'096);
  for (auto _ : state) benchmark::DoNotOptimize(count_pairs(election).value().votes.front());
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Pairs_options)->RangeMultiplier(2)->Range(32, 512)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oNSquared);

/// The paths: cubic in the options.
void BM_Schulze_paths(benchmark::State& state) {
  const auto pairwise = count_pairs(full_rankings(static_cast<Option>(state.range(0)), 101)).value();
  for (auto _ : state) benchmark::DoNotOptimize(schulze(pairwise).value().winners.front());
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Schulze_paths)->RangeMultiplier(2)->Range(64, 1'024)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oNCubed);

/// Sorting and locking defeats that all differ in strength.
void BM_RankedPairs_locking(benchmark::State& state) {
  const auto options = static_cast<Option>(state.range(0));
  Chance chance(Seed{options, 5, 6, 7});
  Pairwise pairwise(options);
  for (Option x = 0; x < options; ++x)
    for (Option y = x + 1; y < options; ++y) (chance.below(2) == 0 ? pairwise.of(x, y) : pairwise.of(y, x)) = static_cast<std::int64_t>(1 + chance.below(voters_max));
  for (auto _ : state) benchmark::DoNotOptimize(ranked_pairs(pairwise).value().winners.front());
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_RankedPairs_locking)->RangeMultiplier(2)->Range(64, 1'024)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oNSquared);

}  // namespace
