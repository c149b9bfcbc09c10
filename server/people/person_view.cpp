// Turns people into JSON.
// Called by the account routes and by the screens of one's own account.
#include "people/person_view.hpp"

#include "people/person_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::people {

using nlohmann::json;

namespace {

constexpr std::string_view my_roles_sql = "SELECT redesign_id, role FROM role WHERE person_id = $1 ORDER BY redesign_id, role";

json organisation_view(const Organisation& organisation, std::string_view language) {
  const auto own = organisation.names.find(std::string(language));
  const auto name = own != organisation.names.end() ? own : organisation.names.begin();
  return json{{"id", organisation.id.text()},
              {"kind", organisation.kind},
              {"name", name == organisation.names.end() ? std::string() : name->second},
              {"names", organisation.names}};
}

json roles_view(db::Tx& tx, PersonId person) {
  json roles = json::array();
  auto rows = tx.rows(my_roles_sql, person);
  while (rows.next()) roles.push_back({{"redesign", rows.id<RedesignId>(0).text()}, {"role", rows.text(1)}});
  return roles;
}

}  // namespace

json person_view(const Person& person, const std::optional<Organisation>& organisation, std::string_view language) {
  json view{{"id", person.id.text()}, {"name", person.name}, {"is_organisation", person.is_organisation()}, {"organisation", nullptr}};
  if (organisation) view["organisation"] = organisation_view(*organisation, language);
  return view;
}

json me_view(db::Tx& tx, const Person& person) {
  const auto organisation = person.is_organisation() ? find_organisation(tx, person.organisation) : std::nullopt;
  const bool is_verified = person.email_verified_at.has_value();
  json view = person_view(person, organisation, person.language);
  view["email"] = person.email;
  view["email_verified"] = is_verified;
  view["email_note"] = is_verified ? json(nullptr) : json("sign_up.unverified");
  view["needs_verified_email"] = is_verified ? json::array() : json{"notices", "votes", "password_reset"};
  view["language"] = person.language;
  view["is_admin"] = person.is_admin;
  view["roles"] = roles_view(tx, person.id);
  return view;
}

}  // namespace palabre::people
