// Splits CSV text into rows of cells.
// Called by the import of CSV proposals and by the tables that palabre tally reads.
#include "base/csv.hpp"

#include "base/utf8.hpp"

namespace palabre {
namespace {

char separator_of(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  bool is_quoted = false;
  for (const char byte : text) {
    if (byte == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (byte == '\n') break;
    if (byte == ',') ++commas;
    if (byte == ';') ++semicolons;
  }
  return semicolons > commas ? ';' : ',';
}

/// Reads one row after another; remembers the line it is on.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] bool has_open_quote() const { return has_open_quote_; }

  CsvRow read_row() {
    CsvRow row{line_, {}};
    do {
      row.cells.push_back(peek() == '"' ? read_quoted() : read_plain());
    } while (skip(separator_));
    skip('\r');
    if (skip('\n')) ++line_;
    return row;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool skip(char byte) {
    if (is_at_end() || text_[at_] != byte) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] bool is_row_end() const {
    return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }

  std::string read_plain() {
    const std::size_t start = at_;
    while (!is_at_end() && text_[at_] != separator_ && !is_row_end()) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  std::string read_quoted() {
    std::string cell;
    ++at_;
    while (!is_at_end()) {
      const char byte = text_[at_++];
      if (byte == '\n') ++line_;
      if (byte != '"') cell += byte;
      else if (skip('"')) cell += '"';
      else return cell + read_plain();  // what stands after the closing quote belongs to the cell
    }
    has_open_quote_ = true;
    return cell;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool has_open_quote_ = false;
};

}  // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!is_utf8(text)) return refuse(Reason::bad_encoding, "the file is not UTF-8 text");
  std::vector<CsvRow> rows;
  CsvReader reader(text, separator_of(text));
  while (!reader.is_at_end()) {
    CsvRow row = reader.read_row();
    if (reader.has_open_quote()) return refuse(Reason::bad_field, "line " + std::to_string(row.line) + ": a quote opens and never closes");
    const bool is_empty = row.cells.size() == 1 && row.cells.front().empty();
    if (!is_empty) rows.push_back(std::move(row));
  }
  return rows;
}

std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

}  // namespace palabre
