// What the counts by elimination share on their way in: ballots read under a policy, without the withdrawn, equal ones together.
#pragma once
#include "tally/stv.hpp"

#include <span>

namespace palabre::tally {

/// A ballot with over-votes that are to be shared. The candidates of one group share a rank.
struct SharedPaper {
  std::vector<std::vector<Option>> groups;
  std::int64_t count = 0;
};

/// Set on an option of an order that shares its rank with the next one.
inline constexpr Option shares_rank = Option{1} << 31U;

/// The first from `at` on who stands, and alone at that rank; `at` then is the start of that rank. Those who no longer stand do not
/// count, so that an over-vote with one of them left is none. Nothing: the ballot is exhausted.
template <class Stands>
std::optional<Option> next_standing(std::span<const Option> order, std::uint32_t& at, Overvote overvote, const Stands& stands) {
  while (at < order.size()) {
    std::uint32_t end = at;
    std::optional<Option> found;
    bool is_overvote = false;
    for (bool is_last = false; !is_last; ++end) {
      is_last = (order[end] & shares_rank) == 0;
      const Option option = order[end] & ~shares_rank;
      if (!stands(option)) continue;
      is_overvote = found.has_value();
      found = option;
    }
    if (found && !is_overvote) return found;
    at = is_overvote && overvote == Overvote::exhaust ? static_cast<std::uint32_t>(order.size()) : end;
  }
  return std::nullopt;
}

/// Valid ballots. Equal orders are one paper with the sum of their counts.
class Papers {
 public:
  std::size_t size() const { return counts_.size(); }
  std::span<const Option> order(std::size_t paper) const { return {orders_.data() + begins_[paper], begins_[paper + 1] - begins_[paper]}; }
  std::int64_t count(std::size_t paper) const { return counts_[paper]; }
  const std::vector<SharedPaper>& shared() const { return shared_; }
  std::int64_t ballots() const { return ballots_; }
  std::int64_t valid() const { return valid_; }

  void reserve(std::size_t papers, std::size_t places);
  void add(std::span<const Option> order, std::int64_t count);
  void add_shared(SharedPaper paper);
  void add_blank(std::int64_t count) { ballots_ += count; }

 private:
  void grow_table();
  std::size_t slot_of(std::span<const Option> order, std::uint64_t hash) const;

  std::vector<Option> orders_;
  std::vector<std::size_t> begins_{0};
  std::vector<std::int64_t> counts_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> table_;  // paper + 1, or 0: open addressing
  std::vector<SharedPaper> shared_;
  std::int64_t ballots_ = 0;
  std::int64_t valid_ = 0;
};

/// The checks every count by elimination makes before it starts.
std::optional<Fault> find_fault(const RankedElection& election, const StvContest& contest);
/// The first place of each paper is one candidate's. Over-votes further on stand in the order with shares_rank; with `is_meek` they are
/// judged here instead, or kept apart to be shared.
Papers read_papers(const RankedElection& election, const StvContest& contest, Overvote overvote, bool is_meek = false);

}  // namespace palabre::tally
