// The public list of answers over HTTP, as JSON and as CSV.
// Called by the router; main joins these rows with the other slices'.
#include "followup/answer_api.hpp"
#include "followup/answer_list.hpp"
#include "http/paging.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

using http::Call;
using http::Response;

constexpr std::string_view order = "answers";
/// A download is whole up to this many answers; who needs more asks the API page by page.
constexpr std::size_t csv_rows_max = 5'000;

Result<AnswerListQuery> read_query(const Call& call) {
  AnswerListQuery query;
  query.now = call.now;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (const auto kind = call.request.param("kind")) {
    query.kind = kind_of(*kind);
    if (!query.kind) return refuse(Reason::bad_field, "no such kind of answer", "kind");
  }
  if (const auto language = call.request.param("language")) {
    if (language->size() != 2) return refuse(Reason::bad_field, "two letters", "language");
    query.language = *language;
  }
  const auto late = call.request.param("late");
  if (late && *late != "true" && *late != "false") return refuse(Reason::bad_field, "true or false", "late");
  query.is_late_only = late == "true";
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

/// "Late" is a matter of the clock: kept bytes are at most a minute old.
Response kept(Response response, const redesigns::Redesign& redesign, Instant now) {
  response.depends_on = {redesigns::channel_of(redesign.id)};
  response.fresh_until = now.plus_ms(ms_per_minute);
  return response;
}

Result<Response> list_public_answers(const Call& call) {
  auto query = read_query(call);
  if (!query) return query.error();
  const auto redesign = load_redesign(call);
  if (!redesign) return redesign.error();
  const std::size_t limit = query->limit++;
  auto list = load_answer_list(call.db(), redesign->id, *query);
  nlohmann::json body = {{"items", nlohmann::json::array()}, {"next", nullptr}, {"total", count_answer_list(call.db(), redesign->id, *query)}};
  std::string next;
  if (list.size() > limit) {
    list.pop_back();
    next = http::encode_cursor({std::string(order), list.back().place.key, list.back().place.id, 0});
    body["next"] = next;
  }
  for (const auto& listed : list) body["items"].push_back(listed_answer_view(listed, call.now));
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return kept(std::move(response), *redesign, call.now);
}

Result<Response> download_answers(const Call& call) {
  auto query = read_query(call);
  if (!query) return query.error();
  const auto redesign = load_redesign(call);
  if (!redesign) return redesign.error();
  query->limit = csv_rows_max;
  Response response = http::text_response(answer_list_csv(load_answer_list(call.db(), redesign->id, *query), call.now), "text/csv; charset=utf-8");
  response.header("Content-Disposition", "attachment; filename=\"answers-" + redesign->slug + ".csv\"");
  return kept(std::move(response), *redesign, call.now);
}

}  // namespace

http::Routes answer_list_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/answers", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_public_answers},
      {Method::get, "/api/v1/redesigns/{slug}/answers.csv", Who::anyone, Kind::read, Cost::costly, Audience::everyone, download_answers},
  };
}

}  // namespace palabre::followup
