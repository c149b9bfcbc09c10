// Roles by name, and the viewer of a request turned into the actor of an act.
// Called by every write handler, before the act.
#include "people/actor.hpp"

#include "db/tx.hpp"

#include <array>

namespace palabre::people {

namespace {

constexpr std::array<std::string_view, role_count> role_names{"facilitator", "moderator", "officer", "owner"};
constexpr std::string_view roles_sql = "SELECT role FROM role WHERE redesign_id = $1 AND person_id = $2";

}  // namespace

std::string_view role_name(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_of(std::string_view name) {
  for (std::size_t i = 0; i < role_names.size(); ++i)
    if (role_names[i] == name) return static_cast<Role>(i);
  return std::nullopt;
}

Roles load_roles(db::Tx& tx, RedesignId redesign, PersonId person) {
  Roles roles;
  if (!redesign.is_set() || !person.is_set()) return roles;
  auto rows = tx.rows(roles_sql, redesign, person);
  while (rows.next())
    if (const auto role = role_of(rows.view(0))) roles.add(*role);
  return roles;
}

Actor load_actor(db::Tx& tx, const http::Viewer& viewer, RedesignId redesign) {
  return Actor{viewer.person, viewer.opaque_id, load_roles(tx, redesign, viewer.person), viewer.is_organisation, viewer.is_admin};
}

}  // namespace palabre::people
