// The two tables of sortition and small groups: who is in the pool, and the quotas. Private to this folder.
#pragma once
#include "recount/poll.hpp"
#include "tally/sortition.hpp"

namespace palabre::recount {

/// People and some columns of theirs, with the place of each cell.
struct PeopleFile {
  struct Cell {
    std::string text;
    std::size_t offset = 0;  // byte of the file
  };
  std::vector<std::string> ids;               // the column id, else the row's number from 1
  std::vector<std::vector<Cell>> columns;     // as asked for; [column][person]
};

/// A CSV with a header. Refuses, with line and column: a column that is missing or stands twice, an id that is empty or stands twice, a
/// row of another width than the header, no person at all.
Read<PeopleFile> read_people(std::string_view text, const std::vector<std::string>& columns);

/// Categories and features in the order of the file.
struct QuotaFile {
  std::vector<std::string> categories;
  std::vector<std::vector<std::string>> features;
  std::vector<std::vector<tally::FeatureQuota>> quotas;
};

/// A CSV with the columns category and feature (or feature and value, or category and name), min and max, and min_flex and max_flex
/// where there are. Refuses, with line and column: a column that is missing, a feature that stands twice, no whole number, min above max,
/// flex limits inside min and max.
Read<QuotaFile> read_quotas(std::string_view text);

/// The pool that both make. Refuses, at the cell of the pool: a value that the quotas do not name.
/// `household` is the column of households or empty; people whose cell is empty live alone.
struct PoolFile {
  std::vector<std::string> ids;
  tally::SortitionPool pool;
};
Read<PoolFile> read_pool(std::string_view text, const QuotaFile& quotas, const std::string& household);

}  // namespace palabre::recount
