// One run of equal shares from given purses. Private to equal_shares.cpp and completion.cpp.
#pragma once
#include "tally/equal_shares.hpp"

namespace palabre::tally {

struct RunLimits {
  std::int64_t cost_max = 0;          // stop as soon as the cost is above it
  std::size_t selected_max = 0;       // stop as soon as so many are bought
  bool keeps_payments = false;
};

struct RunOutcome {
  std::vector<Option> selected;
  std::vector<Purchase> purchases;
  std::int64_t cost = 0;
  bool is_given_up = false;           // by the script of the ties
};

class EqualSharesRun {
 public:
  EqualSharesRun(const BudgetElection& election, const Supports& supports, Utility utility, TieBreaker& ties);
  RunOutcome run(Purses& purses, const RunLimits& limits) const;
  /// How many options can be bought at all: with supporters and a cost.
  std::size_t purchasable() const { return first_bounds_.size(); }

 private:
  struct Offer {
    Option option = 0;
    double low = 0;
    ExactPrice price;
  };
  struct Choice {
    std::optional<Option> option;  // nothing: no option is affordable, or the script gave the run up
    bool is_given_up = false;
  };
  std::uint64_t weight(Option option) const;
  void buy(Purses& purses, Option option, bool keeps_payments, RunOutcome& outcome) const;
  Choice choose(Purses& purses, LeastFirst& waiting, const RunOutcome& outcome) const;
  std::vector<Offer> least_exactly(Purses& purses, std::vector<LeastFirst::Bound> near, LeastFirst& waiting) const;

  const BudgetElection& election_;
  const Supports& supports_;
  Utility utility_;
  TieBreaker& ties_;
  std::vector<LeastFirst::Bound> first_bounds_;
};

/// The state of a run as text: what is bought, and what each group has left.
std::string state_text(const Purses& purses, std::vector<Option> selected);

}  // namespace palabre::tally
