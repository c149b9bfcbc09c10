// /api/v1/admin/health, /settings and /audit. Called by the router, as part of the routes of administrators.
#include "http/paging.hpp"
#include "instance/health.hpp"
#include "instance/instance.hpp"
#include "instance/instance_api.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::instance {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr std::string_view order = "audit";

Result<Response> get_health(const Call& call) { return http::json_response(health_view(load_health(call.db(), call.services), call.now)); }

Result<Response> get_settings(const Call& call) {
  json items = json::array();
  if (machine_of(call.services) != nullptr) {
    for (const auto& line : machine_of(call.services)->settings)
      items.push_back({{"key", line.key}, {"value", line.value}, {"help", line.help}, {"is_secret", line.is_secret}, {"is_default", line.is_default}});
  }
  return http::json_response({{"items", std::move(items)}});
}

Result<Response> get_audit(const Call& call) {
  const auto query = read_audit_query(call);
  if (!query) return query.error();
  const auto lines = load_audit(call.db(), *query);
  json items = json::array();
  for (const auto& line : lines) items.push_back(audit_view(line));
  const std::string next = next_audit_cursor(lines, query->limit);
  json body{{"items", std::move(items)}, {"next", next.empty() ? json(nullptr) : json(next)}};
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return response;
}

Result<Response> get_audit_csv(const Call& call) {
  auto query = read_audit_query(call);
  if (!query) return query.error();
  return audit_csv_response(call, *query);
}

/// A day of the filter; `is_end`: the moment after it.
Result<std::optional<Instant>> read_day(const Call& call, std::string_view name, bool is_end) {
  const auto text = call.request.param(name);
  if (!text || text->empty()) return std::optional<Instant>();
  const auto day = text->size() == 10 ? parse_instant(*text) : std::nullopt;
  if (!day) return refuse(Reason::bad_field, "a day like 2026-11-21", name);
  return std::optional(is_end ? day->plus_ms(ms_per_day) : *day);
}

Result<RedesignId> read_redesign(const Call& call) {
  const auto slug = call.request.param("redesign");
  if (!slug || slug->empty()) return RedesignId{};
  auto rows = call.db().rows("SELECT id FROM redesign WHERE slug = $1", *slug);
  if (!rows.next()) return refuse(Reason::bad_field, "no redesign has this short name", "redesign");
  return rows.id<RedesignId>(0);
}

/// "clock", "import" and "command" are no people; anything else is the number of one.
Result<void> read_who(const Call& call, AuditQuery& query) {
  const std::string who = call.request.param("person").value_or("");
  if (who.empty()) return {};
  for (const auto actor : machine_actors) {
    if (who != actor) continue;
    query.actor = who;
    return {};
  }
  const auto person = PersonId::parse(who);
  if (!person) return refuse(Reason::bad_field, "the number of a person, or clock, import, command", "person");
  query.person = *person;
  return {};
}

}  // namespace

Result<AuditQuery> read_audit_query(const Call& call) {
  AuditQuery query;
  query.type = call.request.param("type").value_or("");
  if (!query.type.empty() && !is_audit_type(query.type)) return refuse(Reason::bad_field, "a type like idea.published, or its first word", "type");
  if (auto read = read_who(call, query); !read) return read.error();
  const auto redesign = read_redesign(call);
  if (!redesign) return redesign.error();
  query.redesign = *redesign;
  const auto from = read_day(call, "from", false);
  if (!from) return from.error();
  query.from = *from;
  const auto until = read_day(call, "until", true);
  if (!until) return until.error();
  query.until = *until;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (const auto after = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*after, order);
    if (!cursor) return cursor.error();
    query.before = cursor->id;
  }
  return query;
}

std::string next_audit_cursor(const std::vector<AuditLine>& lines, std::size_t limit) {
  if (lines.size() < limit || lines.back().seq <= 1) return {};
  return http::encode_cursor({std::string(order), 0, lines.back().seq, 0});
}

Response audit_csv_response(const Call& call, AuditQuery query) {
  query.before = 0;
  query.limit = audit_csv_rows_max;
  Response response = http::text_response(audit_csv(load_audit(call.db(), query)), "text/csv; charset=utf-8");
  response.header("Content-Disposition", "attachment; filename=\"audit-" + day_text(call.now) + ".csv\"");
  return response;
}

http::Routes machine_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/admin/health", Who::admin, Kind::read, Cost::normal, Audience::mine, get_health},
      {Method::get, "/api/v1/admin/settings", Who::admin, Kind::read, Cost::normal, Audience::mine, get_settings},
      {Method::get, "/api/v1/admin/audit", Who::admin, Kind::read, Cost::costly, Audience::mine, get_audit},
      {Method::get, "/api/v1/admin/audit.csv", Who::admin, Kind::read, Cost::costly, Audience::mine, get_audit_csv},
  };
}

}  // namespace palabre::instance
