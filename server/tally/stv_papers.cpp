// Reads ballots under a policy for gaps and over-votes, and puts equal ones together. Called by the counts of STV and IRV.
#include "tally/stv_papers.hpp"

#include <algorithm>
#include <string>

namespace palabre::tally {
namespace {

std::uint64_t hash_of(std::span<const Option> order) {
  std::uint64_t hash = 0x9e3779b97f4a7c15U ^ order.size();
  for (const auto option : order) {
    hash = (hash ^ option) * 0xbf58476d1ce4e5b9U;
    hash ^= hash >> 29U;
  }
  return hash;
}

std::optional<Fault> find_fault_of_list(const std::vector<Option>& list, std::uint32_t options, const char* name) {
  std::vector<bool> is_named(options, false);
  for (const auto option : list) {
    if (option >= options) return Fault{FaultKind::option_out_of_range, std::string(name) + " names option " + std::to_string(option) + ", which does not exist"};
    if (is_named[option]) return Fault{FaultKind::duplicate_option, std::string(name) + " names option " + std::to_string(option) + " twice"};
    is_named[option] = true;
  }
  return std::nullopt;
}

/// Takes one ballot after another: its groups of equal rank, without the withdrawn, to where the policy stops it.
class BallotReader {
 public:
  BallotReader(std::uint32_t options, const StvContest& contest, Overvote overvote, bool is_meek)
      : is_withdrawn_(options, false), gap_(contest.reading.gap), overvote_(overvote), is_meek_(is_meek) {
    for (const auto option : contest.withdrawn) is_withdrawn_[option] = true;
  }

  void read(const RankedBallot& ballot, Papers& papers) {
    order_.clear();
    bool is_shared = false;
    std::uint32_t last_rank = 0;
    for (std::size_t at = 0; at < ballot.places.size();) {
      const auto rank = ballot.places[at].rank;
      if (gap_ == Gap::exhaust && rank > last_rank + 1) break;
      last_rank = rank;
      const auto start = order_.size();
      for (; at < ballot.places.size() && ballot.places[at].rank == rank; ++at)
        if (!is_withdrawn_[ballot.places[at].option]) order_.push_back(ballot.places[at].option);
      if (order_.size() <= start + 1) continue;
      const bool is_judged_now = overvote_ != Overvote::share && (is_meek_ || start == 0);
      if (is_judged_now) {
        order_.resize(start);
        if (overvote_ == Overvote::exhaust) break;
      }
      for (std::size_t i = start; i + 1 < order_.size(); ++i) order_[i] |= shares_rank;
      is_shared = is_shared || !is_judged_now;
    }
    if (order_.empty()) return papers.add_blank(ballot.count);
    if (is_meek_ && is_shared) return papers.add_shared(shared_paper(ballot.count));
    papers.add(order_, ballot.count);
  }

 private:
  SharedPaper shared_paper(std::int64_t count) const {
    SharedPaper paper{{{}}, count};
    for (const auto option : order_) {
      paper.groups.back().push_back(option & ~shares_rank);
      if ((option & shares_rank) == 0) paper.groups.emplace_back();
    }
    paper.groups.pop_back();
    return paper;
  }

  std::vector<bool> is_withdrawn_;
  Gap gap_;
  Overvote overvote_;
  bool is_meek_;
  std::vector<Option> order_;
};

}  // namespace

void Papers::reserve(std::size_t papers, std::size_t places) {
  orders_.reserve(places);
  begins_.reserve(papers + 1);
  counts_.reserve(papers);
  hashes_.reserve(papers);
  std::size_t slots = 16;
  while (slots < papers * 2) slots *= 2;
  table_.assign(slots, 0);
}

std::size_t Papers::slot_of(std::span<const Option> order, std::uint64_t hash) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash) & mask;
  while (table_[slot] != 0) {
    const std::size_t paper = table_[slot] - 1;
    if (hashes_[paper] == hash && std::ranges::equal(this->order(paper), order)) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void Papers::grow_table() {
  std::vector<std::uint32_t> table(std::max<std::size_t>(16, table_.size() * 2), 0);
  for (std::size_t paper = 0; paper < size(); ++paper) {
    std::size_t slot = static_cast<std::size_t>(hashes_[paper]) & (table.size() - 1);
    while (table[slot] != 0) slot = (slot + 1) & (table.size() - 1);
    table[slot] = static_cast<std::uint32_t>(paper + 1);
  }
  table_ = std::move(table);
}

void Papers::add(std::span<const Option> order, std::int64_t count) {
  ballots_ += count;
  valid_ += count;
  if (table_.size() < size() * 2 + 2) grow_table();
  const auto hash = hash_of(order);
  const auto slot = slot_of(order, hash);
  if (table_[slot] != 0) {
    counts_[table_[slot] - 1] += count;
    return;
  }
  orders_.insert(orders_.end(), order.begin(), order.end());
  begins_.push_back(orders_.size());
  counts_.push_back(count);
  hashes_.push_back(hash);
  table_[slot] = static_cast<std::uint32_t>(size());
}

void Papers::add_shared(SharedPaper paper) {
  ballots_ += paper.count;
  valid_ += paper.count;
  shared_.push_back(std::move(paper));
}

std::optional<Fault> find_fault(const RankedElection& election, const StvContest& contest) {
  if (auto fault = find_fault(election)) return fault;
  if (election.options > candidates_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(candidates_max) + " candidates"};
  if (contest.seats == 0) return Fault{FaultKind::bad_parameter, "no seats to fill"};
  if (auto fault = find_fault_of_list(contest.withdrawn, election.options, "the list of the withdrawn")) return fault;
  return find_fault_of_list(contest.tie_order, election.options, "the tie order");
}

Papers read_papers(const RankedElection& election, const StvContest& contest, Overvote overvote, bool is_meek) {
  Papers papers;
  std::size_t places = 0;
  for (const auto& ballot : election.ballots) places += ballot.places.size();
  papers.reserve(election.ballots.size(), places);
  BallotReader reader(election.options, contest, overvote, is_meek);
  for (const auto& ballot : election.ballots)
    if (ballot.count > 0) reader.read(ballot, papers);
  return papers;
}

}  // namespace palabre::tally
