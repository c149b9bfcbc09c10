// Rankings are derived from grades where a file has only grades.
#include "recount/derive.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

Poll graded() {
  Poll poll;
  poll.options = {{"A", "A"}, {"B", "B"}, {"C", "C"}, {"D", "D"}};
  poll.mark_kind = MarkKind::score;
  poll.marked = {{{{0, 3}, {1, 5}, {2, 3}}, 7}, {{}, 2}};
  poll.people = {"ann", "bob"};
  poll.marked_by = {1, 0};
  return poll;
}

TEST(RankByMarks, PutsHigherGradesFirstAndEqualGradesTogether) {
  auto poll = graded();
  rank_by_marks(poll);
  ASSERT_EQ(poll.ranked.size(), 2U);
  EXPECT_EQ(poll.ranked[0], (tally::RankedBallot{{{1, 1}, {0, 2}, {2, 2}}, 7}));
  EXPECT_EQ(poll.ranked[1], (tally::RankedBallot{{}, 2}));
  EXPECT_EQ(poll.ranked_by, poll.marked_by);
}

TEST(RankByMarks, LeavesRankingsThatTheFileHasAndMarksThatAreNoGrades) {
  auto poll = graded();
  poll.ranked = {tally::rank_in_order({3})};
  rank_by_marks(poll);
  EXPECT_EQ(poll.ranked.size(), 1U);
  auto approvals = graded();
  approvals.mark_kind = MarkKind::approval;
  rank_by_marks(approvals);
  EXPECT_TRUE(approvals.ranked.empty());
}

Poll poll_with_delegations() {
  auto poll = graded();
  poll.people = {"ann", "bob", "cyd", "dan"};
  poll.marked[0].count = poll.marked[1].count = 1;
  poll.delegations = {{2, 1, Scope::unit}, {2, 0, Scope::issue}};
  return poll;
}

TEST(WeighByDelegation, CountsABallotForAllWhoDelegatedToItsPerson) {
  auto poll = poll_with_delegations();
  rank_by_marks(poll);
  const auto weighed = weigh_by_delegation(poll);
  ASSERT_TRUE(weighed && *weighed);
  EXPECT_EQ((*weighed)->weights, (std::vector<std::pair<std::uint32_t, std::int64_t>>{{0, 2}, {1, 1}}));
  EXPECT_EQ((*weighed)->uncounted, std::vector<std::uint32_t>{3});
  EXPECT_EQ(poll.marked[0].count, 1) << "the ballot of bob";
  EXPECT_EQ(poll.marked[1].count, 2) << "the ballot of ann, for cyd too: the narrower scope wins";
  EXPECT_EQ(poll.ranked[1].count, 2);
}

TEST(WeighByDelegation, LeavesPollsWithoutDelegations) {
  auto poll = graded();
  const auto weighed = weigh_by_delegation(poll);
  ASSERT_TRUE(weighed);
  EXPECT_FALSE(*weighed);
  EXPECT_EQ(poll.marked[0].count, 7);
}

TEST(WeighByDelegation, RefusesBallotsThatNameNobody) {
  auto poll = poll_with_delegations();
  poll.marked_by.clear();
  EXPECT_FALSE(weigh_by_delegation(poll));
}

}  // namespace
}  // namespace palabre::recount
