// Arithmetic of unbounded whole numbers in limbs of 64 bits. Called by chain.cpp and by whoever writes an exact amount.
#include "tally/natural.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace palabre::tally {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t ten_to_19 = 10'000'000'000'000'000'000U;

}  // namespace

Natural::Natural(std::uint64_t value) {
  if (value != 0) limbs_.push_back(value);
}

void Natural::trim() {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
}

std::strong_ordering Natural::operator<=>(const Natural& other) const {
  if (limbs_.size() != other.limbs_.size()) return limbs_.size() <=> other.limbs_.size();
  for (std::size_t i = limbs_.size(); i-- > 0;)
    if (limbs_[i] != other.limbs_[i]) return limbs_[i] <=> other.limbs_[i];
  return std::strong_ordering::equal;
}

Natural& Natural::operator+=(const Natural& other) {
  add_product(other, 1);
  return *this;
}

Natural& Natural::operator-=(const Natural& other) {
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < limbs_.size() && (i < other.limbs_.size() || borrow != 0); ++i) {
    const Wide taken = Wide{i < other.limbs_.size() ? other.limbs_[i] : 0} + borrow;
    borrow = taken > limbs_[i] ? 1 : 0;
    limbs_[i] = static_cast<std::uint64_t>(limbs_[i] - taken);
  }
  trim();
  return *this;
}

Natural& Natural::operator*=(std::uint64_t factor) {
  if (factor == 1) return *this;
  std::uint64_t carry = 0;
  for (auto& limb : limbs_) {
    const Wide product = Wide{limb} * factor + carry;
    limb = static_cast<std::uint64_t>(product);
    carry = static_cast<std::uint64_t>(product >> 64U);
  }
  if (carry != 0) limbs_.push_back(carry);
  if (factor == 0) limbs_.clear();
  return *this;
}

void Natural::add_product(const Natural& other, std::uint64_t factor) {
  if (factor == 0 || other.is_zero()) return;
  if (limbs_.size() < other.limbs_.size()) limbs_.resize(other.limbs_.size(), 0);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < limbs_.size() && (i < other.limbs_.size() || carry != 0); ++i) {
    const Wide product = i < other.limbs_.size() ? Wide{other.limbs_[i]} * factor : Wide{0};
    const Wide sum = product + limbs_[i] + carry;
    limbs_[i] = static_cast<std::uint64_t>(sum);
    carry = static_cast<std::uint64_t>(sum >> 64U);
  }
  if (carry != 0) limbs_.push_back(carry);
}

std::uint64_t Natural::divide(std::uint64_t divisor) {
  Wide rest = 0;
  for (std::size_t i = limbs_.size(); i-- > 0;) {
    rest = (rest << 64U) | limbs_[i];
    limbs_[i] = static_cast<std::uint64_t>(rest / divisor);
    rest %= divisor;
  }
  trim();
  return static_cast<std::uint64_t>(rest);
}

std::uint64_t Natural::remainder(std::uint64_t divisor) const {
  Wide rest = 0;
  for (std::size_t i = limbs_.size(); i-- > 0;) rest = ((rest << 64U) | limbs_[i]) % divisor;
  return static_cast<std::uint64_t>(rest);
}

Natural operator*(const Natural& left, const Natural& right) {
  Natural product;
  for (std::size_t i = right.limbs_.size(); i-- > 0;) {
    if (!product.limbs_.empty()) product.limbs_.insert(product.limbs_.begin(), 0);
    product.add_product(left, right.limbs_[i]);
  }
  return product;
}

std::size_t Natural::bits() const {
  return limbs_.empty() ? 0 : limbs_.size() * 64 - static_cast<std::size_t>(std::countl_zero(limbs_.back()));
}

Natural::Rough Natural::rough() const {
  if (limbs_.empty()) return {};
  const std::size_t last = limbs_.size() - 1;
  const double below = last > 0 ? std::ldexp(static_cast<double>(limbs_[last - 1]), -64) : 0;
  int exponent = 0;
  const double mantissa = std::frexp(static_cast<double>(limbs_[last]) + below, &exponent);
  return {mantissa, exponent + static_cast<std::int64_t>(last) * 64};
}

std::string Natural::text() const {
  if (limbs_.empty()) return "0";
  Natural rest = *this;
  std::vector<std::uint64_t> parts;
  while (!rest.is_zero()) parts.push_back(rest.divide(ten_to_19));
  std::string digits = std::to_string(parts.back());
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    const std::string part = std::to_string(parts[i]);
    digits.append(19 - part.size(), '0').append(part);
  }
  return digits;
}

Natural quotient(Natural left, const Natural& right) {
  std::vector<Natural> doubled{right};  // right * 2^i, up to left
  while (doubled.back() <= left) {
    Natural next = doubled.back();
    next *= 2;
    doubled.push_back(std::move(next));
  }
  Natural whole;
  for (std::size_t i = doubled.size(); i-- > 0;) {
    whole *= 2;
    if (doubled[i] > left) continue;
    left -= doubled[i];
    whole += Natural(1);
  }
  return whole;
}

std::strong_ordering Fraction::compare(const Fraction& other) const {
  if (denominator == other.denominator) return numerator <=> other.numerator;
  return numerator * other.denominator <=> other.numerator * denominator;
}

std::string Fraction::decimal(int places) const {
  Natural scaled = numerator;
  for (int i = 0; i < places; ++i) scaled *= 10;
  scaled *= 2;
  scaled += denominator;
  Natural twice = denominator;
  twice *= 2;
  std::string digits = quotient(std::move(scaled), twice).text();
  if (places == 0) return digits;
  const auto decimals = static_cast<std::size_t>(places);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

std::string Fraction::text() const {
  return denominator == Natural(1) ? numerator.text() : numerator.text() + "/" + denominator.text();
}

double Fraction::approximate() const { return ratio(numerator, denominator); }

double ratio(const Natural& left, const Natural& right) {
  if (left.is_zero()) return 0;
  const auto above = left.rough();
  const auto below = right.rough();
  const std::int64_t exponent = std::clamp<std::int64_t>(above.exponent - below.exponent, -2000, 2000);
  return std::ldexp(above.mantissa / below.mantissa, static_cast<int>(exponent));
}

}  // namespace palabre::tally
