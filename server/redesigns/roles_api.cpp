// /api/v1/redesigns/{slug}/roles: who holds which role, given and taken.
// Called by the router, as part of the table of redesigns.
#include "redesigns/roles_api.hpp"

#include "http/input.hpp"
#include "people/grant_role.hpp"
#include "redesigns/redesign_input.hpp"

#include <nlohmann/json.hpp>

namespace palabre::redesigns {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

const std::vector<std::string_view> role_names{"facilitator", "moderator", "officer", "owner"};

Response roles_response(const Call& call, RedesignId redesign, int status) {
  json items = json::array();
  for (const auto& holder : people::load_role_holders(call.db(), redesign))
    items.push_back({{"role", people::role_name(holder.role)},
                     {"person", {{"id", holder.person.text()}, {"name", holder.name}, {"is_organisation", holder.is_organisation}}},
                     {"granted_at", iso_text(holder.granted_at)}});
  return http::json_response({{"items", std::move(items)}}, status);
}

/// The redesign, for its owner and administrators.
Result<Place> place_of_owner(const Call& call) {
  auto place = place_of(call);
  if (!place) return place.error();
  if (!place->actor.is_owner() && !place->actor.is_admin)
    return refuse(Reason::not_allowed, "Roles are seen, given and taken by the owner of the redesign or an administrator.");
  return place;
}

Result<people::RoleGrant> grant_of_path(const Call& call, RedesignId redesign) {
  const auto role = people::role_of(call.path_value("role"));
  if (!role) return refuse(Reason::not_found, "no such role; there are facilitator, moderator, officer and owner", "role");
  const auto person = call.path_id<PersonId>("person");
  if (!person) return person.error();
  return people::RoleGrant{redesign, *person, *role};
}

Result<Response> get_roles(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  return roles_response(call, place->redesign.id, 200);
}

Result<Response> post_role(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string email = people::lower_email(input->line("email", {1, call.services.limits->email_chars_max}));
  const std::size_t role = input->choice("role", role_names);
  if (auto refusal = input->refusal()) return *refusal;
  const auto person = people::find_person_by_email(call.db(), email);
  if (!person) return refuse(Reason::not_found, "no account has this address; ask the person to sign up first", "email");
  const auto granted = people::grant_role(call.db(), place->actor, {place->redesign.id, person->id, static_cast<people::Role>(role)});
  if (!granted) return granted.error();
  return roles_response(call, place->redesign.id, 201);
}

Result<Response> put_role(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  const auto grant = grant_of_path(call, place->redesign.id);
  if (!grant) return grant.error();
  if (auto granted = people::grant_role(call.db(), place->actor, *grant); !granted) return granted.error();
  return roles_response(call, place->redesign.id, 200);
}

Result<Response> delete_role(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  const auto grant = grant_of_path(call, place->redesign.id);
  if (!grant) return grant.error();
  if (auto revoked = people::revoke_role(call.db(), place->actor, *grant); !revoked) return revoked.error();
  return http::no_content();
}

}  // namespace

http::Routes role_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/roles", Who::owner, Kind::read, Cost::normal, Audience::mine, get_roles},
      {Method::post, "/api/v1/redesigns/{slug}/roles", Who::owner, Kind::write, Cost::normal, Audience::mine, post_role},
      {Method::put, "/api/v1/redesigns/{slug}/roles/{role}/{person}", Who::owner, Kind::write, Cost::normal, Audience::mine, put_role},
      {Method::del, "/api/v1/redesigns/{slug}/roles/{role}/{person}", Who::owner, Kind::write, Cost::normal, Audience::mine, delete_role},
  };
}

}  // namespace palabre::redesigns
