// /api/v1/redesigns and /api/v1/phases: JSON in, act, view out.
// Called by the router; joined with the other slices' tables by the wiring.
#include "redesigns/redesigns_api.hpp"

#include "redesigns/redesign_input.hpp"
#include "redesigns/redesign_view.hpp"
#include "redesigns/roles_api.hpp"
#include "redesigns/transition_phase.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::redesigns {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

Response redesign_response(const Call& call, const Redesign& redesign, int status = 200) {
  return http::json_response(redesign_view(call.db(), redesign, call.now), status);
}

Response phase_response(const Call& call, const Phase& phase, int status = 200) {
  const auto redesign = find_redesign(call.db(), phase.redesign);
  return http::json_response(phase_view(phase, redesign->state, call.now), status);
}

Result<Response> get_redesigns(const Call& call) {
  json items = json::array();
  Response response;
  std::vector<std::string> channels{"instance"};
  Instant fresh{INT64_MAX};
  for (const Redesign& redesign : load_public_redesigns(call.db())) {
    items.push_back(redesign_view(call.db(), redesign, call.now));
    channels.push_back(channel_of(redesign.id));
    fresh = std::min(fresh, fresh_until(redesign.state, load_phases(call.db(), redesign.id), call.now));
  }
  response = http::json_response({{"items", std::move(items)}, {"next", nullptr}});
  response.depends_on = std::move(channels);
  response.fresh_until = fresh;
  return response;
}

Result<Response> get_redesign(const Call& call) {
  const auto place = place_of(call);
  if (!place) return place.error();
  Response response = redesign_response(call, place->redesign);
  response.depends_on = {channel_of(place->redesign.id)};
  response.fresh_until = fresh_until(place->redesign.state, load_phases(call.db(), place->redesign.id), call.now);
  return response;
}

Result<Response> get_redesign_history(const Call& call) {
  const auto place = place_of(call);
  if (!place) return place.error();
  Response response = http::json_response({{"items", history_view(load_redesign_history(call.db(), place->redesign.id))}});
  response.depends_on = {channel_of(place->redesign.id)};
  return response;
}

Result<Response> get_phase_history(const Call& call) {
  const auto place = phase_place_of(call);
  if (!place) return place.error();
  Response response = http::json_response({{"items", history_view(load_phase_history(call.db(), place->phase.id))}});
  response.depends_on = {channel_of(place->redesign.id)};
  return response;
}

/// Redesigns in which I hold a role, with drafts.
Result<Response> get_my_redesigns(const Call& call) {
  json items = json::array();
  for (const Redesign& redesign : load_redesigns_of(call.db(), call.viewer->person)) items.push_back(redesign_view(call.db(), redesign, call.now));
  return http::json_response({{"items", std::move(items)}, {"next", nullptr}});
}

/// The private reading of one redesign: also a draft, for those who have a part in it.
Result<Response> get_my_redesign(const Call& call) {
  const auto place = place_of(call);
  if (!place) return place.error();
  return redesign_response(call, place->redesign);
}

Result<Response> post_redesign(const Call& call) {
  const auto input = read_create_redesign(call);
  if (!input) return input.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, {});
  const auto created = create_redesign(call.db(), actor, *input);
  if (!created) return created.error();
  Response response = redesign_response(call, *created, 201);
  response.header("Location", "/api/v1/redesigns/" + created->slug);
  return response;
}

Result<Response> patch_redesign(const Call& call) {
  const auto place = place_of(call);
  if (!place) return place.error();
  if (auto may = decide_redesign_edit(place->redesign.state, place->actor); !may) return may.error();
  const auto input = read_edit_redesign(call, place->redesign);
  if (!input) return input.error();
  const auto edited = edit_redesign(call.db(), place->actor, place->redesign, *input);
  if (!edited) return edited.error();
  return redesign_response(call, *edited);
}

Result<Response> post_redesign_transition(const Call& call) {
  const auto place = place_of(call);
  if (!place) return place.error();
  const auto input = read_transition_redesign(call);
  if (!input) return input.error();
  const auto moved = transition_redesign(call.db(), place->actor, place->redesign, *input);
  if (!moved) return moved.error();
  return redesign_response(call, *moved);
}

Result<Response> post_phase(const Call& call) {
  const auto place = place_of(call);
  if (!place) return place.error();
  if (auto may = decide_redesign_edit(place->redesign.state, place->actor); !may) return may.error();
  const auto input = read_new_phase(call, place->redesign);
  if (!input) return input.error();
  const auto added = add_phase(call.db(), place->actor, place->redesign, *input);
  if (!added) return added.error();
  return phase_response(call, *added, 201);
}

Result<Response> patch_phase(const Call& call) {
  const auto place = phase_place_of(call);
  if (!place) return place.error();
  if (auto may = decide_redesign_edit(place->redesign.state, place->actor); !may) return may.error();
  const auto input = read_edit_phase(call, place->redesign);
  if (!input) return input.error();
  const auto edited = edit_phase(call.db(), place->actor, place->phase, *input);
  if (!edited) return edited.error();
  return phase_response(call, *edited);
}

Result<Response> post_phase_transition(const Call& call) {
  const auto place = phase_place_of(call);
  if (!place) return place.error();
  const auto input = read_transition(call);
  if (!input) return input.error();
  const auto moved = transition_phase(call.db(), place->actor, place->phase.id, *input);
  if (!moved) return moved.error();
  return phase_response(call, *moved);
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  http::Routes table{
      {Method::get, "/api/v1/redesigns", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_redesigns},
      {Method::post, "/api/v1/redesigns", Who::admin, Kind::write, Cost::normal, Audience::mine, post_redesign},
      {Method::get, "/api/v1/redesigns/{slug}", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_redesign},
      {Method::patch, "/api/v1/redesigns/{slug}", Who::owner, Kind::write, Cost::normal, Audience::mine, patch_redesign},
      {Method::get, "/api/v1/redesigns/{slug}/history", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_redesign_history},
      {Method::post, "/api/v1/redesigns/{slug}/transitions", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_redesign_transition},
      {Method::post, "/api/v1/redesigns/{slug}/phases", Who::owner, Kind::write, Cost::normal, Audience::mine, post_phase},
      {Method::patch, "/api/v1/phases/{id}", Who::owner, Kind::write, Cost::normal, Audience::mine, patch_phase},
      {Method::post, "/api/v1/phases/{id}/transitions", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_phase_transition},
      {Method::get, "/api/v1/phases/{id}/history", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_phase_history},
      {Method::get, "/api/v1/me/redesigns", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_my_redesigns},
      {Method::get, "/api/v1/me/redesigns/{slug}", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_my_redesign},
  };
  const http::Routes roles = role_routes();
  table.insert(table.end(), roles.begin(), roles.end());
  return table;
}

}  // namespace palabre::redesigns
