// Follows delegations to those who voted, without recursion. Called by the reports of delegation and of the ranking of ideas.
#include "tally/delegation.hpp"

#include <algorithm>
#include <string>

namespace palabre::tally {
namespace {

Fault fault_at(FaultKind kind, std::size_t delegation, const std::string& what) { return {kind, "delegation " + std::to_string(delegation) + ": " + what}; }

class Weighing {
 public:
  explicit Weighing(const DelegatedVote& vote) : vote_(vote) {
    result_.fates.assign(vote.people, Fate::silent);
    result_.trustees.assign(vote.people, nobody);
    result_.scopes.assign(vote.people, DelegationScope::unit);
    result_.carriers.assign(vote.people, nobody);
    result_.dead_ends.assign(vote.people, nobody);
    result_.steps.assign(vote.people, 0);
    result_.weights.assign(vote.people, 0);
    result_.passed.assign(vote.people, 0);
  }

  std::optional<Fault> take_voters() {
    for (const auto voter : vote_.voters) {
      if (voter >= vote_.people) return Fault{FaultKind::option_out_of_range, "voters: there is no person " + std::to_string(voter)};
      if (result_.fates[voter] == Fate::voted) return Fault{FaultKind::duplicate_option, "voters: person " + std::to_string(voter) + " stands twice"};
      result_.fates[voter] = Fate::voted;
      result_.carriers[voter] = voter;
    }
    return std::nullopt;
  }

  /// Keeps each person's narrowest delegation.
  std::optional<Fault> take_delegations() {
    std::vector<std::uint8_t> seen(vote_.people, 0);  // one bit per scope
    for (std::size_t at = 0; at < vote_.delegations.size(); ++at) {
      const auto& [from, to, scope] = vote_.delegations[at];
      if (from >= vote_.people || (to >= vote_.people && to != nobody))
        return fault_at(FaultKind::option_out_of_range, at, "there is no person " + std::to_string(from >= vote_.people ? from : to));
      if (from == to) return fault_at(FaultKind::self_delegation, at, "person " + std::to_string(from) + " delegates to the same person");
      const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(scope));
      if ((seen[from] & bit) != 0) return fault_at(FaultKind::duplicate_option, at, "person " + std::to_string(from) + " delegates twice in one scope");
      if (bit > seen[from]) {
        result_.trustees[from] = to;
        result_.scopes[from] = scope;
      }
      seen[from] = static_cast<std::uint8_t>(seen[from] | bit);
    }
    return std::nullopt;
  }

  void weigh() {
    for (Person person = 0; person < vote_.people; ++person)
      if (!is_settled(person)) follow(person);
    settle_nearest_first();
    count();
  }
  DelegationResult take() { return std::move(result_); }

 private:
  static constexpr std::uint32_t on_path = UINT32_MAX;  // a mark in steps while a chain is followed

  /// Silent people without a trustee are settled from the start; others while their fate is silent are not.
  bool is_settled(Person person) const { return result_.fates[person] != Fate::silent || result_.trustees[person] == nobody; }

  /// Follows one chain to somebody settled or back into itself, then settles everybody on it from its end.
  void follow(Person start) {
    path_.clear();
    Person at = start;
    while (!is_settled(at) && result_.steps[at] != on_path) {
      result_.steps[at] = on_path;
      path_.push_back(at);
      at = result_.trustees[at];
    }
    if (!is_settled(at)) settle_cycle(at);
    for (auto person = path_.rbegin(); person != path_.rend(); ++person) settle(*person, result_.trustees[*person]);
  }

  void settle_cycle(Person entry) {
    const auto begin = std::find(path_.begin(), path_.end(), entry);
    std::vector<Person> cycle(begin, path_.end());
    path_.erase(begin, path_.end());
    for (const auto member : cycle) {
      result_.fates[member] = Fate::in_cycle;
      result_.steps[member] = 0;
    }
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    result_.cycles.push_back(std::move(cycle));
  }

  void settle(Person person, Person trustee) {
    result_.steps[person] = 0;
    switch (result_.fates[trustee]) {
      case Fate::voted:
      case Fate::carried:
        result_.fates[person] = Fate::carried;
        result_.carriers[person] = result_.carriers[trustee];
        result_.steps[person] = result_.steps[trustee] + 1;
        break;
      case Fate::in_cycle:
      case Fate::into_cycle: result_.fates[person] = Fate::into_cycle; break;
      default:
        result_.fates[person] = Fate::dead_end;
        result_.dead_ends[person] = result_.dead_ends[trustee] == nobody ? trustee : result_.dead_ends[trustee];
        break;
    }
  }

  /// Gives each voter the voices they carry, the nearest first, up to the cap; and each trustee the voices that pass through.
  void settle_nearest_first() {
    const auto order = by_steps();
    for (const auto person : order) {
      const auto carrier = result_.carriers[person];
      if (vote_.cap && result_.weights[carrier] >= *vote_.cap) {
        result_.fates[person] = Fate::over_cap;
      } else {
        ++result_.weights[carrier];
      }
    }
    for (auto person = order.rbegin(); person != order.rend(); ++person) {
      if (result_.steps[*person] == 0) break;
      ++result_.passed[*person];
      const auto trustee = result_.trustees[*person];
      if (result_.steps[trustee] > 0) result_.passed[trustee] += result_.passed[*person];
    }
  }

  /// All people with a carrier by rising steps, equals by index: a counting sort.
  std::vector<Person> by_steps() const {
    std::vector<std::uint32_t> begins(std::size_t{vote_.people} + 1, 0);
    for (Person person = 0; person < vote_.people; ++person)
      if (result_.carriers[person] != nobody) ++begins[result_.steps[person] + std::size_t{1}];
    for (std::size_t step = 1; step < begins.size(); ++step) begins[step] += begins[step - 1];
    std::vector<Person> order(begins.back());
    for (Person person = 0; person < vote_.people; ++person)
      if (result_.carriers[person] != nobody) order[begins[result_.steps[person]]++] = person;
    return order;
  }

  void count() {
    for (Person person = 0; person < vote_.people; ++person) result_.counted += result_.weights[person];
    result_.uncounted = std::int64_t{vote_.people} - result_.counted;
    std::sort(result_.cycles.begin(), result_.cycles.end());
  }

  const DelegatedVote& vote_;
  DelegationResult result_;
  std::vector<Person> path_;
};

}  // namespace

Checked<DelegationResult> weigh_delegations(const DelegatedVote& vote) {
  if (vote.people > people_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(people_max) + " people"};
  if (vote.cap && *vote.cap < 1) return Fault{FaultKind::bad_parameter, "cap: a voter has one voice at least"};
  Weighing weighing(vote);
  if (auto fault = weighing.take_voters()) return *fault;
  if (auto fault = weighing.take_delegations()) return *fault;
  weighing.weigh();
  return weighing.take();
}

std::vector<Person> chain_of(const DelegationResult& result, Person person) {
  std::vector<Person> chain;
  if (person >= result.fates.size() || result.carriers[person] == nobody) return chain;
  while (result.fates[person] != Fate::voted) {
    person = result.trustees[person];
    chain.push_back(person);
  }
  return chain;
}

std::vector<Person> uncounted_of(const DelegationResult& result) {
  std::vector<Person> people;
  for (Person person = 0; person < result.fates.size(); ++person)
    if (result.fates[person] != Fate::voted && result.fates[person] != Fate::carried) people.push_back(person);
  return people;
}

}  // namespace palabre::tally
