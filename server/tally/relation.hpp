// Who stands above whom: a square of bits over options, and the weak order it gives. Used by the Condorcet methods.
#pragma once
#include "tally/ballots.hpp"

#include <cstdint>
#include <vector>

namespace palabre::tally {

class Relation {
 public:
  explicit Relation(Option options);

  Option options() const noexcept { return options_; }
  bool has(Option above, Option below) const noexcept { return (bits_[word(above, below)] >> (below % 64U) & 1U) != 0; }
  void add(Option above, Option below) noexcept { bits_[word(above, below)] |= std::uint64_t{1} << (below % 64U); }

  /// Keeps only what both relations have. Both over the same options.
  void intersect(const Relation& other);

  bool operator==(const Relation&) const = default;
  bool operator<(const Relation& other) const { return bits_ < other.bits_; }

 private:
  friend class Closure;
  using Row = std::vector<std::uint64_t>;
  Row row(Option above) const { return {bits_.begin() + static_cast<std::ptrdiff_t>(above * words_), bits_.begin() + static_cast<std::ptrdiff_t>((above + 1) * words_)}; }
  void add_row(Option above, const Row& below) noexcept {
    for (std::size_t i = 0; i < words_; ++i) bits_[above * words_ + i] |= below[i];
  }
  std::size_t word(Option above, Option below) const noexcept { return above * words_ + below / 64U; }

  Option options_;
  std::size_t words_;  // per row
  std::vector<std::uint64_t> bits_;
};

/// A relation that stays transitive; a cycle shows as has(x, x). Kept both ways round, so that adding a pair costs options / 64 steps
/// and as many again for each pair that follows from it and is new.
class Closure {
 public:
  explicit Closure(Option options) : below_(options), above_(options) {}

  bool has(Option above, Option below) const noexcept { return below_.has(above, below); }
  void add(Option above, Option below);
  const Relation& relation() const noexcept { return below_; }

  bool operator<(const Closure& other) const { return below_ < other.below_; }

 private:
  Relation below_;  // row x: what is below x
  Relation above_;  // row x: what is above x
};

/// Groups of options, best first; each group in rising option number.
using WeakOrder = std::vector<std::vector<Option>>;

/// The options with nothing above them, then those with nothing above them among the rest, and so on.
/// `leaders`, when given, are the first group as they are. Wants a relation without cycles.
WeakOrder levels_of(const Relation& above, const std::vector<Option>& leaders = {});

/// What a weak order leaves open, so that no tie goes unsaid: every group of two or more, and every pair of different groups that
/// the relation does not compare.
std::vector<std::vector<Option>> ties_of(const Relation& above, const WeakOrder& order);

/// One option after the other: always the earliest in `tie_order` among those with nothing above them. `tie_order` names all options.
std::vector<Option> linear_order(const Relation& above, const std::vector<Option>& tie_order);

}  // namespace palabre::tally
