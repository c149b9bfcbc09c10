// The three arithmetics a count can be made in, under one interface. Used by the counts of STV only.
#pragma once
#include "tally/long_integer.hpp"
#include "tally/stv.hpp"

#include <cstdlib>
#include <stdexcept>

namespace palabre::tally {

enum class Rounding { down, up };

/// Decimals of a fixed number of places in an int64. Holds for voters_max voters and 9 places.
class FixedPlaces {
 public:
  using Value = std::int64_t;
  static constexpr bool is_exact = false;
  explicit FixedPlaces(const Arithmetic& arithmetic) : places_(arithmetic.places) {
    for (int i = 0; i < places_; ++i) one_ *= 10;
  }
  int places() const { return places_; }
  Value whole(std::int64_t number) const { return number * one_; }
  Value unit() const { return 1; }
  Value power_of_tenth(int exponent) const;
  Value multiply(Value a, Value b, Rounding rounding) const { return scaled(a, b, one_, rounding); }
  Value divide(Value a, Value b, Rounding rounding) const { return scaled(a, one_, b, rounding); }
  /// a * b / c, cut off once.
  Value share(Value a, Value b, Value c) const { return scaled(a, b, c, Rounding::down); }
  Value times(Value a, std::int64_t count) const { return a * count; }
  int compare(Value a, Value b) const { return a < b ? -1 : (a > b ? 1 : 0); }
  Amount amount(Value a) const { return a; }

 private:
  static Value scaled(Value a, Value b, Value c, Rounding rounding) {
    const Value more = rounding == Rounding::up ? c - 1 : 0;
    Value product = 0;
    if (!__builtin_mul_overflow(a, b, &product) && !__builtin_add_overflow(product, more, &product)) return product / c;
    return static_cast<Value>((Amount{a} * b + more) / c);
  }
  int places_;
  Value one_ = 1;
};

/// Decimals with guard places behind the shown ones, which take up the errors of rounding.
/// Source: J. Lundell and I. D. Hill, "Notes on the Droop Quota", Voting matters 24 (2007).
class GuardedPlaces {
 public:
  using Value = LongInteger;
  static constexpr bool is_exact = true;  // "more than" decides where fixed places must add a unit
  explicit GuardedPlaces(const Arithmetic& arithmetic);
  int places() const { return places_; }
  Value whole(std::int64_t number) const { return Value(number) * one_; }
  Value unit() const { return 0; }
  Value power_of_tenth(int exponent) const;
  Value multiply(const Value& a, const Value& b, Rounding rounding) const { return quotient(a * b, one_, rounding); }
  Value divide(const Value& a, const Value& b, Rounding rounding) const { return quotient(a * one_, b, rounding); }
  Value share(const Value& a, const Value& b, const Value& c) const { return quotient(a * b, c, Rounding::down); }
  Value times(const Value& a, std::int64_t count) const { return a * count; }
  int compare(const Value& a, const Value& b) const;
  Amount amount(const Value& a) const;

 private:
  static Value quotient(const Value& dividend, const Value& divisor, Rounding rounding);
  int places_;
  Value one_;
  Value guard_;
};

/// A fraction in lowest terms; the denominator is positive.
struct LongFraction {
  LongInteger numerator = 0;
  LongInteger denominator = 1;
  bool operator==(const LongFraction&) const = default;
};
LongFraction operator+(const LongFraction& a, const LongFraction& b);
LongFraction operator-(const LongFraction& a, const LongFraction& b);
inline LongFraction& operator+=(LongFraction& a, const LongFraction& b) { return a = a + b; }
inline LongFraction& operator-=(LongFraction& a, const LongFraction& b) { return a = a - b; }

/// Thrown inside a count when exact fractions no longer fit; count_in_arithmetic turns it into a Fault.
struct FractionTooLong : std::length_error {
  using std::length_error::length_error;
};

class Fractions {
 public:
  using Value = LongFraction;
  static constexpr bool is_exact = true;
  explicit Fractions(const Arithmetic& arithmetic);
  int places() const { return places_; }
  Value whole(std::int64_t number) const { return {number, 1}; }
  Value unit() const { return {0, 1}; }
  Value power_of_tenth(int exponent) const { return {1, LongInteger::power_of_ten(exponent)}; }
  Value multiply(const Value& a, const Value& b, Rounding rounding) const;
  Value divide(const Value& a, const Value& b, Rounding rounding) const;
  Value share(const Value& a, const Value& b, const Value& c) const { return divide(multiply(a, b, Rounding::down), c, Rounding::down); }
  Value times(const Value& a, std::int64_t count) const { return multiply(a, whole(count), Rounding::down); }
  int compare(const Value& a, const Value& b) const;
  Amount amount(const Value& a) const;

 private:
  int places_;
  LongInteger scale_;
};

/// Nothing when the numbers of `arithmetic` are in their range.
std::optional<Fault> find_fault(const Arithmetic& arithmetic);

/// Runs `Count` with the numbers its rule asks for. Refuses: number_too_large when exact fractions grow beyond reason.
template <template <class> class Count, class Papers, class Rule>
Checked<StvCount> count_in_arithmetic(const Papers& papers, std::uint32_t options, const StvContest& contest, const Rule& rule) {
  try {
    switch (rule.arithmetic.kind) {
      case ArithmeticKind::guarded: return Count<GuardedPlaces>(papers, options, contest, rule).count();
      case ArithmeticKind::exact: return Count<Fractions>(papers, options, contest, rule).count();
      case ArithmeticKind::fixed: break;
    }
    return Count<FixedPlaces>(papers, options, contest, rule).count();
  } catch (const FractionTooLong& too_long) {
    return Fault{FaultKind::number_too_large, too_long.what()};
  }
}

}  // namespace palabre::tally
