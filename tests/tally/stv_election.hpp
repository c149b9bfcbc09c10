// Random elections, and what every count by elimination must keep. Used by the tests of STV and IRV.
#pragma once
#include "tally/irv.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace palabre::tally {

inline std::vector<Option> shuffled(Chance& chance, std::uint32_t options) {
  std::vector<Option> order(options);
  std::iota(order.begin(), order.end(), Option{0});
  for (std::size_t left = options; left > 1; --left) std::swap(order[left - 1], order[chance.below(left)]);
  return order;
}

/// Strict orders, cut short at random; now and then a tie or a gap when `has_flaws`.
inline RankedElection random_stv_election(Chance& chance, std::uint32_t options, std::uint64_t ballots, bool has_flaws = false) {
  RankedElection election{options, {}};
  for (std::uint64_t ballot = 0; ballot < ballots; ++ballot) {
    auto order = shuffled(chance, options);
    order.resize(chance.below(options + 1));
    auto paper = rank_in_order(order, 1 + static_cast<std::int64_t>(chance.below(30)));
    if (has_flaws)
      for (std::size_t i = 1; i < paper.places.size(); ++i) {
        const auto step = chance.below(8);
        paper.places[i].rank = paper.places[i - 1].rank + (step == 0 ? 0 : (step == 1 ? 2 : 1));
      }
    election.ballots.push_back(std::move(paper));
  }
  return election;
}

inline void expect_sound(const StvCount& count, const RankedElection& election, const StvContest& contest) {
  const auto standing = election.options - contest.withdrawn.size();
  EXPECT_EQ(count.elected.size(), std::min<std::size_t>(contest.seats, standing));
  EXPECT_EQ(count.elected.size() + count.eliminated.size(), standing);
  std::int64_t ballots = 0;
  for (const auto& ballot : election.ballots) ballots += ballot.count;
  EXPECT_EQ(count.ballots, ballots);
  for (const auto& stage : count.stages) {
    Amount sum = stage.exhausted + stage.residual;
    for (const auto votes : stage.votes) sum += votes;
    EXPECT_TRUE(sum == count.total);
    EXPECT_TRUE(stage.exhausted >= 0);
  }
}

inline bool has_ties(const StvCount& count) {
  return std::ranges::any_of(count.stages, [](const StvStage& stage) { return !stage.ties.empty(); });
}

inline void expect_same(const StvCount& left, const StvCount& right) {
  EXPECT_EQ(left.elected, right.elected);
  EXPECT_EQ(left.eliminated, right.eliminated);
  ASSERT_EQ(left.stages.size(), right.stages.size());
  for (std::size_t i = 0; i < left.stages.size(); ++i) {
    EXPECT_TRUE(left.stages[i].votes == right.stages[i].votes);
    EXPECT_TRUE(left.stages[i].exhausted == right.stages[i].exhausted);
  }
}

}  // namespace palabre::tally
