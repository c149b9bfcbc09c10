// The examples of server/tally/README.md, word for word where they say a result.
#include "tally/approval.hpp"
#include "tally/budget.hpp"
#include "tally/delegation.hpp"
#include "tally/equal_shares.hpp"
#include "tally/greedy.hpp"
#include "tally/harmonic.hpp"
#include "tally/irv.hpp"
#include "tally/majority.hpp"
#include "tally/opinion_groups.hpp"
#include "tally/phragmen.hpp"
#include "tally/quadratic.hpp"
#include "tally/random.hpp"
#include "tally/ranked_pairs.hpp"
#include "tally/schulze.hpp"
#include "tally/score.hpp"
#include "tally/small_groups.hpp"
#include "tally/sortition.hpp"
#include "tally/star.hpp"
#include "tally/stv.hpp"
#include "tally/wilson.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

using Options = std::vector<Option>;

TEST(Readme, CountsRankings) {
  const RankedElection circle{3, {rank_in_order({0, 1, 2}, 4), rank_in_order({1, 2, 0}, 3), rank_in_order({2, 0, 1}, 2)}};
  const auto ranked = schulze(circle, {.strength = Strength::winning}).value();
  EXPECT_EQ(ranked.winners, (Options{0}));
  EXPECT_EQ(strongest_path(ranked, 0, 2), (Options{0, 1, 2}));
  EXPECT_EQ(ranked_pairs(circle).value().winners, (Options{0}));
  EXPECT_FALSE(condorcet_winner(ranked.pairwise));
}

TEST(Readme, FillsSeats) {
  const RankedElection ward{3, {rank_in_order({0, 1}, 4), rank_in_order({2}, 2)}};
  StvContest contest;
  contest.seats = 2;
  const auto count = count_stv(ward, contest, scottish_rule()).value();
  EXPECT_EQ(count.elected, (Options{0, 2}));
  EXPECT_EQ(amount_text(count.quota, count.places), "3.00000");
  EXPECT_EQ(count_irv({3, {rank_in_order({0, 1}, 30), rank_in_order({1, 0}, 25), rank_in_order({2}, 40)}}).value().elected, (Options{0}));
}

TEST(Readme, CountsMarks) {
  const MarkedElection marks{2, {{{{0, 5}, {1, 3}}, 2}, {{{1, 4}}, 3}}};
  EXPECT_EQ(count_approvals(marks, {}).value().standing.elected, (Options{1}));
  EXPECT_EQ(count_scores(marks, {}).value().totals[1].sum, 18);
  EXPECT_EQ(count_star(marks, {}).value().winners, (Options{1}));
  EXPECT_TRUE(decide_majority({.yes = 6, .no = 4, .eligible = 40}, {.quorum = Quorum{.num = 1, .den = 4}}).value().is_accepted);
  EXPECT_EQ(count_quadratic({2, {{{{0, 8}, {1, -6}}, 1}}}, {.credits = 100}).value().credits_unspent, 0);
}

TEST(Readme, SpendsBudgets) {
  const BudgetElection budget{{2, {{{{0, 1}}, 2}, {{{1, 1}}, 1}}}, {6, 5}, 10};
  EXPECT_EQ(greedy(budget).value().selected, (Options{0}));
  const auto shares = equal_shares(budget).value();
  ASSERT_EQ(shares.purchases.size(), 1U);
  EXPECT_EQ(shares.purchases[0].most_paid.text(), "3");
  EXPECT_EQ(phragmen(budget).value().selected, (Options{0}));
}

TEST(Readme, WeighsPeopleAndIdeas) {
  EXPECT_EQ(weigh_delegations({.people = 3, .voters = {2}, .delegations = {{0, 1}, {1, 2}}}).value().weights, (std::vector<std::int64_t>{0, 0, 3}));
  EXPECT_EQ(rank_harmonic({2, {}, {{2, {0, 1}, {}}, {1, {0}, {}}}}).value().weights_thousandths, (std::vector<std::int64_t>{3000, 1000}));
  EXPECT_NEAR(wilson_interval({18, 20}).value().low, 0.69897, 1e-5);
  EXPECT_DOUBLE_EQ(bayesian_mean({18, 20}).value(), 19.0 / 22);
}

TEST(Readme, GroupsOpinions) {
  OpinionPoll poll{.participants = 3, .statements = 2};
  poll.casts = {{0, 0, 1}, {0, 1, -1}, {1, 0, 1}, {1, 1, -1}, {2, 0, -1}, {2, 1, 1}};
  const auto groups = group_opinions(poll).value();
  EXPECT_EQ(groups.group[0], 0U);
  EXPECT_EQ(groups.group[1], 0U);
  EXPECT_DOUBLE_EQ(groups.consensus[0], 3.0 / 4 * 1 / 3);
}

TEST(Readme, DrawsAndSeatsPeople) {
  const SortitionPool pool{.quotas = {{{1, 1}, {1, 1}}}, .people = {{0}, {0}, {1}}, .panel_size = 2};
  const auto lottery = find_lottery(pool).value();
  EXPECT_EQ(lottery.probabilities, (std::vector<double>{0.5, 0.5, 1}));
  EXPECT_EQ(draw_panel(lottery, *seed_of_hex("ab12")).people.back(), 2U);
  const auto seated = make_small_groups({.people = 6, .tables = 2, .rounds = 2}, *seed_of_hex("1")).value();
  ASSERT_EQ(seated.rounds.size(), 2U);
  EXPECT_EQ(seated.rounds[0][0].size(), 3U);
}

}  // namespace
}  // namespace palabre::tally
