// The acts of making an administrator and of taking the role back, with their decisions.
// Called by the routes and the page of a person for administrators, and by the command line through grant_role.
#include "people/change_admin.hpp"

#include "db/event_log.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

namespace {

constexpr std::string_view others_sql = "SELECT count(*) FROM person WHERE is_admin = 1 AND suspended_at IS NULL AND id <> $1";

Refusal refuse_stranger() { return refuse(Reason::not_allowed, "Administrators are named by an administrator."); }

Person change(db::Tx& tx, const Actor& actor, const Person& person, bool is_admin) {
  save_admin(tx, person.id, is_admin);
  db::append_event(tx, actor.opaque_id, "admin", "", is_admin ? "admin.granted" : "admin.revoked", nlohmann::json{{"person", person.opaque_id}}.dump());
  return *find_person(tx, person.id);
}

}  // namespace

Result<void> decide_admin(const Actor& actor, const Person& person) {
  if (!actor.is_admin) return refuse_stranger();
  if (person.is_organisation()) return refuse(Reason::role_conflict, "An organisation's account cannot administer the instance; name a person.");
  if (person.is_suspended) return refuse(Reason::account_suspended, "A suspended account cannot administer the instance.");
  if (person.is_admin) return refuse(Reason::nothing_changed, "This person is an administrator already.");
  return {};
}

Result<void> decide_no_admin(const Actor& actor, const Person& person, std::int64_t others) {
  if (!actor.is_admin) return refuse_stranger();
  if (!person.is_admin) return refuse(Reason::nothing_changed, "This person is not an administrator.");
  if (others < 1) return refuse(Reason::last_admin, "The instance keeps at least one administrator; name another first.");
  return {};
}

std::int64_t count_other_admins(db::Tx& tx, PersonId person) {
  auto rows = tx.rows(others_sql, person);
  rows.next();
  return rows.integer(0);
}

Result<Person> grant_admin(db::Tx& tx, const Actor& actor, PersonId id) {
  const auto person = find_person(tx, id);
  if (!person) return refuse(Reason::not_found, "no such person", "id");
  if (auto decision = decide_admin(actor, *person); !decision) return decision.error();
  return change(tx, actor, *person, true);
}

Result<Person> revoke_admin(db::Tx& tx, const Actor& actor, PersonId id) {
  const auto person = find_person(tx, id);
  if (!person) return refuse(Reason::not_found, "no such person", "id");
  if (auto decision = decide_no_admin(actor, *person, count_other_admins(tx, id)); !decision) return decision.error();
  return change(tx, actor, *person, false);
}

}  // namespace palabre::people
