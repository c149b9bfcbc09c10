// Counting a box: approval, budget and ranked, ties by lot or by cost, voices by channel, and the stored text back and forth.
#include "votes/outcome.hpp"

#include "crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace palabre::votes {
namespace {

const std::string root = crypto::sha256("a root");

Vote vote_of(Method method, int options, std::optional<int> seats = 1) {
  Vote vote;
  vote.id = VoteId{1};
  vote.method = method;
  vote.seats = seats;
  for (int position = 1; position <= options; ++position) vote.options.push_back({position, {}, {}, {{"fr", "x"}}, {}});
  return vote;
}

Vote budget_of(std::int64_t budget, std::initializer_list<std::int64_t> costs) {
  Vote vote = vote_of(Method::budget, static_cast<int>(costs.size()), std::nullopt);
  vote.budget = budget;
  vote.currency = "EUR";
  auto cost = costs.begin();
  for (auto& option : vote.options) option.cost = *cost++;
  return vote;
}

BoxedBallot said(Choices choices, std::int64_t count = 1, Channel channel = Channel::online, std::int64_t weight = 1) { return {std::move(choices), channel, weight, count}; }

const OptionOutcome& at(const Outcome& outcome, int position) {
  return *std::find_if(outcome.options.begin(), outcome.options.end(), [&](const auto& option) { return option.position == position; });
}

std::vector<int> selected(const Outcome& outcome) {
  std::vector<int> positions;
  for (const auto& option : outcome.options)
    if (option.is_selected) positions.push_back(option.position);
  std::sort(positions.begin(), positions.end());
  return positions;
}

TEST(CountApproval, TheMostNamedFillTheSeats) {
  const auto outcome = count_box(vote_of(Method::approval, 3, 2), {said({{1, 3}}, 4), said({{2}}, 3, Channel::paper), said({{3}}, 1, Channel::assisted), said({}, 2)}, root);
  EXPECT_EQ(outcome.ballots, 10);
  EXPECT_EQ(outcome.blank, 2);
  EXPECT_EQ(outcome.voices, 10);
  EXPECT_EQ(outcome.by_channel, (std::vector<std::int64_t>{6, 3, 1}));
  EXPECT_EQ(selected(outcome), (std::vector<int>{1, 3}));
  EXPECT_EQ(outcome.options[0].position, 3) << "by place";
  EXPECT_EQ(at(outcome, 3).votes, 5);
  EXPECT_EQ(at(outcome, 3).by_channel, (std::vector<std::int64_t>{4, 0, 1}));
  EXPECT_EQ(at(outcome, 2).place, 3);
  EXPECT_TRUE(outcome.ties.empty());
}

TEST(CountApproval, ATieAtTheLastSeatIsDecidedByTheLotOfTheRoot) {
  const auto vote = vote_of(Method::approval, 4, 2);
  const std::vector<BoxedBallot> box{said({{1}}, 5), said({{2, 3, 4}}, 3)};
  const auto outcome = count_box(vote, box, root);
  ASSERT_EQ(outcome.ties.size(), 1U);
  const auto& tie = outcome.ties[0];
  EXPECT_TRUE(tie.is_by_lot);
  EXPECT_TRUE(tie.is_decisive);
  auto lot = lot_order(vote, root);
  std::erase(lot, 1);
  EXPECT_EQ(tie.positions, lot);
  EXPECT_EQ(selected(outcome), (std::vector<int>{1, tie.positions[0]}));
  for (const int position : {2, 3, 4}) EXPECT_EQ(at(outcome, position).place, 2);
  std::set<int> winners;
  for (int i = 0; i < 40; ++i) winners.insert(count_box(vote, box, crypto::sha256(std::to_string(i))).ties[0].positions[0]);
  EXPECT_EQ(winners.size(), 3U) << "each of them wins under some root";
}

TEST(CountApproval, ATieThatChangesNothingIsToldAndNotDecisive) {
  const auto outcome = count_box(vote_of(Method::approval, 3, 2), {said({{1, 2}}, 4), said({{3}}, 1)}, root);
  ASSERT_EQ(outcome.ties.size(), 1U);
  EXPECT_FALSE(outcome.ties[0].is_decisive);
  EXPECT_EQ(at(outcome, 1).place, 1);
  EXPECT_EQ(at(outcome, 2).place, 1);
  EXPECT_EQ(at(outcome, 3).place, 3);
}

TEST(CountApproval, WhatNobodyNamedIsNotSelectedThoughASeatIsLeft) {
  const auto outcome = count_box(vote_of(Method::approval, 3, 2), {said({{2}}, 4)}, root);
  EXPECT_EQ(selected(outcome), (std::vector<int>{2}));
  const auto empty = count_box(vote_of(Method::approval, 3, 2), {}, root);
  EXPECT_EQ(selected(empty), std::vector<int>{});
  EXPECT_EQ(empty.ballots, 0);
}

TEST(CountApproval, AWeightCountsAsManyVoicesAndOneBallot) {
  const auto outcome = count_box(vote_of(Method::approval, 2), {said({{1}}, 2), said({{2}}, 1, Channel::assisted, 5)}, root);
  EXPECT_EQ(outcome.ballots, 3);
  EXPECT_EQ(outcome.voices, 7);
  EXPECT_EQ(outcome.by_channel, (std::vector<std::int64_t>{2, 0, 1}));
  EXPECT_EQ(selected(outcome), (std::vector<int>{2}));
  EXPECT_EQ(at(outcome, 2).by_channel, (std::vector<std::int64_t>{0, 0, 5}));
}

TEST(CountBudget, FundsBySupportAndPassesOverWhatNoLongerFits) {
  const auto outcome = count_box(budget_of(100, {60, 50, 40}), {said({{1}}, 3), said({{2}}, 2), said({{3}}, 1)}, root);
  EXPECT_EQ(selected(outcome), (std::vector<int>{1, 3}));
  EXPECT_EQ(outcome.spent, 100);
  EXPECT_EQ(at(outcome, 2).place, 2);
  EXPECT_TRUE(outcome.ties.empty());
}

TEST(CountBudget, TiesGoToTheCheaperAndToTheLotOnlyBetweenEqualCosts) {
  const auto cheaper = count_box(budget_of(50, {50, 30}), {said({{1}}, 2), said({{2}}, 2)}, root);
  EXPECT_EQ(selected(cheaper), (std::vector<int>{2}));
  ASSERT_EQ(cheaper.ties.size(), 1U);
  EXPECT_FALSE(cheaper.ties[0].is_by_lot);
  EXPECT_TRUE(cheaper.ties[0].is_decisive);
  EXPECT_EQ(cheaper.ties[0].positions, (std::vector<int>{2, 1}));
  EXPECT_EQ(at(cheaper, 2).place, 1);
  EXPECT_EQ(at(cheaper, 1).place, 2);

  const auto vote = budget_of(50, {50, 50});
  const auto drawn = count_box(vote, {said({{1}}, 2), said({{2}}, 2)}, root);
  ASSERT_EQ(drawn.ties.size(), 1U);
  EXPECT_TRUE(drawn.ties[0].is_by_lot);
  EXPECT_TRUE(drawn.ties[0].is_decisive);
  EXPECT_EQ(selected(drawn), (std::vector<int>{lot_order(vote, root)[0]}));
  EXPECT_EQ(at(drawn, 1).place, at(drawn, 2).place);
}

TEST(CountBudget, FundsNothingThatNobodyWants) {
  EXPECT_EQ(selected(count_box(budget_of(100, {10, 10, 0}), {said({{1}}, 1), said({}, 3)}, root)), (std::vector<int>{1}));
}

TEST(CountRanked, FollowsSchulzeAndTellsThePairs) {
  const auto outcome = count_box(vote_of(Method::ranked, 3, 1), {said({{1}, {2}, {3}}, 4), said({{2}, {3}, {1}}, 3), said({{3}, {1}, {2}}, 2)}, root);
  EXPECT_EQ(selected(outcome), (std::vector<int>{1}));
  EXPECT_EQ(outcome.pairwise, (std::vector<std::vector<std::int64_t>>{{0, 6, 4}, {3, 0, 7}, {5, 2, 0}}));
  EXPECT_EQ(at(outcome, 1).votes, 2) << "options it beats in the order";
  EXPECT_TRUE(at(outcome, 1).by_channel.empty());
  EXPECT_EQ(at(outcome, 3).place, 3);
}

TEST(CountRanked, OptionsNotNamedStandLastTogether) {
  const auto outcome = count_box(vote_of(Method::ranked, 3, 1), {said({{2}}, 3)}, root);
  EXPECT_EQ(selected(outcome), (std::vector<int>{2}));
  EXPECT_EQ(at(outcome, 1).place, 2);
  EXPECT_EQ(at(outcome, 3).place, 2);
  ASSERT_EQ(outcome.ties.size(), 1U);
  EXPECT_FALSE(outcome.ties[0].is_decisive);
}

TEST(CountRanked, ATieForTheSeatIsALotAndBlankBallotsSelectNothing) {
  const auto vote = vote_of(Method::ranked, 2, 1);
  const auto tied = count_box(vote, {said({{1}, {2}}, 2), said({{2}, {1}}, 2)}, root);
  ASSERT_EQ(tied.ties.size(), 1U);
  EXPECT_TRUE(tied.ties[0].is_decisive);
  EXPECT_EQ(selected(tied), (std::vector<int>{lot_order(vote, root)[0]}));
  EXPECT_EQ(selected(count_box(vote, {said({}, 9)}, root)), std::vector<int>{});
}

TEST(Result, TheSameBallotsInAnyOrderGiveTheSameBytes) {
  const auto vote = vote_of(Method::approval, 5, 2);
  std::vector<BoxedBallot> box{said({{1, 2}}, 2), said({{3}}, 2, Channel::paper), said({}, 1), said({{4, 5}}, 2)};
  const auto text = result_json(count_box(vote, box, root), root);
  std::reverse(box.begin(), box.end());
  EXPECT_EQ(result_json(count_box(vote, box, root), root), text);
}

TEST(Result, IsReadBackWhole) {
  for (const auto& [vote, box] : {std::pair{vote_of(Method::ranked, 3, 1), std::vector{said({{1}, {2, 3}}, 2), said({{2}}, 1)}},
                                  std::pair{budget_of(50, {50, 30, 50}), std::vector{said({{1}}, 2), said({{2}}, 2, Channel::paper), said({{3}}, 2)}},
                                  std::pair{vote_of(Method::approval, 2, 1), std::vector{said({{1}}, 1), said({{2}}, 1)}}}) {
    const auto outcome = count_box(vote, box, root);
    const auto text = result_json(outcome, root);
    EXPECT_EQ(result_json(read_result(text), root), text);
    EXPECT_NE(text.find("\"seed\":\"" + root.substr(0, 16) + "\""), std::string::npos);
    EXPECT_EQ(read_result(text).seed, outcome.seed);
  }
}

TEST(Seed, IsWrittenWithAllItsDigits) {
  EXPECT_EQ(seed_text(0), "0000000000000000");
  EXPECT_EQ(seed_text(255), "00000000000000ff");
}

}  // namespace
}  // namespace palabre::votes
