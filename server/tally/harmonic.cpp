// Removes the least supported idea round by round. Called by the report of the ranking of ideas.
#include "tally/harmonic.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

/// The weight an idea gets, by the number of ideas its supporters still share their voice among.
using WeightByShares = std::map<std::uint32_t, std::int64_t>;

constexpr std::int64_t unit = 10'000'000'000;     // sums are looked at in units of 10^-10
constexpr std::int64_t thousandth = unit / 1000;
/// Rounding to nine and then to three decimals lifts a sum to k thousandths from this much below k on: 0.0005 + 0.0000000005.
constexpr std::int64_t lift = 5'000'005;

/// The sum of weight / shares, rounded as the method says. Exact: where the first ten decimals leave it open, more are looked at. They end:
/// a sum on the very border would need a multiple of 5^9 among the shares, which are at most options_max.
std::int64_t round_to_thousandths(const WeightByShares& weights) {
  Wide floor_of_sum = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> rests;  // rest, shares
  for (const auto& [shares, weight] : weights) {
    const auto scaled = Wide{weight} * unit;
    floor_of_sum += scaled / shares;
    if (const auto rest = static_cast<std::int64_t>(scaled % shares); rest != 0) rests.emplace_back(rest, shares);
  }
  const auto thousandths = (floor_of_sum + lift) / thousandth;
  auto gap = static_cast<std::int64_t>((thousandths + 1) * thousandth - lift - floor_of_sum);  // to the next border, before the rests
  while (gap > 0 && gap < static_cast<std::int64_t>(rests.size())) {
    gap *= 10;
    for (auto& [rest, shares] : rests) {
      gap -= rest * 10 / shares;
      rest = rest * 10 % shares;
    }
    std::erase_if(rests, [](const auto& fraction) { return fraction.first == 0; });
  }
  return static_cast<std::int64_t>(thousandths) + (gap <= 0 ? 1 : 0);
}

class Ranking {
 public:
  explicit Ranking(const HarmonicElection& election) : election_(election), admitted_(election.admitted) {
    admitted_.resize(election.options, election.admitted.empty());
    supports_of_.resize(election.supporters.size());
    supporters_of_.resize(election.options);
    weights_.resize(election.options);
    standing_.resize(election.options, -1);
    is_stale_.resize(election.options, false);
  }

  std::optional<Fault> take_supporters() {
    std::size_t work = 0;
    for (std::size_t at = 0; at < election_.supporters.size(); ++at) {
      const auto& supporter = election_.supporters[at];
      auto& supports = supports_of_[at];
      supports = supporter.supports;
      for (const auto option : supporter.unsatisfied)
        if (!admitted_[option]) supports.push_back(option);
      work += supports.size() * supports.size();
      if (work > harmonic_work_max) return Fault{FaultKind::number_too_large, "the supporters name too many ideas each to rank them"};
      for (const auto option : supports) {
        supporters_of_[option].push_back(at);
        if (supporter.weight > 0) weights_[option][static_cast<std::uint32_t>(supports.size())] += supporter.weight;
      }
    }
    return std::nullopt;
  }

  HarmonicResult rank() {
    result_.weights_thousandths.assign(election_.options, 0);
    for (Option option = 0; option < election_.options; ++option)
      if (!weights_[option].empty()) place(option);
    while (!running_.empty()) remove_least();
    sort();
    return std::move(result_);
  }

 private:
  using Key = std::pair<bool, std::int64_t>;  // admitted, thousandths: who leaves first comes first

  void place(Option option) {
    standing_[option] = round_to_thousandths(weights_[option]);
    running_[{admitted_[option], standing_[option]}].insert(option);
  }
  void displace(Option option) {
    const auto bucket = running_.find({admitted_[option], standing_[option]});
    bucket->second.erase(option);
    if (bucket->second.empty()) running_.erase(bucket);
    standing_[option] = -1;
  }

  void remove_least() {
    const auto& [key, least] = *running_.begin();
    HarmonicRound round{*least.rbegin(), key.second, least.size(), {}};
    if (least.size() > 1)
      for (auto option = least.rbegin(); option != least.rend() && round.tied.size() < ties_named_max; ++option) round.tied.push_back(*option);
    result_.weights_thousandths[round.removed] = round.weight_thousandths;
    displace(round.removed);
    for (const auto supporter : supporters_of_[round.removed]) share_again(supporter, round.removed);
    for (const auto option : stale_) {
      is_stale_[option] = false;
      displace(option);
      place(option);
    }
    stale_.clear();
    result_.rounds.push_back(std::move(round));
  }

  /// One of the ideas of a supporter has left: the others share the whole voice.
  void share_again(std::size_t supporter, Option left) {
    auto& supports = supports_of_[supporter];
    const auto weight = election_.supporters[supporter].weight;
    const auto before = static_cast<std::uint32_t>(supports.size());
    supports.erase(std::find(supports.begin(), supports.end(), left));
    if (weight == 0) return;
    for (const auto option : supports) {
      auto& weights = weights_[option];
      const auto old = weights.find(before);
      if ((old->second -= weight) == 0) weights.erase(old);
      weights[before - 1] += weight;
      if (!is_stale_[option]) stale_.push_back(option);
      is_stale_[option] = true;
    }
  }

  void sort() {
    std::map<Key, std::vector<Option>, std::greater<>> groups;
    for (Option option = 0; option < election_.options; ++option) groups[{admitted_[option], result_.weights_thousandths[option]}].push_back(option);
    for (auto& [key, group] : groups) result_.order.push_back(std::move(group));
  }

  const HarmonicElection& election_;
  std::vector<bool> admitted_;
  std::vector<std::vector<Option>> supports_of_;         // by supporter: still in the running
  std::vector<std::vector<std::size_t>> supporters_of_;  // by option
  std::vector<WeightByShares> weights_;                  // by option
  std::vector<std::int64_t> standing_;                   // by option: its key while it runs, else -1
  std::map<Key, std::set<Option>> running_;
  std::vector<Option> stale_;
  std::vector<bool> is_stale_;
  HarmonicResult result_;
};

/// Supports are ballots whose marks are the options named.
std::optional<Fault> find_fault_of(const HarmonicElection& election) {
  if (!election.admitted.empty() && election.admitted.size() != election.options)
    return Fault{FaultKind::bad_parameter, "admitted: one entry per option, or none"};
  MarkedElection supports{election.options, {}};
  supports.ballots.reserve(election.supporters.size());
  for (const auto& supporter : election.supporters) {
    MarkedBallot ballot{{}, supporter.weight};
    for (const auto& options : {supporter.supports, supporter.unsatisfied})
      for (const auto option : options) ballot.marks.push_back({option, 1});
    supports.ballots.push_back(std::move(ballot));
  }
  return find_fault(supports);
}

}  // namespace

Checked<HarmonicResult> rank_harmonic(const HarmonicElection& election) {
  if (auto fault = find_fault_of(election)) return *fault;
  Ranking ranking(election);
  if (auto fault = ranking.take_supporters()) return *fault;
  return ranking.rank();
}

}  // namespace palabre::tally
