// What is well formed, and what a method may count on.
#include "tally/ballots.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

FaultKind kind_of(const RankedElection& election) {
  const auto fault = find_fault(election);
  EXPECT_TRUE(fault);
  return fault ? fault->kind : FaultKind::infeasible;
}

TEST(Ballots, WithTiesGapsAndBlanksAreWellFormed) {
  EXPECT_FALSE(find_fault(RankedElection{3, {rank_in_groups({{0, 1}, {2}}), RankedBallot{{{2, 1}, {0, 4}}, 3}, RankedBallot{}}}));
  EXPECT_FALSE(find_fault(RankedElection{1, {}}));
}

TEST(Ballots, AreRefusedWithTheReason) {
  EXPECT_EQ(kind_of({0, {}}), FaultKind::no_options);
  EXPECT_EQ(kind_of({2, {rank_in_order({0, 2})}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind_of({2, {rank_in_order({0, 1}), rank_in_order({1, 1})}}), FaultKind::duplicate_option);
  EXPECT_EQ(kind_of({2, {rank_in_order({0}, -1)}}), FaultKind::negative_number);
  EXPECT_EQ(kind_of({2, {rank_in_order({0}, voters_max), rank_in_order({1}, 1)}}), FaultKind::number_too_large);
  EXPECT_EQ(kind_of({2, {RankedBallot{{{0, 2}, {1, 1}}, 1}}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind_of({2, {RankedBallot{{{0, 0}}, 1}}}), FaultKind::bad_parameter);
}

TEST(Ballots, NameTheBallotAtFault) {
  EXPECT_EQ(find_fault(RankedElection{2, {rank_in_order({0}), rank_in_order({7})}})->detail, "ballot 1: there is no option 7");
}

TEST(MarkedBallots, AreRefusedWithTheReason) {
  EXPECT_EQ(find_fault(MarkedElection{2, {{{{0, 1}, {0, 1}}, 1}}})->kind, FaultKind::duplicate_option);
  EXPECT_EQ(find_fault(MarkedElection{2, {{{{0, value_max + 1}}, 1}}})->kind, FaultKind::number_too_large);
  EXPECT_FALSE(find_fault(MarkedElection{2, {{{{0, -value_max}, {1, 5}}, 2}, {}}}));
}

}  // namespace
}  // namespace palabre::tally
