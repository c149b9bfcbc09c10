// Keeps values that share one growing denominator. Called by equal_shares.cpp (prices) and phragmen.cpp (loads).
#include "tally/chain.hpp"

#include <numeric>

namespace palabre::tally {
namespace {

__extension__ using Wide = unsigned __int128;

/// Both above any divisor, so that each divisor has an inverse.
constexpr Residues::Residue primes{(1ULL << 61U) - 1, (1ULL << 62U) - 57};
constexpr std::size_t reduced_bits_max = 1024;

std::uint64_t multiply(std::uint64_t left, std::uint64_t right, std::uint64_t prime) { return static_cast<std::uint64_t>(Wide{left} * right % prime); }

/// number ^ -1, as number ^ (prime - 2).
std::uint64_t inverse(std::uint64_t number, std::uint64_t prime) {
  std::uint64_t power = number % prime;
  std::uint64_t result = 1;
  for (std::uint64_t exponent = prime - 2; exponent > 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) result = multiply(result, power, prime);
    power = multiply(power, power, prime);
  }
  return result;
}

}  // namespace

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
  if (denominator_.bits() > reduced_bits_max) {
    for (std::size_t i = 0; i < count; ++i) fraction.denominator *= divisors_[i];
    fraction.denominator *= further;
    return fraction;
  }
  for (std::size_t i = 0; i < count; ++i) divide(divisors_[i]);
  divide(further);
  return fraction;
}

Fraction Chain::fraction(Value value) const { return reduced(numerators_[value], value + std::size_t{1}, 1); }

Fraction Chain::fraction_of(Natural sum, std::uint64_t divisor) const { return reduced(std::move(sum), divisors_.size(), divisor); }

Residues::Residues(const Chain& chain) {
  Residue denominator{1, 1};
  for (std::size_t value = 0; value < chain.numerators_.size(); ++value) {
    Residue residue{};
    for (std::size_t i = 0; i < primes.size(); ++i) {
      denominator[i] = multiply(denominator[i], chain.divisors_[value] % primes[i], primes[i]);
      residue[i] = multiply(chain.numerators_[value].remainder(primes[i]), inverse(denominator[i], primes[i]), primes[i]);
    }
    values_.push_back(residue);
  }
}

Residues::Residue Residues::of(const Factors& factors) const {
  Residue residue{};
  for (std::size_t value = 0; value < factors.size(); ++value) {
    if (factors[value] == 0) continue;
    const bool is_negative = factors[value] < 0;
    const auto size = is_negative ? ~static_cast<std::uint64_t>(factors[value]) + 1 : static_cast<std::uint64_t>(factors[value]);
    for (std::size_t i = 0; i < primes.size(); ++i) {
      const auto product = multiply(size % primes[i], values_[value][i], primes[i]);
      residue[i] = (residue[i] + (is_negative ? primes[i] - product : product)) % primes[i];
    }
  }
  return residue;
}

}  // namespace palabre::tally
