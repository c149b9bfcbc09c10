// How the machine is: sizes, queues, lags, each beside its limit where there is one.
#pragma once
#include "http/route.hpp"
#include "nodes/node.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace palabre::instance {

/// The last `palabre check` of this database.
struct CheckRun {
  Instant at;
  std::int64_t differences = 0;
};
/// Remembers what a check found. Called by the command `palabre check`.
void save_check_run(db::Tx& tx, std::int64_t differences);
std::optional<CheckRun> find_check_run(db::Tx& tx);

struct Health {
  std::string version, database;
  std::int64_t schema = 0;
  Instant started_at;
  std::int64_t database_bytes = 0;             // with its log
  std::int64_t disk_free_bytes = 0, disk_bytes = 0;
  std::int64_t last_seq = 0;
  std::optional<Instant> last_event_at;
  std::int64_t events_waiting = 0;             // in the log, not yet handed out to listeners
  std::int64_t writes_waiting = 0, writes_max = 0;
  std::int64_t sockets = 0, sockets_max = 0;
  std::int64_t connections = 0, connections_max = 0;
  std::int64_t cache_entries = 0, cache_entries_max = 0;   // entries_max: of all threads together
  std::int64_t cache_bytes = 0, cache_bytes_max = 0;
  std::int64_t people = 0, redesigns = 0, ideas = 0;
  std::optional<CheckRun> check;
  std::vector<nodes::Node> nodes;              // servers on this database; none where one is alone
  std::string own_node;                        // which of them answers
};

/// Reads files, counters and the database. Numbers nobody counts here (tests without a server) are 0.
Health load_health(db::Tx& tx, const http::Services& services);

nlohmann::json health_view(const Health& health, Instant now);

}  // namespace palabre::instance
