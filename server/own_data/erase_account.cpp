// Empties an account in one transaction. Called by the page and the route of erasure.
#include "own_data/erase_account.hpp"

#include "crypto/crypto.hpp"
#include "db/event_log.hpp"
#include "db/gate.hpp"
#include "own_data/personal_tables.hpp"
#include "people/person_repo.hpp"

namespace palabre::own_data {
namespace {

constexpr std::string_view sole_sql =
    "SELECT count(*) FROM role o JOIN redesign r ON r.id = o.redesign_id WHERE o.person_id = $1 AND o.role = 'owner' "
    "AND r.state NOT IN ('archived', 'cancelled', 'evaluated') "
    "AND NOT EXISTS (SELECT 1 FROM role p WHERE p.redesign_id = o.redesign_id AND p.role = 'owner' AND p.person_id <> $1)";
constexpr std::string_view last_admin_sql =
    "SELECT p.is_admin = 1 AND NOT EXISTS (SELECT 1 FROM person q WHERE q.is_admin = 1 AND q.id <> p.id AND q.password_hash IS NOT NULL) "
    "FROM person p WHERE p.id = $1";
constexpr std::string_view remove_tries_sql = "DELETE FROM mail_try WHERE mail_id IN (SELECT id FROM mail WHERE person_id = $1)";
constexpr std::string_view leave_seats_sql = "UPDATE seat SET name = '' WHERE person_id = $1";
// Kept answers to others' writes may hold the name for a day.
constexpr std::string_view forget_answers_sql = "DELETE FROM idempotency WHERE answer LIKE '%' || $1 || '%'";
constexpr std::string_view empty_sql =
    "UPDATE person SET erased_at = $2, opaque_id = $3, email = NULL, email_verified_at = NULL, password_hash = NULL, name = '', "
    "organisation_id = NULL, is_admin = 0, is_demo = 0, source_key = NULL WHERE id = $1 AND erased_at IS NULL";
constexpr std::string_view forget_organisation_sql =
    "DELETE FROM organisation WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.organisation_id = organisation.id) "
    "AND NOT EXISTS (SELECT 1 FROM redesign r WHERE r.organisation_id = organisation.id)";
constexpr std::string_view password_sql = "SELECT password_hash FROM person WHERE id = $1";

void remove_private_rows(db::Tx& tx, PersonId person) {
  tx.run(remove_tries_sql, person);
  for (const auto& table : removed_tables) {
    const std::string sql = "DELETE FROM " + std::string(table.name) + " WHERE " + std::string(table.column) + " = $1";
    tx.run(sql, person);
  }
}

}  // namespace

Duties load_duties(db::Tx& tx, PersonId person) {
  Duties duties;
  {
    auto row = tx.rows(sole_sql, person);
    if (row.next()) duties.sole_ownerships = row.integer(0);
  }
  auto row = tx.rows(last_admin_sql, person);
  duties.is_last_admin = row.next() && row.fact(0);
  return duties;
}

Result<void> decide_erase(const Duties& duties) {
  if (duties.is_last_admin) return refuse(Reason::last_admin, "you are the last administrator: make somebody else one first");
  if (duties.sole_ownerships > 0) return refuse(Reason::last_owner, "you are the only owner of a redesign at work: give that role to somebody else first");
  return {};
}

Result<void> erase_account(db::Tx& tx, PersonId id) {
  const auto person = people::find_person(tx, id);
  if (!person || person->email.empty()) return refuse(Reason::not_found, "this account is gone");
  if (auto may = decide_erase(load_duties(tx, id)); !may) return may;
  remove_private_rows(tx, id);
  tx.run(leave_seats_sql, id);
  tx.run(forget_answers_sql, person->name);
  tx.run(empty_sql, id, tx.now(), crypto::new_opaque_id());
  tx.run(forget_organisation_sql, person->organisation);
  // Whose it was is what must not be told: the event names nobody.
  db::append_event(tx, "account", "instance", "", "person.erased", "{}");
  return {};
}

Result<void> erase_with_password(const http::Services& services, PersonId person, const std::string& password) {
  const auto known = services.gate->read([&](db::Tx& tx) {
    auto row = tx.rows(password_sql, person);
    return row.next() ? row.maybe_text(0).value_or("") : std::string();
  });
  if (!crypto::verify_password(known, password)) return refuse(Reason::wrong_credentials, "the password is wrong", "password");
  return db::write_result(*services.gate, [&](db::Tx& tx) { return erase_account(tx, person); });
}

}  // namespace palabre::own_data
