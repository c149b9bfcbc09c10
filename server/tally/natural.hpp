// Whole numbers without an upper bound, and fractions of them: for money that is divided again and again and must stay exact.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace palabre::tally {

/// 0, 1, 2, … of any size. Small factors are the common case: multiplying and dividing by 64 bits is linear in the length.
class Natural {
 public:
  Natural() = default;
  Natural(std::uint64_t value);

  bool is_zero() const { return limbs_.empty(); }
  std::strong_ordering operator<=>(const Natural& other) const;
  bool operator==(const Natural& other) const = default;

  Natural& operator+=(const Natural& other);
  /// Wants other <= *this.
  Natural& operator-=(const Natural& other);
  Natural& operator*=(std::uint64_t factor);
  /// *this += other * factor, without a copy of other.
  void add_product(const Natural& other, std::uint64_t factor);
  /// Divides in place and returns the remainder. divisor > 0.
  std::uint64_t divide(std::uint64_t divisor);
  std::uint64_t remainder(std::uint64_t divisor) const;
  friend Natural operator*(const Natural& left, const Natural& right);

  /// The value as mantissa * 2^exponent with a mantissa in [0.5, 1), off by at most 2^-52 of it; 0 gives {0, 0}.
  struct Rough {
    double mantissa = 0;
    std::int64_t exponent = 0;
  };
  Rough rough() const;
  std::string text() const;
  std::size_t bits() const;

 private:
  void trim();
  std::vector<std::uint64_t> limbs_;  // least significant first, the last one not 0
};

/// The whole part of left / right. right > 0. For texts: one bit at a time.
Natural quotient(Natural left, const Natural& right);

/// numerator / denominator, not negative. Reduced where its maker says so; compares by value.
struct Fraction {
  Natural numerator;
  Natural denominator = Natural(1);

  bool is_zero() const { return numerator.is_zero(); }
  std::strong_ordering compare(const Fraction& other) const;
  bool operator==(const Fraction& other) const { return compare(other) == 0; }
  /// "12.346": rounded half up to `places` decimals, without needless zeros.
  std::string decimal(int places) const;
  /// "37/3", or "12" when the denominator is 1.
  std::string text() const;
  double approximate() const;
};

/// left / right as a double, off by at most 2^-50 of it. right > 0.
double ratio(const Natural& left, const Natural& right);

}  // namespace palabre::tally
