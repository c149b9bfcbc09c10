// People, organisations, sessions and roles in the database. Called by this slice's acts and by slices that name people.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"
#include "people/person.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::people {

std::optional<Person> find_person(db::Tx& tx, PersonId id);
/// `email` in the form of lower_email.
std::optional<Person> find_person_by_email(db::Tx& tx, std::string_view email);
std::optional<Organisation> find_organisation(db::Tx& tx, OrganisationId id);

struct NewPerson {
  std::string email;             // lower case; empty: cannot sign in
  std::string password_hash;     // encoded; empty: cannot sign in
  std::string name;
  std::string language;
  OrganisationId organisation;
  bool is_admin = false;
  bool is_demo = false;
  std::string source_key;        // of an import; empty: made here
};
/// The new row; opaque id and time of creation come from here.
Person save_new_person(db::Tx& tx, const NewPerson& person);
/// In the order of their making, for a form to choose from.
std::vector<Organisation> load_organisations(db::Tx& tx);
OrganisationId save_new_organisation(db::Tx& tx, std::string_view kind, const std::map<std::string, std::string>& names);
void save_profile(db::Tx& tx, PersonId id, std::string_view name, std::string_view language);
void save_admin(db::Tx& tx, PersonId id, bool is_admin);

/// What a sign-in checks, read before the slow hash; empty hash when the address is unknown or cannot sign in.
struct Credentials {
  PersonId person;
  std::string password_hash;
};
Credentials load_credentials(db::Tx& tx, std::string_view email);

struct RoleHolder {
  PersonId person;
  std::string name;
  bool is_organisation = false;
  Role role{};
  Instant granted_at;
};
std::vector<RoleHolder> load_role_holders(db::Tx& tx, RedesignId redesign);
struct RoleGrant {
  RedesignId redesign;
  PersonId person;
  Role role{};
};
/// True when the role was not there before. `granted_by` unset: the command line or an import.
bool save_role(db::Tx& tx, const RoleGrant& grant, PersonId granted_by);
bool remove_role(db::Tx& tx, const RoleGrant& grant);
std::int64_t count_role_holders(db::Tx& tx, RedesignId redesign, Role role);

}  // namespace palabre::people
