// Long addition, multiplication and division as on paper, in base 2^32. Called by the exact arithmetics of the STV counts.
// Source: D. E. Knuth, "The Art of Computer Programming" vol. 2, section 4.3.1, algorithms A, S, M, D.
#include "tally/long_integer.hpp"

#include <algorithm>
#include <bit>

namespace palabre::tally {
namespace {

constexpr std::uint64_t base = std::uint64_t{1} << 32U;

std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value & (base - 1)); }

}  // namespace

LongInteger::LongInteger(std::int64_t value) : is_negative_(value < 0) {
  auto magnitude = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  for (; magnitude != 0; magnitude >>= 32U) digits_.push_back(low(magnitude));
}

LongInteger::LongInteger(Digits digits, bool is_negative) : digits_(std::move(digits)) {
  while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
  is_negative_ = is_negative && !digits_.empty();
}

LongInteger LongInteger::power_of_ten(int exponent) {
  LongInteger power = 1;
  for (int i = 0; i < exponent; ++i) power = power * 10;
  return power;
}

std::size_t LongInteger::bits() const {
  return digits_.empty() ? 0 : digits_.size() * 32 - static_cast<std::size_t>(std::countl_zero(digits_.back()));
}

__extension__ __int128 LongInteger::low_bits() const {
  __extension__ unsigned __int128 value = 0;
  for (std::size_t i = std::min<std::size_t>(digits_.size(), 4); i-- > 0;) value = (value << 32U) | digits_[i];
  return static_cast<__int128>(is_negative_ ? ~value + 1 : value);
}

LongInteger LongInteger::operator-() const { return {digits_, !is_negative_}; }

std::strong_ordering LongInteger::compare(const Digits& left, const Digits& right) {
  if (left.size() != right.size()) return left.size() <=> right.size();
  return std::lexicographical_compare_three_way(left.rbegin(), left.rend(), right.rbegin(), right.rend());
}

std::strong_ordering LongInteger::operator<=>(const LongInteger& other) const {
  if (is_negative_ != other.is_negative_) return is_negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  return is_negative_ ? compare(other.digits_, digits_) : compare(digits_, other.digits_);
}

LongInteger::Digits LongInteger::sum(const Digits& left, const Digits& right) {
  const auto& longer = left.size() < right.size() ? right : left;
  const auto& shorter = left.size() < right.size() ? left : right;
  Digits result(longer.size() + 1);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < longer.size(); ++i) {
    carry += std::uint64_t{longer[i]} + (i < shorter.size() ? shorter[i] : 0);
    result[i] = low(carry);
    carry >>= 32U;
  }
  result.back() = low(carry);
  return result;
}

LongInteger::Digits LongInteger::difference(const Digits& larger, const Digits& smaller) {
  Digits result(larger.size());
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < larger.size(); ++i) {
    const std::uint64_t part = base + larger[i] - (i < smaller.size() ? smaller[i] : 0) - borrow;
    result[i] = low(part);
    borrow = part < base ? 1 : 0;
  }
  return result;
}

LongInteger operator+(const LongInteger& left, const LongInteger& right) {
  if (left.is_negative_ == right.is_negative_) return {LongInteger::sum(left.digits_, right.digits_), left.is_negative_};
  if (LongInteger::compare(left.digits_, right.digits_) >= 0)
    return {LongInteger::difference(left.digits_, right.digits_), left.is_negative_};
  return {LongInteger::difference(right.digits_, left.digits_), right.is_negative_};
}

LongInteger operator*(const LongInteger& left, const LongInteger& right) {
  LongInteger::Digits result(left.digits_.size() + right.digits_.size());
  for (std::size_t i = 0; i < left.digits_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < right.digits_.size(); ++j) {
      carry += std::uint64_t{left.digits_[i]} * right.digits_[j] + result[i + j];
      result[i + j] = low(carry);
      carry >>= 32U;
    }
    result[i + right.digits_.size()] = low(carry);
  }
  return {std::move(result), left.is_negative_ != right.is_negative_};
}

std::pair<LongInteger::Digits, LongInteger::Digits> LongInteger::quotient(const Digits& dividend, const Digits& divisor) {
  if (compare(dividend, divisor) < 0) return {Digits{}, dividend};
  if (divisor.size() == 1) {
    Digits result(dividend.size());
    std::uint64_t rest = 0;
    for (std::size_t i = dividend.size(); i-- > 0;) {
      rest = (rest << 32U) | dividend[i];
      result[i] = low(rest / divisor[0]);
      rest %= divisor[0];
    }
    return {std::move(result), Digits{low(rest)}};
  }
  // Both are shifted so that the divisor's highest bit is set: each guess of a digit is then at most two too large.
  const LongInteger scale(std::int64_t{1} << static_cast<unsigned>(std::countl_zero(divisor.back())));
  Digits rest = (LongInteger(dividend, false) * scale).digits_;
  const Digits by = (LongInteger(divisor, false) * scale).digits_;
  const std::size_t size = by.size();
  rest.resize(std::max(rest.size(), dividend.size()) + 1);
  Digits result(rest.size() - size);
  for (std::size_t at = result.size(); at-- > 0;) {
    const std::uint64_t top = (std::uint64_t{rest[at + size]} << 32U) | rest[at + size - 1];
    std::uint64_t guess = std::min(top / by[size - 1], base - 1);
    std::uint64_t left = top - guess * by[size - 1];
    while (left < base && guess * by[size - 2] > ((left << 32U) | rest[at + size - 2])) {
      --guess;
      left += by[size - 1];
    }
    std::uint64_t carry = 0;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i <= size; ++i) {
      carry += i < size ? guess * by[i] : 0;
      const std::uint64_t part = base + rest[at + i] - low(carry) - borrow;
      rest[at + i] = low(part);
      borrow = part < base ? 1 : 0;
      carry >>= 32U;
    }
    if (borrow != 0) {
      --guess;
      carry = 0;
      for (std::size_t i = 0; i <= size; ++i) {
        carry += std::uint64_t{rest[at + i]} + (i < size ? by[i] : 0);
        rest[at + i] = low(carry);
        carry >>= 32U;
      }
    }
    result[at] = low(guess);
  }
  return {std::move(result), quotient(LongInteger(std::move(rest), false).digits_, scale.digits_).first};
}

std::pair<LongInteger, LongInteger> divide(const LongInteger& dividend, const LongInteger& divisor) {
  auto [digits, rest] = LongInteger::quotient(dividend.digits_, divisor.digits_);
  LongInteger result(std::move(digits), dividend.is_negative_);
  LongInteger remainder(std::move(rest), dividend.is_negative_);
  if (remainder.is_negative()) return {result - 1, remainder + divisor};
  return {std::move(result), std::move(remainder)};
}

LongInteger greatest_common_divisor(LongInteger left, LongInteger right) {
  if (left.is_negative()) left = -left;
  if (right.is_negative()) right = -right;
  while (!right.is_zero()) {
    auto remainder = divide(left, right).second;
    left = std::move(right);
    right = std::move(remainder);
  }
  return left;
}

}  // namespace palabre::tally
