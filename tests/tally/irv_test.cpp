// Instant runoff on small elections, on bad input, and against the laws it must keep.
#include "tally/stv_election.hpp"

namespace palabre::tally {
namespace {

StvContest one_seat() { return {}; }

/// Kiss, Montroll, Wright as in Burlington 2009, in small.
RankedElection squeeze() { return {3, {rank_in_order({0, 1}, 30), rank_in_order({1, 0}, 25), rank_in_order({2, 1}, 40), rank_in_order({1}, 3)}}; }

TEST(Irv, TakesTheLastOutRoundByRound) {
  const auto count = count_irv(squeeze(), one_seat());
  ASSERT_TRUE(count);
  ASSERT_EQ(count->stages.size(), 2U);
  EXPECT_EQ(count->stages[1].eliminated.front(), 1U);
  EXPECT_TRUE(count->stages[1].votes[0] == 55);
  EXPECT_TRUE(count->stages[1].exhausted == 3);
  EXPECT_EQ(count->elected, std::vector<Option>{0});
  EXPECT_EQ(count->ranking, (std::vector<std::vector<Option>>{{0}, {2}, {1}}));
  EXPECT_TRUE(count->quota == 50);
}

TEST(Irv, IsOverWhenOneHasMoreThanHalf) {
  const auto count = count_irv({3, {rank_in_order({1}, 6), rank_in_order({0}, 3), rank_in_order({2}, 2)}}, one_seat());
  EXPECT_EQ(count->stages.size(), 1U);
  EXPECT_EQ(count->elected, std::vector<Option>{1});
  EXPECT_EQ(count->stages[0].unelected, (std::vector<Option>{0, 2}));
}

TEST(Irv, DecidesTiesHeadToHeadAndSaysSo) {
  // Three level at the start; in pairs 0 beats 2, 2 beats 1 and 0 beats 1.
  const RankedElection election{3, {rank_in_order({0, 2, 1}, 3), rank_in_order({1, 0, 2}, 3), rank_in_order({2, 0, 1}, 3)}};
  const auto count = count_irv(election, one_seat());
  ASSERT_EQ(count->stages[1].ties.size(), 1U);
  EXPECT_EQ(count->stages[1].ties[0].chosen, 1U);
  EXPECT_EQ(count->stages[1].ties[0].decided_by, TieBreak::head_to_head);
  EXPECT_EQ(count->elected, std::vector<Option>{0});
}

TEST(Irv, CountsAnOvervoteOfWhichOneStillStands) {
  const RankedElection election{4, {rank_in_order({0}, 5), rank_in_order({1}, 6), rank_in_order({2}, 1), rank_in_groups({{3}, {1, 2}, {0}}, 2), rank_in_groups({{0, 1}}, 3)}};
  const auto count = count_irv(election, one_seat());
  EXPECT_EQ(count->valid, 14);
  ASSERT_EQ(count->stages.size(), 3U);
  EXPECT_TRUE(count->stages[2].votes[1] == 8);
  EXPECT_TRUE(count->stages[2].exhausted == 4);
  auto contest = one_seat();
  contest.reading.overvote = Overvote::skip;
  EXPECT_TRUE(count_irv(election, contest)->stages[2].votes[1] == 8);
}

TEST(Irv, LeavesALastTieOpenInTheRanking) {
  const auto count = count_irv({2, {rank_in_order({0}), rank_in_order({1})}}, one_seat());
  EXPECT_EQ(count->ranking, (std::vector<std::vector<Option>>{{0, 1}}));
  EXPECT_EQ(count->stages.back().ties.back().decided_by, TieBreak::listed_order);
  auto contest = one_seat();
  contest.tie_order = {1};
  EXPECT_EQ(count_irv({2, {rank_in_order({0}), rank_in_order({1})}}, contest)->ranking, (std::vector<std::vector<Option>>{{0}, {1}}));
}

TEST(Irv, HasADefinedResultOrAReason) {
  EXPECT_EQ(count_irv({0, {}}, one_seat()).fault().kind, FaultKind::no_options);
  auto two = one_seat();
  two.seats = 2;
  EXPECT_EQ(count_irv(squeeze(), two).fault().kind, FaultKind::bad_parameter);
  for (const auto& election : {RankedElection{1, {}}, RankedElection{5, {}}, RankedElection{3, {RankedBallot{}}}}) {
    const auto count = count_irv(election, one_seat());
    ASSERT_TRUE(count);
    expect_sound(*count, election, one_seat());
  }
}

TEST(Irv, IsStvWithOneSeat) {
  Chance chance({6, 2, 8, 3});
  int compared = 0;
  for (int i = 0; i < 400; ++i) {
    const auto election = random_stv_election(chance, 6, 20, true);
    const auto irv = count_irv(election, one_seat());
    const auto stv = count_stv(election, one_seat(), scottish_rule());
    ASSERT_TRUE(irv && stv);
    expect_sound(*irv, election, one_seat());
    if (has_ties(*irv) || has_ties(*stv)) continue;
    EXPECT_EQ(irv->elected, stv->elected);
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

TEST(Irv, HasTheSameWinnerWhenSureLosersGoTogether) {
  Chance chance({3, 1, 8, 5});
  IrvRule batch;
  batch.are_sure_losers_excluded_together = true;
  int shortened = 0;
  for (int i = 0; i < 400; ++i) {
    const auto election = random_stv_election(chance, 9, 20, true);
    const auto single = count_irv(election, one_seat());
    const auto together = count_irv(election, one_seat(), batch);
    expect_sound(*together, election, one_seat());
    if (has_ties(*single)) continue;
    EXPECT_EQ(single->elected, together->elected);
    shortened += together->stages.size() < single->stages.size() ? 1 : 0;
  }
  EXPECT_GT(shortened, 50);
}

TEST(Irv, DoesNotCareAboutOrderHeapsOrScaleOfTheBallots) {
  Chance chance({1, 6, 1, 8});
  for (int i = 0; i < 200; ++i) {
    const auto election = random_stv_election(chance, 6, 20, true);
    auto other = election;
    for (auto& ballot : other.ballots) ballot.count *= 10;
    std::ranges::reverse(other.ballots);
    const auto plain = count_irv(election, one_seat());
    const auto scaled = count_irv(other, one_seat());
    EXPECT_EQ(plain->elected, scaled->elected);
    EXPECT_EQ(plain->eliminated, scaled->eliminated);
    ASSERT_EQ(plain->stages.size(), scaled->stages.size());
    for (std::size_t stage = 0; stage < plain->stages.size(); ++stage)
      for (std::size_t option = 0; option < 6; ++option) EXPECT_TRUE(plain->stages[stage].votes[option] * 10 == scaled->stages[stage].votes[option]);
  }
}

}  // namespace
}  // namespace palabre::tally
