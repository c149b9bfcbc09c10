// Majorities and quorums: the three denominators, strict or not, Debian's conditions.
#include "tally/ballots.hpp"
#include "tally/majority.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

bool is_accepted(const YesNo& votes, const MajorityRule& rule = {}) { return decide_majority(votes, rule).value().is_accepted; }

TEST(Majority, NeedsMoreThanHalfUnlessItMayBeEqual) {
  EXPECT_TRUE(is_accepted({.yes = 6, .no = 5}));
  EXPECT_FALSE(is_accepted({.yes = 5, .no = 5}));
  EXPECT_TRUE(is_accepted({.yes = 5, .no = 5}, {.is_strict = false}));
  EXPECT_TRUE(decide_majority({.yes = 5, .no = 5}, {}).value().is_tie);
}

TEST(Majority, LeavesBlankAndVoidBallotsOutUnlessTheyAreInTheBase) {
  const YesNo votes{.yes = 4, .no = 3, .blank = 2, .void_ballots = 1, .eligible = 20};
  EXPECT_TRUE(is_accepted(votes));
  EXPECT_FALSE(is_accepted(votes, {.of = Base::turnout}));
  EXPECT_TRUE(is_accepted(votes, {.num = 2, .den = 5, .is_strict = false, .of = Base::turnout}));
  EXPECT_FALSE(is_accepted(votes, {.of = Base::eligible}));
  EXPECT_TRUE(is_accepted(votes, {.num = 1, .den = 5, .is_strict = false, .of = Base::eligible}));
  EXPECT_EQ(decide_majority(votes, {.of = Base::eligible}).value().yes_needed, 11);
}

TEST(Majority, CountsTwoThirdsExactly) {
  EXPECT_FALSE(is_accepted({.yes = 2, .no = 1}, {.num = 2, .den = 3}));
  EXPECT_TRUE(is_accepted({.yes = 2, .no = 1}, {.num = 2, .den = 3, .is_strict = false}));
  EXPECT_TRUE(is_accepted({.yes = 200'000'001, .no = 100'000'000}, {.num = 2, .den = 3}));
}

TEST(Majority, IsNeverReachedWithoutAYes) {
  EXPECT_FALSE(is_accepted({}, {.is_strict = false}));
  EXPECT_FALSE(is_accepted({.no = 3}, {.num = 0, .den = 1, .is_strict = false}));
}

TEST(Quorum, HasThreeDenominatorsThatDiffer) {
  const YesNo votes{.yes = 30, .no = 10, .blank = 20, .eligible = 200};
  const auto met = [&votes](const Quorum& quorum) { return decide_majority(votes, {.quorum = quorum}).value().quorum->is_met; };
  EXPECT_TRUE(met({.counted = Counted::turnout, .num = 3, .den = 10, .of = Base::eligible}));
  EXPECT_FALSE(met({.counted = Counted::turnout, .num = 31, .den = 100, .of = Base::eligible}));
  EXPECT_FALSE(met({.counted = Counted::valid, .num = 3, .den = 10, .of = Base::eligible}));
  EXPECT_TRUE(met({.counted = Counted::support, .num = 1, .den = 2, .of = Base::turnout}));
  EXPECT_FALSE(met({.counted = Counted::support, .num = 51, .den = 100, .of = Base::turnout}));
  EXPECT_TRUE(met({.counted = Counted::support, .num = 3, .den = 4, .of = Base::valid}));
  EXPECT_FALSE(met({.counted = Counted::turnout, .at_least = 61}));
}

TEST(Quorum, RoundsTheShareUpToAWholeBallot) {
  const auto check = check_quorum({.num = 1, .den = 3}, {.eligible = 10, .cast = 3, .valid = 3}, 0).value();
  EXPECT_EQ(check.needed, 4);
  EXPECT_FALSE(check.is_met);
}

TEST(Quorum, StopsAnAcceptedVote) {
  const auto result = decide_majority({.yes = 9, .no = 1, .eligible = 100}, {.quorum = Quorum{.num = 1, .den = 5}}).value();
  EXPECT_TRUE(result.has_majority);
  EXPECT_FALSE(result.is_accepted);
}

TEST(Majority, RefusesNumbersThatCannotBe) {
  const auto kind = [](const YesNo& votes, const MajorityRule& rule) { return decide_majority(votes, rule).fault().kind; };
  EXPECT_EQ(kind({.yes = -1}, {}), FaultKind::negative_number);
  EXPECT_EQ(kind({.yes = voters_max, .no = 1}, {}), FaultKind::number_too_large);
  EXPECT_EQ(kind({.yes = INT64_MAX, .no = INT64_MAX}, {}), FaultKind::number_too_large);
  EXPECT_EQ(kind({.yes = 3, .eligible = 2}, {}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({}, {.num = 3, .den = 2}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({}, {.num = 1, .den = 0}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({.yes = 1}, {.of = Base::eligible}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({.yes = 1}, {.quorum = Quorum{.num = -1, .den = 2}}), FaultKind::negative_number);
  EXPECT_EQ(kind({.yes = 1}, {.quorum = Quorum{.num = 1, .den = 0}}), FaultKind::bad_parameter);
}

TEST(DebianConditions, CompareSquaresInsteadOfRoots) {
  EXPECT_TRUE(check_against_default({.for_option = 45, .developers = 900}).value().reaches_quorum);   // 3 * sqrt(900) / 2 = 45
  EXPECT_FALSE(check_against_default({.for_option = 44, .developers = 900}).value().reaches_quorum);
  EXPECT_FALSE(check_against_default({.for_option = 45, .developers = 901}).value().reaches_quorum);
}

TEST(DebianConditions, AskForMoreThanTheDefaultAndForTheRatio) {
  const auto defeats = [](std::int64_t option, std::int64_t other, std::int64_t num) { return check_against_default({option, other, 1}, num).value().defeats_default; };
  EXPECT_TRUE(defeats(2, 1, 1));
  EXPECT_FALSE(defeats(1, 1, 1));
  EXPECT_FALSE(defeats(0, 0, 3));
  EXPECT_TRUE(defeats(3, 1, 3));
  EXPECT_FALSE(defeats(5, 2, 3));
  EXPECT_EQ(check_against_default({1, 1, 1}, 1, 2).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(check_against_default({-1, 1, 1}).fault().kind, FaultKind::negative_number);
}

}  // namespace
}  // namespace palabre::tally
