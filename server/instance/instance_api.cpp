// Joins the routes of administrators. Called by the wiring.
#include "instance/instance_api.hpp"

namespace palabre::instance {

people::Actor admin_actor(const http::Call& call) {
  people::Actor actor;
  actor.person = call.viewer->person;
  actor.opaque_id = call.viewer->opaque_id;
  actor.is_organisation = call.viewer->is_organisation;
  actor.is_admin = call.viewer->is_admin;
  return actor;
}

http::Routes routes() {
  http::Routes joined;
  for (const auto part : {people_admin_routes, organisation_routes, theme_routes, text_routes, machine_routes}) {
    for (auto& row : part()) joined.push_back(row);
  }
  return joined;
}

}  // namespace palabre::instance
