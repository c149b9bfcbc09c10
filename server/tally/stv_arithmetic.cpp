// Guard places, exact fractions and decimal text. Called by the counts of STV and by whoever prints them.
#include "tally/stv_arithmetic.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

/// Of one numerator or denominator; four surpluses of a real election need some hundred bits.
constexpr std::size_t fraction_bits_max = 2048;

LongFraction in_lowest_terms(LongInteger numerator, LongInteger denominator) {
  const auto common = greatest_common_divisor(numerator, denominator);
  if (common != 1) {
    numerator = divide(numerator, common).first;
    denominator = divide(denominator, common).first;
  }
  if (std::max(numerator.bits(), denominator.bits()) > fraction_bits_max)
    throw FractionTooLong("exact fractions of this count outgrow " + std::to_string(fraction_bits_max) + " bits");
  return {std::move(numerator), std::move(denominator)};
}

Amount rounded(const LongInteger& dividend, const LongInteger& divisor) {
  return divide(dividend * 2 + divisor, divisor * 2).first.low_bits();
}

}  // namespace

std::string amount_text(Amount amount, int places) {
  const bool is_negative = amount < 0;
  if (is_negative) amount = -amount;
  std::string digits;  // the last digit first
  for (int digit = 0; digit <= places || amount != 0; ++digit, amount /= 10) {
    if (digit == places && places > 0) digits.push_back('.');
    digits.push_back(static_cast<char>('0' + static_cast<int>(amount % 10)));
  }
  if (is_negative) digits.push_back('-');
  return {digits.rbegin(), digits.rend()};
}

FixedPlaces::Value FixedPlaces::power_of_tenth(int exponent) const {
  Value value = one_;
  for (int i = 0; i < exponent; ++i) value /= 10;
  return std::max<Value>(value, 1);
}

GuardedPlaces::GuardedPlaces(const Arithmetic& arithmetic)
    : places_(arithmetic.places), one_(LongInteger::power_of_ten(arithmetic.places + arithmetic.guard)), guard_(LongInteger::power_of_ten(arithmetic.guard)) {}

GuardedPlaces::Value GuardedPlaces::power_of_tenth(int exponent) const {
  return std::max(quotient(one_, LongInteger::power_of_ten(exponent), Rounding::down), LongInteger(1));
}

GuardedPlaces::Value GuardedPlaces::quotient(const Value& dividend, const Value& divisor, Rounding rounding) {
  auto [whole, rest] = tally::divide(dividend, divisor);
  return rounding == Rounding::up && !rest.is_zero() ? whole + 1 : whole;
}

int GuardedPlaces::compare(const Value& a, const Value& b) const {
  const auto apart = a - b;
  if ((apart.is_negative() ? -apart : apart) * 2 < guard_) return 0;
  return apart.is_negative() ? -1 : 1;
}

Amount GuardedPlaces::amount(const Value& a) const { return rounded(a, guard_); }

LongFraction operator+(const LongFraction& a, const LongFraction& b) {
  if (a.denominator == b.denominator) return in_lowest_terms(a.numerator + b.numerator, a.denominator);
  return in_lowest_terms(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

LongFraction operator-(const LongFraction& a, const LongFraction& b) { return a + LongFraction{-b.numerator, b.denominator}; }

Fractions::Fractions(const Arithmetic& arithmetic) : places_(arithmetic.places), scale_(LongInteger::power_of_ten(arithmetic.places)) {}

Fractions::Value Fractions::multiply(const Value& a, const Value& b, Rounding) const {
  return in_lowest_terms(a.numerator * b.numerator, a.denominator * b.denominator);
}

Fractions::Value Fractions::divide(const Value& a, const Value& b, Rounding) const {
  auto numerator = a.numerator * b.denominator;
  auto denominator = a.denominator * b.numerator;
  if (denominator.is_negative()) return in_lowest_terms(-numerator, -denominator);
  return in_lowest_terms(std::move(numerator), std::move(denominator));
}

int Fractions::compare(const Value& a, const Value& b) const {
  const auto order = a.numerator * b.denominator <=> b.numerator * a.denominator;
  return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

Amount Fractions::amount(const Value& a) const { return rounded(a.numerator * scale_, a.denominator); }

std::optional<Fault> find_fault(const Arithmetic& arithmetic) {
  const auto is_within = [](int value, int low, int high) { return low <= value && value <= high; };
  if (!is_within(arithmetic.places, 0, arithmetic.kind == ArithmeticKind::fixed ? 9 : 18))
    return Fault{FaultKind::bad_parameter, "the number of decimal places is out of range"};
  if (arithmetic.kind == ArithmeticKind::guarded && !is_within(arithmetic.guard, 1, 18))
    return Fault{FaultKind::bad_parameter, "the number of guard places is out of range"};
  return std::nullopt;
}

}  // namespace palabre::tally
