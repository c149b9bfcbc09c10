// STAR votes: the two best by sum, their runoff, and every tie on the way.
#include "tally/random.hpp"
#include "tally/score.hpp"
#include "tally/star.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::tally {
namespace {

MarkedBallot grade(const std::vector<std::int64_t>& grades, std::int64_t count = 1) {
  MarkedBallot ballot{{}, count};
  for (const auto value : grades) ballot.marks.push_back({static_cast<Option>(ballot.marks.size()), value});
  return ballot;
}

TEST(Star, ElectsTheFinalistWhomMoreBallotsGradeHigher) {
  const auto result = count_star({3, {grade({5, 4, 0}, 2), grade({0, 1, 5}), grade({0, 1, 0}, 2)}}, {}).value();
  EXPECT_EQ(result.sums, (std::vector<std::int64_t>{10, 11, 5}));
  EXPECT_EQ(result.finalists, (std::vector<Option>{1, 0}));
  ASSERT_EQ(result.runoffs.size(), 1U);
  EXPECT_EQ(result.runoffs[0].for_first, 3);
  EXPECT_EQ(result.runoffs[0].for_second, 2);
  EXPECT_EQ(result.winners, std::vector<Option>{1});
}

TEST(Star, MayElectTheLowerSumInTheRunoff) {
  const auto result = count_star({2, {grade({5, 0}, 2), grade({3, 4}, 3)}}, {}).value();
  EXPECT_EQ(result.finalists.front(), 0U);
  EXPECT_EQ(result.winners, std::vector<Option>{1});
}

TEST(Star, ElectsAnOptionAloneWithoutARunoff) {
  const auto result = count_star({1, {}}, {}).value();
  EXPECT_EQ(result.winners, std::vector<Option>{0});
  EXPECT_TRUE(result.runoffs.empty());
}

TEST(Star, ReportsATieForTheFinalWithAllWhoCouldWin) {
  const MarkedElection election{3, {grade({5, 3, 2}), grade({5, 2, 3})}};
  const auto open = count_star(election, {}).value();
  EXPECT_EQ(open.finalists, std::vector<Option>{0});
  EXPECT_EQ(open.tied_finalists, (std::vector<Option>{1, 2}));
  EXPECT_EQ(open.runoffs.size(), 2U);
  EXPECT_EQ(open.winners, std::vector<Option>{0});
}

TEST(Star, BreaksATieForTheFinalByMatchupsWhenAsked) {
  const MarkedElection election{3, {grade({5, 4, 0}), grade({5, 0, 1}), grade({5, 0, 1}), grade({0, 0, 2})}};
  const auto result = count_star(election, {.ties = StarTies::official}).value();
  EXPECT_EQ(result.finalists, (std::vector<Option>{0, 2}));
  ASSERT_EQ(result.steps.size(), 1U);
  EXPECT_EQ(result.steps[0].by, StarTieBreak::head_to_head);
  EXPECT_EQ(result.steps[0].lost, std::vector<Option>{1});
  EXPECT_TRUE(result.tied_finalists.empty());
}

TEST(Star, BreaksATieForTheFinalByHighestGradesWhenMatchupsAreEqual) {
  const MarkedElection election{3, {grade({5, 5, 3}), grade({5, 1, 3})}};
  const auto result = count_star(election, {.ties = StarTies::official}).value();
  EXPECT_EQ(result.finalists, (std::vector<Option>{0, 1}));
  ASSERT_EQ(result.steps.size(), 1U);
  EXPECT_EQ(result.steps[0].by, StarTieBreak::highest_grade);
}

TEST(Star, BreaksATieInTheRunoffByTheSumWhenAsked) {
  const MarkedElection election{2, {grade({5, 0}), grade({0, 1})}};
  EXPECT_EQ(count_star(election, {}).value().winners, (std::vector<Option>{0, 1}));
  const auto result = count_star(election, {.ties = StarTies::official}).value();
  EXPECT_EQ(result.winners, std::vector<Option>{0});
  EXPECT_EQ(result.steps.at(0).by, StarTieBreak::score);
  EXPECT_TRUE(result.steps.at(0).is_runoff);
}

TEST(Star, BreaksATieInTheRunoffByHighestGradesLast) {
  const MarkedElection election{3, {grade({5, 4, 0}), grade({3, 4, 0})}};
  const auto result = count_star(election, {.ties = StarTies::official}).value();
  EXPECT_EQ(result.winners, std::vector<Option>{0});
  EXPECT_EQ(result.steps.back().by, StarTieBreak::highest_grade);
}

TEST(Star, LeavesATrueTieOpenEvenWithTheProtocol) {
  const auto result = count_star({3, {grade({1, 1, 1}), grade({2, 2, 2})}}, {.ties = StarTies::official}).value();
  EXPECT_EQ(result.winners, (std::vector<Option>{0, 1, 2}));
  EXPECT_EQ(result.tied_finalists.size(), 3U);
}

TEST(Star, RefusesMoreTiedOptionsThanItCanMatch) {
  EXPECT_EQ(count_star({5'000, {}}, {}).fault().kind, FaultKind::number_too_large);
  EXPECT_EQ(count_star({0, {}}, {}).fault().kind, FaultKind::no_options);
  EXPECT_EQ(count_star({1, {grade({6})}}, {}).fault().kind, FaultKind::bad_parameter);
}

TEST(Star, ElectsWinnersAmongTheOpenOnesWhenTheProtocolBreaksTies) {
  Chance chance(*seed_of_hex("57a6"));
  for (int round = 0; round < 400; ++round) {
    MarkedElection election{static_cast<std::uint32_t>(1 + chance.below(6)), {}};
    for (auto ballots = chance.below(7); ballots > 0; --ballots) {
      MarkedBallot ballot{{}, static_cast<std::int64_t>(chance.below(3))};
      for (Option option = 0; option < election.options; ++option)
        if (chance.below(3) > 0) ballot.marks.push_back({option, static_cast<std::int64_t>(chance.below(4))});
      election.ballots.push_back(ballot);
    }
    const auto open = count_star(election, {.grade_max = 3}).value();
    const auto broken = count_star(election, {.grade_max = 3, .ties = StarTies::official}).value();
    ASSERT_FALSE(broken.winners.empty());
    EXPECT_TRUE(std::includes(open.winners.begin(), open.winners.end(), broken.winners.begin(), broken.winners.end()));
    EXPECT_LE(broken.winners.size(), open.winners.size());
    const auto sums = count_scores(election, {.grade_max = 3, .seats = 2}).value();
    for (const auto finalist : sums.standing.elected) EXPECT_NE(std::find(open.finalists.begin(), open.finalists.end(), finalist), open.finalists.end());
    for (const auto& runoff : open.runoffs) EXPECT_EQ(runoff.for_first + runoff.for_second + runoff.no_preference, open.cast);
  }
}

}  // namespace
}  // namespace palabre::tally
