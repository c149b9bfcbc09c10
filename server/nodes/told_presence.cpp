// Compares, writes and sums counts of presence. Called by app's thread of the node and by its watch over rounds.
#include "nodes/told_presence.hpp"

#include "nodes/node.hpp"

namespace palabre::nodes {
namespace {

constexpr std::string_view save_presence_sql = R"sql(
  INSERT INTO node_presence (node_id, channel, count) VALUES ($1, $2, $3)
  ON CONFLICT (node_id, channel) DO UPDATE SET count = excluded.count)sql";
constexpr std::string_view drop_channel_sql = "DELETE FROM node_presence WHERE node_id = $1 AND channel = $2";
constexpr std::string_view sums_sql =
    "SELECT p.channel, CAST(SUM(p.count) AS BIGINT) FROM node_presence p JOIN node n ON n.id = p.node_id WHERE p.node_id <> $1 AND n.seen_at > $2 GROUP BY p.channel";
constexpr std::string_view seats_sql =
    "SELECT p.channel FROM node_presence p JOIN node n ON n.id = p.node_id WHERE p.node_id <> $1 AND n.seen_at > $2 AND p.channel LIKE 'seat:%'";

Instant alive_after(const db::Tx& tx) { return tx.now().plus_ms(-silent_ms_max); }

}  // namespace

Changes changes_of(const Counts& told, const Counts& now, std::string_view begins_with) {
  Changes changes;
  const auto add = [&](const std::string& channel, std::int64_t count) {
    if (changes.size() < changes_max && channel.starts_with(begins_with)) changes.emplace_back(channel, count);
  };
  for (const auto& [channel, count] : told) {
    if (!now.contains(channel)) add(channel, 0);
  }
  for (const auto& [channel, count] : now) {
    const auto found = told.find(channel);
    if (found == told.end() || found->second != count) add(channel, count);
  }
  return changes;
}

void apply(Counts& told, const Changes& changes) {
  for (const auto& [channel, count] : changes) {
    if (count == 0) told.erase(channel);
    else told[channel] = count;
  }
}

void save_presence(db::Tx& tx, std::string_view own, const Changes& changes) {
  for (const auto& [channel, count] : changes) {
    if (count == 0) tx.run(drop_channel_sql, own, channel);
    else tx.run(save_presence_sql, own, channel, count);
  }
}

Counts load_presence_elsewhere(db::Tx& tx, std::string_view own) {
  Counts counts;
  auto rows = tx.rows(sums_sql, own, alive_after(tx));
  while (rows.next()) counts.emplace(rows.text(0), rows.integer(1));
  return counts;
}

std::unordered_set<std::string> load_seats_elsewhere(db::Tx& tx, std::string_view own) {
  std::unordered_set<std::string> seats;
  auto rows = tx.rows(seats_sql, own, alive_after(tx));
  while (rows.next()) seats.insert(rows.text(0));
  return seats;
}

}  // namespace palabre::nodes
