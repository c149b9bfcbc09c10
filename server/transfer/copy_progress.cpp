// Keeps the progress of a copy in its target. Called by copy_instance; the command line asks whether a copy is unfinished.
#include "transfer/copy_progress.hpp"

namespace palabre::transfer {
namespace {

// Plain types that both engines read alike; the table lives as long as the copy.
constexpr std::string_view create_progress_sql = R"sql(
  CREATE TABLE copy_progress (owner TEXT PRIMARY KEY, wanted_rows BIGINT NOT NULL, wanted_digest TEXT NOT NULL,
    copied BIGINT NOT NULL, last_key TEXT NOT NULL, is_done BIGINT NOT NULL))sql";
constexpr std::string_view add_progress_sql =
    "INSERT INTO copy_progress (owner, wanted_rows, wanted_digest, copied, last_key, is_done) VALUES ($1, $2, $3, 0, '', 0)";
constexpr std::string_view load_progress_sql = "SELECT owner, copied, last_key, is_done FROM copy_progress";
constexpr std::string_view load_wanted_sql = "SELECT owner, wanted_rows, wanted_digest FROM copy_progress";
constexpr std::string_view save_progress_sql =
    "UPDATE copy_progress SET copied = $3, last_key = $4, is_done = $5 WHERE owner = $1 AND copied = $2 AND is_done = 0";

}  // namespace

void begin_progress(db::Tx& tx, const TableSums& wanted) {
  tx.run(create_progress_sql);
  for (const auto& [table, sum] : wanted) tx.run(add_progress_sql, table, sum.rows(), sum.digest());
}

Progress load_progress(db::Tx& tx) {
  Progress progress;
  auto rows = tx.rows(load_progress_sql);
  while (rows.next()) progress[rows.text(0)] = {rows.integer(1), read_key(rows.view(2)), rows.fact(3)};
  return progress;
}

bool is_copy_of(db::Tx& tx, const TableSums& wanted) {
  std::size_t known = 0;
  auto rows = tx.rows(load_wanted_sql);
  while (rows.next()) {
    const auto found = wanted.find(rows.text(0));
    if (found == wanted.end() || found->second.rows() != rows.integer(1) || found->second.digest() != rows.view(2)) return false;
    ++known;
  }
  return known == wanted.size();
}

void save_progress(db::Tx& tx, const std::string& table, std::int64_t copied_before, const TableProgress& now) {
  if (tx.run(save_progress_sql, table, copied_before, now.copied, key_text(now.after), now.is_done) != 1)
    throw db::DatabaseError("another copy is writing into the same database: " + table + " has moved on");
}

void end_progress(db::Tx& tx, std::string_view dialect) {
  tx.run("DROP TABLE " + std::string(progress_table));
  if (has_table(tx, dialect, put_aside_table)) tx.run("DROP TABLE " + std::string(put_aside_table));
}

bool is_copy_unfinished(db::Tx& tx, std::string_view dialect) { return has_table(tx, dialect, progress_table); }

}  // namespace palabre::transfer
