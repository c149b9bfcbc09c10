// Exact values that are computed from one another, as prices and loads are: each is a sum of earlier ones divided by a whole number.
#pragma once
#include "tally/natural.hpp"

#include <array>
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
  /// The value as a fraction; reduced, unless the chain has grown so long that this would take longer than it is worth.
  Fraction fraction(Value value) const;
  /// A sum over the common denominator so far, divided by `divisor`, as such a fraction.
  Fraction fraction_of(Natural sum, std::uint64_t divisor = 1) const;

 private:
  friend class Residues;
  /// numerator / (divisor 0 * … * divisor count-1 * further).
  Fraction reduced(Natural numerator, std::size_t count, std::uint64_t further) const;
  std::vector<Natural> numerators_;
  std::vector<std::uint64_t> divisors_;
  std::vector<double> rough_;
  Natural denominator_;
};

/// The values of a chain modulo two primes of 61 and 62 bits: equal sums over any two chains have equal residues, and others almost
/// never do.
class Residues {
 public:
  using Residue = std::array<std::uint64_t, 2>;
  explicit Residues(const Chain& chain);
  Residue of(const Factors& factors) const;

 private:
  std::vector<Residue> values_;
};

}  // namespace palabre::tally
