// Moves a whole instance from one database into another, of the same kind or the other: `palabre copy`, and what `backup` and
// `restore` do when PostgreSQL is at one end.
#pragma once
#include "base/refusal.hpp"
#include "db/driver.hpp"
#include "transfer/copy_progress.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace palabre::transfer {

/// What a copy is doing just now, and how far it is with that.
struct CopyStep {
  std::string_view doing;   // "reading", "copying", "comparing", "reading again"
  std::string_view table;
  std::int64_t rows = 0;
  std::int64_t rows_total = 0;  // 0: not known yet
};

struct CopyOptions {
  ChunkLimits chunk;
  /// A backup holds one moment of a source that goes on; a move must not lose what came after.
  bool may_source_change = false;
  /// Called after each chunk, outside any transaction of the target. What it throws ends the copy, which can then be resumed.
  std::function<void(const CopyStep&)> on_step;
};

struct CopiedTable {
  std::string name;
  TableSum source;
  TableSum target;
};

struct CopyReport {
  std::vector<CopiedTable> tables;
  std::int64_t resumed_rows = 0;          // were there from an interrupted run
  std::int64_t events = 0;
  std::string head;                       // hash of the newest event, in source and target
  std::vector<std::string> differences;   // between source and target; empty: the copy is complete
  std::vector<std::string> findings;      // of `check` in the target; the source, being the same, has them too
};

/// Copies every row of every table and compares all of them afterwards. The source is read as it stood when the copy began; the
/// target keeps its progress and refuses to be served until the copy is complete.
/// Refuses: version_mismatch (the source lacks schema files, or the tables differ), already_exists (the target holds something else).
/// Throws:  DatabaseError; the same call goes on where it stopped, as long as the source is the same.
Result<CopyReport> copy_instance(db::Driver& from, db::Driver& to, const std::filesystem::path& schema_root, const CopyOptions& options);

/// What every table holds, and the differences between two such lists in words.
TableSums sum_tables(db::Tx& tx, const std::vector<StoredTable>& tables, const CopyOptions& options, std::string_view doing);
std::vector<std::string> differences_between(const TableSums& source, const TableSums& target);

}  // namespace palabre::transfer
