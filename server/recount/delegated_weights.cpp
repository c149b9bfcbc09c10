// Hands a poll's delegations to the tally. Called by the reports of delegation and of the ranking of ideas.
#include "recount/delegated_weights.hpp"

namespace palabre::recount {
namespace {

tally::DelegationScope scope_of(Scope scope) {
  if (scope == Scope::issue) return tally::DelegationScope::issue;
  return scope == Scope::area ? tally::DelegationScope::area : tally::DelegationScope::unit;
}

/// The faults a file can have, by the names of its people.
std::optional<FileFault> find_fault_of(const Poll& poll) {
  std::vector<std::uint8_t> scopes(poll.people.size(), 0);
  for (const auto& [from, to, scope] : poll.delegations) {
    if (from >= poll.people.size() || (to >= poll.people.size() && to != tally::nobody)) return FileFault{"a delegation names a person who is not there"};
    if (from == to) return FileFault{"\"" + poll.people[from] + "\" delegates to the same person"};
    const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(scope));
    if ((scopes[from] & bit) != 0) return FileFault{"\"" + poll.people[from] + "\" delegates twice in one scope"};
    scopes[from] = static_cast<std::uint8_t>(scopes[from] | bit);
  }
  return std::nullopt;
}

}  // namespace

Read<tally::DelegationResult> weigh_people(const Poll& poll, const std::vector<std::uint32_t>& taking_part, std::optional<std::int64_t> cap) {
  if (poll.people.empty()) return FileFault{"the file names no people"};
  if (poll.people.size() > tally::people_max) return FileFault{"more than " + std::to_string(tally::people_max) + " people"};
  if (auto fault = find_fault_of(poll)) return *fault;
  tally::DelegatedVote vote{static_cast<std::uint32_t>(poll.people.size()), taking_part, {}, cap};
  vote.delegations.reserve(poll.delegations.size());
  for (const auto& [from, to, scope] : poll.delegations) vote.delegations.push_back({from, to, scope_of(scope)});
  auto result = tally::weigh_delegations(vote);
  if (!result) return FileFault{result.fault().detail};
  return *std::move(result);
}

}  // namespace palabre::recount
