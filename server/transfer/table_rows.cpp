// Reads, writes and sums up the rows of any table. Called by copy_instance and compare_tables.
#include "transfer/table_rows.hpp"

#include "crypto/crypto.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

namespace palabre::transfer {
namespace {

// A row with pictures in it weighs a thousand others.
constexpr std::size_t heavy_rows_max = 16;
// One statement writes several rows: fewer turns to a server. Far below what either engine allows.
constexpr std::size_t values_per_insert = 400;

bool has_bytes(const StoredTable& table) {
  for (const auto& column : table.columns)
    if (column.kind == StoredKind::bytes) return true;
  return false;
}

/// The number of a search entry is its engine's own.
bool is_numbered_anew(const StoredTable& table, const StoredColumn& column) { return table.name == search_table && column.name == "id"; }

std::string names_of(const StoredTable& table, const std::vector<std::size_t>& places) {
  std::string names;
  for (const std::size_t place : places) names += (names.empty() ? "" : ", ") + sql_name(table.columns[place].name);
  return names;
}

std::string all_names(const StoredTable& table) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) places.push_back(i);
  return names_of(table, places);
}

std::string numbered(std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "$" : ", $") + std::to_string(first + i);
  return "(" + text + ")";
}

db::Value bound(const StoredValue& value, StoredKind kind) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (kind == StoredKind::bytes) return db::Blob{*text};
    return std::string_view(*text);
  }
  return std::monostate{};
}

StoredValue read_value(const db::Rows& rows, int column, StoredKind kind) {
  if (rows.is_null(column)) return std::monostate{};
  if (kind == StoredKind::integer) return rows.integer(column);
  if (kind == StoredKind::real) return rows.real(column);
  return rows.text(column);
}

std::size_t bytes_of(const StoredRow& row) {
  std::size_t bytes = row.size() * sizeof(StoredValue);
  for (const auto& value : row)
    if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
  return bytes;
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::string bytes_from(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned value = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

/// What is bound where a value is null: anything of the column's kind.
db::Value stand_in(StoredKind kind) {
  if (kind == StoredKind::integer) return std::int64_t{0};
  if (kind == StoredKind::real) return 0.0;
  if (kind == StoredKind::bytes) return db::Blob{""};
  return std::string_view("");
}

/// One row of an insert and its values: first a number whose bits tell which of the others are null, so that the text is the same
/// for every row. A driver that prepares a text for each pattern of nulls would hold thousands.
std::string add_row(const StoredTable& table, const StoredRow& row, std::vector<db::Value>& values) {
  if (row.size() > 62) throw db::DatabaseError(table.name + " has more columns than a copy can tell apart");
  const std::string nulls = "$" + std::to_string(values.size() + 1);
  const std::size_t nulls_place = values.size();
  values.emplace_back(std::int64_t{0});
  std::int64_t bits = 0;
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const StoredKind kind = table.columns[i].kind;
    const std::int64_t bit = std::int64_t{1} << i;
    const bool is_null = std::holds_alternative<std::monostate>(row[i]);
    if (is_null) bits |= bit;
    values.push_back(is_null ? stand_in(kind) : bound(row[i], kind));
    text += (i == 0 ? "" : ", ") + ("CASE WHEN (" + nulls) + " & " + std::to_string(bit) + ") = 0 THEN $" + std::to_string(values.size()) + " END";
  }
  values[nulls_place] = bits;
  return "(" + text + ")";
}

void insert_rows(db::Tx& tx, const StoredTable& table, const std::vector<StoredRow>& rows, std::size_t first, std::size_t count) {
  std::string sql = "INSERT INTO " + sql_name(table.name) + " (" + all_names(table) + ") VALUES ";
  std::vector<db::Value> values;
  for (std::size_t i = 0; i < count; ++i) sql += (i == 0 ? "" : ", ") + add_row(table, rows[first + i], values);
  auto finish = tx.rows_of(sql, values);
  while (finish.next()) {
  }
}

/// A search entry by the names of its columns.
void save_entry(db::Tx& tx, const StoredTable& table, const StoredRow& row) {
  db::SearchEntry entry;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string& name = table.columns[i].name;
    if (name == "kind") entry.kind = static_cast<db::SearchKind>(std::get<std::int64_t>(row[i]));
    else if (name == "target_id") entry.id = std::get<std::int64_t>(row[i]);
    else if (name == "redesign_id") entry.redesign = RedesignId{std::get<std::int64_t>(row[i])};
    else if (name == "idea_id") entry.idea = IdeaId{std::get<std::int64_t>(row[i])};
    else if (name == "title") entry.title = std::get<std::string>(row[i]);
    else if (name == "body") entry.body = std::get<std::string>(row[i]);
    else if (name != "id") throw db::DatabaseError("search entries have a column no copy knows: " + name);
  }
  tx.save_search_entry(entry);
}

/// A value with its kind and length, so that no two rows read alike.
void add_value(std::string& record, const StoredValue& value, StoredKind kind) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    record += 'i' + std::to_string(*number) + ';';
  } else if (const auto* real = std::get_if<double>(&value)) {
    // SQLite keeps no sign of a zero.
    record += 'r' + std::to_string(std::bit_cast<std::uint64_t>(*real == 0 ? 0.0 : *real)) + ';';
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    record += (kind == StoredKind::bytes ? 'b' : 't') + std::to_string(text->size()) + ':' + *text;
  } else {
    record += 'n';
  }
}

}  // namespace

RowChunk read_chunk(db::Tx& tx, const StoredTable& table, const StoredRow& after, const ChunkLimits& limits) {
  const std::string key = names_of(table, table.key);
  const std::size_t rows_max = has_bytes(table) ? std::min(heavy_rows_max, limits.rows_max) : limits.rows_max;
  std::vector<db::Value> values;
  std::string where;
  if (!after.empty()) {
    where = " WHERE (" + key + ") > " + numbered(1, after.size());
    for (std::size_t i = 0; i < after.size(); ++i) values.push_back(bound(after[i], table.columns[table.key[i]].kind));
  }
  values.emplace_back(static_cast<std::int64_t>(rows_max));
  const std::string sql = "SELECT " + all_names(table) + " FROM " + sql_name(table.name) + where + " ORDER BY " + key + " LIMIT $" +
                          std::to_string(values.size());
  RowChunk chunk;
  std::size_t bytes = 0;
  auto rows = tx.rows_of(sql, values);
  while (bytes < limits.bytes_max && rows.next()) {
    StoredRow row;
    row.reserve(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) row.push_back(read_value(rows, static_cast<int>(i), table.columns[i].kind));
    bytes += bytes_of(row);
    chunk.rows.push_back(std::move(row));
  }
  chunk.is_last = chunk.rows.size() < rows_max && bytes < limits.bytes_max;
  return chunk;
}

StoredRow key_of(const StoredTable& table, const StoredRow& row) {
  StoredRow key;
  for (const std::size_t place : table.key) key.push_back(row[place]);
  return key;
}

std::string key_text(const StoredRow& key) {
  std::string text;
  for (const auto& value : key) {
    if (!text.empty()) text += ',';
    if (const auto* number = std::get_if<std::int64_t>(&value)) text += 'i' + std::to_string(*number);
    else if (const auto* word = std::get_if<std::string>(&value)) text += 't' + hex_of(*word);
    else throw db::DatabaseError("a key holds neither a whole number nor a text");
  }
  return text;
}

StoredRow read_key(std::string_view text) {
  StoredRow key;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view part = text.substr(1, end - 1);
    if (text.front() == 'i') {
      std::int64_t number = 0;
      std::from_chars(part.data(), part.data() + part.size(), number);
      key.emplace_back(number);
    } else {
      key.emplace_back(bytes_from(part));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return key;
}

void write_rows(db::Tx& tx, const StoredTable& table, const std::vector<StoredRow>& rows) {
  if (table.name == search_table) {
    for (const auto& row : rows) save_entry(tx, table, row);
    return;
  }
  const std::size_t together = std::max<std::size_t>(1, values_per_insert / table.columns.size());
  std::size_t written = 0;
  while (rows.size() - written >= together) {
    insert_rows(tx, table, rows, written, together);
    written += together;
  }
  for (; written < rows.size(); ++written) insert_rows(tx, table, rows, written, 1);
}

void TableSum::add(const StoredTable& table, const StoredRow& row) {
  std::string record;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!is_numbered_anew(table, table.columns[i])) add_value(record, row[i], table.columns[i].kind);
  const std::string digest = crypto::digest(record);
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
    std::uint64_t part = 0;
    std::from_chars(digest.data() + 16 * lane, digest.data() + 16 * (lane + 1), part, 16);
    lanes_[lane] += part;
  }
  ++rows_;
}

std::string TableSum::digest() const {
  std::string text;
  for (const std::uint64_t lane : lanes_)
    for (int shift = 56; shift >= 0; shift -= 8) text += hex_of(std::string(1, static_cast<char>((lane >> shift) & 0xff)));
  return text;
}

}  // namespace palabre::transfer
