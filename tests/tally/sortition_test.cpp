// Sortition: quotas always met, chances leximin and equal within types, the lottery repeatable and fair, replacements, relaxations.
#include "tally/sortition.hpp"

#include "tally/invented_pool.hpp"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

namespace palabre::tally {
namespace {

Seed numbered_seed(std::uint64_t number) { return {0, 0, 0, number}; }

/// A pool of one category per row of `features`, by how many people have each.
SortitionPool pool_of(const std::vector<std::vector<std::uint32_t>>& people, const std::vector<std::vector<FeatureQuota>>& quotas, std::uint32_t size) {
  SortitionPool pool;
  pool.people = people;
  pool.quotas = quotas;
  pool.panel_size = size;
  return pool;
}

bool meets_quotas(const SortitionPool& pool, const std::vector<std::uint32_t>& panel) {
  if (panel.size() != pool.panel_size || std::set<std::uint32_t>(panel.begin(), panel.end()).size() != panel.size()) return false;
  std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> counts;
  std::set<std::uint32_t> households;
  for (const auto person : panel) {
    if (!pool.households.empty() && !households.insert(pool.households[person]).second) return false;
    for (std::size_t category = 0; category < pool.quotas.size(); ++category) ++counts[{category, pool.people[person][category]}];
  }
  for (std::size_t category = 0; category < pool.quotas.size(); ++category)
    for (std::uint32_t feature = 0; feature < pool.quotas[category].size(); ++feature) {
      const auto count = counts[{category, feature}];
      if (count < pool.quotas[category][feature].min || count > pool.quotas[category][feature].max) return false;
    }
  return true;
}

/// All panels that meet the quotas, for tiny pools.
std::vector<std::vector<std::uint32_t>> every_panel(const SortitionPool& pool) {
  std::vector<std::vector<std::uint32_t>> panels;
  const auto people = static_cast<std::uint32_t>(pool.people.size());
  for (std::uint32_t bits = 0; bits < (1U << people); ++bits) {
    std::vector<std::uint32_t> panel;
    for (std::uint32_t person = 0; person < people; ++person)
      if ((bits >> person & 1U) != 0) panel.push_back(person);
    if (meets_quotas(pool, panel)) panels.push_back(panel);
  }
  return panels;
}

/// A lottery over the panels by multiplicative weights: the least chance it reaches, and a proof of what none can exceed. Shares no code
/// with the library.
std::pair<double, double> least_chance_between(const SortitionPool& pool, const std::vector<std::vector<std::uint32_t>>& panels) {
  std::vector<double> weights(pool.people.size(), 1.0);
  std::vector<double> drawn(pool.people.size(), 0.0);
  double above = 1;
  const int rounds = 3000;
  for (int round = 0; round < rounds; ++round) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    double most = -1;
    const std::vector<std::uint32_t>* best = nullptr;
    for (const auto& panel : panels) {
      double worth = 0;
      for (const auto person : panel) worth += weights[person] / sum;
      if (worth > most) {
        most = worth;
        best = &panel;
      }
    }
    above = std::min(above, most);
    for (const auto person : *best) {
      drawn[person] += 1.0 / rounds;
      weights[person] *= 0.95;
    }
  }
  return {*std::min_element(drawn.begin(), drawn.end()), above};
}

SortitionPool tiny_pool(Chance& chance) {
  SortitionPool pool;
  const auto people = 3 + chance.below(8);
  pool.panel_size = static_cast<std::uint32_t>(1 + chance.below(std::min<std::uint64_t>(people, 5)));
  const auto categories = 1 + chance.below(3);
  for (std::size_t category = 0; category < categories; ++category) {
    auto& quotas = pool.quotas.emplace_back(2 + chance.below(2));
    for (auto& quota : quotas) {
      quota.min = static_cast<std::uint32_t>(chance.below(2));
      quota.max = quota.min + static_cast<std::uint32_t>(chance.below(3));
    }
  }
  for (std::size_t person = 0; person < people; ++person) {
    auto& features = pool.people.emplace_back();
    for (const auto& quotas : pool.quotas) features.push_back(static_cast<std::uint32_t>(chance.below(quotas.size())));
  }
  if (chance.below(2) == 0)
    for (std::size_t person = 0; person < people; ++person) pool.households.push_back(static_cast<std::uint32_t>(chance.below(people)));
  return pool;
}

void expect_sound(const SortitionPool& pool, const PanelLottery& lottery) {
  const double sum = std::accumulate(lottery.probabilities.begin(), lottery.probabilities.end(), 0.0);
  EXPECT_NEAR(sum, pool.panel_size, 1e-6);
  EXPECT_EQ(*std::min_element(lottery.probabilities.begin(), lottery.probabilities.end()), lottery.minimum);
  EXPECT_LE(lottery.minimum, lottery.bound);
  std::uint64_t tickets = 0;
  for (const auto& composition : lottery.compositions) tickets += composition.tickets;
  EXPECT_EQ(tickets, lottery_tickets);
  // Every composition meets the quotas: take the first people of each type, household by household.
  for (const auto& composition : lottery.compositions) {
    PanelLottery only = lottery;
    only.compositions = {composition};
    only.compositions.front().tickets = lottery_tickets;
    EXPECT_TRUE(meets_quotas(pool, draw_panel(only, numbered_seed(1)).people));
  }
}

TEST(Sortition, GivesEverybodyTheSameChanceWhereQuotasAllowIt) {
  // 5 of one sort, 15 of the other, quotas as the pool: 4 seats for 20 people.
  std::vector<std::vector<std::uint32_t>> people;
  for (std::uint32_t person = 0; person < 20; ++person) people.push_back({person < 5 ? 0U : 1U});
  const auto lottery = find_lottery(pool_of(people, {{{1, 1}, {3, 3}}}, 4));
  ASSERT_TRUE(lottery);
  for (const double probability : lottery->probabilities) EXPECT_DOUBLE_EQ(probability, 0.2);
  EXPECT_TRUE(lottery->is_leximin);
  EXPECT_DOUBLE_EQ(lottery->minimum, 0.2);
  EXPECT_DOUBLE_EQ(lottery->bound, 0.2);
}

TEST(Sortition, RaisesTheSecondLeastChanceToo) {
  // Seats 2. Feature 0 (10 people) has at most 1 seat, feature 1 at most 1; within feature 1, half are of kind 0 with one seat at most in ten.
  std::vector<std::vector<std::uint32_t>> people;
  for (std::uint32_t person = 0; person < 10; ++person) people.push_back({0});
  for (std::uint32_t person = 0; person < 4; ++person) people.push_back({1});
  for (std::uint32_t person = 0; person < 2; ++person) people.push_back({2});
  const auto lottery = find_lottery(pool_of(people, {{{0, 1}, {0, 2}, {0, 2}}}, 2));
  ASSERT_TRUE(lottery);
  EXPECT_TRUE(lottery->is_leximin);
  for (std::size_t person = 0; person < 16; ++person) EXPECT_NEAR(lottery->probabilities[person], person < 10 ? 0.1 : 1.0 / 6, 1e-9) << person;
}

TEST(Sortition, ReachesTheBestLeastChanceOfEveryTinyPool) {
  Chance chance(numbered_seed(7));
  int feasible = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto pool = tiny_pool(chance);
    const auto panels = every_panel(pool);
    const auto lottery = find_lottery(pool);
    ASSERT_EQ(static_cast<bool>(lottery), !panels.empty()) << "pool " << round;
    if (!lottery) {
      EXPECT_EQ(lottery.fault().kind, FaultKind::infeasible);
      continue;
    }
    ++feasible;
    expect_sound(pool, *lottery);
    EXPECT_TRUE(lottery->is_leximin);
    EXPECT_NEAR(lottery->minimum, lottery->bound, 1e-8) << "pool " << round;
    const auto [below, above] = least_chance_between(pool, panels);
    EXPECT_GE(lottery->minimum, below - 1e-9) << "pool " << round;
    EXPECT_LE(lottery->minimum, above + 1e-9) << "pool " << round;
    std::set<std::uint32_t> possible;
    for (const auto& panel : panels) possible.insert(panel.begin(), panel.end());
    EXPECT_EQ(lottery->impossible.size(), pool.people.size() - possible.size());
    for (const auto person : lottery->impossible) EXPECT_FALSE(possible.contains(person));
  }
  EXPECT_GT(feasible, 200);
}

TEST(Sortition, NamesTheSmallestRelaxationOfEveryTinyPool) {
  Chance chance(numbered_seed(8));
  int relaxed = 0;
  for (int round = 0; round < 300; ++round) {
    const auto pool = tiny_pool(chance);
    const auto relaxations = relax_quotas(pool);
    if (!relaxations) continue;
    auto changed = pool;
    for (const auto& change : relaxations->changes) {
      auto& quota = changed.quotas[change.category][change.feature];
      quota.min = change.min;
      quota.max = change.max;
    }
    EXPECT_FALSE(every_panel(changed).empty());
    EXPECT_EQ(relaxations->changes.empty(), !every_panel(pool).empty());
    if (relaxations->total == 0) continue;
    ++relaxed;
    // The least total over all sets of people of the right size.
    auto free = pool;
    for (auto& quotas : free.quotas)
      for (auto& quota : quotas) quota = {0, pool.panel_size};
    std::uint32_t least = 1000;
    for (const auto& panel : every_panel(free)) {
      std::uint32_t total = 0;
      for (std::size_t category = 0; category < pool.quotas.size(); ++category) {
        std::vector<std::uint32_t> counts(pool.quotas[category].size());
        for (const auto person : panel) ++counts[pool.people[person][category]];
        for (std::size_t feature = 0; feature < counts.size(); ++feature) {
          const auto& quota = pool.quotas[category][feature];
          if (counts[feature] < quota.min) total += quota.min - counts[feature];
          if (counts[feature] > quota.max) total += counts[feature] - quota.max;
        }
      }
      least = std::min(least, total);
    }
    EXPECT_EQ(relaxations->total, least) << "pool " << round;
    EXPECT_TRUE(relaxations->is_smallest);
  }
  EXPECT_GT(relaxed, 50);
}

TEST(Sortition, IsLeximinForInventedPoolsOfCommonSize) {
  for (std::uint64_t number = 1; number <= 12; ++number) {
    const auto pool = invent_pool({80 + 10 * static_cast<std::uint32_t>(number), 20, {2, 3, 4}, 2, static_cast<std::uint32_t>(number % 2)}, numbered_seed(number));
    const auto lottery = find_lottery(pool);
    ASSERT_TRUE(lottery) << number << ": " << lottery.fault().detail;
    expect_sound(pool, *lottery);
    EXPECT_TRUE(lottery->is_leximin);
    EXPECT_NEAR(lottery->minimum, lottery->bound, 1e-8);
    for (const auto& type : lottery->types)
      for (const auto person : type.people) EXPECT_EQ(lottery->probabilities[person], lottery->probabilities[type.people.front()]);
  }
}

TEST(Sortition, ComesWithinOnePercentOfTheBoundForLargePools) {
  const auto pool = invent_pool({700, 80, {2, 6, 5, 4, 3}, 2, 1}, numbered_seed(3));
  const auto lottery = find_lottery(pool);
  ASSERT_TRUE(lottery);
  EXPECT_GE(lottery->minimum, 0.99 * lottery->bound);
  const double sum = std::accumulate(lottery->probabilities.begin(), lottery->probabilities.end(), 0.0);
  EXPECT_NEAR(sum, 80, 1e-6);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) EXPECT_TRUE(meets_quotas(pool, draw_panel(*lottery, numbered_seed(seed)).people));
}

TEST(Sortition, DoesNotDependOnTheOrderOfThePool) {
  auto pool = invent_pool({90, 15, {2, 3, 4}, 2, 1}, numbered_seed(5));
  for (std::uint32_t person = 0; person < 90; ++person) pool.households.push_back(person / 2 * (person % 3 == 0 ? 1 : 100) + person % 2);
  const auto lottery = find_lottery(pool);
  ASSERT_TRUE(lottery);
  auto turned = pool;
  std::reverse(turned.people.begin(), turned.people.end());
  std::reverse(turned.households.begin(), turned.households.end());
  const auto other = find_lottery(turned);
  ASSERT_TRUE(other);
  for (std::size_t person = 0; person < 90; ++person) EXPECT_NEAR(lottery->probabilities[person], other->probabilities[89 - person], 1e-9);
}

TEST(Sortition, DrawsAtMostOnePersonPerHousehold) {
  auto pool = invent_pool({60, 12, {2, 3}, 1.5, 1}, numbered_seed(9));
  for (std::uint32_t person = 0; person < 60; ++person) pool.households.push_back(person / 3);
  const auto lottery = find_lottery(pool);
  ASSERT_TRUE(lottery);
  expect_sound(pool, *lottery);
  for (std::uint64_t seed = 1; seed <= 100; ++seed) EXPECT_TRUE(meets_quotas(pool, draw_panel(*lottery, numbered_seed(seed)).people));
}

/// Frequencies over many seeds against the published chances: a chi-square sum over people, with a generous limit.
TEST(PanelDraw, HappensAsOftenAsPublished) {
  auto pool = invent_pool({40, 8, {2, 3}, 2, 1}, numbered_seed(11));
  for (std::uint32_t person = 0; person < 40; ++person) pool.households.push_back(person < 10 ? person / 2 : person);
  const auto lottery = find_lottery(pool);
  ASSERT_TRUE(lottery);
  const int draws = 4000;
  std::vector<int> counts(40);
  for (int draw = 1; draw <= draws; ++draw)
    for (const auto person : draw_panel(*lottery, numbered_seed(static_cast<std::uint64_t>(draw))).people) ++counts[person];
  double sum = 0;
  for (std::size_t person = 0; person < 40; ++person) {
    const double p = lottery->probabilities[person];
    if (p <= 0 || p >= 1) {
      EXPECT_EQ(counts[person], p <= 0 ? 0 : draws);
      continue;
    }
    sum += std::pow(counts[person] - draws * p, 2) / (draws * p * (1 - p));
  }
  EXPECT_LT(sum, 90);  // about 40 on average; 90 is far out
}

TEST(PanelDraw, RepeatsItselfForTheSameSeed) {
  const auto lottery = find_lottery(invent_pool({100, 20, {2, 3, 4}, 2, 1}, numbered_seed(2)));
  ASSERT_TRUE(lottery);
  EXPECT_EQ(draw_panel(*lottery, numbered_seed(5)).people, draw_panel(*lottery, numbered_seed(5)).people);
  EXPECT_NE(draw_panel(*lottery, numbered_seed(5)).people, draw_panel(*lottery, numbered_seed(6)).people);
}

TEST(PanelReplacement, KeepsTheQuotasAndThoseWhoStay) {
  Chance chance(numbered_seed(13));
  int replaced = 0;
  for (std::uint64_t number = 1; number <= 30; ++number) {
    auto pool = invent_pool({80, 12, {2, 3, 3}, 2, 1}, numbered_seed(number));
    if (number % 2 == 0)
      for (std::uint32_t person = 0; person < 80; ++person) pool.households.push_back(person / 2);
    const auto lottery = find_lottery(pool);
    ASSERT_TRUE(lottery);
    ReplacementCall call;
    call.panel = draw_panel(*lottery, numbered_seed(number)).people;
    call.leaving = {call.panel[chance.below(6)], call.panel[6 + chance.below(6)]};
    for (std::uint32_t person = 0; person < 80; person += 5) call.unavailable.push_back(person);
    const auto replacement = draw_replacement(pool, call, numbered_seed(number));
    if (!replacement) {
      const auto relaxations = relax_replacement(pool, call);
      ASSERT_TRUE(relaxations);
      EXPECT_GT(relaxations->total, 0U);
      continue;
    }
    ++replaced;
    EXPECT_TRUE(meets_quotas(pool, replacement->panel));
    EXPECT_EQ(replacement->people.size(), 2U);
    for (const auto person : replacement->people) {
      EXPECT_NE(person % 5, 0U);
      EXPECT_EQ(std::count(call.panel.begin(), call.panel.end(), person), 0);
      EXPECT_GT(replacement->probabilities[person], 0);
    }
    EXPECT_NEAR(std::accumulate(replacement->probabilities.begin(), replacement->probabilities.end(), 0.0), 2, 1e-9);
  }
  EXPECT_GT(replaced, 20);
}

TEST(PanelReplacement, SaysWhichQuotaStandsInTheWay) {
  // The only person of feature 0 leaves.
  const auto pool = pool_of({{0}, {1}, {1}, {1}}, {{{1, 1}, {1, 1}}}, 2);
  const ReplacementCall call{{0, 1}, {0}, {}};
  const auto replacement = draw_replacement(pool, call, numbered_seed(1));
  ASSERT_FALSE(replacement);
  EXPECT_EQ(replacement.fault().kind, FaultKind::infeasible);
  const auto relaxations = relax_replacement(pool, call);
  ASSERT_TRUE(relaxations);
  ASSERT_EQ(relaxations->changes.size(), 2U);
  EXPECT_EQ(relaxations->changes[0].min, 0U);
  EXPECT_EQ(relaxations->changes[1].max, 2U);
}

TEST(Sortition, RefusesPoolsThatMakeNoSense) {
  const auto kind = [](const SortitionPool& pool) { return find_lottery(pool).fault().kind; };
  const std::vector<std::vector<std::uint32_t>> people{{0}, {1}, {1}};
  const std::vector<std::vector<FeatureQuota>> quotas{{{0, 2}, {0, 2}}};
  EXPECT_EQ(kind(pool_of(people, quotas, 0)), FaultKind::bad_parameter);
  EXPECT_EQ(kind(pool_of({}, quotas, 1)), FaultKind::no_options);
  EXPECT_EQ(kind(pool_of(people, {{{2, 1}, {0, 2}}}, 1)), FaultKind::bad_parameter);
  EXPECT_EQ(kind(pool_of({{0}, {2}}, quotas, 1)), FaultKind::bad_parameter);
  EXPECT_EQ(kind(pool_of({{0}, {1, 1}}, quotas, 1)), FaultKind::bad_parameter);
  EXPECT_EQ(kind(pool_of(people, quotas, 4)), FaultKind::infeasible);
  EXPECT_EQ(relax_quotas(pool_of(people, quotas, 4)).fault().kind, FaultKind::infeasible);
  EXPECT_EQ(kind(pool_of(people, {{{2, 2}, {0, 2}}}, 2)), FaultKind::infeasible);
}

TEST(Sortition, DefinesTheEdgeCases) {
  const auto one = find_lottery(pool_of({{0}}, {{{0, 1}}}, 1));
  ASSERT_TRUE(one);
  EXPECT_EQ(one->probabilities, std::vector<double>{1.0});
  const auto all = find_lottery(pool_of({{0}, {1}, {1}}, {{{0, 5}, {0, 5}}}, 3));
  ASSERT_TRUE(all);
  EXPECT_EQ(all->probabilities, (std::vector<double>{1, 1, 1}));
  const auto free = find_lottery(pool_of({{}, {}, {}, {}}, {}, 1));
  ASSERT_TRUE(free);
  EXPECT_EQ(free->probabilities, (std::vector<double>{0.25, 0.25, 0.25, 0.25}));
}

TEST(QuotaRelaxation, KeepsTheFlexLimitsWhereTheyAllowAPanel) {
  // One more seat is needed: feature 0 may not grow, feature 1 may.
  const auto pool = pool_of({{0}, {0}, {0}, {1}, {1}, {1}}, {{{1, 1, 0, 1}, {1, 2, 0, 3}}}, 4);
  const auto relaxations = relax_quotas(pool);
  ASSERT_TRUE(relaxations);
  ASSERT_EQ(relaxations->changes.size(), 1U);
  EXPECT_EQ(relaxations->changes[0].feature, 1U);
  EXPECT_EQ(relaxations->changes[0].max, 3U);
  EXPECT_FALSE(relaxations->is_beyond_flex);
}

}  // namespace
}  // namespace palabre::tally
