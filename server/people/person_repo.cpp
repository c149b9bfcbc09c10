// SQL of people, organisations and roles.
// Called by the acts of this slice, by redesigns (roles), by the import and by views that name people.
#include "people/person_repo.hpp"

#include "crypto/crypto.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

namespace {

constexpr std::string_view by_id_sql =
    "SELECT id, opaque_id, email, email_verified_at, name, language, organisation_id, is_admin, is_demo, suspended_at, created_at "
    "FROM person WHERE id = $1";
constexpr std::string_view by_email_sql =
    "SELECT id, opaque_id, email, email_verified_at, name, language, organisation_id, is_admin, is_demo, suspended_at, created_at "
    "FROM person WHERE email = $1";
constexpr std::string_view organisations_sql = "SELECT id, kind, names FROM organisation ORDER BY id";
constexpr std::string_view organisation_sql = "SELECT id, kind, names FROM organisation WHERE id = $1";
constexpr std::string_view insert_person_sql =
    "INSERT INTO person (opaque_id, email, password_hash, name, language, organisation_id, is_admin, is_demo, created_at, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
constexpr std::string_view insert_organisation_sql = "INSERT INTO organisation (kind, names) VALUES ($1, $2) RETURNING id";
constexpr std::string_view update_profile_sql = "UPDATE person SET name = $2, language = $3 WHERE id = $1";
constexpr std::string_view update_admin_sql = "UPDATE person SET is_admin = $2 WHERE id = $1";
constexpr std::string_view credentials_sql = "SELECT id, password_hash FROM person WHERE email = $1";
constexpr std::string_view role_holders_sql =
    "SELECT o.person_id, p.name, p.organisation_id, o.role, o.granted_at FROM role o JOIN person p ON p.id = o.person_id "
    "WHERE o.redesign_id = $1 ORDER BY o.role, p.name, p.id";
constexpr std::string_view insert_role_sql =
    "INSERT INTO role (redesign_id, person_id, role, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (redesign_id, person_id, role) DO NOTHING";
constexpr std::string_view delete_role_sql = "DELETE FROM role WHERE redesign_id = $1 AND person_id = $2 AND role = $3";
constexpr std::string_view count_role_sql = "SELECT count(*) FROM role WHERE redesign_id = $1 AND role = $2";

std::optional<std::string_view> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::optional<Person> first_person(db::Rows rows) {
  if (!rows.next()) return std::nullopt;
  Person person;
  person.id = rows.id<PersonId>(0);
  person.opaque_id = rows.text(1);
  person.email = rows.maybe_text(2).value_or("");
  person.email_verified_at = rows.maybe_instant(3);
  person.name = rows.text(4);
  person.language = rows.text(5);
  person.organisation = rows.id<OrganisationId>(6);
  person.is_admin = rows.fact(7);
  person.is_demo = rows.fact(8);
  person.is_suspended = !rows.is_null(9);
  person.created_at = rows.instant(10);
  return person;
}

}  // namespace

std::optional<Person> find_person(db::Tx& tx, PersonId id) { return first_person(tx.rows(by_id_sql, id)); }
std::optional<Person> find_person_by_email(db::Tx& tx, std::string_view email) { return first_person(tx.rows(by_email_sql, email)); }

namespace {

Organisation organisation_of(db::Rows& rows) {
  Organisation organisation{rows.id<OrganisationId>(0), rows.text(1), {}};
  const auto names = nlohmann::json::parse(rows.view(2), nullptr, false);
  if (!names.is_object()) throw db::DatabaseError("damaged JSON in the database: names of an organisation");
  for (const auto& [language, name] : names.items())
    if (name.is_string()) organisation.names[language] = name.get<std::string>();
  return organisation;
}

}  // namespace

std::optional<Organisation> find_organisation(db::Tx& tx, OrganisationId id) {
  auto rows = tx.rows(organisation_sql, id);
  if (!rows.next()) return std::nullopt;
  return organisation_of(rows);
}

std::vector<Organisation> load_organisations(db::Tx& tx) {
  std::vector<Organisation> organisations;
  auto rows = tx.rows(organisations_sql);
  while (rows.next()) organisations.push_back(organisation_of(rows));
  return organisations;
}

Person save_new_person(db::Tx& tx, const NewPerson& person) {
  const std::string opaque_id = crypto::new_opaque_id();
  PersonId id;
  {
    auto rows = tx.rows(insert_person_sql, opaque_id, unless_empty(person.email), unless_empty(person.password_hash), person.name,
                        person.language, person.organisation, person.is_admin, person.is_demo, tx.now(), unless_empty(person.source_key));
    rows.next();
    id = rows.id<PersonId>(0);
  }
  return *find_person(tx, id);
}

OrganisationId save_new_organisation(db::Tx& tx, std::string_view kind, const std::map<std::string, std::string>& names) {
  const std::string stored = nlohmann::json(names).dump();
  auto rows = tx.rows(insert_organisation_sql, kind, stored);
  rows.next();
  return rows.id<OrganisationId>(0);
}

void save_profile(db::Tx& tx, PersonId id, std::string_view name, std::string_view language) {
  tx.run(update_profile_sql, id, name, language);
}

void save_admin(db::Tx& tx, PersonId id, bool is_admin) { tx.run(update_admin_sql, id, is_admin); }

Credentials load_credentials(db::Tx& tx, std::string_view email) {
  auto rows = tx.rows(credentials_sql, email);
  if (!rows.next()) return {};
  return Credentials{rows.id<PersonId>(0), rows.maybe_text(1).value_or("")};
}

std::vector<RoleHolder> load_role_holders(db::Tx& tx, RedesignId redesign) {
  std::vector<RoleHolder> holders;
  auto rows = tx.rows(role_holders_sql, redesign);
  while (rows.next())
    if (const auto role = role_of(rows.view(3)))
      holders.push_back(RoleHolder{rows.id<PersonId>(0), rows.text(1), !rows.is_null(2), *role, rows.instant(4)});
  return holders;
}

bool save_role(db::Tx& tx, const RoleGrant& grant, PersonId granted_by) {
  return tx.run(insert_role_sql, grant.redesign, grant.person, role_name(grant.role), granted_by, tx.now()) > 0;
}

bool remove_role(db::Tx& tx, const RoleGrant& grant) {
  return tx.run(delete_role_sql, grant.redesign, grant.person, role_name(grant.role)) > 0;
}

std::int64_t count_role_holders(db::Tx& tx, RedesignId redesign, Role role) {
  auto rows = tx.rows(count_role_sql, redesign, role_name(role));
  rows.next();
  return rows.integer(0);
}

}  // namespace palabre::people
