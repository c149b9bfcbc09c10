// Options against the status quo.
#include "tally/status_quo.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

SchulzeResult outcome_of(std::vector<RankedBallot> ballots, Option options = 3) { return schulze(RankedElection{options, std::move(ballots)}).value(); }

TEST(StatusQuo, StaysWithoutAMajorityForAChange) {
  const auto outcome = outcome_of({rank_in_order({0, 1, 2}, 3), rank_in_order({1, 2, 0}, 2)});
  const auto result = against_status_quo(outcome, {.status_quo = 0}).value();
  EXPECT_TRUE(result.winners.empty());
  EXPECT_EQ(result.options[1].votes_for, 2);
  EXPECT_EQ(result.options[1].votes_against, 3);
  EXPECT_TRUE(result.options[1].has_reverse_beat_path);
}

TEST(StatusQuo, GivesWayToTheBestOptionWithTheMajorityAsked) {
  const auto outcome = outcome_of({rank_in_order({1, 2, 0}, 3), rank_in_order({2, 0, 1}, 1), rank_in_order({1, 0, 2}, 1)});
  EXPECT_EQ(against_status_quo(outcome, {.status_quo = 0}).value().winners, std::vector<Option>{1});
  EXPECT_EQ(against_status_quo(outcome, {.status_quo = 0, .majority = {4, 5, false}}).value().winners, std::vector<Option>{1});
  EXPECT_TRUE(against_status_quo(outcome, {.status_quo = 0, .majority = {4, 5, true}}).value().winners.empty());
  EXPECT_TRUE(against_status_quo(outcome, {.status_quo = 0, .votes_min = 5}).value().winners.empty());
}

TEST(StatusQuo, DecidesWhetherALeaderWithoutAMajorityBlocksTheNext) {
  // 1 leads 2, yet only 2 has two thirds against the status quo.
  const auto outcome = outcome_of({rank_in_order({1, 2, 0}, 4), rank_in_order({2, 0, 1}, 2), rank_in_order({1, 0, 2}, 0), rank_in_order({0, 1, 2}, 1)});
  ASSERT_EQ(outcome.winners, std::vector<Option>{1});
  EXPECT_EQ(against_status_quo(outcome, {.status_quo = 0, .majority = {2, 3, true}}).value().winners, std::vector<Option>{2});
  EXPECT_TRUE(against_status_quo(outcome, {.status_quo = 0, .majority = {2, 3, true}, .winner_leads_all = true}).value().winners.empty());
}

TEST(StatusQuo, StaysWhenAllIsTied) {
  EXPECT_TRUE(against_status_quo(outcome_of({}), {.status_quo = 2}).value().winners.empty());
  EXPECT_TRUE(against_status_quo(outcome_of({}), {.status_quo = 2, .majority = {0, 1, false}}).value().winners.empty());
}

TEST(StatusQuo, RefusesParametersWithoutMeaning) {
  const auto outcome = outcome_of({});
  EXPECT_EQ(against_status_quo(outcome, {.status_quo = 3}).fault().kind, FaultKind::option_out_of_range);
  EXPECT_EQ(against_status_quo(outcome, {.majority = {1, 0, true}}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(against_status_quo(outcome, {.majority = {3, 2, true}}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(against_status_quo(outcome, {.majority = {-1, 2, true}}).fault().kind, FaultKind::bad_parameter);
}

}  // namespace
}  // namespace palabre::tally
