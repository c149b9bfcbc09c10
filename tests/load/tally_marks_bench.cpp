// How long votes by marks, delegations and the ranking of ideas take.
#include "tally/approval.hpp"
#include "tally/delegation.hpp"
#include "tally/harmonic.hpp"
#include "tally/quadratic.hpp"
#include "tally/random.hpp"
#include "tally/score.hpp"
#include "tally/star.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace palabre::tally;

/// One in ten votes; the others delegate to anybody.
DelegatedVote random_forest(Person people) {
  Chance chance(*seed_of_hex("f0"));
  DelegatedVote vote{people, {}, {}, {}};
  for (Person person = 0; person < people; ++person) {
    if (chance.below(10) == 0) vote.voters.push_back(person);
    const auto to = static_cast<Person>(chance.below(people));
    if (to != person) vote.delegations.push_back({person, to});
  }
  return vote;
}

/// Everybody delegates to the next one in a shuffled row; the last votes, or closes a circle.
DelegatedVote shuffled_row(Person people, bool is_circle) {
  Chance chance(*seed_of_hex("f1"));
  std::vector<Person> row(people);
  for (Person person = 0; person < people; ++person) row[person] = person;
  for (std::size_t left = people; left > 1; --left) std::swap(row[left - 1], row[chance.below(left)]);
  DelegatedVote vote{people, {}, {}, {}};
  for (Person at = 0; at + 1 < people; ++at) vote.delegations.push_back({row[at], row[at + 1]});
  if (is_circle) vote.delegations.push_back({row.back(), row.front()});
  else vote.voters.push_back(row.back());
  return vote;
}

void weigh(benchmark::State& state, const DelegatedVote& vote) {
  for (auto _ : state) benchmark::DoNotOptimize(weigh_delegations(vote).value().counted);
  state.SetComplexityN(state.range(0));
}

void BM_Delegation_forest(benchmark::State& state) { weigh(state, random_forest(static_cast<Person>(state.range(0)))); }
void BM_Delegation_chain(benchmark::State& state) { weigh(state, shuffled_row(static_cast<Person>(state.range(0)), false)); }
void BM_Delegation_circle(benchmark::State& state) { weigh(state, shuffled_row(static_cast<Person>(state.range(0)), true)); }
BENCHMARK(BM_Delegation_forest)->Arg(1'000'000)->RangeMultiplier(2)->Range(1 << 19, 1 << 22)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Delegation_chain)->Arg(1'000'000)->RangeMultiplier(2)->Range(1 << 19, 1 << 22)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Delegation_circle)->Arg(1'000'000)->RangeMultiplier(2)->Range(1 << 19, 1 << 22)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);

/// Each supporter supports ten of the ideas.
void BM_Harmonic(benchmark::State& state) {
  Chance chance(*seed_of_hex("f2"));
  HarmonicElection election{500, {}, {}};
  for (std::int64_t person = 0; person < state.range(0); ++person) {
    Supporter supporter{1, {}, {}};
    const auto first = static_cast<Option>(chance.below(50));
    for (Option at = 0; at < 10; ++at) supporter.supports.push_back(first + 50 * at);
    election.supporters.push_back(supporter);
  }
  for (auto _ : state) benchmark::DoNotOptimize(rank_harmonic(election).value().order.size());
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Harmonic)->RangeMultiplier(2)->Range(1 << 14, 1 << 17)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);

MarkedElection graded(std::int64_t ballots) {
  Chance chance(*seed_of_hex("f3"));
  MarkedElection election{100, {}};
  for (std::int64_t i = 0; i < ballots; ++i) {
    MarkedBallot ballot;
    for (Option option = 0; option < 100; ++option)
      if (const auto grade = chance.below(6); grade > 0) ballot.marks.push_back({option, static_cast<std::int64_t>(grade)});
    election.ballots.push_back(ballot);
  }
  return election;
}

template <class Count>
void count(benchmark::State& state, Count count_one) {
  const auto election = graded(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(static_cast<bool>(count_one(election)));
  state.SetComplexityN(state.range(0));
}

void BM_Approval_100_options(benchmark::State& state) {
  count(state, [](const MarkedElection& election) { return count_approvals(election, {}); });
}
void BM_ScoreMean_100_options(benchmark::State& state) {
  count(state, [](const MarkedElection& election) { return count_scores(election, {.by = ScoreBy::mean}); });
}
void BM_Star_100_options(benchmark::State& state) {
  count(state, [](const MarkedElection& election) { return count_star(election, {}); });
}
void BM_Quadratic_100_options(benchmark::State& state) {
  count(state, [](const MarkedElection& election) { return count_quadratic(election, {.credits = 1000}); });
}
BENCHMARK(BM_Approval_100_options)->RangeMultiplier(2)->Range(1 << 15, 1 << 17)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ScoreMean_100_options)->RangeMultiplier(2)->Range(1 << 15, 1 << 17)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Star_100_options)->RangeMultiplier(2)->Range(1 << 15, 1 << 17)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Quadratic_100_options)->RangeMultiplier(2)->Range(1 << 15, 1 << 17)->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);

}  // namespace
