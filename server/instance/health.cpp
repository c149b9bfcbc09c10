// Gathers the health of the instance. Called by the route and the page of administrators.
#include "instance/health.hpp"

#include "db/event_log.hpp"
#include "db/gate.hpp"
#include "http/vitals.hpp"
#include "instance/instance.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::instance {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view save_check_sql =
    "INSERT INTO meta (key, value) VALUES ('last_check', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
constexpr std::string_view check_sql = "SELECT value FROM meta WHERE key = 'last_check'";

std::int64_t size_of(const fs::path& file) {
  std::error_code missing;
  const auto bytes = fs::file_size(file, missing);
  return missing ? 0 : static_cast<std::int64_t>(bytes);
}

std::int64_t count(db::Tx& tx, std::string_view sql) {
  auto rows = tx.rows(sql);
  rows.next();
  return rows.integer(0);
}

void read_machine(const Instance& instance, Health& health) {
  health.version = instance.version;
  health.database = instance.database;
  health.schema = instance.schema;
  health.started_at = instance.started_at;
  health.database_bytes = size_of(instance.database_file) + size_of(instance.database_file.string() + "-wal");
  std::error_code unknown;
  const auto space = fs::space(instance.data_folder, unknown);
  if (unknown) return;
  health.disk_free_bytes = static_cast<std::int64_t>(space.available);
  health.disk_bytes = static_cast<std::int64_t>(space.capacity);
}

void read_vitals(const http::Vitals& vitals, Health& health) {
  health.sockets = vitals.sockets;
  health.connections = vitals.connections;
  health.cache_entries = vitals.cache_entries;
  health.cache_bytes = vitals.cache_bytes;
  health.events_waiting = std::max<std::int64_t>(0, health.last_seq - vitals.published_seq);
}

void read_limits(const Limits& limits, Health& health) {
  health.writes_max = static_cast<std::int64_t>(limits.write_queue_max);
  health.sockets_max = static_cast<std::int64_t>(limits.sockets_max);
  health.connections_max = static_cast<std::int64_t>(limits.connections_max);
  health.cache_entries_max = static_cast<std::int64_t>(limits.cache_entries_max);
  health.cache_bytes_max = static_cast<std::int64_t>(limits.cache_bytes_max);
}

json used(std::int64_t value, std::int64_t max) { return {{"value", value}, {"max", max}}; }

json moment_or_null(const std::optional<Instant>& moment) { return moment ? json(iso_text(*moment)) : json(nullptr); }

}  // namespace

void save_check_run(db::Tx& tx, std::int64_t differences) {
  const std::string stored = json{{"at", tx.now().unix_ms}, {"differences", differences}}.dump();
  tx.run(save_check_sql, stored);
}

std::optional<CheckRun> find_check_run(db::Tx& tx) {
  auto rows = tx.rows(check_sql);
  if (!rows.next()) return std::nullopt;
  const json stored = json::parse(rows.view(0));
  return CheckRun{Instant{stored.at("at").get<std::int64_t>()}, stored.at("differences").get<std::int64_t>()};
}

Health load_health(db::Tx& tx, const http::Services& services) {
  Health health;
  health.last_seq = db::last_seq(tx);
  if (health.last_seq > 0) {
    auto rows = tx.rows("SELECT at FROM event WHERE seq = $1", health.last_seq);
    if (rows.next()) health.last_event_at = rows.instant(0);
  }
  health.people = count(tx, "SELECT count(*) FROM person WHERE email IS NOT NULL OR password_hash IS NOT NULL");
  health.redesigns = count(tx, "SELECT count(*) FROM redesign");
  health.ideas = count(tx, "SELECT coalesce(sum(ideas), 0) FROM redesign");
  health.check = find_check_run(tx);
  if (services.is_shared) {
    health.nodes = nodes::load_nodes(tx);
    health.own_node = services.node_id;
  }
  read_limits(*services.limits, health);
  if (services.gate != nullptr) health.writes_waiting = services.gate->figures().waiting_writes;
  if (http::vitals_of(services) != nullptr) read_vitals(*http::vitals_of(services), health);
  if (const auto* machine = machine_of(services); machine != nullptr) {
    read_machine(*machine, health);
    if (machine->is_on_server) health.database_bytes = count(tx, "SELECT pg_database_size(current_database())");
  }
  return health;
}

json health_view(const Health& health, Instant now) {
  json servers = json::array();
  for (const auto& node : health.nodes) {
    servers.push_back({{"id", node.id}, {"version", node.version}, {"started_at", iso_text(node.started_at)}, {"seen_at", iso_text(node.seen_at)},
                       {"seq", node.published_seq}, {"is_alive", nodes::is_alive(node, now)}, {"is_answering", node.id == health.own_node}});
  }
  json check = nullptr;
  if (health.check) check = {{"at", iso_text(health.check->at)}, {"differences", health.check->differences}};
  return {{"version", health.version},
          {"database", health.database},
          {"schema", health.schema},
          {"started_at", iso_text(health.started_at)},
          {"uptime_seconds", std::max<std::int64_t>(0, (now.unix_ms - health.started_at.unix_ms) / ms_per_second)},
          {"database_bytes", health.database_bytes},
          {"disk", {{"free_bytes", health.disk_free_bytes}, {"bytes", health.disk_bytes}}},
          {"last_event", {{"seq", health.last_seq}, {"at", moment_or_null(health.last_event_at)}, {"waiting", health.events_waiting}}},
          {"writer_queue", used(health.writes_waiting, health.writes_max)},
          {"sockets", used(health.sockets, health.sockets_max)},
          {"connections", used(health.connections, health.connections_max)},
          {"cache_entries", used(health.cache_entries, health.cache_entries_max)},
          {"cache_bytes", used(health.cache_bytes, health.cache_bytes_max)},
          {"people", health.people},
          {"redesigns", health.redesigns},
          {"ideas", health.ideas},
          {"nodes", std::move(servers)},
          {"last_check", std::move(check)}};
}

}  // namespace palabre::instance
