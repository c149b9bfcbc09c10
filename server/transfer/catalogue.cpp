// Asks SQLite's and PostgreSQL's catalogues for tables, columns and keys. Called by copies and backups.
#include "transfer/catalogue.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace palabre::transfer {
namespace {

// Columns: table, column, declared type, place in the primary key (0: none).
constexpr std::string_view sqlite_columns_sql = R"sql(
  SELECT t.name, c.name, c.type, c.pk FROM pragma_table_list t JOIN pragma_table_info(t.name) c
  WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!')sql";

constexpr std::string_view postgres_columns_sql = R"sql(
  SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT), format_type(a.atttypid, NULL),
         CAST(COALESCE(array_position(string_to_array(CAST(i.indkey AS TEXT), ' '), CAST(a.attnum AS TEXT)), 0) AS BIGINT)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p'))sql";

constexpr std::string_view sqlite_has_table_sql = "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = $1";
constexpr std::string_view postgres_has_table_sql =
    "SELECT 1 FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace) AND CAST(relname AS TEXT) = $1";

constexpr std::array kept_by_engines{std::string_view("schema_version"), std::string_view("writer_turn"), progress_table, put_aside_table};
// What PostgreSQL's search adds to an entry, made from its texts whenever one is saved.
constexpr std::array made_by_search{std::string_view("words"), std::string_view("word_count")};

bool is_of_postgres(std::string_view dialect) { return dialect == "postgres"; }

StoredKind column_kind(std::string_view type, const std::string& place) {
  if (type == "INTEGER" || type == "BIGINT" || type == "bigint" || type == "integer") return StoredKind::integer;
  if (type == "REAL" || type == "double precision") return StoredKind::real;
  if (type == "TEXT" || type == "text") return StoredKind::text;
  if (type == "BLOB" || type == "bytea") return StoredKind::bytes;
  throw db::DatabaseError(place + " has a type no copy knows: " + std::string(type));
}

template <class Names>
bool stands_in(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct FoundColumn {
  StoredColumn column;
  std::int64_t place_in_key = 0;
};

StoredTable table_of(const std::string& name, std::vector<FoundColumn>& found) {
  std::sort(found.begin(), found.end(), [](const FoundColumn& a, const FoundColumn& b) { return a.column.name < b.column.name; });
  StoredTable table{name, {}, {}};
  std::map<std::int64_t, std::size_t> key;
  for (const auto& [column, place_in_key] : found) {
    if (place_in_key > 0) key[place_in_key] = table.columns.size();
    table.columns.push_back(column);
  }
  for (const auto& part : key) table.key.push_back(part.second);
  if (table.key.empty()) throw db::DatabaseError("the table " + name + " has no primary key");
  return table;
}

}  // namespace

std::vector<StoredTable> list_tables(db::Tx& tx, std::string_view dialect) {
  std::map<std::string, std::vector<FoundColumn>> found;
  auto rows = tx.rows(is_of_postgres(dialect) ? postgres_columns_sql : sqlite_columns_sql);
  while (rows.next()) {
    const std::string table = rows.text(0);
    const std::string name = rows.text(1);
    if (stands_in(kept_by_engines, table) || (table == search_table && stands_in(made_by_search, name))) continue;
    const StoredColumn column{name, column_kind(rows.view(2), table + "." + name)};
    found[table].push_back({column, rows.integer(3)});
  }
  std::vector<StoredTable> tables;
  for (auto& [name, columns] : found) tables.push_back(table_of(name, columns));
  return tables;
}

bool has_table(db::Tx& tx, std::string_view dialect, std::string_view name) {
  return tx.rows(is_of_postgres(dialect) ? postgres_has_table_sql : sqlite_has_table_sql, name).next();
}

std::string sql_name(std::string_view name) {
  std::string text = "\"";
  for (const char letter : name) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return text + '"';
}

}  // namespace palabre::transfer
