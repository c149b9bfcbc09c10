// Rows of a table of comma-separated values, one after another without copying: for files of a million votes.
#pragma once
#include "recount/poll.hpp"

#include <deque>

namespace palabre::recount {

struct CsvCell {
  std::string_view text;  // without spaces around it; stays valid until the next row
  std::size_t line = 0;
  std::size_t column = 0;
};

/// Walks the rows of a text that outlives it: separator , ; or tab, whichever stands most often in the first row. Accepts a byte
/// order mark, \n and \r\n, quoted cells with doubled quotes and line ends; skips empty rows, and lines that begin with # above the header.
class CsvRows {
 public:
  explicit CsvRows(std::string_view text);

  /// Reads the next row; false at the end or at a fault.
  bool next();
  [[nodiscard]] const std::vector<CsvCell>& cells() const { return cells_; }
  [[nodiscard]] std::size_t line() const { return row_line_; }
  /// A quote that opens and never closes.
  [[nodiscard]] const std::optional<FileFault>& fault() const { return fault_; }

 private:
  void read_row();
  void read_quoted();
  void read_plain();
  void append(std::string_view text, std::size_t line, std::size_t column);

  std::string_view text_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_begin_ = 0;
  std::size_t row_line_ = 0;
  std::vector<CsvCell> cells_;
  std::deque<std::string> unquoted_;  // cells of this row that had doubled quotes
  std::optional<FileFault> fault_;
};

/// A header as it is compared: lower case, _ as -.
std::string plain_header(std::string_view text);

}  // namespace palabre::recount
