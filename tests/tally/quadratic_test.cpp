// Quadratic votes: budgets in integers, signs, and the gain of voting under several names.
#include "tally/quadratic.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace palabre::tally {
namespace {

MarkedElection random_votes(Chance& chance) {
  MarkedElection election{static_cast<std::uint32_t>(1 + chance.below(5)), {}};
  for (auto ballots = chance.below(9); ballots > 0; --ballots) {
    MarkedBallot ballot{{}, static_cast<std::int64_t>(chance.below(4))};
    for (Option option = 0; option < election.options; ++option)
      if (chance.below(3) > 0) ballot.marks.push_back({option, static_cast<std::int64_t>(chance.below(17)) - 8});
    election.ballots.push_back(ballot);
  }
  return election;
}

TEST(Quadratic, AddsSignedVotesUp) {
  const auto result = count_quadratic({2, {{{{0, 6}, {1, -8}}, 2}, {{{0, -1}}, 1}}}, {}).value();
  EXPECT_EQ(result.totals[0].votes, 11);
  EXPECT_EQ(result.totals[0].in_favour, 12);
  EXPECT_EQ(result.totals[0].against, 1);
  EXPECT_EQ(result.totals[0].voters, 3);
  EXPECT_EQ(result.totals[1].votes, -16);
  EXPECT_EQ(result.standing.elected, std::vector<Option>{0});
  EXPECT_EQ(result.credits_spent, 201);
  EXPECT_EQ(result.credits_unspent, 99);
}

TEST(Quadratic, VoidsABallotThatSpendsOneCreditTooMany) {
  const auto result = count_quadratic({3, {{{{0, 10}}, 1}, {{{1, 10}, {2, 1}}, 4}}}, {.credits = 100}).value();
  EXPECT_EQ(result.totals[0].votes, 10);
  EXPECT_EQ(result.totals[1].votes, 0);
  EXPECT_EQ(result.over_budget, 4);
  ASSERT_EQ(result.over_spent.size(), 1U);
  EXPECT_EQ(result.over_spent[0].ballot, 1U);
  EXPECT_EQ(result.cast, 5);
}

TEST(Quadratic, DoesNotOverflowOnTheLargestMarks) {
  const auto result = count_quadratic({2, {{{{0, value_max}, {1, -value_max}}, voters_max}}}, {.credits = credits_max}).value();
  EXPECT_EQ(result.over_budget, voters_max);
  const auto most = count_quadratic({1, {{{{0, 1000}}, voters_max}}}, {.credits = credits_max}).value();
  EXPECT_EQ(most.totals[0].votes, 1'000'000'000'000);
}

TEST(Quadratic, RefusesBudgetsOutsideItsBounds) {
  EXPECT_EQ(count_quadratic({1, {}}, {.credits = -1}).fault().kind, FaultKind::negative_number);
  EXPECT_EQ(count_quadratic({1, {}}, {.credits = credits_max + 1}).fault().kind, FaultKind::number_too_large);
  EXPECT_EQ(count_quadratic({1, {}}, {.seats = 0}).fault().kind, FaultKind::bad_parameter);
  EXPECT_EQ(count_quadratic({0, {}}, {}).fault().kind, FaultKind::no_options);
}

TEST(Quadratic, NeverCountsMoreThanTheBudget) {
  Chance chance(*seed_of_hex("9b"));
  for (int round = 0; round < 300; ++round) {
    const auto election = random_votes(chance);
    const QuadraticRule rule{.credits = static_cast<std::int64_t>(chance.below(150))};
    const auto result = count_quadratic(election, rule).value();
    EXPECT_EQ(result.credits_spent + result.credits_unspent, rule.credits * (result.cast - result.over_budget));
    EXPECT_GE(result.credits_unspent, 0);
    for (const auto& total : result.totals) {
      EXPECT_EQ(total.votes, total.in_favour - total.against);
      EXPECT_LE((total.in_favour + total.against) * 1, result.credits_spent);
    }
  }
}

TEST(Quadratic, IsTurnedAroundByTurningEverySign) {
  Chance chance(*seed_of_hex("9c"));
  for (int round = 0; round < 300; ++round) {
    auto election = random_votes(chance);
    const auto before = count_quadratic(election, {}).value();
    for (auto& ballot : election.ballots)
      for (auto& mark : ballot.marks) mark.value = -mark.value;
    const auto after = count_quadratic(election, {}).value();
    EXPECT_EQ(before.credits_spent, after.credits_spent);
    for (Option option = 0; option < election.options; ++option) EXPECT_EQ(before.totals[option].votes, -after.totals[option].votes);
  }
}

TEST(SybilWarning, SaysWhatSeveralNamesWouldGain) {
  const auto four = warn_of_sybils(100, 4).value();
  EXPECT_EQ(four.votes_alone, 10);
  EXPECT_EQ(four.votes_split, 20);
  EXPECT_EQ(warn_of_sybils(100, 100).value().votes_split, 100);
  EXPECT_EQ(warn_of_sybils(100, 1000).value().votes_split, 0);
  EXPECT_EQ(warn_of_sybils(credits_max, 1).value().votes_alone, 1000);
  EXPECT_EQ(warn_of_sybils(100, 0).fault().kind, FaultKind::bad_parameter);
}

TEST(SybilWarning, StaysWithinTheRootOfTheNames) {
  Chance chance(*seed_of_hex("9d"));
  for (int round = 0; round < 300; ++round) {
    const auto credits = static_cast<std::int64_t>(chance.below(credits_max + 1));
    const auto names = static_cast<std::int64_t>(1 + chance.below(50));
    const auto warning = warn_of_sybils(credits, names).value();
    EXPECT_LE(static_cast<double>(warning.votes_split), std::sqrt(static_cast<double>(names) * static_cast<double>(credits)) + 1e-9);
    EXPECT_LE(warning.votes_alone * warning.votes_alone, credits);
    EXPECT_GT((warning.votes_alone + 1) * (warning.votes_alone + 1), credits);
  }
}

}  // namespace
}  // namespace palabre::tally
