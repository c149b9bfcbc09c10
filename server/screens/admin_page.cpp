// How the instance is, and how it is set: two pages for administrators. Joined into screens::routes().
#include "instance/health.hpp"
#include "instance/instance.hpp"
#include "pages/localised.hpp"
#include "screens/admin_parts.hpp"
#include "screens/admin_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palabre::screens {

using instance::Health;
using nlohmann::json;

namespace {

constexpr std::int64_t check_days_max = 8;      // a weekly check that did not come
constexpr std::int64_t events_waiting_max = 500;
constexpr std::int64_t disk_free_percent_min = 10;

/// 12 400 000 as « 12,4 Mo »: one decimal, thousands like disks count them.
std::string bytes_text(const Page& page, std::int64_t bytes) {
  constexpr std::array<std::string_view, 3> units{"admin.kilobytes", "admin.megabytes", "admin.gigabytes"};
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (size >= 1000 && unit + 1 < units.size()) {
    size /= 1000;
    ++unit;
  }
  return page.text(units[unit], {{"size", std::round(size * 10) / 10}});
}

std::string uptime_text(const Page& page, std::int64_t ms) {
  if (ms >= 2 * ms_per_day) return page.count("admin.uptime_days", ms / ms_per_day);
  if (ms >= 2 * ms_per_hour) return page.count("admin.uptime_hours", ms / ms_per_hour);
  return page.count("admin.uptime_minutes", ms / ms_per_minute);
}

json row(const Page& page, std::string_view key, std::string value, std::string hint = {}) {
  return {{"label", page.text("admin." + std::string(key))}, {"value_text", std::move(value)}, {"hint", std::move(hint)}, {"bar", false}};
}

/// With a bar, since there is a limit. The words beside it say the same.
json limited_row(const Page& page, std::string_view key, std::int64_t value, std::int64_t max) {
  json view = row(page, key, pages::format_number(page.language(), value), page.text("admin.of_at_most", {{"max", pages::format_number(page.language(), max)}}));
  if (max > 0) view["bar"] = {{"value", value}, {"max", max}, {"bar_label", view["label"]}};
  return view;
}

json disk_row(const Page& page, const Health& health) {
  json view = row(page, "disk", bytes_text(page, health.disk_free_bytes), page.text("admin.of_in_all", {{"max", bytes_text(page, health.disk_bytes)}}));
  if (health.disk_bytes > 0) view["bar"] = {{"value", health.disk_bytes - health.disk_free_bytes}, {"max", health.disk_bytes}, {"bar_label", view["label"]}};
  return view;
}

std::string check_text(const Page& page, const Health& health) {
  if (!health.check) return page.text("admin.check_never");
  return page.text("admin.check_result", {{"count", health.check->differences}});
}

json store_rows(const Page& page, const Health& health) {
  json rows = json::array();
  rows.push_back(row(page, "database_size", bytes_text(page, health.database_bytes), health.database));
  rows.push_back(disk_row(page, health));
  rows.push_back(row(page, "schema", std::to_string(health.schema)));
  rows.push_back(row(page, "last_check", check_text(page, health), health.check ? when_text(page, health.check->at) : page.text("admin.check_how")));
  rows.push_back(row(page, "last_event", pages::format_number(page.language(), health.last_seq), health.last_event_at ? when_text(page, *health.last_event_at) : std::string()));
  rows.push_back(row(page, "event_lag", page.count("admin.events_waiting", health.events_waiting)));
  return rows;
}

json machine_rows(const Page& page, const Health& health) {
  json rows = json::array();
  rows.push_back(row(page, "version", health.version.empty() ? "–" : health.version));
  rows.push_back(row(page, "uptime", uptime_text(page, page.now().unix_ms - health.started_at.unix_ms), when_text(page, health.started_at)));
  rows.push_back(limited_row(page, "writer_queue", health.writes_waiting, health.writes_max));
  rows.push_back(limited_row(page, "sockets", health.sockets, health.sockets_max));
  rows.push_back(limited_row(page, "connections", health.connections, health.connections_max));
  json cache = row(page, "cache", bytes_text(page, health.cache_bytes),
                   page.text("admin.cache_hint", {{"count", health.cache_entries}, {"max", bytes_text(page, health.cache_bytes_max)}}));
  if (health.cache_bytes_max > 0) cache["bar"] = {{"value", health.cache_bytes}, {"max", health.cache_bytes_max}, {"bar_label", cache["label"]}};
  rows.push_back(std::move(cache));
  return rows;
}

/// One line for each server on this database; none when this one is alone.
json node_rows(const Page& page, const Health& health) {
  constexpr std::size_t name_chars = 8;
  json rows = json::array();
  for (const auto& node : health.nodes) {
    const std::string name = page.text("admin.node_name", {{"id", node.id.substr(0, name_chars)}});
    const bool is_alive = nodes::is_alive(node, page.now());
    const std::string state = page.text(!is_alive ? "admin.node_silent" : node.id == health.own_node ? "admin.node_own" : "admin.node_alive");
    const std::string moment = page.text(is_alive ? "admin.node_started" : "admin.node_last_seen", {{"when", when_text(page, is_alive ? node.started_at : node.seen_at)}});
    const std::string lag = page.count("admin.events_waiting", std::max<std::int64_t>(0, health.last_seq - node.published_seq));
    const std::string hint = page.text("admin.node_hint", {{"version", node.version}, {"moment", moment}, {"lag", lag}});
    rows.push_back({{"label", name}, {"value_text", state}, {"hint", hint}, {"bar", false}});
  }
  return rows;
}

json groups_view(const Page& page, const Health& health) {
  json groups = json::array({{{"id", "store"}, {"title_text", page.text("admin.store")}, {"rows", store_rows(page, health)}},
                             {{"id", "machine"}, {"title_text", page.text("admin.machine")}, {"rows", machine_rows(page, health)}}});
  if (!health.nodes.empty()) groups.push_back({{"id", "nodes"}, {"title_text", page.text("admin.nodes")}, {"rows", node_rows(page, health)}});
  return groups;
}

json counts_view(const Page& page, const Health& health) {
  const auto number = [&](std::string_view key, std::int64_t value) {
    return json{{"label", page.text("admin." + std::string(key))}, {"value_text", pages::format_number(page.language(), value)}};
  };
  return json::array({number("people", health.people), number("redesigns", health.redesigns), number("ideas", health.ideas)});
}

/// What somebody should do something about.
json warnings_view(const Page& page, const Health& health) {
  json warnings = json::array();
  const auto warn = [&](std::string_view key) { warnings.push_back({{"text", page.text(key)}}); };
  if (health.disk_bytes > 0 && health.disk_free_bytes * 100 / health.disk_bytes < disk_free_percent_min) warn("admin.warn_disk");
  if (health.check && health.check->differences > 0) warn("admin.warn_differences");
  else if (!health.check || page.now().unix_ms - health.check->at.unix_ms > check_days_max * ms_per_day) warn("admin.warn_no_check");
  if (health.events_waiting > events_waiting_max) warn("admin.warn_lag");
  if (health.writes_max > 0 && health.writes_waiting * 2 > health.writes_max) warn("admin.warn_queue");
  return warnings;
}

Result<http::Response> get_health(const http::Call& call) {
  const auto page = open_admin(call, "admin.health_title");
  if (!page) return page.error();
  const Health health = instance::load_health(page->db(), call.services);
  json warnings = warnings_view(*page, health);
  json view{{"nav", admin_nav_view(*page, "health")},
            {"has_warnings", !warnings.empty()},
            {"counts", counts_view(*page, health)},
            {"groups", groups_view(*page, health)}};
  view["warnings"] = std::move(warnings);
  return page->show("admin", view);
}

Result<http::Response> get_settings(const http::Call& call) {
  const auto page = open_admin(call, "admin.settings_title");
  if (!page) return page.error();
  json lines = json::array();
  json limits = json::array();
  std::int64_t limits_changed = 0;
  if (instance::machine_of(call.services) != nullptr) {
    for (const auto& line : instance::machine_of(call.services)->settings) {
      const bool is_limit = line.key.starts_with("limits.");
      const std::string value = line.is_secret ? page->text("admin.setting_secret") : line.value;
      (is_limit ? limits : lines)
          .push_back({{"key", line.key}, {"value_text", value.empty() ? page->text("admin.setting_empty") : value},
                      {"is_quiet", line.is_secret || line.value.empty()}, {"is_changed", !line.is_default}, {"help", is_limit ? std::string() : page->text("setting." + line.key)}});
      if (is_limit && !line.is_default) ++limits_changed;
    }
  }
  json folded = false;
  if (!limits.empty()) {
    folded = {{"title_text", page->text("admin.limits_title", {{"count", static_cast<std::int64_t>(limits.size())}, {"changed", limits_changed}})}};
    folded["lines"] = std::move(limits);
  }
  return page->show("admin_settings", {{"nav", admin_nav_view(*page, "settings")}, {"lines", std::move(lines)}, {"limits", std::move(folded)}});
}

}  // namespace

http::Routes health_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/admin", Who::admin, Kind::read, Cost::normal, Audience::mine, get_health},
      {Method::get, "/{lang}/admin/settings", Who::admin, Kind::read, Cost::normal, Audience::mine, get_settings},
  };
}

http::Routes admin_routes() {
  http::Routes all;
  for (const auto part : {health_routes, admin_people_routes, admin_organisations_routes, admin_theme_routes, admin_texts_routes, admin_audit_routes}) {
    for (auto& row : part()) all.push_back(row);
  }
  return all;
}

}  // namespace palabre::screens
