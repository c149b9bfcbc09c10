// Writes a table as CSV or JSON. Called by the routes of the open data.
#include "open_data/open_files.hpp"

#include "crypto/crypto.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace palabre::open_data {
namespace {

using nlohmann::ordered_json;

std::string pseudonym_of(const FileAsked& asked, std::string_view opaque_id) {
  std::string seed(asked.key);
  seed += '\n';
  seed += asked.redesign.text();
  seed += '\n';
  seed += opaque_id;
  return crypto::digest(seed).substr(0, 16);
}

std::string number_text(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

/// The cell as text; nothing when it is empty.
std::optional<std::string> cell_text(const db::Rows& row, int place, Kind kind, const FileAsked& asked) {
  if (row.is_null(place)) return std::nullopt;
  switch (kind) {
    case Kind::id:
    case Kind::integer: return std::to_string(row.integer(place));
    case Kind::real: return number_text(row.real(place));
    case Kind::day: return day_text(row.instant(place));
    case Kind::moment: return iso_text(row.instant(place));
    case Kind::fact: return row.fact(place) ? "true" : "false";
    case Kind::person: return pseudonym_of(asked, row.view(place));
    case Kind::address: return std::string(asked.site) + "/" + std::string(asked.language) + row.text(place);
    case Kind::words:
    case Kind::code: break;
  }
  return row.text(place);
}

/// A cell that begins like a formula would be run by whoever opens the file.
bool looks_like_formula(std::string_view text) { return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos; }

void add_csv_cell(std::string& line, std::string_view text, bool is_words) {
  const bool is_guarded = is_words && looks_like_formula(text);
  if (!is_guarded && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  if (is_guarded) line += '\'';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

ordered_json json_cell(const db::Rows& row, int place, Kind kind, const FileAsked& asked) {
  if (row.is_null(place)) return nullptr;
  if (kind == Kind::integer) return row.integer(place);
  if (kind == Kind::real) return row.real(place);
  if (kind == Kind::fact) return row.fact(place);
  return *cell_text(row, place, kind, asked);
}

/// Walks the rows; `write` adds one to the bytes. Stops at the limits.
template <class Write>
void walk(db::Tx& tx, const Table& table, const FileAsked& asked, const Limits& limits, File& file, Write write) {
  const auto rows_max = static_cast<std::int64_t>(limits.data_rows_max);
  auto rows = tx.rows(table.rows_sql, asked.redesign, asked.after, rows_max + 1);
  std::int64_t last = asked.after;
  while (rows.next()) {
    if (file.rows == rows_max || (file.rows > 0 && file.bytes.size() >= limits.data_bytes_max)) {
      file.next = last;
      return;
    }
    write(rows);
    last = rows.integer(0);
    ++file.rows;
  }
}

}  // namespace

File csv_file(db::Tx& tx, const Table& table, const FileAsked& asked, const Limits& limits) {
  File file;
  if (asked.has_byte_order_mark) file.bytes = "\xEF\xBB\xBF";
  for (const auto& column : table.columns) {
    if (&column != &table.columns.front()) file.bytes += ',';
    file.bytes += column.name;
  }
  file.bytes += "\r\n";
  walk(tx, table, asked, limits, file, [&](const db::Rows& row) {
    for (int place = 1; const auto& column : table.columns) {
      if (place > 1) file.bytes += ',';
      add_csv_cell(file.bytes, cell_text(row, place++, column.kind, asked).value_or(std::string()), column.kind == Kind::words);
    }
    file.bytes += "\r\n";
  });
  return file;
}

File json_file(db::Tx& tx, const Table& table, const FileAsked& asked, const Limits& limits) {
  File file;
  file.bytes = R"({"redesign":)" + ordered_json(asked.slug).dump() + R"(,"table":)" + ordered_json(table.name).dump() + R"(,"rows":[)";
  walk(tx, table, asked, limits, file, [&](const db::Rows& row) {
    ordered_json line = ordered_json::object();
    for (int place = 1; const auto& column : table.columns) line[std::string(column.name)] = json_cell(row, place++, column.kind, asked);
    file.bytes += file.rows == 0 ? "\n" : ",\n";
    file.bytes += line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  });
  file.bytes += "\n],\"count\":" + std::to_string(file.rows) + ",\"next\":" + (file.next ? "\"" + std::to_string(*file.next) + "\"" : "null") + "}\n";
  return file;
}

}  // namespace palabre::open_data
