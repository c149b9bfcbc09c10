// How long budgets take: the real ones of the collection when it is at hand, and synthetic ones as they double.
#include "recount/readers.hpp"
#include "tally/equal_shares.hpp"
#include "tally/greedy.hpp"
#include "tally/phragmen.hpp"
#include "tally/random.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

namespace palabre {
namespace {

/// Approvals of about five projects a voter, popular ones more often; costs between 2,000 and 200,000 and money for a fifth of all.
tally::BudgetElection synthetic(std::int64_t voters, std::uint32_t projects) {
  tally::Chance chance({7, static_cast<std::uint64_t>(voters), projects});
  tally::BudgetElection election;
  election.votes.options = projects;
  std::int64_t total = 0;
  for (std::uint32_t i = 0; i < projects; ++i) {
    election.costs.push_back(2'000 + static_cast<std::int64_t>(chance.below(198'000)));
    total += election.costs.back();
  }
  election.budget = total / 5;
  for (std::int64_t voter = 0; voter < voters; ++voter) {
    tally::MarkedBallot ballot;
    std::vector<bool> is_named(projects, false);
    for (int i = 0; i < 5; ++i) {
      const double where = chance.unit();
      const auto project = static_cast<tally::Option>(where * where * projects);
      if (is_named[project]) continue;
      is_named[project] = true;
      ballot.marks.push_back({project, 1});
    }
    election.votes.ballots.push_back(std::move(ballot));
  }
  return election;
}

std::optional<tally::BudgetElection> real(const std::string& file) {
  const char* named = std::getenv("PALABRE_DATA");
  const auto folder = named != nullptr ? std::filesystem::path(named) : std::filesystem::path("../shared/data");
  const auto text = recount::read_text((folder / "pabulib" / "pb" / file).string());
  if (!text) return std::nullopt;
  const auto poll = recount::read_pabulib(*text);
  if (!poll) return std::nullopt;
  tally::BudgetElection election{{static_cast<std::uint32_t>(poll->options.size()), poll->marked}, {}, *poll->budget};
  for (const auto& option : poll->options) election.costs.push_back(option.cost);
  return election;
}

void count(benchmark::State& state, const tally::BudgetElection& election, tally::Completion completion) {
  tally::EqualSharesOptions options;
  options.completion = completion;
  std::size_t selected = 0;
  for (auto _ : state) {
    const auto result = tally::equal_shares(election, options);
    selected = result ? result->selected.size() : 0;
    benchmark::DoNotOptimize(selected);
  }
  state.counters["selected"] = static_cast<double>(selected);
}

void count_real(benchmark::State& state, const std::string& file, tally::Completion completion) {
  const auto election = real(file);
  if (!election) state.SkipWithError("the collection is not at hand");
  else count(state, *election, completion);
}

void BM_EqualShares_Wieliczka_Add1(benchmark::State& state) { count_real(state, "Poland_Wieliczka_2023_Green_Budget.pb", tally::Completion::add1); }
void BM_EqualShares_Lodz_2020(benchmark::State& state) { count_real(state, "Poland_Lodz_2020.pb", tally::Completion::none); }
void BM_EqualShares_50k_x_150(benchmark::State& state) { count(state, synthetic(50'000, 150), tally::Completion::none); }
void BM_EqualShares_Add1_6k_x_64(benchmark::State& state) { count(state, synthetic(6'000, 64), tally::Completion::add1); }

void BM_EqualShares_Voters(benchmark::State& state) {
  count(state, synthetic(state.range(0), 100), tally::Completion::none);
  state.SetComplexityN(state.range(0));
}

void BM_EqualShares_Projects(benchmark::State& state) {
  count(state, synthetic(20'000, static_cast<std::uint32_t>(state.range(0))), tally::Completion::none);
  state.SetComplexityN(state.range(0));
}

void BM_Phragmen_Voters(benchmark::State& state) {
  const auto election = synthetic(state.range(0), 100);
  for (auto _ : state) benchmark::DoNotOptimize(tally::phragmen(election)->cost);
  state.SetComplexityN(state.range(0));
}

void BM_Greedy_Voters(benchmark::State& state) {
  const auto election = synthetic(state.range(0), 100);
  for (auto _ : state) benchmark::DoNotOptimize(tally::greedy(election)->cost);
  state.SetComplexityN(state.range(0));
}

BENCHMARK(BM_EqualShares_Wieliczka_Add1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EqualShares_Lodz_2020)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EqualShares_50k_x_150)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EqualShares_Add1_6k_x_64)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(BM_EqualShares_Voters)->RangeMultiplier(2)->Range(8'192, 131'072)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oNLogN);
BENCHMARK(BM_EqualShares_Projects)->RangeMultiplier(2)->Range(64, 1'024)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);
BENCHMARK(BM_Phragmen_Voters)->RangeMultiplier(2)->Range(8'192, 131'072)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oNLogN);
BENCHMARK(BM_Greedy_Voters)->RangeMultiplier(2)->Range(8'192, 131'072)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oNLogN);

}  // namespace
}  // namespace palabre
