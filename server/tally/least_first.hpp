// Finds the options of least price without pricing all of them: prices only rise, so a price of an earlier round is a lower bound.
// Private to the methods that buy one option after the other.
#pragma once
#include "tally/ballots.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace palabre::tally {

/// Where an exact number certainly lies.
struct PriceBounds {
  double low = 0;
  double high = 0;
};

class LeastFirst {
 public:
  struct Bound {
    double low = 0;
    Option option = 0;
  };

  /// `bounds`: per option still to be had, a number its price is not below.
  explicit LeastFirst(std::vector<Bound> bounds) : bounds_(std::move(bounds)) { std::make_heap(bounds_.begin(), bounds_.end(), is_later); }

  void put_back(Bound bound) {
    bounds_.push_back(bound);
    std::push_heap(bounds_.begin(), bounds_.end(), is_later);
  }

  /// Takes out all options that may have the least price: `ask(option)` gives the price now, or nothing when the option can never be
  /// had again. Those that are not chosen must be put back.
  template <class Ask>
  std::vector<Bound> take_least(Ask ask) {
    double least_high = std::numeric_limits<double>::infinity();
    asked_.clear();
    while (!bounds_.empty() && bounds_.front().low <= least_high) {
      const Option option = bounds_.front().option;
      std::pop_heap(bounds_.begin(), bounds_.end(), is_later);
      bounds_.pop_back();
      const std::optional<PriceBounds> price = ask(option);
      if (!price) continue;
      least_high = std::min(least_high, price->high);
      asked_.push_back({price->low, option});
    }
    std::vector<Bound> least;
    for (const auto& bound : asked_) {
      if (bound.low <= least_high) least.push_back(bound);
      else put_back(bound);
    }
    return least;
  }

 private:
  static bool is_later(const Bound& left, const Bound& right) {
    return left.low != right.low ? left.low > right.low : left.option > right.option;
  }
  std::vector<Bound> bounds_;
  std::vector<Bound> asked_;
};

}  // namespace palabre::tally
