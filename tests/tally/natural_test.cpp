// Unbounded numbers keep the laws of arithmetic, also where limbs overflow; chains of values keep exact sums.
#include "tally/chain.hpp"
#include "tally/natural.hpp"
#include "tally/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace palabre::tally {
namespace {

__extension__ using WideNatural = unsigned __int128;

Natural random_natural(Chance& chance) {
  Natural number(chance.below(4) == 0 ? ~0ULL : chance.next());
  for (auto factors = chance.below(5); factors > 0; --factors) {
    number *= chance.below(3) == 0 ? ~0ULL : chance.next();
    number += Natural(chance.next());
  }
  return chance.below(10) == 0 ? Natural(chance.below(3)) : number;
}

Natural of(WideNatural number) {
  Natural natural(static_cast<std::uint64_t>(number >> 64U));
  natural *= 1ULL << 32U;
  natural *= 1ULL << 32U;
  natural += Natural(static_cast<std::uint64_t>(number));
  return natural;
}

TEST(Natural, WritesNumbersOfAnySize) {
  Natural number(1);
  for (int i = 0; i < 40; ++i) number *= 10;
  EXPECT_EQ(number.text(), "1" + std::string(40, '0'));
  number -= Natural(1);
  EXPECT_EQ(number.text(), std::string(40, '9'));
  EXPECT_EQ(Natural().text(), "0");
  EXPECT_EQ(Natural(~0ULL).text(), "18446744073709551615");
}

TEST(Natural, AgreesWithNumbersOf128Bits) {
  Chance chance({1});
  for (int i = 0; i < 500; ++i) {
    const WideNatural a = (WideNatural{chance.next() >> 2U} << 64U) | chance.next();
    const WideNatural b = (WideNatural{chance.next() >> (2U + chance.below(62))} << 64U) | chance.next();
    Natural sum = of(a);
    sum += of(b);
    EXPECT_EQ(sum, of(a + b));
    EXPECT_EQ(of(a) <=> of(b), a <=> b);
    EXPECT_EQ(quotient(of(a), of(b)), of(a / b));
    const std::uint64_t divisor = chance.next() >> chance.below(63);
    Natural part = of(a);
    EXPECT_EQ(part.divide(divisor | 1U), static_cast<std::uint64_t>(a % (divisor | 1U)));
    EXPECT_EQ(part, of(a / (divisor | 1U)));
  }
}

TEST(Natural, KeepsTheLawsOfArithmetic) {
  Chance chance({2});
  for (int i = 0; i < 500; ++i) {
    const Natural a = random_natural(chance);
    const Natural b = random_natural(chance);
    const Natural c = random_natural(chance);
    Natural sum = a;
    sum += b;
    Natural difference = sum;
    difference -= b;
    EXPECT_EQ(difference, a);
    Natural distributed = a * c;
    distributed += b * c;
    EXPECT_EQ(sum * c, distributed);
    EXPECT_EQ(a * b, b * a);
    const std::uint64_t factor = chance.next() | 1U;
    Natural product = a;
    product *= factor;
    EXPECT_EQ(product, a * Natural(factor));
    EXPECT_EQ(product.remainder(factor), 0U);
    EXPECT_EQ(product.divide(factor), 0U);
    EXPECT_EQ(product, a);
    if (!b.is_zero()) {
      EXPECT_EQ(quotient(a * b, b), a);
    }
  }
}

TEST(Natural, IsRoughlyADouble) {
  Chance chance({3});
  for (int i = 0; i < 500; ++i) {
    const Natural a = random_natural(chance);
    Natural b = random_natural(chance);
    b += Natural(1);
    const double expected = std::stod(a.text()) / std::stod(b.text());
    EXPECT_NEAR(ratio(a, b), expected, std::abs(expected) * 1e-14);
  }
}

TEST(Fraction, IsRoundedHalfUpAndWrittenExactly) {
  const auto fraction = [](std::uint64_t above, std::uint64_t below) { return Fraction{Natural(above), Natural(below)}; };
  EXPECT_EQ(fraction(5000, 720).decimal(6), "6.944444");
  EXPECT_EQ(fraction(1, 2).decimal(0), "1");
  EXPECT_EQ(fraction(1, 8).decimal(2), "0.13");
  EXPECT_EQ(fraction(2, 1000).decimal(2), "0");
  EXPECT_EQ(fraction(1999, 1000).decimal(2), "2");
  EXPECT_EQ(fraction(7, 1).text(), "7");
  EXPECT_EQ(fraction(22, 7).text(), "22/7");
  EXPECT_EQ(fraction(2, 6), fraction(1, 3));
  EXPECT_TRUE(fraction(1, 3).compare(fraction(33, 100)) > 0);
}

TEST(Chain, KeepsExactSumsOfWhatWasDividedBefore) {
  Chain chain;
  const auto share = chain.append(Natural(100), 7);                      // 100/7
  Factors factors{50, -2};                                               // 50 - 200/7 = 150/7
  const auto price = chain.append(chain.sum(factors).size, 3);           // 50/7
  EXPECT_EQ(chain.fraction(share).text(), "100/7");
  EXPECT_EQ(chain.fraction(price).text(), "50/7");
  const auto below = chain.sum({0, 1, -3});                              // 100/7 - 150/7
  EXPECT_TRUE(below.is_negative);
  EXPECT_EQ(chain.fraction_of(below.size).text(), "50/7");
  EXPECT_EQ(chain.fraction_of(chain.sum({1, 0, 1}).size, 5).text(), "57/35");
}

/// The same values as fractions of 128 bits, reduced.
struct Plain {
  long long above = 0;
  long long below = 1;
};

TEST(Chain, AgreesWithPlainFractionsOnRandomChains) {
  Chance chance({4});
  for (int round = 0; round < 200; ++round) {
    Chain chain;
    std::vector<Plain> plain{{1, 1}};
    for (int step = 0; step < 4; ++step) {
      Factors factors;
      Plain sum{0, 1};
      for (const auto& value : plain) {
        factors.push_back(static_cast<std::int64_t>(chance.below(9)));
        sum = {sum.above * value.below + factors.back() * value.above * sum.below, sum.below * value.below};
        const auto shared = std::gcd(sum.above, sum.below);
        sum = {sum.above / shared, sum.below / shared};
      }
      const auto divisor = static_cast<long long>(1 + chance.below(12));
      const auto shared = std::gcd(sum.above, divisor);
      plain.push_back({sum.above / shared, sum.below * (divisor / shared)});
      const auto value = chain.append(chain.sum(factors).size, static_cast<std::uint64_t>(divisor));
      const Fraction expected{Natural(static_cast<std::uint64_t>(plain.back().above)), Natural(static_cast<std::uint64_t>(plain.back().below))};
      EXPECT_EQ(chain.fraction(value), expected);
      EXPECT_EQ(std::gcd(plain.back().above, plain.back().below), 1);
      EXPECT_EQ(chain.fraction(value).text(), expected.text());
      EXPECT_NEAR(chain.approximate(value), expected.approximate(), expected.approximate() * 1e-14);
    }
  }
}

}  // namespace
}  // namespace palabre::tally
