// Buys, round by round, the option with the best value for money until nothing is affordable. Called by equal_shares.cpp and completion.cpp.
#include "tally/equal_shares_run.hpp"

#include <algorithm>

namespace palabre::tally {
namespace {

constexpr double a_little_less = 1 - 0x1p-45;
constexpr double a_little_more = 1 + 0x1p-45;

}  // namespace

EqualSharesRun::EqualSharesRun(const BudgetElection& election, const Supports& supports, Utility utility, TieBreaker& ties)
    : election_(election), supports_(supports), utility_(utility), ties_(ties) {
  for (Option option = 0; option < supports.options(); ++option) {
    const std::int64_t cost = election.costs[option];
    if (cost == 0 || supports.supporters(option) == 0) continue;
    const double low = static_cast<double>(cost) / static_cast<double>(supports.points(option)) / static_cast<double>(weight(option));
    first_bounds_.push_back({low * a_little_less, option});
  }
}

std::uint64_t EqualSharesRun::weight(Option option) const {
  return utility_ == Utility::cost ? static_cast<std::uint64_t>(election_.costs[option]) : 1;
}

RunOutcome EqualSharesRun::run(Purses& purses, const RunLimits& limits) const {
  RunOutcome outcome;
  LeastFirst waiting(first_bounds_);
  ties_.clear();
  while (outcome.cost <= limits.cost_max && outcome.selected.size() < limits.selected_max) {
    const auto choice = choose(purses, waiting, outcome);
    outcome.is_given_up = choice.is_given_up;
    if (!choice.option) break;
    buy(purses, *choice.option, limits.keeps_payments, outcome);
  }
  return outcome;
}

void EqualSharesRun::buy(Purses& purses, Option option, bool keeps_payments, RunOutcome& outcome) const {
  const auto price = purses.exact_price(option, election_.costs[option]);
  std::vector<Payment> payments;
  if (keeps_payments) payments = purses.payments(*price);
  const auto value = purses.buy(*price);
  outcome.selected.push_back(option);
  outcome.cost += election_.costs[option];
  if (!keeps_payments) return;
  Fraction most;
  for (const auto& payment : payments)
    if (payment.amount.compare(most) > 0) most = payment.amount;
  outcome.purchases.push_back({option, purses.chain().fraction(value), std::move(most), std::move(payments)});
}

EqualSharesRun::Choice EqualSharesRun::choose(Purses& purses, LeastFirst& waiting, const RunOutcome& outcome) const {
  auto near = waiting.take_least([&](Option option) -> std::optional<PriceBounds> {
    const auto price = purses.ask(option, election_.costs[option]);
    if (!price) return std::nullopt;
    const auto divisor = static_cast<double>(weight(option));
    return PriceBounds{price->low / divisor * a_little_less, price->high / divisor * a_little_more};
  });
  if (near.empty()) return {};
  if (near.size() == 1) return {near.front().option};
  auto offers = least_exactly(purses, std::move(near), waiting);
  std::vector<Option> tied;
  for (const auto& offer : offers) tied.push_back(offer.option);
  const auto round = static_cast<std::uint32_t>(outcome.selected.size());
  const auto chosen = ties_.choose(round, std::move(tied), [&] { return state_text(purses, outcome.selected); });
  for (const auto& offer : offers)
    if (!chosen || offer.option != *chosen) waiting.put_back({offer.low, offer.option});
  return {chosen, !chosen};
}

/// Those of `near` whose exact price is the least; the others wait on.
std::vector<EqualSharesRun::Offer> EqualSharesRun::least_exactly(Purses& purses, std::vector<LeastFirst::Bound> near, LeastFirst& waiting) const {
  std::vector<Offer> least;
  const auto scaled = [this](const Offer& offer, const Offer& other) {
    Natural product = offer.price.sum;
    product *= other.price.points;
    product *= weight(other.option);
    return product;
  };
  for (const auto& bound : near) {
    auto price = purses.exact_price(bound.option, election_.costs[bound.option]);
    if (!price) continue;
    Offer offer{bound.option, bound.low, std::move(*price)};
    const auto order = least.empty() ? std::strong_ordering::equal : scaled(offer, least.front()) <=> scaled(least.front(), offer);
    if (order < 0) {
      for (const auto& dearer : least) waiting.put_back({dearer.low, dearer.option});
      least.clear();
    }
    if (order > 0) waiting.put_back(bound);
    else least.push_back(std::move(offer));
  }
  return least;
}

std::string state_text(const Purses& purses, std::vector<Option> selected) {
  std::sort(selected.begin(), selected.end());
  std::string text;
  for (const Option option : selected) text += std::to_string(option) + ",";
  StateDigest left;
  const Residues residues(purses.chain());
  for (std::uint32_t group = 0; group < purses.supports().groups(); ++group) {
    Factors factors;
    purses.add_money(group, 1, factors);
    for (const auto word : residues.of(factors)) left.add(word);
  }
  return text + left.text();
}

}  // namespace palabre::tally
