// STV on small elections worked by hand, on bad input, and on random elections against the laws it must keep.
#include "tally/stv_election.hpp"

#include <functional>

namespace palabre::tally {
namespace {

using Count = std::function<Checked<StvCount>(const RankedElection&, const StvContest&)>;

struct Rule {
  const char* name;
  Count count;
};

std::vector<Rule> rules() {
  auto batch = wigm_rule();
  batch.are_sure_losers_excluded_together = true;
  auto guarded = meek_rule();
  guarded.arithmetic = {ArithmeticKind::guarded, 12, 6};
  guarded.are_sure_losers_excluded_together = true;
  const auto by = [](auto rule) { return [rule](const RankedElection& election, const StvContest& contest) { return count_stv(election, contest, rule); }; };
  return {{"scotland", by(scottish_rule())}, {"wigm", by(wigm_rule())}, {"wigm batch", by(batch)}, {"meek", by(meek_rule())}, {"meek guarded", by(guarded)}};
}

StvContest seats(std::uint32_t number) {
  StvContest contest;
  contest.seats = number;
  return contest;
}

/// 4 voters A > B, 2 voters C.
RankedElection twins() { return {3, {rank_in_order({0, 1}, 4), rank_in_order({2}, 2)}}; }

TEST(Stv, PassesASurplusOnAtItsTransferValue) {
  const auto count = count_stv(twins(), seats(2), scottish_rule());
  ASSERT_TRUE(count);
  EXPECT_EQ(amount_text(count->quota, 5), "3.00000");
  ASSERT_EQ(count->stages.size(), 3U);
  const auto& surplus = count->stages[1];
  EXPECT_EQ(amount_text(surplus.transfer_value, 5), "0.25000");
  ASSERT_EQ(surplus.transfers.size(), 1U);
  EXPECT_EQ(surplus.transfers[0].to, Option{1});
  EXPECT_EQ(amount_text(surplus.transfers[0].votes, 5), "1.00000");
  EXPECT_EQ(count->elected, (std::vector<Option>{0, 2}));
  EXPECT_EQ(count->eliminated, std::vector<Option>{1});
  EXPECT_TRUE(count->stages[2].is_rest_elected);
}

TEST(Stv, ShowsWhatIsLostByCuttingOffDecimals) {
  const RankedElection election{4, {rank_in_order({0, 1}, 500), rank_in_order({0, 2}, 200), rank_in_order({1}, 100), rank_in_order({2}, 150), rank_in_order({3}, 50)}};
  const auto count = count_stv(election, seats(2), scottish_rule());
  ASSERT_TRUE(count);
  EXPECT_EQ(amount_text(count->stages[1].transfer_value, 5), "0.52285");  // 366 / 700
  EXPECT_EQ(amount_text(count->stages[1].residual, 5), "0.00500");
}

TEST(Stv, ReadsGapsAndOvervotesAsAsked) {
  const RankedElection gap{2, {RankedBallot{{{0, 2}}, 1}, rank_in_order({1}, 1)}};
  auto contest = seats(1);
  EXPECT_EQ(count_stv(gap, contest, scottish_rule())->valid, 2);
  contest.reading.gap = Gap::exhaust;
  EXPECT_EQ(count_stv(gap, contest, scottish_rule())->valid, 1);
  EXPECT_TRUE(count_stv(gap, contest, scottish_rule())->stages[0].exhausted == 100000);

  const RankedElection tie{3, {rank_in_groups({{0, 1}, {2}}, 6)}};
  contest = seats(1);
  EXPECT_EQ(count_stv(tie, contest, scottish_rule())->valid, 0);
  contest.reading.overvote = Overvote::skip;
  EXPECT_EQ(count_stv(tie, contest, scottish_rule())->elected, std::vector<Option>{2});
  contest.reading.overvote = Overvote::share;
  EXPECT_EQ(count_stv(tie, contest, scottish_rule()).fault().kind, FaultKind::bad_parameter);
  const auto shared = count_stv(tie, contest, meek_rule());
  EXPECT_EQ(amount_text(shared->stages[0].votes[0], 9), "3.000000000");
  EXPECT_EQ(amount_text(shared->stages[0].votes[1], 9), "3.000000000");
}

TEST(Stv, LeavesTheWithdrawnOut) {
  auto contest = seats(1);
  contest.withdrawn = {0};
  const RankedElection election{3, {rank_in_order({0, 1}, 5), rank_in_order({2}, 4), rank_in_order({0}, 3)}};
  for (const auto& rule : rules()) {
    const auto count = rule.count(election, contest);
    ASSERT_TRUE(count);
    EXPECT_EQ(count->elected, std::vector<Option>{1}) << rule.name;
    EXPECT_EQ(count->valid, 9);
    EXPECT_EQ(count->ballots, 12);
  }
}

TEST(Stv, DecidesTiesByEarlierStagesThenByTheOrderAndSaysSo) {
  // B and C are level when one of them must go; B had fewer first preferences.
  const RankedElection election{4, {rank_in_order({0}, 9), rank_in_order({1}, 4), rank_in_order({2}, 5), rank_in_order({3, 1}, 1)}};
  const auto scottish = count_stv(election, seats(1), scottish_rule());
  ASSERT_EQ(scottish->stages[2].ties.size(), 1U);
  EXPECT_EQ(scottish->stages[2].ties[0].chosen, 1U);
  EXPECT_EQ(scottish->stages[2].ties[0].decided_by, TieBreak::earlier_stage);
  EXPECT_EQ(scottish->stages[2].ties[0].stage, 0U);
  auto contest = seats(1);
  const auto listed = count_stv(election, contest, wigm_rule());
  EXPECT_EQ(listed->stages[2].ties[0].decided_by, TieBreak::listed_order);
  contest.tie_order = {2};
  const auto ordered = count_stv(election, contest, wigm_rule());
  EXPECT_EQ(ordered->stages[2].ties[0].decided_by, TieBreak::tie_order);
  EXPECT_EQ(ordered->stages[2].ties[0].chosen, 2U);
}

TEST(Stv, TakesOtherQuotas) {
  auto rule = scottish_rule();
  rule.quota = Quota::hare;
  EXPECT_EQ(amount_text(count_stv(twins(), seats(2), rule)->quota, 5), "3.00000");
  rule.quota = Quota::hagenbach_bischoff;
  EXPECT_EQ(amount_text(count_stv(twins(), seats(2), rule)->quota, 5), "2.00000");
  rule.quota = Quota::droop_fraction;
  EXPECT_EQ(amount_text(count_stv(twins(), seats(2), rule)->quota, 5), "2.00001");
}

TEST(Stv, HasADefinedResultAtItsEdges) {
  for (const auto& rule : rules()) {
    SCOPED_TRACE(rule.name);
    const std::vector<RankedElection> edges{{1, {}}, {3, {}}, {3, {RankedBallot{}}}, {3, {rank_in_order({1})}}, {2, {rank_in_order({0}, 0)}},
                                            {4, {rank_in_order({0}), rank_in_order({1}), rank_in_order({2}), rank_in_order({3})}},
                                            {2, {rank_in_order({0, 1}, voters_max)}}};
    for (const auto& election : edges)
      for (const std::uint32_t number : {1U, 2U, 3U, 9U, UINT32_MAX}) {
        const auto count = rule.count(election, seats(number));
        ASSERT_TRUE(count) << count.fault().detail;
        expect_sound(*count, election, seats(number));
      }
    auto all = seats(1);
    all.withdrawn = {0, 1, 2};
    EXPECT_TRUE(rule.count(twins(), all)->elected.empty());
    EXPECT_FALSE(has_ties(*rule.count({3, {}}, seats(3))));
    EXPECT_TRUE(has_ties(*rule.count({3, {}}, seats(1))));
  }
}

TEST(Stv, RefusesBadInputWithTheReason) {
  const auto kind_of = [](const Checked<StvCount>& count) { return count ? FaultKind::infeasible : count.fault().kind; };
  for (const auto& rule : rules()) {
    EXPECT_EQ(kind_of(rule.count({0, {}}, seats(1))), FaultKind::no_options);
    EXPECT_EQ(kind_of(rule.count(twins(), seats(0))), FaultKind::bad_parameter);
    EXPECT_EQ(kind_of(rule.count({2, {rank_in_order({0, 0})}}, seats(1))), FaultKind::duplicate_option);
    EXPECT_EQ(kind_of(rule.count({candidates_max + 1, {}}, seats(1))), FaultKind::number_too_large);
    auto contest = seats(1);
    contest.withdrawn = {3};
    EXPECT_EQ(kind_of(rule.count(twins(), contest)), FaultKind::option_out_of_range);
    contest.withdrawn = {};
    contest.tie_order = {1, 1};
    EXPECT_EQ(kind_of(rule.count(twins(), contest)), FaultKind::duplicate_option);
  }
  auto rule = scottish_rule();
  for (const Arithmetic arithmetic : {Arithmetic{ArithmeticKind::fixed, 10, 0}, Arithmetic{ArithmeticKind::fixed, -1, 0}, Arithmetic{ArithmeticKind::guarded, 9, 0}, Arithmetic{ArithmeticKind::exact, 19, 0}}) {
    rule.arithmetic = arithmetic;
    EXPECT_EQ(kind_of(count_stv(twins(), seats(1), rule)), FaultKind::bad_parameter);
  }
}

TEST(Stv, RefusesFractionsThatOutgrowReason) {
  Chance chance({3, 1, 4, 1});
  const auto election = random_stv_election(chance, 30, 300);
  auto rule = wigm_rule();
  rule.arithmetic = {ArithmeticKind::exact, 12, 0};
  const auto count = count_stv(election, seats(20), rule);
  if (count) {
    expect_sound(*count, election, seats(20));
  } else {
    EXPECT_EQ(count.fault().kind, FaultKind::number_too_large);
  }
}

TEST(Stv, AddsUpAtEveryStageOfRandomElections) {
  Chance chance({1, 1, 2, 3});
  for (int i = 0; i < 200; ++i) {
    const auto options = static_cast<std::uint32_t>(1 + chance.below(9));
    const auto election = random_stv_election(chance, options, chance.below(40), true);
    auto contest = seats(static_cast<std::uint32_t>(1 + chance.below(5)));
    if (chance.below(3) == 0) contest.withdrawn = {static_cast<Option>(chance.below(options))};
    contest.reading.gap = chance.below(2) == 0 ? Gap::skip : Gap::exhaust;
    for (const auto& rule : rules()) {
      SCOPED_TRACE(rule.name);
      const auto count = rule.count(election, contest);
      ASSERT_TRUE(count) << count.fault().detail;
      expect_sound(*count, election, contest);
    }
  }
}

TEST(Stv, DoesNotCareInWhichOrderOrHeapsTheBallotsLie) {
  Chance chance({5, 8, 13, 21});
  for (int i = 0; i < 100; ++i) {
    const auto election = random_stv_election(chance, 6, 25, true);
    RankedElection single{6, {}};
    for (const auto& ballot : election.ballots)
      for (std::int64_t voter = 0; voter < ballot.count; ++voter) single.ballots.push_back({ballot.places, 1});
    for (std::size_t left = single.ballots.size(); left > 1; --left) std::swap(single.ballots[left - 1], single.ballots[chance.below(left)]);
    for (const auto& rule : rules()) {
      SCOPED_TRACE(rule.name);
      expect_same(*rule.count(election, seats(3)), *rule.count(single, seats(3)));
    }
  }
}

/// Voters who all rank a set of candidates before all others are owed as many seats as they make quotas, but for the decimals cut off.
TEST(Stv, GivesSolidCoalitionsTheirSeats) {
  Chance chance({34, 55, 89, 144});
  int owed_seats = 0;
  for (int i = 0; i < 300; ++i) {
    constexpr std::uint32_t options = 7;
    const auto size = 1 + chance.below(4);
    const auto seat_count = static_cast<std::uint32_t>(1 + chance.below(4));
    auto election = random_stv_election(chance, options, 12);
    std::int64_t solid = 0;
    std::int64_t all = 0;
    for (std::uint64_t ballot = chance.below(12); ballot-- > 0;) {
      auto order = shuffled(chance, options);
      std::ranges::stable_partition(order, [size](Option option) { return option < size; });
      election.ballots.push_back(rank_in_order(order, 1 + static_cast<std::int64_t>(chance.below(40))));
      solid += election.ballots.back().count;
    }
    for (const auto& ballot : election.ballots) all += ballot.places.empty() ? 0 : ballot.count;
    const auto quota = all / (seat_count + 1) + 1;
    const auto owed = std::min<std::int64_t>((solid - 1) / quota, static_cast<std::int64_t>(size));
    for (const auto& rule : rules()) {
      const auto count = rule.count(election, seats(seat_count));
      ASSERT_TRUE(count);
      EXPECT_GE(std::ranges::count_if(count->elected, [size](Option option) { return option < size; }), owed) << rule.name;
    }
    owed_seats += static_cast<int>(owed);
  }
  EXPECT_GT(owed_seats, 100);
}

TEST(Stv, KeepsTheStatedNumberOfIterations) {
  Chance chance({2, 7, 1, 8});
  auto rule = meek_rule();
  rule.iterations_max = 3;
  for (int i = 0; i < 50; ++i) {
    const auto election = random_stv_election(chance, 8, 40);
    const auto count = count_stv(election, seats(4), rule);
    ASSERT_TRUE(count);
    expect_sound(*count, election, seats(4));
    for (const auto& stage : count->stages) EXPECT_LE(stage.iterations, 3);
  }
}

TEST(AmountText, ShowsAllPlaces) {
  EXPECT_EQ(amount_text(0, 0), "0");
  EXPECT_EQ(amount_text(1138, 0), "1138");
  EXPECT_EQ(amount_text(5, 5), "0.00005");
  EXPECT_EQ(amount_text(-113800000, 5), "-1138.00000");
}

}  // namespace
}  // namespace palabre::tally
