// Grouping people by where they stand.
#include "tally/grouping.hpp"

#include "tally/random.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

TEST(Grouping, NumbersGroupsBySizeThenByTheFirstParticipant) {
  OpinionOptions options;
  options.k = 3;
  const std::vector<Point> places{{9, 0}, {0, 0}, {0, 0.1}, {5, 5}, {9, 0.1}, {0, 0.2}};
  const auto grouping = form_groups(places, std::vector<bool>(6, true), options);
  EXPECT_EQ(grouping.group, (std::vector<std::optional<std::uint32_t>>{1, 0, 0, 2, 1, 0}));
  EXPECT_EQ(grouping.sizes, (std::vector<std::uint32_t>{3, 2, 1}));
}

TEST(Grouping, LeavesOutWhoIsNotIncluded) {
  const auto grouping = form_groups({{0, 0}, {5, 5}, {9, 9}}, {true, false, true}, {});
  EXPECT_FALSE(grouping.group[1]);
  EXPECT_EQ(grouping.k, 2U);
}

TEST(Grouping, TriesAsManyNumbersOfGroupsAsThereArePeopleFor) {
  std::vector<Point> places;
  for (int i = 0; i < 11; ++i) places.push_back({static_cast<double>(i * i), 0});
  EXPECT_EQ(form_groups(places, std::vector<bool>(11, true), {}).tried.size(), 1U);
  places.push_back({500, 500});
  EXPECT_EQ(form_groups(places, std::vector<bool>(12, true), {}).tried.size(), 2U);
}

TEST(Grouping, OfManyPeopleHasNearlyTheExactSilhouette) {
  // Beyond 4,000 places the silhouette is taken over a grid: two clouds of 2,500, and each of them in a half of the exact size.
  Chance chance(Seed{3, 1, 4, 1});
  std::vector<Point> many;
  for (int i = 0; i < 5000; ++i) many.push_back({chance.unit() * 4 + (i % 2 == 0 ? 0 : 6), chance.unit() * 4});
  const std::vector<Point> few(many.begin(), many.begin() + 3800);
  const auto of_many = form_groups(many, std::vector<bool>(many.size(), true), {});
  const auto of_few = form_groups(few, std::vector<bool>(few.size(), true), {});
  EXPECT_EQ(of_many.k, 2U);
  EXPECT_EQ(of_many.sizes, (std::vector<std::uint32_t>{2500, 2500}));
  EXPECT_NEAR(of_many.silhouette, of_few.silhouette, 0.005);
  EXPECT_NEAR(take_groups(many, of_many.group).silhouette, of_many.silhouette, 1e-9);
}

}  // namespace
}  // namespace palabre::tally
