// Whole numbers of any length, for the exact arithmetics of a count (fractions, guard digits). Slow and plain; no other use.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace palabre::tally {

/// Sign and magnitude; the magnitude in digits of 32 bits, the lowest first, without leading zeros. Zero has no digits and no sign.
class LongInteger {
 public:
  LongInteger(std::int64_t value = 0);
  static LongInteger power_of_ten(int exponent);

  bool is_zero() const { return digits_.empty(); }
  bool is_negative() const { return is_negative_; }
  std::size_t bits() const;
  /// The value modulo 2^128 as two's complement: the value itself when it fits.
  __extension__ __int128 low_bits() const;

  LongInteger operator-() const;
  LongInteger& operator+=(const LongInteger& other) { return *this = *this + other; }
  LongInteger& operator-=(const LongInteger& other) { return *this = *this - other; }
  friend LongInteger operator+(const LongInteger& left, const LongInteger& right);
  friend LongInteger operator-(const LongInteger& left, const LongInteger& right) { return left + -right; }
  friend LongInteger operator*(const LongInteger& left, const LongInteger& right);
  bool operator==(const LongInteger& other) const = default;
  std::strong_ordering operator<=>(const LongInteger& other) const;

  /// Quotient rounded down (towards minus infinity) and the remainder, which is never negative. divisor > 0.
  friend std::pair<LongInteger, LongInteger> divide(const LongInteger& dividend, const LongInteger& divisor);

 private:
  using Digits = std::vector<std::uint32_t>;
  LongInteger(Digits digits, bool is_negative);
  static std::strong_ordering compare(const Digits& left, const Digits& right);
  static Digits sum(const Digits& left, const Digits& right);
  static Digits difference(const Digits& larger, const Digits& smaller);
  static std::pair<Digits, Digits> quotient(const Digits& dividend, const Digits& divisor);

  Digits digits_;
  bool is_negative_ = false;
};

std::pair<LongInteger, LongInteger> divide(const LongInteger& dividend, const LongInteger& divisor);
/// The greatest common divisor of the magnitudes; gcd(0, x) = |x|.
LongInteger greatest_common_divisor(LongInteger left, LongInteger right);

}  // namespace palabre::tally
