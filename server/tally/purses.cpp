// Prices options and takes payments, exactly. Called by equal_shares.cpp, and by phragmen.cpp when it completes equal shares.
#include "tally/purses.hpp"

#include <algorithm>
#include <map>

namespace palabre::tally {
namespace {

constexpr double rounding = 0x1p-52;  // of one operation on doubles, with room to spare
constexpr int quick_passes_max = 12;
constexpr std::size_t payments_max = 40;

}  // namespace

Purses::Purses(const Supports& supports, const Endowment& share)
    : supports_(supports), is_empty_(supports.groups(), share.numerator == 0), paid_(supports.marks()), times_paid_(supports.groups(), 0) {
  chain_.append(Natural(static_cast<std::uint64_t>(share.numerator)), static_cast<std::uint64_t>(share.denominator));
  endowment_rough_ = chain_.approximate(endowment);
  error_ = endowment_rough_ * 2 * rounding;
  money_.assign(supports.groups(), endowment_rough_);
}

/// Lists the supporters who still have money; false when all of it is certainly less than the cost.
bool Purses::gather_payers(Option option, std::int64_t cost, double& total, double& margin) {
  payers_.clear();
  emptied_.clear();
  total = 0;
  double voters = 0;
  for (const auto& supporter : supports_.of(option)) {
    if (is_empty_[supporter.group]) continue;
    const double money = money_[supporter.group];
    payers_.push_back({supporter.group, supporter.count, supporter.points, money});
    total += money * supporter.count;
    voters += supporter.count;
  }
  margin = voters * error_ + total * rounding * static_cast<double>(payers_.size() + 16);
  return total >= static_cast<double>(cost) - margin;
}

/// Moves payers who have less than their price aside, pass by pass, until none has less; false when that takes too many passes.
bool Purses::empty_in_passes(double& rest, double& points) {
  points = 0;
  for (const auto& payer : payers_) points += payer.count * payer.points;
  for (int pass = 0; pass < quick_passes_max && !payers_.empty(); ++pass) {
    const double price = rest / points;
    points = 0;
    std::size_t kept = 0;
    for (const auto& payer : payers_) {
      if (payer.money < payer.points * price) {
        rest -= payer.money * payer.count;
        emptied_.push_back(payer);
      } else {
        points += payer.count * payer.points;
        payers_[kept++] = payer;
      }
    }
    if (kept == payers_.size()) return true;
    payers_.resize(kept);
  }
  return payers_.empty();
}

/// The same for many levels of money: in order, the poorest first.
void Purses::empty_in_order(double& rest, double& points) {
  std::sort(payers_.begin(), payers_.end(), [](const Payer& a, const Payer& b) { return a.money * b.points > b.money * a.points; });
  std::vector<double> points_until(payers_.size() + 1, 0);
  for (std::size_t i = 0; i < payers_.size(); ++i) points_until[i + 1] = points_until[i] + payers_[i].count * payers_[i].points;
  while (!payers_.empty()) {
    points = points_until[payers_.size()];
    const Payer poorest = payers_.back();
    if (poorest.money >= poorest.points * (rest / points)) return;
    rest -= poorest.money * poorest.count;
    emptied_.push_back(poorest);
    payers_.pop_back();
  }
}

/// Parts payers_ into those who pay the price and emptied_. `margin` bounds the error of all their money.
Purses::Split Purses::split_cost(std::int64_t cost, double margin) {
  const auto all = static_cast<double>(payers_.size() + 16);
  double rest = static_cast<double>(cost);
  double points = 0;
  if (!empty_in_passes(rest, points)) empty_in_order(rest, points);
  if (payers_.empty()) return {};
  Split split{rest / points, 0, true};
  split.error = margin / points + split.price * rounding * all;
  for (const auto& payer : emptied_)
    if (payer.money + error_ >= payer.points * (split.price - split.error)) split.is_clear = false;
  for (const auto& payer : payers_)
    if (payer.money - error_ <= payer.points * (split.price + split.error)) split.is_clear = false;
  return split;
}

std::optional<PriceBounds> Purses::ask(Option option, std::int64_t cost) {
  double total = 0;
  double margin = 0;
  if (!gather_payers(option, cost, total, margin)) return std::nullopt;
  if (total > static_cast<double>(cost) + margin) {
    const Split split = split_cost(cost, margin);
    if (split.is_clear) return PriceBounds{split.price - split.error, split.price + split.error};
  }
  const auto price = exact_price(option, cost);
  if (!price) return std::nullopt;
  const double rough = ratio(price->sum, chain_.denominator()) / static_cast<double>(price->points);
  return PriceBounds{rough * (1 - 8 * rounding), rough * (1 + 8 * rounding)};
}

void Purses::add_money(std::uint32_t group, std::int64_t times, Factors& factors) const {
  if (is_empty_[group]) return;
  factors.resize(chain_.size(), 0);
  factors[endowment] += times;
  const Paid* paid = paid_.data() + supports_.first_mark(group);
  for (std::uint32_t i = 0; i < times_paid_[group]; ++i) factors[paid[i].price] -= times * paid[i].points;
}

bool Purses::has_less_than(const Payer& payer, const ExactPrice& price, bool& has_equal) const {
  Factors factors;
  add_money(payer.group, 1, factors);
  Natural money = chain_.sum(factors).size;
  money *= price.points;
  Natural due = price.sum;
  due *= static_cast<std::uint64_t>(payer.points);
  has_equal = money == due;
  return money < due;
}

void Purses::add_spent(const Payer& payer, Factors& factors, std::uint64_t& points) {
  const auto count = static_cast<std::int64_t>(payer.count);
  add_money(payer.group, -count, factors);
  points -= static_cast<std::uint64_t>(count * static_cast<std::int64_t>(payer.points));
  emptied_.push_back(payer);
}

/// Moves the payers aside who have less than their price; marks those whose price is exactly what they have.
void Purses::move_poor_aside(const ExactPrice& price, double rough_price, Factors& factors, std::uint64_t& points) {
  emptied_equal_.clear();
  std::size_t kept = 0;
  for (const auto& payer : payers_) {
    const double due = payer.points * rough_price;
    const double margin = error_ + due * 8 * rounding;
    bool has_less = payer.money < due - margin;
    bool has_equal = false;
    if (!has_less && payer.money <= due + margin) has_less = has_less_than(payer, price, has_equal);
    if (has_less) {
      add_spent(payer, factors, points);
    } else {
      payers_[kept++] = payer;
      emptied_equal_.push_back(has_equal);
    }
  }
  payers_.resize(kept);
}

std::optional<ExactPrice> Purses::exact_price(Option option, std::int64_t cost) {
  double total = 0;
  double margin = 0;
  if (!gather_payers(option, cost, total, margin)) return std::nullopt;
  Factors factors(chain_.size(), 0);
  factors[Chain::one] = cost;
  std::uint64_t points = 0;
  for (const auto& payer : payers_) points += static_cast<std::uint64_t>(payer.count) * static_cast<std::uint64_t>(payer.points);
  if (total > static_cast<double>(cost) + margin) {
    // A first guess from doubles: who certainly has less than a price that is certainly not too high pays all.
    const Split split = split_cost(cost, margin);
    payers_.insert(payers_.end(), emptied_.begin(), emptied_.end());
    emptied_.clear();
    std::size_t kept = 0;
    for (const auto& payer : payers_) {
      if (split.error > 0 && payer.money + error_ < payer.points * (split.price - split.error)) add_spent(payer, factors, points);
      else payers_[kept++] = payer;
    }
    payers_.resize(kept);
  }
  for (;;) {
    if (payers_.empty()) return std::nullopt;
    auto sum = chain_.sum(factors);
    ExactPrice price{std::move(sum.size), points};
    const double rough = ratio(price.sum, chain_.denominator()) / static_cast<double>(points);
    const std::size_t before = payers_.size();
    move_poor_aside(price, rough, factors, points);
    if (payers_.size() == before) return price;
  }
}

std::vector<Payment> Purses::payments(const ExactPrice& price) const {
  std::map<std::pair<std::int64_t, bool>, std::int64_t> by_points;
  for (std::size_t i = 0; i < payers_.size(); ++i)
    by_points[{static_cast<std::int64_t>(payers_[i].points), emptied_equal_[i]}] += static_cast<std::int64_t>(payers_[i].count);
  std::vector<Payment> payments;
  for (const auto& [payer, voters] : by_points) {
    Natural due = price.sum;
    due *= static_cast<std::uint64_t>(payer.first);
    payments.push_back({voters, payer.first, chain_.fraction_of(std::move(due), price.points), payer.second});
  }
  std::map<std::pair<std::int64_t, std::vector<Paid>>, std::pair<std::int64_t, std::uint32_t>> by_purchases;  // to voters, one group
  for (const auto& payer : emptied_) {
    const Paid* paid = paid_.data() + supports_.first_mark(payer.group);
    auto& equals = by_purchases[{static_cast<std::int64_t>(payer.points), {paid, paid + times_paid_[payer.group]}}];
    equals.first += static_cast<std::int64_t>(payer.count);
    equals.second = payer.group;
  }
  if (by_purchases.size() > payments_max) {
    Factors all;
    std::int64_t voters = 0;
    for (const auto& payer : emptied_) {
      add_money(payer.group, static_cast<std::int64_t>(payer.count), all);
      voters += static_cast<std::int64_t>(payer.count);
    }
    payments.push_back({voters, 0, chain_.fraction_of(chain_.sum(all).size, static_cast<std::uint64_t>(voters)), true});
    return payments;
  }
  for (const auto& [purchases, equals] : by_purchases) {
    Factors factors;
    add_money(equals.second, 1, factors);
    payments.push_back({equals.first, purchases.first, chain_.fraction_of(chain_.sum(factors).size), true});
  }
  return payments;
}

Chain::Value Purses::buy(const ExactPrice& price) {
  const Chain::Value value = chain_.append(price.sum, price.points);
  for (const auto& payer : emptied_) {
    is_empty_[payer.group] = true;
    money_[payer.group] = 0;
  }
  for (std::size_t i = 0; i < payers_.size(); ++i) {
    const auto& payer = payers_[i];
    paid_[supports_.first_mark(payer.group) + times_paid_[payer.group]++] = {value, static_cast<std::int64_t>(payer.points)};
    money_[payer.group] -= payer.points * chain_.approximate(value);
    if (!emptied_equal_[i]) continue;
    is_empty_[payer.group] = true;
    money_[payer.group] = 0;
  }
  error_ += endowment_rough_ * 8 * rounding;
  return value;
}

}  // namespace palabre::tally
