// Puts triggers and foreign keys aside while rows are copied, and back. Called by copy_instance.
#include "transfer/put_aside.hpp"

#include <optional>

namespace palabre::transfer {
namespace {

constexpr std::string_view sqlite_triggers_sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1 ORDER BY name";
constexpr std::string_view postgres_has_triggers_sql =
    "SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = CAST(current_schema() AS regnamespace) "
    "AND CAST(c.relname AS TEXT) = $1 AND NOT t.tgisinternal LIMIT 1";
constexpr std::string_view postgres_references_sql = R"sql(
  SELECT CAST(c.relname AS TEXT), CAST(k.conname AS TEXT), pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE k.contype = 'f' AND k.connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 2)sql";
constexpr std::string_view postgres_sequence_sql = "SELECT pg_get_serial_sequence($1, $2)";
constexpr std::string_view sqlite_lost_sql = "SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2";

bool is_in_postgres(std::string_view dialect) { return dialect == "postgres"; }

struct NamedRule {
  std::string table;
  std::string name;
  std::string definition;
};

std::vector<NamedRule> load_references(db::Tx& tx) {
  std::vector<NamedRule> found;
  auto rows = tx.rows(postgres_references_sql);
  while (rows.next()) found.push_back({rows.text(0), rows.text(1), rows.text(2)});
  return found;
}

}  // namespace

TriggersAside::TriggersAside(db::Tx& tx, std::string_view dialect, const std::string& table) : tx_(tx) {
  if (table == search_table) return;
  if (is_in_postgres(dialect)) {
    if (!tx.rows(postgres_has_triggers_sql, table).next()) return;
    tx.run("ALTER TABLE " + sql_name(table) + " DISABLE TRIGGER USER");
    restored_by_ = "ALTER TABLE " + sql_name(table) + " ENABLE TRIGGER USER";
    return;
  }
  std::vector<std::string> names;
  {
    auto rows = tx.rows(sqlite_triggers_sql, table);
    while (rows.next()) {
      names.push_back(rows.text(0));
      definitions_.push_back(rows.text(1));
    }
  }
  for (const auto& name : names) tx.run("DROP TRIGGER " + sql_name(name));
}

void TriggersAside::put_back() {
  if (!restored_by_.empty()) tx_.run(restored_by_);
  for (const auto& definition : definitions_) tx_.run(definition);
  restored_by_.clear();
  definitions_.clear();
}

void overlook_references(db::Connection& connection, std::string_view dialect) {
  if (!is_in_postgres(dialect)) connection.tx().run("PRAGMA foreign_keys=OFF");
}

void put_references_aside(db::Tx& tx, std::string_view dialect) {
  if (!is_in_postgres(dialect)) return;
  tx.run("CREATE TABLE " + std::string(put_aside_table) + " (owner TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (owner, name))");
  for (const auto& [table, name, definition] : load_references(tx)) {
    tx.run("INSERT INTO " + std::string(put_aside_table) + " (owner, name, definition) VALUES ($1, $2, $3)", table, name, definition);
    tx.run("ALTER TABLE " + sql_name(table) + " DROP CONSTRAINT " + sql_name(name));
  }
}

bool put_back_reference(db::Tx& tx, std::string_view dialect) {
  if (!is_in_postgres(dialect)) return false;
  std::optional<NamedRule> next;
  if (auto rows = tx.rows("SELECT owner, name, definition FROM " + std::string(put_aside_table) + " ORDER BY owner, name LIMIT 1"); rows.next())
    next = NamedRule{rows.text(0), rows.text(1), rows.text(2)};
  if (!next) return false;
  tx.run("ALTER TABLE " + sql_name(next->table) + " ADD CONSTRAINT " + sql_name(next->name) + " " + next->definition);
  tx.run("DELETE FROM " + std::string(put_aside_table) + " WHERE owner = $1 AND name = $2", next->table, next->name);
  return true;
}

std::vector<std::string> lost_references(db::Tx& tx, std::string_view dialect) {
  std::vector<std::string> lost;
  if (is_in_postgres(dialect)) return lost;
  auto rows = tx.rows(sqlite_lost_sql);
  while (rows.next())
    lost.push_back(rows.text(0) + ": " + std::to_string(rows.integer(2)) + " rows name a row of " + rows.text(1) + " that is not there");
  return lost;
}

void keep_snapshot(db::Tx& tx, std::string_view dialect) {
  if (is_in_postgres(dialect)) tx.run("SET LOCAL idle_in_transaction_session_timeout = 0");
}

void set_next_ids(db::Tx& tx, std::string_view dialect, const std::vector<StoredTable>& tables) {
  if (!is_in_postgres(dialect)) return;
  for (const auto& table : tables) {
    if (table.key.size() != 1 || table.columns[table.key.front()].kind != StoredKind::integer) continue;
    const std::string& column = table.columns[table.key.front()].name;
    std::string sequence;
    if (auto rows = tx.rows(postgres_sequence_sql, sql_name(table.name), column); rows.next()) sequence = rows.text(0);
    if (sequence.empty()) continue;
    // Search entries were numbered by the engine itself; for them this changes nothing.
    tx.run("SELECT setval(CAST(CAST($1 AS TEXT) AS regclass), (SELECT COALESCE(MAX(" + sql_name(column) + "), 0) + 1 FROM " + sql_name(table.name) + "), false)", sequence);
  }
}

}  // namespace palabre::transfer
