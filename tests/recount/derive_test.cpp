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

}  // namespace
}  // namespace palabre::recount
