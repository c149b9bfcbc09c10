// Appends to, reads and checks the event log. Called by every act, by the sockets' resume, by `palabre check`.
#include "db/event_log.hpp"

#include "crypto/crypto.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace palabre::db {
namespace {

constexpr std::string_view head_sql = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1";

constexpr std::string_view append_sql = R"sql(
  INSERT INTO event (seq, at, actor, channel, subject, type, payload, parent_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql";

constexpr std::string_view after_sql =
    "SELECT seq, at, actor, channel, subject, type, payload, parent_hash, hash FROM event WHERE seq > $1 ORDER BY seq LIMIT $2";

constexpr std::string_view columns = "seq, at, actor, channel, subject, type, payload, parent_hash, hash";

constexpr std::size_t chain_page = 1'000;

/// What a hash covers, each part with its length so that no two records read alike.
std::string record_of(const Event& event) {
  std::string record;
  record.reserve(event.payload.size() + 128);
  const auto add = [&record](std::string_view part) {
    record += std::to_string(part.size());
    record += ':';
    record += part;
  };
  add(std::to_string(event.seq));
  add(std::to_string(event.at.unix_ms));
  add(event.actor);
  add(event.channel);
  add(event.subject);
  add(event.type);
  add(event.payload);
  return record;
}

Event read_event(const Rows& rows) {
  return Event{rows.integer(0), rows.instant(1), rows.text(2), rows.text(3), rows.text(4),
               rows.text(5),    rows.text(6),    rows.text(7), rows.text(8)};
}

}  // namespace

std::int64_t append_event(Tx& tx, std::string_view actor, std::string_view channel, std::string_view subject,
                          std::string_view type, std::string_view payload) {
  Event event{1,  tx.now(), std::string(actor), std::string(channel), std::string(subject), std::string(type), std::string(payload),
              {}, {}};
  if (!tx.appended().empty()) {
    event.seq = tx.appended().back().seq + 1;
    event.parent_hash = tx.appended().back().hash;
  } else if (auto head = tx.rows(head_sql); head.next()) {
    event.seq = head.integer(0) + 1;
    event.parent_hash = head.text(1);
  }
  event.hash = crypto::chain_hash(event.parent_hash, record_of(event));
  tx.run_unawaited(append_sql, event.seq, event.at, event.actor, event.channel, event.subject, event.type, event.payload,
         event.parent_hash, event.hash);
  tx.appended().push_back(event);
  return event.seq;
}

std::int64_t last_seq(Tx& tx) {
  if (!tx.appended().empty()) return tx.appended().back().seq;
  auto head = tx.rows(head_sql);
  return head.next() ? head.integer(0) : 0;
}

std::vector<Event> load_events(Tx& tx, std::int64_t since, const std::vector<std::string>& channels, std::size_t limit) {
  std::vector<Event> events;
  if (channels.empty()) return events;
  std::vector<Value> values{since, static_cast<std::int64_t>(limit)};
  std::string names;
  for (const auto& channel : channels) {
    values.emplace_back(std::string_view(channel));
    names += (names.empty() ? "$" : ", $") + std::to_string(values.size());
  }
  const std::string sql = "SELECT " + std::string(columns) + " FROM event WHERE seq > $1 AND (channel IN (" + names +
                          ") OR subject IN (" + names + ")) ORDER BY seq LIMIT $2";
  auto rows = tx.rows_of(sql, values);
  while (rows.next()) events.push_back(read_event(rows));
  return events;
}

std::vector<Event> load_all_events(Tx& tx, std::int64_t since, std::size_t limit) {
  std::vector<Event> events;
  auto rows = tx.rows(after_sql, since, static_cast<std::int64_t>(limit));
  while (rows.next()) events.push_back(read_event(rows));
  return events;
}

std::int64_t check_chain(Tx& tx, const std::function<void(const std::string&)>& report) {
  std::int64_t walked = 0;
  std::string parent;
  const auto walk = [&](const Event& event) {
    ++walked;
    const std::string name = "event " + std::to_string(event.seq);
    if (event.seq != walked) {
      report(name + ": expected number " + std::to_string(walked) + ", an event is missing");
      walked = event.seq;
    }
    if (event.parent_hash != parent) report(name + ": does not follow the hash of the event before it");
    if (crypto::chain_hash(event.parent_hash, record_of(event)) != event.hash) report(name + ": its content was changed");
    parent = event.hash;
  };
  // Page by page: a server's driver holds a whole answer in memory.
  auto events = load_all_events(tx, std::numeric_limits<std::int64_t>::min(), chain_page);
  while (!events.empty()) {
    for (const auto& event : events) walk(event);
    events = load_all_events(tx, events.back().seq, chain_page);
  }
  return walked;
}

std::string event_json(const Event& event, std::string_view channel) {
  // `payload` is already JSON: it is placed as it is, so that the record that was hashed is what everybody reads.
  std::string text = R"({"seq":)" + std::to_string(event.seq);
  const auto add = [&text](std::string_view name, std::string_view value) {
    text += ",\"";
    text += name;
    text += "\":";
    text += nlohmann::json(value).dump();
  };
  add("at", iso_text(event.at));
  add("channel", channel);
  if (!event.subject.empty()) add("subject", event.subject);
  add("type", event.type);
  text += ",\"data\":";
  text += event.payload.empty() ? "{}" : event.payload;
  text += '}';
  return text;
}

}  // namespace palabre::db
