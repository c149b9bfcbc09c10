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
Papers read_papers(const RankedElection& election, const StvContest& contest, Overvote overvote);

}  // namespace palabre::tally
