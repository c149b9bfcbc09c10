// /api/v1/admin/organisations: listed, made, renamed, named as the one that runs the instance.
// Called by the router, as part of the routes of administrators.
#include "http/input.hpp"
#include "http/paging.hpp"
#include "instance/instance_api.hpp"
#include "instance/theme_repo.hpp"
#include "people/edit_organisation.hpp"
#include "people/person_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr std::string_view organisation_order = "organisations";

json organisation_view(db::Tx& tx, const people::OrganisationUse& use) {
  const auto theme = find_theme(tx, use.organisation.id);
  return {{"id", use.organisation.id.text()},
          {"kind", use.organisation.kind},
          {"names", use.organisation.names},
          {"is_own", people::own_organisation(tx) == use.organisation.id},
          {"has_theme", theme && theme->theme},
          {"redesigns", use.redesigns},
          {"accounts", use.accounts}};
}

json view_of_one(db::Tx& tx, OrganisationId id) {
  return organisation_view(tx, people::load_organisation_uses(tx, OrganisationId{id.value - 1}, 1).front());
}

Result<Response> list_organisations(const Call& call) {
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  OrganisationId after;
  if (const auto text = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*text, organisation_order);
    if (!cursor) return cursor.error();
    after = OrganisationId{cursor->id};
  }
  const auto uses = people::load_organisation_uses(call.db(), after, *limit);
  json items = json::array();
  for (const auto& use : uses) items.push_back(organisation_view(call.db(), use));
  json body{{"items", std::move(items)}, {"next", nullptr}};
  if (uses.size() < *limit) return http::json_response(body);
  const std::string next = http::encode_cursor({std::string(organisation_order), 0, uses.back().organisation.id.value, 0});
  body["next"] = next;
  Response response = http::json_response(body);
  http::add_next_link(response, call.request, next);
  return response;
}

std::map<std::string, std::string> names_of(const http::TextPairs& pairs) { return {pairs.begin(), pairs.end()}; }

Result<Response> post_organisation(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string kind = input->line("kind", {1, 40});
  const auto names = input->texts_by_language("names", {1, call.services.limits->name_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto made = people::create_organisation(call.db(), admin_actor(call), kind, names_of(names));
  if (!made) return made.error();
  Response response = http::json_response(view_of_one(call.db(), made->id), 201);
  response.header("Location", "/api/v1/admin/organisations");
  return response;
}

Result<Response> patch_organisation(const Call& call) {
  const auto id = call.path_id<OrganisationId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  people::EditOrganisation wanted;
  wanted.kind = input->optional_line("kind", {1, 40});
  if (input->is_sent("names")) wanted.names = names_of(input->texts_by_language("names", {1, call.services.limits->name_chars_max}));
  wanted.is_own = input->optional_fact("is_own");
  if (auto refusal = input->refusal()) return *refusal;
  const auto edited = people::edit_organisation(call.db(), admin_actor(call), *id, wanted);
  if (!edited) return edited.error();
  return http::json_response(view_of_one(call.db(), edited->id));
}

}  // namespace

http::Routes organisation_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/admin/organisations", Who::admin, Kind::read, Cost::normal, Audience::mine, list_organisations},
      {Method::post, "/api/v1/admin/organisations", Who::admin, Kind::write, Cost::normal, Audience::mine, post_organisation},
      {Method::patch, "/api/v1/admin/organisations/{id}", Who::admin, Kind::write, Cost::normal, Audience::mine, patch_organisation},
  };
}

}  // namespace palabre::instance
