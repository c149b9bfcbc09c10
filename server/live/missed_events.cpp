// Reads missed events. Called in a gate read by net's socket session and by the polling route.
#include "live/missed_events.hpp"

#include "db/event_log.hpp"
#include "live/channel.hpp"

#include <algorithm>

namespace palabre::live {
namespace {

constexpr std::string_view after_sql =
    "SELECT seq, at, actor, channel, subject, type, payload, parent_hash, hash FROM event WHERE seq > $1 ORDER BY seq";

bool is_on(const db::Event& event, const std::vector<std::string>& channels) {
  const auto heard_on = channels_of(event);
  return std::any_of(heard_on.begin(), heard_on.end(),
                     [&](const std::string& name) { return std::find(channels.begin(), channels.end(), name) != channels.end(); });
}

}  // namespace

std::vector<db::Event> load_missed(db::Tx& tx, std::int64_t since, const std::vector<std::string>& channels, std::size_t limit) {
  if (std::find(channels.begin(), channels.end(), instance_channel) == channels.end()) {
    return db::load_events(tx, since, channels, limit);
  }
  // The instance channel is a choice by type, so the log is walked from `since` until enough was found.
  std::vector<db::Event> events;
  auto rows = tx.rows(after_sql, since);
  while (events.size() < limit && rows.next()) {
    db::Event event{rows.integer(0), rows.instant(1), rows.text(2), rows.text(3), rows.text(4),
                    rows.text(5),    rows.text(6),    rows.text(7), rows.text(8)};
    if (is_on(event, channels)) events.push_back(std::move(event));
  }
  return events;
}

}  // namespace palabre::live
