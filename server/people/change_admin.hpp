// Makes administrators of the instance and takes the role back.
#pragma once
#include "people/person_repo.hpp"

namespace palabre::people {

/// Refuses: not_allowed, account_suspended, role_conflict (an organisation's account), nothing_changed.
Result<void> decide_admin(const Actor& actor, const Person& person);
/// `others`: administrators in force besides this one. Refuses: not_allowed, nothing_changed, last_admin.
Result<void> decide_no_admin(const Actor& actor, const Person& person, std::int64_t others);

/// Refuses: not_found, what decide_admin refuses.
Result<Person> grant_admin(db::Tx& tx, const Actor& actor, PersonId person);
/// Refuses: not_found, what decide_no_admin refuses.
Result<Person> revoke_admin(db::Tx& tx, const Actor& actor, PersonId person);

/// Administrators whose account stands, without `person`.
std::int64_t count_other_admins(db::Tx& tx, PersonId person);

}  // namespace palabre::people
