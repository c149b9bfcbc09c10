// The generator: the same seed, the same draws; every value alike.
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace palabre::tally {
namespace {

TEST(Seed, IsReadFromHexadecimalDigits) {
  EXPECT_EQ(seed_of_hex("2a"), (Seed{0, 0, 0, 42}));
  EXPECT_EQ(seed_of_hex(std::string(63, '0') + "F"), (Seed{0, 0, 0, 15}));
  EXPECT_EQ(seed_of_hex("1" + std::string(63, '0')), (Seed{1ULL << 60U, 0, 0, 0}));
  EXPECT_FALSE(seed_of_hex(""));
  EXPECT_FALSE(seed_of_hex("0x1"));
  EXPECT_FALSE(seed_of_hex(std::string(65, '1')));
}

TEST(Chance, RepeatsItselfForTheSameSeedOnly) {
  Chance one(*seed_of_hex("7"));
  Chance same(*seed_of_hex("7"));
  Chance other(*seed_of_hex("8"));
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100; ++i) {
    const auto drawn = one.next();
    EXPECT_EQ(drawn, same.next());
    seen.insert(drawn);
    seen.insert(other.next());
  }
  EXPECT_EQ(seen.size(), 200U);
}

TEST(Chance, DrawsEveryValueBelowTheBoundAboutEquallyOften) {
  Chance chance(Seed{});
  std::vector<int> counts(7);
  for (int i = 0; i < 70'000; ++i) ++counts[chance.below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
}

TEST(Chance, DrawsFractionsFromZeroToBelowOne) {
  Chance chance(*seed_of_hex("abc"));
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double drawn = chance.unit();
    EXPECT_GE(drawn, 0);
    EXPECT_LT(drawn, 1);
    sum += drawn;
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
}

}  // namespace
}  // namespace palabre::tally
