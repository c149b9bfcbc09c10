// Delegated voices: precedence of scopes, direct votes, circles, dead ends, the cap, a million people.
#include "tally/delegation.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace palabre::tally {
namespace {

using Scope = DelegationScope;

DelegationResult weigh(const DelegatedVote& vote) { return weigh_delegations(vote).value(); }

DelegatedVote random_vote(Chance& chance) {
  DelegatedVote vote;
  vote.people = static_cast<std::uint32_t>(1 + chance.below(30));
  for (Person person = 0; person < vote.people; ++person) {
    if (chance.below(4) == 0) vote.voters.push_back(person);
    for (const auto scope : {Scope::unit, Scope::area, Scope::issue}) {
      if (chance.below(3) > 0) continue;
      const auto to = static_cast<Person>(chance.below(vote.people));
      if (to != person) vote.delegations.push_back({person, chance.below(12) == 0 ? nobody : to, scope});
    }
  }
  if (chance.below(2) == 0) vote.cap = static_cast<std::int64_t>(1 + chance.below(5));
  return vote;
}

TEST(Delegation, CarriesVoicesAlongAChain) {
  const auto result = weigh({4, {3}, {{0, 1}, {1, 2}, {2, 3}}, {}});
  EXPECT_EQ(result.weights, (std::vector<std::int64_t>{0, 0, 0, 4}));
  EXPECT_EQ(result.passed, (std::vector<std::int64_t>{1, 2, 3, 0}));
  EXPECT_EQ(chain_of(result, 0), (std::vector<Person>{1, 2, 3}));
  EXPECT_TRUE(chain_of(result, 3).empty());
  EXPECT_EQ(result.uncounted, 0);
}

TEST(Delegation, PrefersTheNarrowestScopeInAnyOrderOfTheFile) {
  const std::vector<Delegation> all{{0, 1, Scope::unit}, {0, 2, Scope::area}, {0, 3, Scope::issue}};
  std::vector<std::size_t> order{0, 1, 2};
  do {
    const auto result = weigh({4, {1, 2, 3}, {all[order[0]], all[order[1]], all[order[2]]}, {}});
    EXPECT_EQ(result.weights, (std::vector<std::int64_t>{0, 1, 1, 2}));
    EXPECT_EQ(result.scopes[0], Scope::issue);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(weigh({4, {1, 2, 3}, {all[1], all[0]}, {}}).weights, (std::vector<std::int64_t>{0, 1, 2, 1}));
}

TEST(Delegation, DoesNotFallBackOnAWiderScopeWhenTheNarrowTrusteeIsSilent) {
  const auto result = weigh({3, {1}, {{0, 1, Scope::unit}, {0, 2, Scope::issue}}, {}});
  EXPECT_EQ(result.fates[0], Fate::dead_end);
  EXPECT_EQ(result.fates[2], Fate::silent);
}

TEST(Delegation, MayBeTakenBackForOneScope) {
  const auto result = weigh({2, {1}, {{0, 1, Scope::unit}, {0, nobody, Scope::area}}, {}});
  EXPECT_EQ(result.fates[0], Fate::silent);
  EXPECT_EQ(result.counted, 1);
}

TEST(Delegation, YieldsToADirectVote) {
  const auto result = weigh({3, {0, 2}, {{0, 2}, {1, 0}}, {}});
  EXPECT_EQ(result.weights, (std::vector<std::int64_t>{2, 0, 1}));
}

TEST(Delegation, ReportsCirclesAndThoseWhoLeadIntoThem) {
  const auto result = weigh({7, {6}, {{2, 1}, {1, 3}, {3, 2}, {0, 3}, {4, 0}, {5, 6}}, {}});
  EXPECT_EQ(result.cycles, (std::vector<std::vector<Person>>{{1, 3, 2}}));
  EXPECT_EQ(result.fates[0], Fate::into_cycle);
  EXPECT_EQ(result.fates[4], Fate::into_cycle);
  EXPECT_EQ(result.fates[1], Fate::in_cycle);
  EXPECT_EQ(uncounted_of(result), (std::vector<Person>{0, 1, 2, 3, 4}));
  EXPECT_EQ(result.uncounted, 5);
}

TEST(Delegation, BreaksACircleWhereSomebodyVotes) {
  const auto result = weigh({3, {1}, {{0, 1}, {1, 2}, {2, 0}}, {}});
  EXPECT_EQ(result.weights, (std::vector<std::int64_t>{0, 3, 0}));
  EXPECT_TRUE(result.cycles.empty());
}

// The circle 6 -> 7 -> 8 -> 6 of LiquidFeedback's own test data: 8 votes, so 8 speaks for three.
TEST(Delegation, CountsACircleForItsOnlyVoter) {
  const auto result = weigh({9, {8}, {{6, 7}, {7, 8}, {8, 6}}, {}});
  EXPECT_EQ(result.weights[8], 3);
}

TEST(Delegation, KeepsTheNearestWithinTheCapAndNamesTheRest) {
  const auto result = weigh({6, {5}, {{0, 1}, {1, 5}, {2, 0}, {3, 5}, {4, 5}}, 3});
  EXPECT_EQ(result.weights[5], 3);
  EXPECT_EQ(result.fates[1], Fate::carried);
  EXPECT_EQ(result.fates[3], Fate::carried);
  EXPECT_EQ(result.fates[4], Fate::over_cap);
  EXPECT_EQ(result.fates[0], Fate::over_cap);
  EXPECT_EQ(result.uncounted, 3);
  EXPECT_EQ(result.carriers[2], 5U);
}

TEST(Delegation, RefusesWhatCannotBeFollowed) {
  const auto kind = [](const DelegatedVote& vote) { return weigh_delegations(vote).fault().kind; };
  EXPECT_EQ(kind({2, {}, {{1, 1}}, {}}), FaultKind::self_delegation);
  EXPECT_EQ(kind({2, {}, {{0, 2}}, {}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind({2, {}, {{nobody, 0}}, {}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind({2, {2}, {}, {}}), FaultKind::option_out_of_range);
  EXPECT_EQ(kind({2, {1, 1}, {}, {}}), FaultKind::duplicate_option);
  EXPECT_EQ(kind({2, {}, {{0, 1}, {0, 1}}, {}}), FaultKind::duplicate_option);
  EXPECT_EQ(kind({2, {}, {}, 0}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({people_max + 1, {}, {}, {}}), FaultKind::number_too_large);
}

TEST(Delegation, CountsNobodyAmongNobody) {
  const auto result = weigh({});
  EXPECT_EQ(result.counted, 0);
  EXPECT_TRUE(uncounted_of(result).empty());
}

TEST(Delegation, LosesNoVoiceAndInventsNone) {
  Chance chance(*seed_of_hex("de1e"));
  for (int round = 0; round < 500; ++round) {
    const auto vote = random_vote(chance);
    const auto result = weigh(vote);
    EXPECT_EQ(result.counted + result.uncounted, vote.people);
    EXPECT_EQ(std::accumulate(result.weights.begin(), result.weights.end(), std::int64_t{0}), result.counted);
    EXPECT_EQ(static_cast<std::int64_t>(uncounted_of(result).size()), result.uncounted);
    for (Person person = 0; person < vote.people; ++person) {
      const bool is_voter = std::find(vote.voters.begin(), vote.voters.end(), person) != vote.voters.end();
      EXPECT_EQ(result.weights[person] > 0, is_voter);
      if (vote.cap) {
        EXPECT_LE(result.weights[person], *vote.cap);
      }
      if (result.fates[person] == Fate::carried) {
        EXPECT_EQ(chain_of(result, person).back(), result.carriers[person]);
        EXPECT_EQ(chain_of(result, person).size(), result.steps[person]);
      }
    }
    for (const auto& cycle : result.cycles)
      for (std::size_t i = 0; i < cycle.size(); ++i) EXPECT_EQ(result.trustees[cycle[i]], cycle[(i + 1) % cycle.size()]);
  }
}

TEST(Delegation, DoesNotDependOnTheOrderOfTheFile) {
  Chance chance(*seed_of_hex("de1f"));
  for (int round = 0; round < 300; ++round) {
    auto vote = random_vote(chance);
    const auto before = weigh(vote);
    std::reverse(vote.voters.begin(), vote.voters.end());
    for (std::size_t i = vote.delegations.size(); i > 1; --i) std::swap(vote.delegations[i - 1], vote.delegations[chance.below(i)]);
    const auto after = weigh(vote);
    EXPECT_EQ(before.weights, after.weights);
    EXPECT_EQ(before.fates, after.fates);
    EXPECT_EQ(before.cycles, after.cycles);
  }
}

TEST(Delegation, LosesNoWeightElsewhereWhenACarriedPersonVotesThemselves) {
  Chance chance(*seed_of_hex("de20"));
  for (int round = 0; round < 300; ++round) {
    auto vote = random_vote(chance);
    vote.cap.reset();
    const auto before = weigh(vote);
    const auto person = static_cast<Person>(chance.below(vote.people));
    if (before.fates[person] != Fate::carried) continue;
    vote.voters.push_back(person);
    const auto after = weigh(vote);
    EXPECT_EQ(after.counted, before.counted);
    EXPECT_EQ(after.weights[person], before.passed[person]);
    EXPECT_EQ(after.weights[before.carriers[person]], before.weights[before.carriers[person]] - before.passed[person]);
  }
}

TEST(Delegation, FollowsAChainOfAMillion) {
  DelegatedVote vote{1'000'000, {999'999}, {}, {}};
  for (Person person = 0; person + 1 < vote.people; ++person) vote.delegations.push_back({person, person + 1});
  EXPECT_EQ(weigh(vote).weights.back(), 1'000'000);
  vote.voters.clear();
  vote.delegations.push_back({999'999, 0});
  const auto circle = weigh(vote);
  ASSERT_EQ(circle.cycles.size(), 1U);
  EXPECT_EQ(circle.cycles[0].size(), 1'000'000U);
  EXPECT_EQ(circle.counted, 0);
}

}  // namespace
}  // namespace palabre::tally
