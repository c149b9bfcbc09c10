// Keeps somebody from taking part for a reason they can read, and lets them back in.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"
#include "people/person.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::people {

struct Suspension {
  std::string reason;
  std::string suspended_by;                 // their name
  Instant suspended_at;
  std::string lifted_by;                    // empty: in force
  std::optional<Instant> lifted_at;
  std::string lifted_reason;
};

/// Why:     an account is closed by an administrator for a stated reason, never by oneself, never twice.
/// Refuses: not_allowed, own_case, nothing_changed, reason_required.
Result<void> decide_suspension(const Actor& actor, const Person& person, std::string_view reason);
/// Refuses: not_allowed, nothing_changed, reason_required.
Result<void> decide_reinstatement(const Actor& actor, const Person& person, std::string_view reason);

/// Ends all sessions of the person in the same transaction. Refuses: not_found, what decide_suspension refuses.
Result<Person> suspend_person(db::Tx& tx, const Actor& actor, PersonId person, std::string_view reason);
/// Refuses: not_found, what decide_reinstatement refuses.
Result<Person> reinstate_person(db::Tx& tx, const Actor& actor, PersonId person, std::string_view reason);

/// Newest first.
std::vector<Suspension> load_suspensions(db::Tx& tx, PersonId person);
/// The one in force; nothing when the account stands.
std::optional<Suspension> find_suspension(db::Tx& tx, PersonId person);

}  // namespace palabre::people
