// How long opinion groups take: the sizes of the issue, sparse and dense, doubling, and real conversations where they are at hand.
#include "recount/readers.hpp"
#include "tally/opinion_groups.hpp"
#include "tally/random.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace palabre {
namespace {

/// Three camps with their own leanings; each person votes on `share` of the statements.
tally::OpinionPoll camps(std::uint32_t participants, std::uint32_t statements, double share) {
  tally::OpinionPoll poll{participants, statements, {}, {}, {}};
  tally::Chance chance(tally::Seed{0, 0, participants, statements});
  std::vector<double> leaning(std::size_t{3} * statements);
  for (double& lean : leaning) lean = chance.unit();
  for (std::uint32_t person = 0; person < participants; ++person)
    for (tally::Option statement = 0; statement < statements; ++statement) {
      if (chance.unit() >= share) continue;
      const double lean = leaning[std::size_t{person % 3} * statements + statement];
      poll.casts.push_back({person, statement, static_cast<std::int8_t>(chance.unit() < 0.15 ? 0 : chance.unit() < lean ? 1 : -1)});
    }
  return poll;
}

void group(benchmark::State& state, const tally::OpinionPoll& poll) {
  for (auto round : state) benchmark::DoNotOptimize(tally::group_opinions(poll).value().silhouette);
  state.counters["votes"] = static_cast<double>(poll.casts.size());
}

void BM_OpinionGroups_2000_x_900(benchmark::State& state) { group(state, camps(2000, 900, static_cast<double>(state.range(0)) / 100)); }
void BM_OpinionGroups_100_x_50(benchmark::State& state) { group(state, camps(100, 50, static_cast<double>(state.range(0)) / 100)); }

/// Only chance, no camps: the variances lie close together, the hardest case for the components.
void BM_OpinionGroups_2000_x_900_of_noise(benchmark::State& state) {
  auto poll = camps(2000, 900, static_cast<double>(state.range(0)) / 100);
  tally::Chance chance(tally::Seed{0, 0, 0, 9});
  for (auto& cast : poll.casts) cast.value = static_cast<std::int8_t>(static_cast<int>(chance.below(3)) - 1);
  group(state, poll);
}

void BM_OpinionGroups_participants_x_200(benchmark::State& state) {
  group(state, camps(static_cast<std::uint32_t>(state.range(0)), 200, 0.1));
  state.SetComplexityN(state.range(0));
}

void BM_OpinionGroups_2000_x_statements(benchmark::State& state) {
  group(state, camps(2000, static_cast<std::uint32_t>(state.range(0)), 0.1));
  state.SetComplexityN(state.range(0));
}

void BM_ReadPolis_a_million_casts(benchmark::State& state) {
  std::string text = "timestamp,datetime,comment-id,voter-id,vote\n";
  tally::Chance chance(tally::Seed{1, 1, 1, 1});
  for (int i = 0; i < 1'000'000; ++i)
    text += std::to_string(1403054214196 + i) + ",Wed Jun 18 08:16:54 WIB 2014," + std::to_string(chance.below(900)) + "," + std::to_string(chance.below(20000)) + "," + std::to_string(static_cast<int>(chance.below(3)) - 1) + "\n";
  for (auto round : state) benchmark::DoNotOptimize(recount::read_polis(text).value().opinions.size());
}

void BM_OpinionGroups_real(benchmark::State& state, const std::string& file) {
  if (!std::filesystem::exists(file)) return state.SkipWithError("the collection is not at hand");
  const auto poll = recount::read_polis(recount::read_text(file).value()).value();
  tally::OpinionPoll votes{static_cast<std::uint32_t>(poll.people.size()), static_cast<std::uint32_t>(poll.options.size()), {}, {}, {}};
  for (const auto& [participant, statement, value] : poll.opinions) votes.casts.push_back({participant, statement, value});
  group(state, votes);
}

BENCHMARK(BM_OpinionGroups_2000_x_900)->Arg(5)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OpinionGroups_2000_x_900_of_noise)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OpinionGroups_100_x_50)->Arg(10)->Arg(50)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OpinionGroups_participants_x_200)->RangeMultiplier(2)->Range(500, 64000)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OpinionGroups_2000_x_statements)->RangeMultiplier(2)->Range(64, 4096)->Complexity()->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ReadPolis_a_million_casts)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_OpinionGroups_real, austria_climate, "../shared/data/polis-opendata/austria-climate.5twd2jsnkf.2022-08-08/votes.csv")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace palabre
