// Rows of fields parted by semicolons, each field with its place in the text. Private to the reader of Pabulib files.
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::recount {

struct Field {
  std::string_view text;  // without blanks around it and without quotes; lives as long as the rows
  std::size_t at = 0;     // offset in the text
};
using Row = std::vector<Field>;

/// Thrown inside a reader, so that each step need not pass faults on by hand; the reader answers it as a FileFault.
struct Complaint {
  std::size_t at = 0;
  std::string detail;
};

/// Rows end with \n, \r\n or \r. A field in quotes may hold semicolons, line ends and doubled quotes.
class SemicolonRows {
 public:
  explicit SemicolonRows(std::string_view text);
  /// False at the end. Throws a Complaint for a quote that is never closed.
  bool next(Row& row);

 private:
  Field next_field();
  Field quoted_field(std::size_t start);

  std::string_view text_;
  std::size_t at_ = 0;
  std::deque<std::string> unquoted_;
};

}  // namespace palabre::recount
