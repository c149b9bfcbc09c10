// What every import is told and what it tells back. Used by the importers and the command line.
#pragma once
#include "base/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::transfer {

struct ImportOptions {
  bool is_strict = false;  // one bad row, and nothing at all is imported
  Instant now;             // day 0 of the demo; the date of rows that carry none
  std::function<void(std::size_t done, std::size_t total)> on_progress;
};

/// A row that cannot be taken: "line 12", or a path in the file such as "ideas[3].author".
struct RowProblem {
  std::string where;
  std::string message;
};

/// What has no home in the product yet and was kept word for word in `kept_import`.
struct KeptKind {
  std::string kind;
  std::int64_t count = 0;
};

struct KindCount {
  std::int64_t added = 0;
  std::int64_t already_there = 0;
  std::int64_t skipped = 0;
};

struct ImportReport {
  std::map<std::string, KindCount> counts;  // "ideas", "comments", …
  std::vector<RowProblem> problems;
  std::vector<KeptKind> kept;
  std::vector<std::string> unknown_fields;  // each name once
  bool is_refused = false;                  // strict, and there are problems: nothing was written

  void count_added(std::string_view kind, std::int64_t number = 1) { counts[std::string(kind)].added += number; }
  void count_there(std::string_view kind, std::int64_t number = 1) { counts[std::string(kind)].already_there += number; }
  void count_skipped(std::string_view kind, std::int64_t number = 1) { counts[std::string(kind)].skipped += number; }
  void count_kept(std::string_view kind);
  [[nodiscard]] std::int64_t added() const;
};

/// Adds what `part` says to `whole`: several files, one report.
void join_report(ImportReport& whole, const ImportReport& part);

/// The report in plain lines, problems first.
void print_report(const ImportReport& report, std::ostream& out);

}  // namespace palabre::transfer
