// /api/v1/admin/people: finding people, suspending and reinstating them, making administrators.
// Called by the router, as part of the routes of administrators.
#include "http/input.hpp"
#include "http/paging.hpp"
#include "instance/instance_api.hpp"
#include "people/change_admin.hpp"
#include "people/people_search.hpp"
#include "people/suspend_person.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::instance {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr std::string_view people_order = "people";

json line_view(const people::Person& person) {
  return {{"id", person.id.text()},          {"name", person.name},          {"email", person.email},
          {"is_organisation", person.is_organisation()}, {"is_admin", person.is_admin}, {"is_suspended", person.is_suspended},
          {"created_at", iso_text(person.created_at)}};
}

json suspension_view(const people::Suspension& suspension) {
  return {{"reason", suspension.reason},
          {"suspended_by", suspension.suspended_by},
          {"suspended_at", iso_text(suspension.suspended_at)},
          {"lifted_by", suspension.lifted_by},
          {"lifted_at", suspension.lifted_at ? json(iso_text(*suspension.lifted_at)) : json(nullptr)},
          {"lifted_reason", suspension.lifted_reason}};
}

json person_page_view(db::Tx& tx, const people::Person& person) {
  json view = line_view(person);
  view["language"] = person.language;
  view["roles"] = json::array();
  for (const auto& held : people::load_roles_held(tx, person.id)) view["roles"].push_back({{"redesign", held.redesign.text()}, {"role", held.role}});
  view["suspensions"] = json::array();
  for (const auto& suspension : people::load_suspensions(tx, person.id)) view["suspensions"].push_back(suspension_view(suspension));
  return view;
}

Result<people::PeopleQuery> read_query(const Call& call) {
  people::PeopleQuery query;
  query.text = call.request.param("q").value_or("");
  if (query.text.size() > call.services.limits->query_chars_max * 4) return refuse(Reason::too_long, "a shorter search", "q");
  if (const auto filter = call.request.param("filter")) {
    const auto found = std::find(people::people_filters.begin(), people::people_filters.end(), *filter);
    if (found == people::people_filters.end()) return refuse(Reason::bad_field, "one of all, admins, suspended, staff, organisations", "filter");
    query.filter = static_cast<people::PeopleFilter>(found - people::people_filters.begin());
  }
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (const auto after = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*after, people_order);
    if (!cursor) return cursor.error();
    query.before = PersonId{cursor->id};
  }
  return query;
}

Result<Response> list_people(const Call& call) {
  const auto query = read_query(call);
  if (!query) return query.error();
  const auto found = people::search_people(call.db(), *query);
  json items = json::array();
  for (const auto& person : found) items.push_back(line_view(person));
  json body{{"items", std::move(items)}, {"count", people::count_people(call.db(), *query)}, {"next", nullptr}};
  if (found.size() < query->limit || found.back().id.value == 1) return http::json_response(body);
  const std::string next = http::encode_cursor({std::string(people_order), 0, found.back().id.value, 0});
  body["next"] = next;
  Response response = http::json_response(body);
  http::add_next_link(response, call.request, next);
  return response;
}

Result<Response> person_response(const Call& call, const Result<people::Person>& person) {
  if (!person) return person.error();
  return http::json_response(person_page_view(call.db(), *person));
}

Result<Response> get_person(const Call& call) {
  const auto id = call.path_id<PersonId>();
  if (!id) return id.error();
  const auto person = people::find_person(call.db(), *id);
  if (!person) return refuse(Reason::not_found, "no such person", "id");
  return http::json_response(person_page_view(call.db(), *person));
}

using ReasonedAct = Result<people::Person> (*)(db::Tx&, const people::Actor&, PersonId, std::string_view);
template <ReasonedAct act>
Result<Response> post_reasoned(const Call& call) {
  const auto id = call.path_id<PersonId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  return person_response(call, act(call.db(), admin_actor(call), *id, reason));
}

using AdminAct = Result<people::Person> (*)(db::Tx&, const people::Actor&, PersonId);
template <AdminAct act>
Result<Response> change_admin_role(const Call& call) {
  const auto id = call.path_id<PersonId>();
  if (!id) return id.error();
  return person_response(call, act(call.db(), admin_actor(call), *id));
}

}  // namespace

http::Routes people_admin_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/admin/people", Who::admin, Kind::read, Cost::costly, Audience::mine, list_people},
      {Method::get, "/api/v1/admin/people/{id}", Who::admin, Kind::read, Cost::normal, Audience::mine, get_person},
      {Method::post, "/api/v1/admin/people/{id}/suspension", Who::admin, Kind::write, Cost::normal, Audience::mine, post_reasoned<people::suspend_person>},
      {Method::post, "/api/v1/admin/people/{id}/reinstatement", Who::admin, Kind::write, Cost::normal, Audience::mine, post_reasoned<people::reinstate_person>},
      {Method::put, "/api/v1/admin/people/{id}/administrator", Who::admin, Kind::write, Cost::normal, Audience::mine, change_admin_role<people::grant_admin>},
      {Method::del, "/api/v1/admin/people/{id}/administrator", Who::admin, Kind::write, Cost::normal, Audience::mine, change_admin_role<people::revoke_admin>},
  };
}

}  // namespace palabre::instance
