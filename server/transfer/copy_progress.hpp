// What a copy remembers in its target, chunk by chunk and in the same transactions: what it is a copy of and how far it is. While
// this stands there, the target is no instance yet.
#pragma once
#include "transfer/table_rows.hpp"

#include <map>
#include <optional>
#include <string>

namespace palabre::transfer {

/// What all tables of a database hold at one moment.
using TableSums = std::map<std::string, TableSum>;

struct TableProgress {
  std::int64_t copied = 0;  // rows
  StoredRow after;          // the key of the last
  bool is_done = false;
};
using Progress = std::map<std::string, TableProgress>;

/// Begins: notes every table with the rows and the digest it must have in the end.
void begin_progress(db::Tx& tx, const TableSums& wanted);
Progress load_progress(db::Tx& tx);
/// Whether the target was begun as a copy of exactly these rows.
bool is_copy_of(db::Tx& tx, const TableSums& wanted);
/// Throws DatabaseError when another copy has moved the same table on meanwhile.
void save_progress(db::Tx& tx, const std::string& table, std::int64_t copied_before, const TableProgress& now);
void end_progress(db::Tx& tx, std::string_view dialect);

/// Whether a copy was begun in this database and is not complete.
bool is_copy_unfinished(db::Tx& tx, std::string_view dialect);

}  // namespace palabre::transfer
