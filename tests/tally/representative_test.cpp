// Tests of shares, and which statements are chosen to speak for a group and for all.
#include "tally/representative.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace palabre::tally {
namespace {

using GroupCounts = std::vector<std::vector<VoteCounts>>;

OpinionMatrix blank_matrix(std::uint32_t statements) { return {0, statements, {0}, {}, std::vector<bool>(statements, false), 0}; }

TEST(PropTests, AreTheFormulasOfThePaper) {
  EXPECT_NEAR(prop_test(14, 15), 3.5, 1e-14);
  EXPECT_NEAR(prop_test(0, 0), 1, 1e-15);
  EXPECT_EQ(two_prop_test(3, 2, 3, 2), 0);
  // Shares 2/3 and 1/3 of three each, pooled 1/2: (1/3) / sqrt(1/4 * 2/3).
  EXPECT_NEAR(two_prop_test(1, 0, 2, 2), (1.0 / 3) / std::sqrt(1.0 / 6), 1e-15);
  EXPECT_NEAR(share_of(3, 4), 4.0 / 6, 1e-15);
}

TEST(RepresentativeStatements, PutAgreementsFirstAndSayTheCountsBehindThem) {
  const GroupCounts counts{{{9, 0, 10}, {0, 10, 10}, {5, 5, 10}}, {{1, 9, 10}, {9, 1, 10}, {5, 5, 10}}};
  const auto rows = select_representative(blank_matrix(3), counts, 5)[0];
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].statement, 0U);
  EXPECT_TRUE(rows[0].is_best_agreed && rows[0].is_significant);
  EXPECT_EQ(rows[0].inside, (VoteCounts{9, 0, 10}));
  EXPECT_EQ(rows[0].outside, (VoteCounts{1, 9, 10}));
  EXPECT_NEAR(rows[0].p, 10.0 / 12, 1e-15);
  EXPECT_NEAR(rows[0].ratio, 5, 1e-14);
  EXPECT_EQ(rows[1].statement, 1U);
  EXPECT_EQ(rows[1].side, Side::disagree);
}

TEST(RepresentativeStatements, AreAtMostAsManyAsAskedFor) {
  const GroupCounts counts{std::vector<VoteCounts>(9, {9, 0, 10}), std::vector<VoteCounts>(9, {0, 9, 10})};
  const auto chosen = select_representative(blank_matrix(9), counts, 5);
  EXPECT_EQ(chosen[0].size(), 5U);
  EXPECT_EQ(chosen[0][0].statement, 0U);  // equal scores: by statement
}

TEST(RepresentativeStatements, KeepTheBestOneWhereNothingIsSignificant) {
  const GroupCounts counts{{{1, 1, 2}, {0, 1, 2}}, {{1, 1, 2}, {1, 0, 2}}};
  const auto rows = select_representative(blank_matrix(2), counts, 5)[0];
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(rows[0].is_significant);
}

TEST(RepresentativeStatements, AreNoneForAGroupThatSawNothing) {
  EXPECT_TRUE(select_representative(blank_matrix(1), {{{0, 0, 0}}, {{5, 0, 5}}}, 5)[0].empty());
}

TEST(ConsensusStatements, LeanSignificantlyToOneSide) {
  const std::vector<VoteCounts> totals{{9, 1, 10}, {10, 0, 10}, {1, 9, 10}, {6, 4, 10}, {0, 0, 0}};
  const auto agreed = select_consensus(blank_matrix(5), totals, Side::agree, 5);
  ASSERT_EQ(agreed.size(), 2U);
  EXPECT_EQ(agreed[0].statement, 1U);
  EXPECT_EQ(agreed[1].statement, 0U);
  EXPECT_EQ(select_consensus(blank_matrix(5), totals, Side::disagree, 5).size(), 1U);
  EXPECT_EQ(select_consensus(blank_matrix(5), totals, Side::agree, 1).size(), 1U);
}

TEST(GroupInformedConsensus, IsTheProductOverGroups) {
  const auto consensus = group_informed_consensus(2, {{{3, 0, 4}, {0, 0, 0}}, {{0, 2, 2}, {8, 0, 8}}});
  EXPECT_NEAR(consensus[0], (4.0 / 6) * (1.0 / 4), 1e-15);
  EXPECT_NEAR(consensus[1], 0.5 * 0.9, 1e-15);
}

}  // namespace
}  // namespace palabre::tally
