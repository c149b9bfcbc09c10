// Liquid delegation: who speaks for whom in one decision, with what weight, and whose voice is lost.
#pragma once
#include "tally/checked.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace palabre::tally {

using Person = std::uint32_t;  // index 0 .. people-1
inline constexpr Person nobody = UINT32_MAX;
inline constexpr std::uint32_t people_max = 100'000'000;

/// The narrowest delegation a person has for the decision counts: issue before area before unit.
enum class DelegationScope : std::uint8_t { unit, area, issue };

/// `to` = nobody takes back, for this scope, what wider scopes delegate.
struct Delegation {
  Person from = 0;
  Person to = 0;
  DelegationScope scope = DelegationScope::unit;
};

/// One decision. Everybody has one voice; who is not listed in `voters` did not vote (or take part).
struct DelegatedVote {
  std::uint32_t people = 0;
  std::vector<Person> voters;
  std::vector<Delegation> delegations;
  /// The most voices one voter may carry, the own one included. Beyond it the nearest are carried first (fewest steps, then the lowest
  /// index); the others are lost, named, and can vote themselves. Nothing is passed on to anybody they did not choose.
  std::optional<std::int64_t> cap;
};

enum class Fate : std::uint8_t {
  voted,         // oneself, whatever one delegates
  carried,       // through the chain of trustees
  over_cap,      // the chain ends at a voter whose cap is full
  silent,        // neither voted nor delegated
  dead_end,      // the chain ends at somebody silent
  in_cycle,      // the delegations run in a circle through this person
  into_cycle,    // the chain ends in such a circle
};

struct DelegationResult {
  std::vector<Fate> fates;            // by person
  std::vector<Person> trustees;       // by person: the one in force, whether or not it was needed; nobody without one
  std::vector<DelegationScope> scopes;  // by person: of the delegation in force
  std::vector<Person> carriers;       // by person: the voter at the end of the chain, oneself for a voter; nobody for a lost chain
  std::vector<Person> dead_ends;      // by person: the silent person at the end of a lost chain; nobody else has one
  std::vector<std::uint32_t> steps;   // by person: delegations from here to the voter
  std::vector<std::int64_t> weights;  // by person: voices counted here; 0 for who did not vote
  std::vector<std::int64_t> passed;   // by person: voices handed on, the own one included, before a cap; 0 for voters and lost voices
  std::vector<std::vector<Person>> cycles;  // each from its lowest member on, in the direction of trust; by lowest member
  std::int64_t counted = 0;           // sum of weights
  std::int64_t uncounted = 0;         // counted + uncounted == people
};

/// Takes time and space in proportion to people and delegations, however long a chain.
/// Refuses: option_out_of_range (a person that is not there), self_delegation, duplicate_option (two delegations of one person in one
/// scope, a voter listed twice), bad_parameter (a cap below 1), number_too_large (more than people_max).
/// Source:  LiquidFeedback 3 (delegations by scope, direct votes first); Blum and Zuber, "Liquid Democracy: Potentials, Problems, and
/// Perspectives", Journal of Political Philosophy 24 (2016).
Checked<DelegationResult> weigh_delegations(const DelegatedVote& vote);

/// The trustees of one person, from the nearest to the voter at the end; empty for a voter and for a lost voice.
std::vector<Person> chain_of(const DelegationResult& result, Person person);

/// The people not counted, in order.
std::vector<Person> uncounted_of(const DelegationResult& result);

}  // namespace palabre::tally
