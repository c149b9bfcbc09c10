// Exact values that are computed from one another, as prices and loads are: each is a sum of earlier ones divided by a whole number.
#pragma once
#include "tally/natural.hpp"

#include <cstdint>
#include <vector>

namespace palabre::tally {

/// A sum over the values of a chain: factors[i] times value i; values beyond its end count 0 times.
using Factors = std::vector<std::int64_t>;

/// Value 0 is 1. Value k is stored as numerator / (divisor 0 * … * divisor k), so that all earlier values have a denominator that
/// divides the last one, and sums of values need only products with 64 bits.
class Chain {
 public:
  using Value = std::uint32_t;
  static constexpr Value one = 0;

  Chain();

  /// A sum over the common denominator of all values so far.
  struct Sum {
    Natural size;
    bool is_negative = false;
  };
  Sum sum(const Factors& factors) const;

  /// Adds the value `sum / divisor`, sum over the common denominator so far; reduces it. divisor > 0.
  Value append(Natural sum, std::uint64_t divisor);

  std::size_t size() const { return numerators_.size(); }
  /// The common denominator of all values so far.
  const Natural& denominator() const { return denominator_; }
  double approximate(Value value) const { return rough_[value]; }
  /// The value as a reduced fraction.
  Fraction fraction(Value value) const;
  /// A sum over the common denominator so far, divided by `divisor`, as a reduced fraction.
  Fraction fraction_of(Natural sum, std::uint64_t divisor = 1) const;

 private:
  /// numerator / (divisor 0 * … * divisor count-1 * further), reduced.
  Fraction reduced(Natural numerator, std::size_t count, std::uint64_t further) const;
  std::vector<Natural> numerators_;
  std::vector<std::uint64_t> divisors_;
  std::vector<double> rough_;
  Natural denominator_;
};

}  // namespace palabre::tally
