// One table of one redesign as a file.
#pragma once
#include "base/limits.hpp"
#include "open_data/open_tables.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace palabre::open_data {

struct FileAsked {
  RedesignId redesign;
  std::string_view slug;
  std::string_view key;            // of the pseudonyms: the same person has the same one in all files of a redesign, and another elsewhere
  std::string_view site;           // put before addresses; may be empty
  std::string_view language;       // of the pages addresses lead to
  std::int64_t after = 0;          // the key after which this part begins
  bool has_byte_order_mark = false;  // of a CSV: without it some spreadsheets take it for another encoding
};

struct File {
  std::string bytes;
  std::int64_t rows = 0;
  std::optional<std::int64_t> next;  // when rows are left: what to ask after
};

/// RFC 4180: CRLF, quotes doubled, a header line. Words that a spreadsheet would take for a formula get an apostrophe in front.
File csv_file(db::Tx& tx, const Table& table, const FileAsked& asked, const Limits& limits);
/// {"redesign", "table", "rows": [{…}], "count", "next"}
File json_file(db::Tx& tx, const Table& table, const FileAsked& asked, const Limits& limits);

}  // namespace palabre::open_data
