// Score votes: sums and exact means, the scale, missing grades.
#include "tally/random.hpp"
#include "tally/score.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::tally {
namespace {

TEST(Score, AddsGradesUpAndTakesAMissingOneAsZero) {
  const MarkedElection election{3, {{{{0, 5}, {1, 3}}, 2}, {{{2, 4}}, 1}, {{}, 3}}};
  const auto result = count_scores(election, {}).value();
  EXPECT_EQ(result.totals[0].sum, 10);
  EXPECT_EQ(result.totals[1].sum, 6);
  EXPECT_EQ(result.totals[2].sum, 4);
  EXPECT_EQ(result.standing.elected, std::vector<Option>{0});
  EXPECT_EQ(result.cast, 6);
  EXPECT_EQ(result.blank, 3);
}

TEST(Score, AveragesOnlyTheGradesGiven) {
  const MarkedElection election{3, {{{{0, 5}, {1, 3}}, 2}, {{{0, 1}, {1, 4}}, 1}}};
  const auto result = count_scores(election, {.by = ScoreBy::mean}).value();  // 11/3 against 10/3
  EXPECT_EQ(result.standing.order, (std::vector<std::vector<Option>>{{0}, {1}}));
  EXPECT_EQ(result.ungraded, std::vector<Option>{2});
}

TEST(Score, ComparesMeansExactly) {
  const MarkedElection election{3, {{{{0, 1}}, 1}, {{{0, 0}}, 2}, {{{1, 1}}, 2}, {{{1, 0}}, 4}, {{{2, 1}}, 333'333'333}, {{{2, 0}}, 600'000'000}}};
  const auto result = count_scores(election, {.by = ScoreBy::mean}).value();
  EXPECT_EQ(result.standing.order, (std::vector<std::vector<Option>>{{2}, {0, 1}}));
}

TEST(Score, MayAskForEnoughGrades) {
  const MarkedElection election{2, {{{{0, 5}}, 1}, {{{1, 2}}, 10}}};
  const auto result = count_scores(election, {.by = ScoreBy::mean, .grades_min = 2}).value();
  EXPECT_EQ(result.standing.elected, std::vector<Option>{1});
  EXPECT_EQ(result.ungraded, std::vector<Option>{0});
}

TEST(Score, RefusesAGradeOutsideTheScaleAndAnEmptyScale) {
  EXPECT_EQ(count_scores({1, {{{{0, 6}}, 1}}}, {}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_scores({1, {{{{0, -1}}, 1}}}, {}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_scores({1, {}}, {.grade_min = 3, .grade_max = 3}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_scores({1, {}}, {.seats = 0}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_scores({0, {}}, {}).fault().kind, FaultKind::no_options);
}

TEST(Score, HoldsTheLargestSums) {
  const MarkedElection election{1, {{{{0, value_max}}, voters_max}}};
  EXPECT_EQ(count_scores(election, {.grade_max = value_max}).value().totals[0].sum, 1'000'000'000'000'000'000);
}

TEST(Score, IsTurnedAroundByTurningTheScaleAround) {
  Chance chance(*seed_of_hex("5c"));
  for (int round = 0; round < 200; ++round) {
    MarkedElection election{static_cast<std::uint32_t>(1 + chance.below(5)), {}};
    for (auto ballots = chance.below(8); ballots > 0; --ballots) {
      MarkedBallot ballot{{}, static_cast<std::int64_t>(chance.below(5))};
      for (Option option = 0; option < election.options; ++option)
        if (chance.below(3) > 0) ballot.marks.push_back({option, static_cast<std::int64_t>(chance.below(7)) - 3});
      election.ballots.push_back(ballot);
    }
    for (const auto by : {ScoreBy::sum, ScoreBy::mean}) {
      const ScoreRule rule{.by = by, .grade_min = -3, .grade_max = 3};
      auto before = count_scores(election, rule).value().standing.order;
      auto turned = election;
      for (auto& ballot : turned.ballots)
        for (auto& mark : ballot.marks) mark.value = -mark.value;
      std::reverse(before.begin(), before.end());
      EXPECT_EQ(count_scores(turned, rule).value().standing.order, before);
    }
  }
}

}  // namespace
}  // namespace palabre::tally
