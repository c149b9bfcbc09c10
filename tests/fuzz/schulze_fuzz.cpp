// Any bytes as a small ranked election, well formed or not: Schulze and ranked pairs keep what they promise.
#include "tally/ranked_pairs.hpp"
#include "tally/schulze.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace palabre::tally;

void want(bool is_so) {
  if (!is_so) std::abort();
}

/// One byte: how many options. Then per ballot a byte of count, a byte of length, and so many places of two bytes.
RankedElection election_of(const std::uint8_t* data, std::size_t size) {
  RankedElection election{size > 0 ? data[0] % 9U : 0U, {}};
  for (std::size_t at = 1; at + 1 < size;) {
    RankedBallot ballot{{}, data[at] == 255 ? voters_max : data[at] == 254 ? -1 : data[at]};
    std::size_t places = data[at + 1] % 10U;
    for (at += 2; places > 0 && at + 1 < size; --places, at += 2) ballot.places.push_back({data[at], data[at + 1]});
    election.ballots.push_back(ballot);
  }
  return election;
}

/// Places are sorted by rank and doubles left out, so that most inputs can be counted.
void make_well_formed(RankedElection& election) {
  for (auto& ballot : election.ballots) {
    for (auto& place : ballot.places) place = {place.option % election.options, place.rank % 8U + 1};
    std::stable_sort(ballot.places.begin(), ballot.places.end(), [](const Place& a, const Place& b) { return a.option < b.option; });
    const auto end = std::unique(ballot.places.begin(), ballot.places.end(), [](const Place& a, const Place& b) { return a.option == b.option; });
    ballot.places.erase(end, ballot.places.end());
    std::stable_sort(ballot.places.begin(), ballot.places.end(), [](const Place& a, const Place& b) { return a.rank < b.rank; });
    ballot.count = ballot.count < 0 || ballot.count == voters_max ? 1'000'000 : ballot.count;
  }
}

std::vector<Option> mirrored(std::vector<Option> options, Option count) {
  for (auto& option : options) option = count - 1 - option;
  std::sort(options.begin(), options.end());
  return options;
}

RankedElection mirrored(RankedElection election) {
  for (auto& ballot : election.ballots)
    for (auto& place : ballot.places) place.option = election.options - 1 - place.option;
  std::reverse(election.ballots.begin(), election.ballots.end());
  return election;
}

std::size_t count_of(const WeakOrder& order) {
  std::size_t count = 0;
  for (const auto& group : order) count += group.size();
  return count;
}

template <class Result>
void check_winners(const RankedElection& election, const Result& result, const Result& turned) {
  want(!result.winners.empty() && count_of(result.order) == election.options && result.order.front() == result.winners);
  if (const auto winner = condorcet_winner(result.pairwise)) want(result.winners == std::vector<Option>{*winner});
  const auto smith = smith_order(result.pairwise).front();
  for (const auto winner : result.winners) want(std::find(smith.begin(), smith.end(), winner) != smith.end());
  want(mirrored(turned.winners, election.options) == result.winners);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto election = election_of(data, size);
  want(static_cast<bool>(schulze(election)) == (!find_fault(election)));
  if (election.options == 0) return 0;
  make_well_formed(election);
  const auto turned = mirrored(election);
  for (const auto strength : {Strength::winning, Strength::margins, Strength::ratio, Strength::tuple}) {
    check_winners(election, schulze(election, {.strength = strength}).value(), schulze(turned, {.strength = strength}).value());
    check_winners(election, ranked_pairs(election, strength).value(), ranked_pairs(turned, strength).value());
  }
  return 0;
}
