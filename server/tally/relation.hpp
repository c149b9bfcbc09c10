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

  /// Adds `above` over `below` to a transitive relation and keeps it transitive; a cycle shows as has(x, x).
  void add_closed(Option above, Option below);
  /// Keeps only what both relations have. Both over the same options.
  void intersect(const Relation& other);

  bool operator==(const Relation&) const = default;
  bool operator<(const Relation& other) const { return bits_ < other.bits_; }
  std::size_t bytes() const noexcept { return bits_.size() * sizeof(std::uint64_t); }

 private:
  std::size_t word(Option above, Option below) const noexcept { return above * words_ + below / 64U; }

  Option options_;
  std::size_t words_;  // per row
  std::vector<std::uint64_t> bits_;
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
