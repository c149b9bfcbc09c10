// Comma- or semicolon-separated values as RFC 4180 writes them. Knows nothing of ideas.
#pragma once
#include "base/refusal.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace palabre {

struct CsvRow {
  std::size_t line = 0;  // on which it begins, from 1
  std::vector<std::string> cells;
};

/// All rows, the header first. The separator is the one of , and ; that stands more often in the header outside quotes. Accepts a
/// byte order mark, \n and \r\n, quoted cells with line ends and doubled quotes; empty lines are skipped.
/// Refuses: bad_encoding (not UTF-8), bad_field (a quote that never closes, with its line).
Result<std::vector<CsvRow>> parse_csv(std::string_view text);

/// A quoted cell. Spreadsheets run what begins with = + - or @: it is led by an apostrophe.
std::string csv_cell(std::string_view text);

}  // namespace palabre
