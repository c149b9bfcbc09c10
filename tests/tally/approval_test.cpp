// Approval votes: totals, blank and over-full ballots, quorums, ties at the cut.
#include "tally/approval.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::tally {
namespace {

MarkedBallot approve(const std::vector<Option>& options, std::int64_t count = 1) {
  MarkedBallot ballot{{}, count};
  for (const auto option : options) ballot.marks.push_back({option, 1});
  return ballot;
}

MarkedElection random_approvals(Chance& chance) {
  MarkedElection election{static_cast<std::uint32_t>(1 + chance.below(6)), {}};
  const auto ballots = chance.below(12);
  for (std::uint64_t i = 0; i < ballots; ++i) {
    MarkedBallot ballot{{}, static_cast<std::int64_t>(chance.below(4))};
    for (Option option = 0; option < election.options; ++option)
      if (chance.below(2) == 0) ballot.marks.push_back({option, 1});
    election.ballots.push_back(ballot);
  }
  return election;
}

TEST(Approval, ElectsTheMostApprovedForEachSeat) {
  const MarkedElection election{4, {approve({0, 1}, 3), approve({1, 2}, 2), approve({3})}};
  const auto result = count_approvals(election, {.seats = 2}).value();
  EXPECT_EQ(result.approvals, (std::vector<std::int64_t>{3, 5, 2, 1}));
  EXPECT_EQ(result.standing.elected, (std::vector<Option>{1, 0}));
  EXPECT_TRUE(result.standing.tied.empty());
  EXPECT_EQ(result.standing.order, (std::vector<std::vector<Option>>{{1}, {0}, {2}, {3}}));
}

TEST(Approval, LeavesATieAtTheCutOpen) {
  const MarkedElection election{4, {approve({0}, 5), approve({1, 2, 3}, 2)}};
  const auto result = count_approvals(election, {.seats = 2}).value();
  EXPECT_EQ(result.standing.elected, std::vector<Option>{0});
  EXPECT_EQ(result.standing.tied, (std::vector<Option>{1, 2, 3}));
  EXPECT_EQ(result.standing.tied_seats, 1U);
}

TEST(Approval, CountsABlankBallotForTurnoutOnly) {
  const auto result = count_approvals({2, {approve({0}), approve({}, 4), {{{1, 0}}, 2}}}, {}).value();
  EXPECT_EQ(result.turnout.cast, 7);
  EXPECT_EQ(result.turnout.valid, 1);
  EXPECT_EQ(result.blank, 6);
  EXPECT_EQ(result.approvals, (std::vector<std::int64_t>{1, 0}));
}

TEST(Approval, VoidsOrTruncatesABallotThatNamesTooMany) {
  const MarkedElection election{3, {approve({2, 0, 1}, 5), approve({0, 1}, 2)}};
  const auto voided = count_approvals(election, {.choices_max = 2}).value();
  EXPECT_EQ(voided.over_voted, 5);
  EXPECT_EQ(voided.approvals, (std::vector<std::int64_t>{2, 2, 0}));
  EXPECT_EQ(voided.turnout.cast, 7);
  EXPECT_EQ(voided.turnout.valid, 2);
  const auto truncated = count_approvals(election, {.choices_max = 2, .over_vote = OverVote::truncate}).value();
  EXPECT_EQ(truncated.over_voted, 5);
  EXPECT_EQ(truncated.approvals, (std::vector<std::int64_t>{7, 2, 5}));
  EXPECT_EQ(truncated.turnout.valid, 7);
}

TEST(Approval, ElectsNobodyWhenTooFewTookPart) {
  const MarkedElection election{2, {approve({0}, 3), approve({}, 1)}};
  const Quorum half{.counted = Counted::turnout, .num = 1, .den = 2, .of = Base::eligible};
  EXPECT_EQ(count_approvals(election, {.eligible = 8, .quorum = half}).value().standing.elected, std::vector<Option>{0});
  const auto missed = count_approvals(election, {.eligible = 9, .quorum = half}).value();
  EXPECT_TRUE(missed.standing.elected.empty());
  EXPECT_EQ(missed.below_quorum, (std::vector<Option>{0, 1}));
  EXPECT_EQ(missed.quorum.front().needed, 5);
}

TEST(Approval, PassesOverAnOptionBelowItsOwnQuorum) {
  const MarkedElection election{3, {approve({0}, 4), approve({1}, 3), approve({2}, 3)}};
  const Quorum share{.counted = Counted::support, .num = 4, .den = 10, .of = Base::turnout};
  const auto result = count_approvals(election, {.seats = 2, .quorum = share}).value();
  EXPECT_EQ(result.standing.elected, std::vector<Option>{0});
  EXPECT_TRUE(result.standing.tied.empty());
  EXPECT_EQ(result.below_quorum, (std::vector<Option>{1, 2}));
  EXPECT_EQ(result.standing.order.size(), 2U);
}

TEST(Approval, RefusesWhatCannotBeCounted) {
  EXPECT_EQ(count_approvals({0, {}}, {}).fault().kind, FaultKind::no_options);
  EXPECT_EQ(count_approvals({1, {}}, {.seats = 0}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_approvals({1, {}}, {.choices_max = 0}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_approvals({1, {{{{0, -1}}, 1}}}, {}).fault().kind, FaultKind::negative_number);
  EXPECT_EQ(count_approvals({2, {approve({1, 1})}}, {}).fault().kind, FaultKind::duplicate_option);
  EXPECT_EQ(count_approvals({2, {approve({2})}}, {}).fault().kind, FaultKind::option_out_of_range);
  EXPECT_EQ(count_approvals({2, {approve({1}, voters_max), approve({1})}}, {}).fault().kind, FaultKind::number_too_large);
  EXPECT_EQ(count_approvals({2, {approve({1}, 3)}}, {.eligible = 2}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_approvals({2, {}}, {.quorum = Quorum{.num = 1, .den = 2}}).fault().kind, FaultKind::bad_parameter);
}

TEST(Approval, TiesAllWhenNobodyApprovesAnything) {
  const auto result = count_approvals({3, {}}, {}).value();
  EXPECT_EQ(result.standing.tied, (std::vector<Option>{0, 1, 2}));
  EXPECT_EQ(count_approvals({3, {}}, {.seats = 5}).value().standing.elected.size(), 3U);
}

TEST(Approval, DoesNotDependOnTheOrderOfBallots) {
  Chance chance(*seed_of_hex("a1"));
  for (int round = 0; round < 300; ++round) {
    auto election = random_approvals(chance);
    const ApprovalRule rule{.seats = static_cast<std::uint32_t>(1 + chance.below(4))};
    const auto before = count_approvals(election, rule).value();
    for (std::size_t i = election.ballots.size(); i > 1; --i) std::swap(election.ballots[i - 1], election.ballots[chance.below(i)]);
    const auto after = count_approvals(election, rule).value();
    EXPECT_EQ(before.approvals, after.approvals);
    EXPECT_EQ(before.standing.elected, after.standing.elected);
    EXPECT_EQ(before.standing.tied, after.standing.tied);
  }
}

TEST(Approval, NeverHurtsAnOptionByAnotherApproval) {
  Chance chance(*seed_of_hex("a2"));
  for (int round = 0; round < 300; ++round) {
    auto election = random_approvals(chance);
    const auto option = static_cast<Option>(chance.below(election.options));
    const auto rank = [&](const ApprovalResult& result) {
      std::size_t above = 0;
      for (const auto& group : result.standing.order) {
        if (std::find(group.begin(), group.end(), option) != group.end()) return above;
        above += group.size();
      }
      return above;
    };
    const auto before = rank(count_approvals(election, {}).value());
    for (auto& ballot : election.ballots) {
      if (std::any_of(ballot.marks.begin(), ballot.marks.end(), [&](const Mark& mark) { return mark.option == option; })) continue;
      ballot.marks.push_back({option, 1});
      break;
    }
    EXPECT_LE(rank(count_approvals(election, {}).value()), before);
  }
}

}  // namespace
}  // namespace palabre::tally
