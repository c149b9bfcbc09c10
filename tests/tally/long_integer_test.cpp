// Long whole numbers against the machine's own, and against the laws they must keep.
#include "tally/long_integer.hpp"

#include "tally/random.hpp"

#include <gtest/gtest.h>

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

LongInteger random_long(Chance& chance, std::uint64_t words) {
  LongInteger number = 0;
  for (std::uint64_t word = chance.below(words + 1); word-- > 0;)
    number = number * (std::int64_t{1} << 32U) + static_cast<std::int64_t>(chance.below(4) == 0 ? 0xFFFFFFFFU : chance.next() >> 33U);
  return chance.below(2) == 0 ? number : -number;
}

TEST(LongInteger, CountsAsTheMachineDoesWhereItFits) {
  Chance chance({1, 2, 3, 4});
  for (int i = 0; i < 500; ++i) {
    const auto a = static_cast<std::int64_t>(chance.next()) >> chance.below(64);
    const auto b = static_cast<std::int64_t>(chance.next()) >> chance.below(64);
    EXPECT_TRUE((LongInteger(a) + LongInteger(b)).low_bits() == Wide{a} + b);
    EXPECT_TRUE((LongInteger(a) - LongInteger(b)).low_bits() == Wide{a} - b);
    EXPECT_TRUE((LongInteger(a) * LongInteger(b)).low_bits() == Wide{a} * b);
    EXPECT_EQ(LongInteger(a) < LongInteger(b), a < b);
    EXPECT_EQ(LongInteger(a) == LongInteger(b), a == b);
  }
  EXPECT_TRUE(LongInteger(INT64_MIN).low_bits() == INT64_MIN);
  EXPECT_EQ(LongInteger::power_of_ten(20).bits(), 67U);
  EXPECT_TRUE(LongInteger(0).is_zero());
}

TEST(LongInteger, DividesSoThatQuotientAndRemainderMakeTheWhole) {
  Chance chance({5, 6, 7, 8});
  for (int i = 0; i < 2000; ++i) {
    const auto dividend = random_long(chance, 12);
    auto divisor = random_long(chance, 6);
    if (divisor.is_negative()) divisor = -divisor;
    if (divisor.is_zero()) divisor = 1;
    const auto [quotient, remainder] = divide(dividend, divisor);
    EXPECT_EQ(quotient * divisor + remainder, dividend);
    EXPECT_FALSE(remainder.is_negative());
    EXPECT_LT(remainder, divisor);
  }
}

TEST(LongInteger, HasAGreatestCommonDivisor) {
  Chance chance({9, 9, 9, 9});
  for (int i = 0; i < 100; ++i) {
    const auto common = random_long(chance, 3);
    const auto a = random_long(chance, 5) * common;
    const auto b = random_long(chance, 5) * common;
    const auto divisor = greatest_common_divisor(a, b);
    if (divisor.is_zero()) continue;
    EXPECT_TRUE(divide(a, divisor).second.is_zero());
    EXPECT_TRUE(divide(b, divisor).second.is_zero());
    if (!common.is_zero()) {
      EXPECT_TRUE(divide(divisor, common.is_negative() ? -common : common).second.is_zero());
    }
  }
  EXPECT_EQ(greatest_common_divisor(0, -6), LongInteger(6));
}

}  // namespace
}  // namespace palabre::tally
