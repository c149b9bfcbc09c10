// Any bytes as delegations and supports, well formed or not: no voice is lost without being named, and the ranking gives each its due.
#include "tally/delegation.hpp"
#include "tally/harmonic.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace palabre::tally;

void want(bool is_so) {
  if (!is_so) std::abort();
}

void check_delegation(const std::uint8_t* data, std::size_t size) {
  DelegatedVote vote;
  vote.people = data[0] % 40U;
  if (data[1] % 4 != 0) vote.cap = data[1] % 8 - 1;
  for (std::size_t at = 2; at + 2 < size; at += 3) {
    const Person from = data[at] % 41U;
    if (data[at + 2] % 8 == 0) vote.voters.push_back(from);
    else vote.delegations.push_back({from, data[at + 1] == 255 ? nobody : data[at + 1] % 41U, static_cast<DelegationScope>(data[at + 2] % 3)});
  }
  const auto result = weigh_delegations(vote);
  if (!result) return;
  want(result->counted + result->uncounted == vote.people && uncounted_of(*result).size() == static_cast<std::size_t>(result->uncounted));
  for (Person person = 0; person < vote.people; ++person) {
    want(!vote.cap || result->weights[person] <= *vote.cap);
    want((result->fates[person] == Fate::voted) == (result->weights[person] > 0));
    const auto chain = chain_of(*result, person);
    if (result->fates[person] == Fate::carried || result->fates[person] == Fate::over_cap) want(chain.size() == result->steps[person] && chain.back() == result->carriers[person]);
    if (result->fates[person] == Fate::dead_end) want(result->fates[result->dead_ends[person]] == Fate::silent);
  }
  for (const auto& cycle : result->cycles)
    for (const auto member : cycle) want(result->fates[member] == Fate::in_cycle);
}

void check_ranking(const std::uint8_t* data, std::size_t size) {
  HarmonicElection election{data[0] % 12U, {}, {}};
  if (data[1] % 2 == 0)
    for (Option option = 0; option < election.options + (data[1] == 254 ? 1U : 0U); ++option) election.admitted.push_back((data[1] >> (option % 7U)) % 2 == 0);
  for (std::size_t at = 2; at + 2 < size; at += 3) {
    Supporter supporter{data[at] == 255 ? voters_max : data[at] == 254 ? -1 : data[at] * data[at] * data[at], {}, {}};
    for (Option option = 0; option < 8; ++option) {
      if ((data[at + 1] >> option) % 2 == 1) supporter.supports.push_back(option + data[at] % 5U);
      else if ((data[at + 2] >> option) % 2 == 1) supporter.unsatisfied.push_back(option + data[at] % 5U);
    }
    election.supporters.push_back(supporter);
  }
  const auto result = rank_harmonic(election);
  if (!result) return;
  std::size_t ranked = 0;
  for (const auto& group : result->order) ranked += group.size();
  want(ranked == election.options && result->rounds.size() <= election.options);
  if (result->rounds.empty()) return;
  const auto& leader = result->rounds.back();
  std::int64_t support = 0;
  for (const auto& supporter : election.supporters) {
    const auto names = [&](const auto& options) { return std::find(options.begin(), options.end(), leader.removed) != options.end(); };
    const bool is_admitted = election.admitted.empty() || election.admitted[leader.removed];
    if (names(supporter.supports) || (!is_admitted && names(supporter.unsatisfied))) support += supporter.weight;
  }
  want(leader.weight_thousandths == 1000 * support);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  check_delegation(data, size);
  check_ranking(data, size);
  return 0;
}
