// How long counts by elimination take: the line of the issue (100k ballots, 20 candidates, 4 seats), and twice the ballots, again and
// again. Ballots are drawn so that hardly two are alike; putting equal ones together is part of the time.
#include "tally/irv.hpp"
#include "tally/random.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>

namespace palabre::tally {
namespace {

/// Candidates of falling popularity; a ballot ranks 1 to `longest` of them.
RankedElection draw_election(std::uint32_t options, std::size_t ballots, std::uint64_t longest) {
  Chance chance({options, ballots, longest, 4});
  RankedElection election{options, {}};
  for (std::size_t ballot = 0; ballot < ballots; ++ballot) {
    std::vector<std::pair<double, Option>> liking;
    for (Option option = 0; option < options; ++option) liking.emplace_back(chance.unit() * (10.0 + option), option);
    std::ranges::sort(liking);
    liking.resize(1 + chance.below(longest));
    std::vector<Option> order;
    for (const auto& [value, option] : liking) order.push_back(option);
    election.ballots.push_back(rank_in_order(order));
  }
  return election;
}

const RankedElection& election_of(std::int64_t ballots) {
  static std::map<std::int64_t, RankedElection> drawn;
  auto& election = drawn[ballots];
  if (election.options == 0) election = draw_election(20, static_cast<std::size_t>(ballots), 20);
  return election;
}

StvContest four_seats() {
  StvContest contest;
  contest.seats = 4;
  return contest;
}

template <class Rule>
void run_stv(benchmark::State& state, const Rule& rule) {
  const auto& election = election_of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(count_stv(election, four_seats(), rule)->elected.size());
  state.SetComplexityN(state.range(0));
}

void BM_Stv_Scotland_ballots_x_20(benchmark::State& state) { run_stv(state, scottish_rule()); }
void BM_Stv_Wigm_ballots_x_20(benchmark::State& state) { run_stv(state, wigm_rule()); }
void BM_Stv_Meek_ballots_x_20(benchmark::State& state) { run_stv(state, meek_rule()); }
void BM_Irv_ballots_x_20(benchmark::State& state) {
  const auto& election = election_of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(count_irv(election)->elected.size());
  state.SetComplexityN(state.range(0));
}

void doubling(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t ballots : {12'500, 25'000, 50'000, 100'000, 200'000}) bench->Arg(ballots);
}

BENCHMARK(BM_Stv_Scotland_ballots_x_20)->Unit(benchmark::kMillisecond)->Apply(doubling)->Complexity();
BENCHMARK(BM_Stv_Wigm_ballots_x_20)->Unit(benchmark::kMillisecond)->Apply(doubling)->Complexity();
BENCHMARK(BM_Stv_Meek_ballots_x_20)->Unit(benchmark::kMillisecond)->Apply(doubling)->Complexity();
BENCHMARK(BM_Irv_ballots_x_20)->Unit(benchmark::kMillisecond)->Apply(doubling)->Complexity();

}  // namespace
}  // namespace palabre::tally
