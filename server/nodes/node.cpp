// SQL of the table of nodes. Called by app's thread of the node, by serve() and by the health page.
#include "nodes/node.hpp"

namespace palabre::nodes {
namespace {

constexpr std::string_view beat_sql = R"sql(
  INSERT INTO node (id, version, started_at, seen_at, published_seq) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, published_seq = excluded.published_seq)sql";
constexpr std::string_view nodes_sql = "SELECT id, version, started_at, seen_at, published_seq FROM node ORDER BY started_at, id";
constexpr std::string_view company_sql = "SELECT 1 FROM node WHERE id <> $1 AND seen_at > $2 LIMIT 1";
constexpr std::string_view dead_sql = "SELECT id FROM node WHERE seen_at <= $1";
constexpr std::string_view drop_presence_sql = "DELETE FROM node_presence WHERE node_id = $1";
constexpr std::string_view drop_use_sql = "DELETE FROM node_use WHERE node_id = $1";
constexpr std::string_view drop_sql = "DELETE FROM node WHERE id = $1";

}  // namespace

void save_beat(db::Tx& tx, const Node& own) { tx.run(beat_sql, own.id, own.version, own.started_at, tx.now(), own.published_seq); }

std::vector<Node> load_nodes(db::Tx& tx) {
  std::vector<Node> nodes;
  auto rows = tx.rows(nodes_sql);
  while (rows.next()) nodes.push_back({rows.text(0), rows.text(1), rows.instant(2), rows.instant(3), rows.integer(4)});
  return nodes;
}

bool has_company(db::Tx& tx, std::string_view own) { return tx.rows(company_sql, own, tx.now().plus_ms(-silent_ms_max)).next(); }

void leave(db::Tx& tx, std::string_view own) {
  tx.run(drop_presence_sql, own);
  tx.run(drop_use_sql, own);
  tx.run(drop_sql, own);
}

std::int64_t forget_dead(db::Tx& tx) {
  std::vector<std::string> dead;
  {
    auto rows = tx.rows(dead_sql, tx.now().plus_ms(-shown_ms));
    while (rows.next()) dead.push_back(rows.text(0));
  }
  for (const auto& id : dead) leave(tx, id);
  return static_cast<std::int64_t>(dead.size());
}

}  // namespace palabre::nodes
