// Keeps values that share one growing denominator. Called by equal_shares.cpp (prices) and phragmen.cpp (loads).
#include "tally/chain.hpp"

#include <numeric>

namespace palabre::tally {

Chain::Chain() : numerators_{Natural(1)}, divisors_{1}, rough_{1.0}, denominator_(1) {}

Chain::Sum Chain::sum(const Factors& factors) const {
  Natural above, below;
  const auto add = [&](const Natural& value, std::int64_t factor) {
    if (factor > 0) above.add_product(value, static_cast<std::uint64_t>(factor));
    if (factor < 0) below.add_product(value, ~static_cast<std::uint64_t>(factor) + 1);
  };
  for (std::size_t i = 1; i < numerators_.size(); ++i) {
    above *= divisors_[i];
    below *= divisors_[i];
    add(numerators_[i], i < factors.size() ? factors[i] : 0);
  }
  if (!factors.empty()) add(denominator_, factors[one]);  // value 0 is 1
  if (above < below) {
    below -= above;
    return {std::move(below), true};
  }
  above -= below;
  return {std::move(above), false};
}

Chain::Value Chain::append(Natural sum, std::uint64_t divisor) {
  const std::uint64_t shared = std::gcd(sum.remainder(divisor), divisor);
  sum.divide(shared);
  numerators_.push_back(std::move(sum));
  divisors_.push_back(divisor / shared);
  denominator_ *= divisors_.back();
  rough_.push_back(ratio(numerators_.back(), denominator_));
  return static_cast<Value>(numerators_.size() - 1);
}

Fraction Chain::reduced(Natural numerator, std::size_t count, std::uint64_t further) const {
  Fraction fraction{std::move(numerator), Natural(1)};
  const auto divide = [&fraction](std::uint64_t divisor) {
    const std::uint64_t shared = std::gcd(fraction.numerator.remainder(divisor), divisor);
    fraction.numerator.divide(shared);
    fraction.denominator *= divisor / shared;
  };
  for (std::size_t i = 0; i < count; ++i) divide(divisors_[i]);
  divide(further);
  return fraction;
}

Fraction Chain::fraction(Value value) const { return reduced(numerators_[value], value + std::size_t{1}, 1); }

Fraction Chain::fraction_of(Natural sum, std::uint64_t divisor) const { return reduced(std::move(sum), divisors_.size(), divisor); }

}  // namespace palabre::tally
