// The money of the voters in the Method of Equal Shares: exact, with doubles in front that settle what is not close.
// Private to equal_shares, its completions and phragmen.
#pragma once
#include "tally/budget.hpp"
#include "tally/chain.hpp"
#include "tally/least_first.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

/// Money per voter at the start: numerator / denominator in the smallest unit. denominator > 0.
struct Endowment {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

/// The exact price per point of an option: sum / (common denominator of the chain * points).
struct ExactPrice {
  Natural sum;
  std::uint64_t points = 1;
};

/// What some voters pay, each the same; or each on average, where very many had different amounts left and paid all of it.
struct Payment {
  std::int64_t voters = 0;
  std::int64_t points = 1;     // what the option is worth to each; 0 in an average
  Fraction amount;             // each
  bool is_all_they_had = false;
};

class Purses {
 public:
  static constexpr Chain::Value endowment = 1;  // of each voter, in the chain

  Purses(const Supports& supports, const Endowment& share);

  /// Where the price per point of an option certainly lies; nothing when its supporters cannot pay it any more, now or later.
  std::optional<PriceBounds> ask(Option option, std::int64_t cost);
  /// The least q with sum over supporters of count * min(money, points * q) = cost, exactly; nothing when there is none. cost > 0.
  std::optional<ExactPrice> exact_price(Option option, std::int64_t cost);
  /// What the supporters would pay at the exact price just found. Equal payments of voters who bought the same stand as one; those
  /// who empty their purses stand as one average when they would take more than 40 payments.
  std::vector<Payment> payments(const ExactPrice& price) const;
  /// Lets the supporters pay the exact price just found; returns the value of the price per point in the chain.
  Chain::Value buy(const ExactPrice& price);

  /// Adds `times` the money of each voter of the group to a sum over the chain.
  void add_money(std::uint32_t group, std::int64_t times, Factors& factors) const;
  const Chain& chain() const { return chain_; }
  Chain& chain() { return chain_; }
  const Supports& supports() const { return supports_; }

 private:
  struct Payer {
    std::uint32_t group;
    double count;
    double points;
    double money;
  };
  struct Paid {
    Chain::Value price;
    std::int64_t points;
    auto operator<=>(const Paid&) const = default;
  };
  struct Split {  // an approximate price and how far off it can be
    double price = 0;
    double error = 0;
    bool is_clear = false;  // whether each payer certainly pays all or certainly less
  };
  bool gather_payers(Option option, std::int64_t cost, double& total, double& margin);
  Split split_cost(std::int64_t cost, double margin);
  bool empty_in_passes(double& rest, double& points);
  void empty_in_order(double& rest, double& points);
  bool has_less_than(const Payer& payer, const ExactPrice& price, bool& has_equal) const;
  void move_poor_aside(const ExactPrice& price, double rough_price, Factors& factors, std::uint64_t& points);
  void add_spent(const Payer& payer, Factors& factors, std::uint64_t& points);

  const Supports& supports_;
  Chain chain_;
  std::vector<double> money_;         // per group and voter, off by at most error_
  std::vector<bool> is_empty_;
  std::vector<Paid> paid_;            // per group from first_mark on
  std::vector<std::uint32_t> times_paid_;
  double error_ = 0;
  double endowment_rough_ = 0;

  // of the option priced last
  std::vector<Payer> payers_;         // those who pay the price
  std::vector<Payer> emptied_;        // those who pay all they have, which is less
  std::vector<bool> emptied_equal_;   // per payer: pays the price, and it is all they have
};

}  // namespace palabre::tally
