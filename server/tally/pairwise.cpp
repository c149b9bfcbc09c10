// Counts who is preferred to whom, and finds Condorcet winners and Smith sets. Called by Schulze, ranked pairs and the reports.
#include "tally/pairwise.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace palabre::tally {
namespace {

using Rank = std::int16_t;
using Small = std::uint16_t;

constexpr Rank not_named = std::numeric_limits<Rank>::max();
constexpr std::size_t block = 8;           // rows are padded to whole blocks: a loop of known length over arrays that do not overlap is
                                           // what the compiler turns into one comparison of eight options
constexpr std::int64_t small_max = 4'096;  // ballots of a larger count go straight into the large table

/// Adds `count` for every option ranked lower than `own`.
template <class Count>
void add_block(Count* __restrict row, const Rank* __restrict ranks, Rank own, Count count) {
  for (std::size_t y = 0; y < block; ++y) row[y] = static_cast<Count>(row[y] + (own < ranks[y] ? count : Count{0}));
}

/// Adds one ballot's count to the rows of the options it names.
template <class Count>
void add_rows(Count* table, std::size_t stride, const Rank* ranks, const std::vector<Place>& places, Count count) {
  for (const auto& place : places) {
    Count* const row = table + place.option * stride;
    const Rank own = ranks[place.option];
    for (std::size_t start = 0; start < stride; start += block) add_block(row + start, ranks + start, own, count);
  }
}

/// Counts ballots in 16-bit cells, eight at a time, and empties them into the 64-bit table before one could overflow.
class PairCounter {
 public:
  explicit PairCounter(Option options)
      : options_(options), stride_((options + block - 1) / block * block), ranks_(stride_, not_named),
        small_(options * stride_, 0), large_(options * stride_, 0) {}

  void add(const RankedBallot& ballot) {
    if (ballot.count == 0) return;
    set_ranks(ballot.places);
    if (ballot.count > small_max) {
      add_rows<std::int64_t>(large_.data(), stride_, ranks_.data(), ballot.places, ballot.count);
    } else {
      if (held_ + ballot.count > std::numeric_limits<Small>::max()) empty();
      held_ += ballot.count;
      add_rows<Small>(small_.data(), stride_, ranks_.data(), ballot.places, static_cast<Small>(ballot.count));
    }
    for (const auto& place : ballot.places) ranks_[place.option] = not_named;
  }

  Pairwise finish() {
    empty();
    Pairwise pairwise(options_);
    for (Option x = 0; x < options_; ++x)
      for (Option y = 0; y < options_; ++y) pairwise.of(x, y) = large_[x * stride_ + y];
    return pairwise;
  }

 private:
  /// Ranks without gaps, so that they fit; there are no more of them than options.
  void set_ranks(const std::vector<Place>& places) {
    Rank dense = 0;
    std::uint32_t last = 0;
    for (const auto& place : places) {
      if (place.rank != last) ++dense;
      last = place.rank;
      ranks_[place.option] = dense;
    }
  }

  void empty() {
    for (std::size_t i = 0; i < small_.size(); ++i) large_[i] += small_[i];
    std::fill(small_.begin(), small_.end(), Small{0});
    held_ = 0;
  }

  Option options_;
  std::size_t stride_;
  std::vector<Rank> ranks_;
  std::vector<Small> small_;
  std::vector<std::int64_t> large_;
  std::int64_t held_ = 0;  // voters in `small_`
};

std::optional<Fault> fault_of_size(Option options) {
  if (options == 0) return Fault{FaultKind::no_options, "the election has no options"};
  if (options > pairwise_options_max)
    return Fault{FaultKind::number_too_large, "options are compared pair by pair for up to " + std::to_string(pairwise_options_max) + " of them; there are " + std::to_string(options)};
  return std::nullopt;
}

std::optional<Option> find_all_over(const Pairwise& pairwise, bool is_winner) {
  for (Option x = 0; x < pairwise.options; ++x) {
    bool is_found = true;
    for (Option y = 0; y < pairwise.options && is_found; ++y) is_found = x == y || (is_winner ? pairwise.beats(x, y) : pairwise.beats(y, x));
    if (is_found) return x;
  }
  return std::nullopt;
}

}  // namespace

Checked<Pairwise> count_pairs(const RankedElection& election) {
  if (auto fault = fault_of_size(election.options)) return *fault;
  if (auto fault = find_fault(election)) return *fault;
  PairCounter counter(election.options);
  for (const auto& ballot : election.ballots) counter.add(ballot);
  return counter.finish();
}

std::optional<Fault> find_fault(const Pairwise& pairwise) {
  if (auto fault = fault_of_size(pairwise.options)) return fault;
  if (pairwise.votes.size() != std::size_t{pairwise.options} * pairwise.options) return Fault{FaultKind::bad_parameter, "the pairwise table is not square"};
  for (Option x = 0; x < pairwise.options; ++x) {
    if (pairwise.of(x, x) != 0) return Fault{FaultKind::bad_parameter, "votes for option " + std::to_string(x) + " over itself"};
    for (Option y = 0; y < pairwise.options; ++y) {
      const auto votes = pairwise.of(x, y);
      const auto pair = "option " + std::to_string(x) + " over " + std::to_string(y);
      if (votes < 0) return Fault{FaultKind::negative_number, pair + ": votes below zero"};
      if (votes > voters_max || pairwise.of(y, x) > voters_max - votes) return Fault{FaultKind::number_too_large, pair + ": more than " + std::to_string(voters_max) + " votes"};
    }
  }
  return std::nullopt;
}

std::optional<Option> condorcet_winner(const Pairwise& pairwise) { return find_all_over(pairwise, true); }
std::optional<Option> condorcet_loser(const Pairwise& pairwise) { return find_all_over(pairwise, false); }

Relation majority_of(const Pairwise& pairwise) {
  Relation majority(pairwise.options);
  for (Option x = 0; x < pairwise.options; ++x)
    for (Option y = 0; y < pairwise.options; ++y)
      if (pairwise.beats(x, y)) majority.add(x, y);
  return majority;
}

/// Every group that beats all the rest leads the order by Copeland scores (2 a win, 1 a tie); a leading group of k beats the rest
/// exactly when its scores add up to the most they can: k(k-1) among themselves and 2k(m-k) against the rest.
WeakOrder smith_order(const Pairwise& pairwise) {
  const std::size_t m = pairwise.options;
  std::vector<std::size_t> scores(m, 0);
  for (Option x = 0; x < m; ++x)
    for (Option y = 0; y < m; ++y)
      if (x != y) scores[x] += pairwise.beats(x, y) ? 2U : pairwise.beats(y, x) ? 0U : 1U;
  std::vector<Option> by_score(m);
  std::iota(by_score.begin(), by_score.end(), Option{0});
  std::stable_sort(by_score.begin(), by_score.end(), [&](Option x, Option y) { return scores[x] > scores[y]; });

  WeakOrder order;
  std::vector<Option> group;
  std::size_t sum = 0;
  for (std::size_t k = 1; k <= m; ++k) {
    group.push_back(by_score[k - 1]);
    sum += scores[by_score[k - 1]];
    if (sum != k * (k - 1) + 2 * k * (m - k)) continue;
    std::sort(group.begin(), group.end());
    order.push_back(std::move(group));
    group.clear();
  }
  return order;
}

}  // namespace palabre::tally
