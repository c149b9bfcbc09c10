// What every method returns: its result, or the reason why there is none. Used by all of tally.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace palabre::tally {

/// Why a method gave no result. Closed, so that a caller can have a sentence for each.
enum class FaultKind {
  no_options,            // nothing to decide between
  option_out_of_range,   // a ballot names an option the election does not have
  duplicate_option,      // one ballot names an option twice
  negative_number,       // a count, cost, credit or seat below zero
  number_too_large,      // beyond the limits of tally/ballots.hpp: a sum could overflow
  not_a_number,          // NaN or an infinity where a double is taken
  bad_parameter,         // a parameter outside what the method defines; the detail names it
  over_budget,           // a ballot spends more than it has
  self_delegation,       // a person delegates to the same person
  infeasible,            // the conditions contradict each other; the detail says which
};

struct Fault {
  FaultKind kind{};
  std::string detail;  // plain English, names the ballot (from 0), option or parameter at fault
};

/// A value, or why there is none. `explicit operator bool` tells which; `*` and `->` want a value, `fault()` wants none.
template <class T, class E = Fault>
class [[nodiscard]] Checked {
 public:
  Checked(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Checked(E fault) : held_(std::in_place_index<1>, std::move(fault)) {}

  explicit operator bool() const noexcept { return held_.index() == 0; }
  const T& operator*() const& noexcept { return *std::get_if<0>(&held_); }
  T& operator*() & noexcept { return *std::get_if<0>(&held_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&held_)); }
  const T* operator->() const noexcept { return std::get_if<0>(&held_); }
  T* operator->() noexcept { return std::get_if<0>(&held_); }
  const E& fault() const noexcept { return *std::get_if<1>(&held_); }
  /// The value. Throws std::logic_error with the fault's detail when there is none.
  const T& value() const& {
    if (!*this) throw std::logic_error(fault().detail);
    return **this;
  }

 private:
  std::variant<T, E> held_;
};

}  // namespace palabre::tally
