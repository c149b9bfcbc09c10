// Gives and takes roles in a redesign, and makes administrators.
#pragma once
#include "people/person_repo.hpp"

namespace palabre::people {

/// Whether `actor` may give `role` to `person`, who holds `held` in the redesign.
/// Why:     nobody judges and answers the same ideas; an organisation does not moderate what is said about it.
/// Refuses: not_allowed, role_conflict.
Result<void> decide_grant(const Actor& actor, const Person& person, Roles held, Role role);

/// `owners`: how many owners the redesign has now. Refuses: not_allowed, last_owner.
Result<void> decide_revoke(const Actor& actor, Role role, std::int64_t owners);

/// Giving what is held already changes nothing and is no refusal. Refuses: not_found, what decide_grant refuses.
Result<void> grant_role(db::Tx& tx, const Actor& actor, const RoleGrant& grant);

/// Refuses: not_found (nobody holds it), what decide_revoke refuses.
Result<void> revoke_role(db::Tx& tx, const Actor& actor, const RoleGrant& grant);

/// For the command line, which needs no permission. Refuses: not_found, role_conflict, account_suspended.
Result<Person> make_admin(db::Tx& tx, std::string_view email);
/// Refuses: not_found, last_admin (the instance keeps one administrator).
Result<Person> unmake_admin(db::Tx& tx, std::string_view email);

}  // namespace palabre::people
