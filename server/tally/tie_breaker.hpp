// Settles the ties of one run and keeps a record of them. Private to the methods of budgets; tied_outcomes.cpp follows all branches.
#pragma once
#include "tally/budget.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace palabre::tally {

/// Text that is the same for two states of a run exactly when they go on alike.
using StateText = std::function<std::string()>;
/// Folds the states of many groups into one text of fixed length.
class StateDigest {
 public:
  void add(std::uint64_t word) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      words_[i] = (words_[i] ^ (word + i)) * (0x9E3779B97F4A7C15ULL + 2 * i);
      words_[i] ^= words_[i] >> 29U;
    }
  }
  std::string text() const { return std::to_string(words_[0]) + "." + std::to_string(words_[1]); }

 private:
  std::array<std::uint64_t, 2> words_{};
};

/// Chooses among tied options instead of the rule; nothing: give this run up.
using TieScript = std::function<std::optional<Option>(const std::vector<Option>& tied, const StateText& state)>;

/// The detail of the fault when a script gave a run up; only the author of the script meets it.
inline constexpr const char* given_up = "the script for ties gave this run up";

class TieBreaker {
 public:
  TieBreaker(const BudgetElection& election, const Supports& supports, const TieRule& rule, std::vector<std::uint32_t> places,
             const TieScript* script = nullptr)
      : election_(election), supports_(supports), rule_(rule), places_(std::move(places)), script_(script) {}

  /// The one of `tied` (at least one) that wins.
  std::optional<Option> choose(std::uint32_t round, std::vector<Option> tied, const StateText& state) {
    if (tied.size() == 1) return tied.front();
    Tie tie = settle_tie(round, std::move(tied), election_, supports_, rule_, places_);
    if (script_ != nullptr) {
      const auto chosen = (*script_)(tie.tied, state);
      if (!chosen) return std::nullopt;
      tie.settled_by = TieSettledBy::script;
      tie.tied = put_first(std::move(tie.tied), *chosen);
    }
    ties_.push_back(std::move(tie));
    return ties_.back().tied.front();
  }

  const std::vector<std::uint32_t>& places() const { return places_; }
  std::vector<Tie>& ties() { return ties_; }
  void clear() { ties_.clear(); }

 private:
  static std::vector<Option> put_first(std::vector<Option> tied, Option chosen) {
    std::erase(tied, chosen);
    tied.insert(tied.begin(), chosen);
    return tied;
  }

  const BudgetElection& election_;
  const Supports& supports_;
  const TieRule& rule_;
  std::vector<std::uint32_t> places_;
  const TieScript* script_;
  std::vector<Tie> ties_;
};

}  // namespace palabre::tally
