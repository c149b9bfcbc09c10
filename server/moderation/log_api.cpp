// The public log of decisions over HTTP, as JSON and as CSV.
// Called by the router; main joins these rows with the other slices'.
#include "http/paging.hpp"
#include "moderation/decision_log.hpp"
#include "moderation/moderation_api.hpp"
#include "redesigns/redesign_repo.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::moderation {

namespace {

using http::Call;
using http::Response;

constexpr std::string_view order = "decisions";
/// A download is whole up to this many lines; who needs more asks the API page by page.
constexpr std::size_t csv_lines_max = 10'000;

Result<LogQuery> read_log_query(const Call& call) {
  LogQuery query;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (const auto kind = call.request.param("kind")) {
    const auto& kinds = log_kind_names();
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) return refuse(Reason::bad_field, "no such kind of decision", "kind");
    query.kind = *kind;
  }
  if (const auto rule = call.request.param("rule")) {
    query.rule = rule_of(*rule);
    if (!query.rule) return refuse(Reason::bad_field, "a rule of the charter", "rule");
  }
  if (const auto after = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*after, order);
    if (!cursor) return cursor.error();
    query.after = {cursor->key, cursor->id};
  }
  return query;
}

Result<redesigns::Redesign> load_redesign(const Call& call) {
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign || !redesigns::is_public(redesign->state)) return refuse(Reason::not_found, "no such redesign");
  return *redesign;
}

Result<Response> list_decisions(const Call& call) {
  auto query = read_log_query(call);
  if (!query) return query.error();
  const auto redesign = load_redesign(call);
  if (!redesign) return redesign.error();
  const std::size_t limit = query->limit++;
  auto lines = load_log(call.db(), redesign->id, *query);
  nlohmann::json body = {{"items", nlohmann::json::array()}, {"next", nullptr}};
  std::string next;
  if (lines.size() > limit) {
    lines.pop_back();
    next = http::encode_cursor({std::string(order), lines.back().place.key, lines.back().place.id, 0});
    body["next"] = next;
  }
  for (const auto& line : lines) body["items"].push_back(log_line_view(line, LogReader::everybody));
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  response.depends_on = {redesigns::channel_of(redesign->id)};
  return response;
}

Result<Response> download_decisions(const Call& call) {
  auto query = read_log_query(call);
  if (!query) return query.error();
  const auto redesign = load_redesign(call);
  if (!redesign) return redesign.error();
  query->limit = csv_lines_max;
  Response response;
  response.body = log_csv(load_log(call.db(), redesign->id, *query));
  response.content_type = "text/csv; charset=utf-8";
  response.header("Content-Disposition", "attachment; filename=\"decisions-" + redesign->slug + ".csv\"");
  response.depends_on = {redesigns::channel_of(redesign->id)};
  return response;
}

}  // namespace

http::Routes log_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/decisions", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_decisions},
      {Method::get, "/api/v1/redesigns/{slug}/decisions.csv", Who::anyone, Kind::read, Cost::costly, Audience::everyone, download_decisions},
  };
}

}  // namespace palabre::moderation
