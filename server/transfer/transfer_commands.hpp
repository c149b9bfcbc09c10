// `palabre import`, `palabre export`, `palabre check`: what main calls. Exit codes: 0 all is right; 1 rows were skipped, a strict
// import was refused, or the check found differences; 2 it could not begin (unreadable file, unknown format or redesign).
#pragma once
#include "base/refusal.hpp"
#include "db/gate.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::transfer {

struct ImportCommand {
  std::string format = "demo";                // demo, proposals, csv
  std::vector<std::filesystem::path> files;   // demo: a folder stands for its *.json
  std::string into;                           // proposals, csv: slug of the redesign
  std::optional<std::string> title_to_create; // --create
  std::string columns;                        // csv: "title=Títol,body=Descripció"
  bool is_strict = false;
  bool is_terminal = false;                   // redraw one line; else a line now and then
};

struct ExportCommand {
  std::filesystem::path into;  // empty: standard output
};

/// All files in one write transaction: whatever fails, nothing of any of them stays. The gate's limits should lift query_ms_max
/// (0): it bounds the whole command.
int run_import(const ImportCommand& command, db::Gate& gate, std::ostream& out, std::ostream& err);
/// Into a file beside the wanted one, renamed when complete.
int run_export(const ExportCommand& command, db::Gate& gate, std::ostream& out, std::ostream& err);
int run_check(db::Gate& gate, std::ostream& out, std::ostream& err);

/// "title=Títol,body=Descripció" as field -> column. Refuses: bad_field.
Result<std::map<std::string, std::string>> parse_columns(std::string_view text);

}  // namespace palabre::transfer
