// The acts of giving and taking roles, with their decisions.
// Called by the role routes of a redesign, the people page of its owner, and the command line.
#include "people/grant_role.hpp"

#include "db/event_log.hpp"
#include "people/change_admin.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

namespace {

Refusal refuse_granting() { return refuse(Reason::not_allowed, "Roles are given and taken by the owner of the redesign or an administrator."); }

/// Roles are public functions; the person is named by the opaque id that erasure cuts loose.
void append_role_event(db::Tx& tx, const Actor& actor, std::string_view type, const RoleGrant& grant, const Person& person) {
  const nlohmann::json payload{{"redesign", grant.redesign.text()}, {"person", person.opaque_id}, {"role", role_name(grant.role)}};
  db::append_event(tx, actor.opaque_id, "instance", "", type, payload.dump());
}

/// The command line stands above roles: it acts as an administrator without being a person.
Actor machine() {
  Actor actor;
  actor.opaque_id = "command";
  actor.is_admin = true;
  return actor;
}

}  // namespace

Result<void> decide_grant(const Actor& actor, const Person& person, Roles held, Role role) {
  if (!actor.is_owner() && !actor.is_admin) return refuse_granting();
  if (role == Role::moderator && person.is_organisation())
    return refuse(Reason::role_conflict, "An organisation's account cannot moderate; name a person.", "role");
  if (role == Role::moderator && held.has(Role::officer))
    return refuse(Reason::role_conflict, "This person is an agency officer here; nobody is moderator and officer in one redesign.", "role");
  if (role == Role::officer && held.has(Role::moderator))
    return refuse(Reason::role_conflict, "This person is a moderator here; nobody is moderator and officer in one redesign.", "role");
  return {};
}

Result<void> decide_revoke(const Actor& actor, Role role, std::int64_t owners) {
  if (!actor.is_owner() && !actor.is_admin) return refuse_granting();
  if (role == Role::owner && owners <= 1) return refuse(Reason::last_owner, "A redesign keeps at least one owner; name another first.", "role");
  return {};
}

Result<void> grant_role(db::Tx& tx, const Actor& actor, const RoleGrant& grant) {
  const auto person = find_person(tx, grant.person);
  const auto held = load_roles(tx, grant.redesign, grant.person);
  if (!actor.is_owner() && !actor.is_admin) return refuse_granting();
  if (!person) return refuse(Reason::not_found, "no such person", "person");
  if (auto decision = decide_grant(actor, *person, held, grant.role); !decision) return decision.error();
  if (save_role(tx, grant, actor.person)) append_role_event(tx, actor, "role.granted", grant, *person);
  return {};
}

Result<void> revoke_role(db::Tx& tx, const Actor& actor, const RoleGrant& grant) {
  if (!actor.is_owner() && !actor.is_admin) return refuse_granting();
  const auto person = find_person(tx, grant.person);
  if (!person || !load_roles(tx, grant.redesign, grant.person).has(grant.role))
    return refuse(Reason::not_found, "this person does not hold that role here", "person");
  const std::int64_t owners = count_role_holders(tx, grant.redesign, Role::owner);
  if (auto decision = decide_revoke(actor, grant.role, owners); !decision) return decision.error();
  remove_role(tx, grant);
  append_role_event(tx, actor, "role.revoked", grant, *person);
  return {};
}

Result<Person> make_admin(db::Tx& tx, std::string_view email) {
  auto person = find_person_by_email(tx, lower_email(email));
  if (!person) return refuse(Reason::not_found, "no account has this address", "email");
  if (person->is_organisation()) return refuse(Reason::role_conflict, "an organisation's account cannot administer the instance", "email");
  if (person->is_admin) return *person;
  return grant_admin(tx, machine(), person->id);
}

Result<Person> unmake_admin(db::Tx& tx, std::string_view email) {
  auto person = find_person_by_email(tx, lower_email(email));
  if (!person || !person->is_admin) return refuse(Reason::not_found, "no administrator has this address", "email");
  if (count_other_admins(tx, person->id) < 1) return refuse(Reason::last_admin, "the instance keeps at least one administrator", "email");
  return revoke_admin(tx, machine(), person->id);
}

}  // namespace palabre::people
