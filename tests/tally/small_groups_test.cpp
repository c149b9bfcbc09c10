// Small groups: everybody sits once, tables are even and mixed, few meet twice, the same seed seats alike.
#include "tally/small_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace palabre::tally {
namespace {

Seed seed_of(std::uint64_t number) { return {0, 0, 0, number}; }

GroupField random_field(std::uint32_t people, std::uint32_t values, Chance& chance) {
  GroupField field;
  for (std::uint32_t person = 0; person < people; ++person) field.push_back(static_cast<std::uint32_t>(std::min(chance.below(values), chance.below(values))));
  return field;
}

std::uint64_t pairs_met(const std::vector<std::vector<std::vector<std::uint32_t>>>& rounds) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const auto& tables : rounds)
    for (const auto& table : tables)
      for (const auto one : table)
        for (const auto other : table)
          if (one < other) pairs.insert({one, other});
  return pairs.size();
}

void expect_sound(const SmallGroupsCall& call, const SmallGroups& groups) {
  ASSERT_EQ(groups.rounds.size(), call.rounds);
  for (const auto& tables : groups.rounds) {
    ASSERT_EQ(tables.size(), call.tables);
    std::set<std::uint32_t> seated;
    for (const auto& table : tables) {
      EXPECT_GE(table.size(), call.people / call.tables);
      EXPECT_LE(table.size(), (call.people + call.tables - 1) / call.tables);
      seated.insert(table.begin(), table.end());
    }
    EXPECT_EQ(seated.size(), call.people);
  }
  EXPECT_EQ(groups.meetings, pairs_met(groups.rounds));
  EXPECT_LE(groups.meetings, groups.meetings_bound);
}

std::uint64_t meetings_by_chance(const SmallGroupsCall& call, Chance& chance) {
  std::vector<std::vector<std::vector<std::uint32_t>>> rounds;
  for (std::uint32_t round = 0; round < call.rounds; ++round) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t person = 0; person < call.people; ++person) order.push_back(person);
    for (std::size_t left = order.size(); left > 1; --left) std::swap(order[left - 1], order[chance.below(left)]);
    auto& tables = rounds.emplace_back(call.tables);
    for (std::uint32_t at = 0; at < call.people; ++at) tables[at % call.tables].push_back(order[at]);
  }
  return pairs_met(rounds);
}

TEST(SmallGroups, BalanceOneFieldAtEveryTable) {
  Chance chance(seed_of(1));
  for (int round = 0; round < 40; ++round) {
    SmallGroupsCall call;
    call.people = static_cast<std::uint32_t>(4 + chance.below(40));
    call.tables = static_cast<std::uint32_t>(1 + chance.below(call.people / 2));
    call.rounds = static_cast<std::uint32_t>(1 + chance.below(3));
    call.diversify = {random_field(call.people, 4, chance)};
    const auto groups = make_small_groups(call, seed_of(static_cast<std::uint64_t>(round)));
    ASSERT_TRUE(groups);
    expect_sound(call, *groups);
    EXPECT_TRUE(groups->imbalances.empty()) << call.people << " people, " << call.tables << " tables";
  }
}

TEST(SmallGroups, BalanceThreeFieldsOfACommonPanel) {
  Chance chance(seed_of(2));
  SmallGroupsCall call{60, 8, 3, {}, {}};
  for (const std::uint32_t values : {2U, 3U, 4U}) call.diversify.push_back(random_field(60, values, chance));
  const auto groups = make_small_groups(call, seed_of(1));
  ASSERT_TRUE(groups);
  expect_sound(call, *groups);
  EXPECT_TRUE(groups->imbalances.empty());
}

TEST(SmallGroups, MeetMoreOthersThanByChance) {
  Chance chance(seed_of(3));
  for (const std::uint32_t people : {20U, 33U, 48U, 75U}) {
    SmallGroupsCall call{people, people / 7 + 1, 4, {random_field(people, 2, chance)}, {}};
    const auto groups = make_small_groups(call, seed_of(people));
    ASSERT_TRUE(groups);
    expect_sound(call, *groups);
    EXPECT_GT(groups->meetings, meetings_by_chance(call, chance));
  }
}

TEST(SmallGroups, LetEverybodyMeetOthersOnlyWhereThatIsEasy) {
  const auto groups = make_small_groups({16, 4, 3, {}, {}}, seed_of(1));
  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->meetings_bound, 72U);
  EXPECT_GE(groups->meetings, 70U);
}

TEST(SmallGroups, SeatClusteredValuesTogether) {
  SmallGroupsCall call{40, 5, 2, {}, {}};
  GroupField consent(40, 0);
  for (std::uint32_t person = 0; person < 40; person += 5) consent[person] = 1;  // 8 people: one table
  call.cluster = {consent};
  GroupField gender;
  for (std::uint32_t person = 0; person < 40; ++person) gender.push_back(person / 5 % 2);
  call.diversify = {gender};
  const auto groups = make_small_groups(call, seed_of(4));
  ASSERT_TRUE(groups);
  expect_sound(call, *groups);
  EXPECT_TRUE(groups->imbalances.empty());
  EXPECT_EQ(groups->cluster_tables, groups->cluster_tables_least);
}

TEST(SmallGroups, RepeatForTheSameSeed) {
  const SmallGroupsCall call{30, 4, 3, {}, {}};
  EXPECT_EQ(make_small_groups(call, seed_of(1)).value().rounds, make_small_groups(call, seed_of(1)).value().rounds);
  EXPECT_NE(make_small_groups(call, seed_of(1)).value().rounds, make_small_groups(call, seed_of(2)).value().rounds);
}

TEST(SmallGroups, DefineTheEdgeCases) {
  EXPECT_EQ(make_small_groups({1, 1, 2, {}, {}}, seed_of(1)).value().meetings, 0U);
  EXPECT_EQ(make_small_groups({3, 3, 2, {}, {}}, seed_of(1)).value().meetings_bound, 0U);
  EXPECT_EQ(make_small_groups({3, 1, 2, {{0, 1, 2}}, {}}, seed_of(1)).value().meetings, 3U);
  const auto kind = [](const SmallGroupsCall& call) { return make_small_groups(call, seed_of(1)).fault().kind; };
  EXPECT_EQ(kind({0, 1, 1, {}, {}}), FaultKind::no_options);
  EXPECT_EQ(kind({2, 3, 1, {}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({2, 0, 1, {}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({2, 1, 0, {}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({2, 1, 1, {{0}}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({2, 1, 1, {{0, 9}}, {}}), FaultKind::bad_parameter);
  EXPECT_EQ(kind({group_people_max + 1, 1, 1, {}, {}}), FaultKind::number_too_large);
}

}  // namespace
}  // namespace palabre::tally
