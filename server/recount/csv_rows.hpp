// Rows of a table of comma-separated values, one after another without copying: for files of a million votes.
#pragma once
#include "recount/poll.hpp"

#include <deque>

namespace palabre::recount {

struct CsvCell {
  std::string_view text;   // without blanks around it; stays valid until the next row
  std::size_t offset = 0;  // byte of the text where the cell begins
};

/// Walks the rows of a text that outlives it. Separator: , ; or tab, whichever stands most often in the header. Accepts a byte order
/// mark, \n, \r\n and \r, quoted cells with doubled quotes and line ends; skips empty rows, and lines that begin with # above the header.
class CsvRows {
 public:
  explicit CsvRows(std::string_view text);

  /// Reads the next row; false at the end or at a fault.
  bool next();
  [[nodiscard]] const std::vector<CsvCell>& cells() const { return cells_; }
  /// Set when a quote opens and never closes.
  [[nodiscard]] const std::optional<FileFault>& fault() const { return fault_; }
  /// A fault at a cell of this row, by line and column.
  [[nodiscard]] FileFault fault_at_cell(const CsvCell& cell, std::string detail) const;

 private:
  void read_row();
  void read_plain();
  void read_quoted();
  void append(std::string_view text, std::size_t offset);
  [[nodiscard]] bool is_cell_end() const;

  std::string_view text_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::vector<CsvCell> cells_;
  std::deque<std::string> unquoted_;  // cells of this row that had doubled quotes
  std::optional<FileFault> fault_;
};

/// A header as it is compared: lower case, _ as -.
std::string plain_header(std::string_view text);

}  // namespace palabre::recount
