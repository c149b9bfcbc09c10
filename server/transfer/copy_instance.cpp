// Copies an instance chunk by chunk, resumes, and proves the copy. Called by the commands copy, backup and restore.
#include "transfer/copy_instance.hpp"

#include "base/clock.hpp"
#include "transfer/check_all.hpp"
#include "transfer/put_aside.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace palabre::transfer {
namespace {

/// What a database holds before anybody did anything: written by the schema files or by a server that was started once.
constexpr std::array written_by_itself{std::string_view("node_presence"), std::string_view("node_use"), std::string_view("node"),
                                       std::string_view("limit_use"), std::string_view("meta"), std::string_view("notice_cursor")};

bool is_written_by_itself(const std::string& table) {
  return std::find(written_by_itself.begin(), written_by_itself.end(), table) != written_by_itself.end();
}

/// A connection with one transaction at a time, which is taken back unless it is committed.
class OpenEnd {
 public:
  OpenEnd(db::Driver& driver, db::Mode mode) : mode_(mode), connection_(driver.connect(mode)) {
    connection_->set_query_limit_ms(0);
  }
  ~OpenEnd() { end(); }
  OpenEnd(const OpenEnd&) = delete;
  OpenEnd& operator=(const OpenEnd&) = delete;

  db::Tx& begin() {
    end();
    if (mode_ == db::Mode::write) connection_->begin_write();
    else connection_->begin_read();
    is_begun_ = true;
    connection_->tx().set_now(SystemClock().now());
    return connection_->tx();
  }
  void commit() {
    connection_->commit();
    is_begun_ = false;
    connection_->tidy(true);
  }
  void end() {
    if (std::exchange(is_begun_, false)) connection_->roll_back();
  }
  db::Connection& connection() { return *connection_; }
  db::Tx& tx() { return connection_->tx(); }

 private:
  db::Mode mode_;
  std::unique_ptr<db::Connection> connection_;
  bool is_begun_ = false;
};

std::int64_t rows_of(const TableSums& sums) {
  std::int64_t rows = 0;
  for (const auto& [name, sum] : sums) rows += sum.rows();
  return rows;
}

/// Empty: nothing but what a database writes by itself. Else the name of a table with rows in it.
std::string first_used_table(db::Tx& tx, std::string_view dialect) {
  for (const auto& table : list_tables(tx, dialect)) {
    if (!is_written_by_itself(table.name) && tx.rows("SELECT 1 FROM " + sql_name(table.name) + " LIMIT 1").next()) return table.name;
  }
  return {};
}

/// The first way in which two lists of tables differ, in words; empty when they are the same.
std::string difference_of(const std::vector<StoredTable>& source, const std::vector<StoredTable>& target) {
  for (const auto& table : source) {
    const auto same = std::find_if(target.begin(), target.end(), [&](const StoredTable& other) { return other.name == table.name; });
    if (same == target.end()) return "the target has no table " + table.name;
    if (*same != table) return "the columns of " + table.name + " differ";
  }
  return source.size() == target.size() ? std::string() : "the source lacks a table of the target";
}

struct EventHead {
  std::int64_t seq = 0;
  std::string hash;
};

EventHead load_event_head(db::Tx& tx) {
  auto rows = tx.rows("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
  return rows.next() ? EventHead{rows.integer(0), rows.text(1)} : EventHead{};
}

/// Brings an empty target to this program's schema, or finds the copy that was begun there.
Result<void> prepare_target(db::Driver& from, db::Driver& to, const std::filesystem::path& schema_root) {
  if (const auto missing = from.missing_steps(schema_root); !missing.empty())
    return refuse(Reason::version_mismatch, "the source lacks schema files of this program, from " + missing.front() +
                                                " on: run `palabre migrate` on it first");
  OpenEnd target(to, db::Mode::read);
  db::Tx& tx = target.begin();
  if (!is_copy_unfinished(tx, to.dialect())) {
    if (const auto used = first_used_table(tx, to.dialect()); !used.empty())
      return refuse(Reason::already_exists, "the target is not empty: it has rows in " + used + "; name an empty database, or empty this one");
  }
  target.end();
  to.migrate(schema_root);
  return {};
}

class Copying {
 public:
  Copying(db::Driver& from, db::Driver& to, const CopyOptions& options)
      : from_(from), to_(to), options_(options), source_(from, db::Mode::read), target_(to, db::Mode::write) {}

  Result<CopyReport> run();

 private:
  Result<void> begin_or_resume();
  void copy_table(const StoredTable& table, TableProgress progress);
  void finish_rules();
  void compare(CopyReport& report);

  db::Driver& from_;
  db::Driver& to_;
  const CopyOptions& options_;
  OpenEnd source_;  // one snapshot from beginning to end
  OpenEnd target_;
  std::vector<StoredTable> tables_;
  TableSums wanted_;
  std::int64_t copied_ = 0;
  std::int64_t resumed_ = 0;
};

Result<void> Copying::begin_or_resume() {
  db::Tx& tx = target_.begin();
  if (const auto difference = difference_of(tables_, list_tables(tx, to_.dialect())); !difference.empty())
    return refuse(Reason::version_mismatch, "source and target are not of one schema: " + difference);
  if (is_copy_unfinished(tx, to_.dialect())) {
    if (!is_copy_of(tx, wanted_))
      return refuse(Reason::already_exists, "the target holds an unfinished copy of another source, or the source has changed since: empty the target and begin anew");
  } else {
    begin_progress(tx, wanted_);
    put_references_aside(tx, to_.dialect());
    for (const auto table : written_by_itself) tx.run("DELETE FROM " + sql_name(table));
  }
  target_.commit();
  return {};
}

void Copying::copy_table(const StoredTable& table, TableProgress progress) {
  const std::int64_t total = rows_of(wanted_);
  while (!progress.is_done) {
    const RowChunk chunk = read_chunk(source_.tx(), table, progress.after, options_.chunk);
    TableProgress next = progress;
    next.copied += static_cast<std::int64_t>(chunk.rows.size());
    next.is_done = chunk.is_last;
    if (!chunk.rows.empty()) next.after = key_of(table, chunk.rows.back());
    db::Tx& tx = target_.begin();
    TriggersAside triggers(tx, to_.dialect(), table.name);
    write_rows(tx, table, chunk.rows);
    triggers.put_back();
    save_progress(tx, table.name, progress.copied, next);
    target_.commit();
    copied_ += static_cast<std::int64_t>(chunk.rows.size());
    progress = next;
    if (options_.on_step) options_.on_step({"copying", table.name, copied_, total});
  }
}

void Copying::finish_rules() {
  bool is_left = true;
  while (is_left) {
    is_left = put_back_reference(target_.begin(), to_.dialect());
    target_.commit();
  }
  set_next_ids(target_.begin(), to_.dialect(), tables_);
  target_.commit();
}

void Copying::compare(CopyReport& report) {
  OpenEnd written(to_, db::Mode::read);
  db::Tx& tx = written.begin();
  keep_snapshot(tx, to_.dialect());
  const TableSums found = sum_tables(tx, tables_, options_, "comparing");
  for (const auto& table : tables_) report.tables.push_back({table.name, wanted_[table.name], found.at(table.name)});
  report.differences = differences_between(wanted_, found);
  const EventHead source_head = load_event_head(source_.tx());
  const EventHead target_head = load_event_head(tx);
  report.events = target_head.seq;
  report.head = target_head.hash;
  if (source_head.hash != target_head.hash) report.differences.push_back("the newest event is another one");
  for (const auto& lost : lost_references(tx, to_.dialect())) report.findings.push_back(lost);
  for (const auto& finding : check_all(tx)) report.findings.push_back(finding);
  if (options_.may_source_change) return;
  const TableSums now = sum_tables(source_.begin(), tables_, options_, "reading again");
  for (const auto& change : differences_between(now, wanted_))
    report.differences.push_back("the source was written to while it was copied: " + change);
}

Result<CopyReport> Copying::run() {
  overlook_references(target_.connection(), to_.dialect());
  db::Tx& source = source_.begin();
  keep_snapshot(source, from_.dialect());
  if (is_copy_unfinished(source, from_.dialect())) return refuse(Reason::version_mismatch, "the source is itself an unfinished copy");
  tables_ = list_tables(source, from_.dialect());
  wanted_ = sum_tables(source, tables_, options_, "reading");
  if (const auto begun = begin_or_resume(); !begun) return begun.error();
  Progress progress = load_progress(target_.begin());
  target_.end();
  for (const auto& [table, done] : progress) resumed_ += done.copied;
  copied_ = resumed_;
  for (const auto& table : tables_) copy_table(table, progress[table.name]);
  finish_rules();
  CopyReport report;
  report.resumed_rows = resumed_;
  compare(report);
  if (report.differences.empty()) {
    end_progress(target_.begin(), to_.dialect());
    target_.commit();
  }
  return report;
}

}  // namespace

Result<CopyReport> copy_instance(db::Driver& from, db::Driver& to, const std::filesystem::path& schema_root, const CopyOptions& options) {
  if (const auto ready = prepare_target(from, to, schema_root); !ready) return ready.error();
  return Copying(from, to, options).run();
}

TableSums sum_tables(db::Tx& tx, const std::vector<StoredTable>& tables, const CopyOptions& options, std::string_view doing) {
  TableSums sums;
  std::int64_t rows = 0;
  for (const auto& table : tables) {
    TableSum& sum = sums[table.name];
    RowChunk chunk;
    StoredRow after;
    while (!chunk.is_last) {
      chunk = read_chunk(tx, table, after, options.chunk);
      for (const auto& row : chunk.rows) sum.add(table, row);
      if (!chunk.rows.empty()) after = key_of(table, chunk.rows.back());
      rows += static_cast<std::int64_t>(chunk.rows.size());
      if (options.on_step) options.on_step({doing, table.name, rows, 0});
    }
  }
  return sums;
}

std::vector<std::string> differences_between(const TableSums& source, const TableSums& target) {
  std::vector<std::string> differences;
  for (const auto& [table, sum] : source) {
    const auto found = target.find(table);
    if (found == target.end()) differences.push_back(table + ": is not there");
    else if (found->second.rows() != sum.rows())
      differences.push_back(table + ": " + std::to_string(sum.rows()) + " rows there, " + std::to_string(found->second.rows()) + " here");
    else if (found->second != sum) differences.push_back(table + ": as many rows, but not the same values");
  }
  return differences;
}

}  // namespace palabre::transfer
