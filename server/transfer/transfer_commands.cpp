// Runs import, export and check for the command line.
// Called by the app's command line only.
#include "transfer/transfer_commands.hpp"

#include "base/log.hpp"
#include "crypto/crypto.hpp"
#include "instance/health.hpp"
#include "transfer/check_all.hpp"
#include "transfer/export_all.hpp"
#include "transfer/import_demo.hpp"
#include "transfer/import_proposals.hpp"
#include "transfer/progress_line.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace palabre::transfer {
namespace {

constexpr int done = 0;
constexpr int with_faults = 1;
constexpr int not_begun = 2;

struct SourceFile {
  std::string name;
  std::string text;
};

std::vector<std::filesystem::path> files_of(const ImportCommand& command) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : command.files) {
    if (!std::filesystem::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(path))
      if (entry.path().extension() == ".json") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

std::optional<SourceFile> read_source(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) return std::nullopt;
  return SourceFile{path.filename().string(), std::move(text).str()};
}

Result<ImportReport> import_source(db::Tx& tx, const ImportCommand& command, const ProposalsTarget& target, const SourceFile& source,
                                   std::ostream& err) {
  ProgressLine progress(err, source.name, command.is_terminal);
  ImportOptions options;
  options.is_strict = command.is_strict;
  options.now = tx.now();
  options.on_progress = [&progress](std::size_t number, std::size_t total) { progress.show(number, total); };
  return command.format == "demo" ? import_demo(tx, source.text, options) : import_proposals(tx, source.text, target, options);
}

/// What the whole command came to.
struct Outcome {
  ImportReport report;
  std::optional<Refusal> refusal;
  std::string file;  // that was refused
};

Outcome import_sources(const ImportCommand& command, const ProposalsTarget& target, const std::vector<SourceFile>& sources, db::Gate& gate,
                       std::ostream& err) {
  Outcome outcome;
  try {
    gate.write([&](db::Tx& tx) {
      for (const auto& source : sources) {
        auto report = import_source(tx, command, target, source, err);
        if (!report) {
          outcome.refusal = report.error();
          outcome.file = source.name;
          throw db::RolledBack{};
        }
        if (sources.size() > 1)
          for (auto& problem : report->problems) problem.where = source.name + " " + problem.where;
        join_report(outcome.report, *report);
      }
      if (outcome.report.is_refused) throw db::RolledBack{};
    });
  } catch (const db::RolledBack&) {
  }
  return outcome;
}

Result<ProposalsTarget> target_of(const ImportCommand& command) {
  ProposalsTarget target;
  if (command.format == "demo") return target;
  if (command.format != "proposals" && command.format != "csv")
    return refuse(Reason::bad_field, "there is no format \"" + command.format + "\": demo, proposals or csv", "format");
  if (command.into.empty()) return refuse(Reason::missing_field, "say which redesign with --into SLUG", "into");
  const auto columns = parse_columns(command.columns);
  if (!columns) return columns.error();
  target.slug = command.into;
  target.title_to_create = command.title_to_create;
  target.format = command.format == "csv" ? ProposalFormat::csv : ProposalFormat::json_lines;
  target.columns = *columns;
  return target;
}

bool write_export(const ExportCommand& command, db::Gate& gate, std::ostream& out) {
  const auto export_to = [&gate](std::ostream& stream) {
    gate.read([&stream](db::Tx& tx) { export_all(tx, stream, crypto::new_token()); });
    stream.flush();
    return stream.good();
  };
  if (command.into.empty()) return export_to(out);
  std::filesystem::path partial = command.into;
  partial += ".partial";
  bool is_complete = false;
  {
    std::ofstream file(partial, std::ios::binary | std::ios::trunc);
    is_complete = file && export_to(file);
  }
  std::error_code fault;
  if (is_complete) std::filesystem::rename(partial, command.into, fault);
  if (!is_complete || fault) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    return false;
  }
  return true;
}

}  // namespace

Result<std::map<std::string, std::string>> parse_columns(std::string_view text) {
  std::map<std::string, std::string> columns;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == pair.size())
      return refuse(Reason::bad_field, "write --columns as field=column,field=column: \"" + std::string(pair) + "\"", "columns");
    columns[std::string(pair.substr(0, equals))] = std::string(pair.substr(equals + 1));
  }
  return columns;
}

int run_import(const ImportCommand& command, db::Gate& gate, std::ostream& out, std::ostream& err) {
  const auto target = target_of(command);
  if (!target) {
    err << target.error().detail << '\n';
    return not_begun;
  }
  std::vector<SourceFile> sources;
  for (const auto& path : files_of(command)) {
    auto source = read_source(path);
    if (!source) {
      err << "cannot read " << path.string() << '\n';
      return not_begun;
    }
    sources.push_back(std::move(*source));
  }
  if (sources.empty()) {
    err << "no file to import\n";
    return not_begun;
  }
  const Outcome outcome = import_sources(command, *target, sources, gate, err);
  if (outcome.refusal) {
    err << outcome.file << ": " << outcome.refusal->detail << "; nothing was imported\n";
    return not_begun;
  }
  print_report(outcome.report, out);
  return outcome.report.problems.empty() ? done : with_faults;
}

int run_export(const ExportCommand& command, db::Gate& gate, std::ostream& out, std::ostream& err) {
  if (write_export(command, gate, out)) return done;
  err << "cannot write " << (command.into.empty() ? std::string("to the standard output") : command.into.string()) << '\n';
  return not_begun;
}

namespace {

/// For the health page. A database nobody may write to was still checked.
void remember_check(db::Gate& gate, std::size_t differences) {
  try {
    gate.write([&](db::Tx& tx) { instance::save_check_run(tx, static_cast<std::int64_t>(differences)); });
  } catch (const db::DatabaseError& fault) {
    log::warning(std::string("the check is not remembered: ") + fault.what());
  }
}

}  // namespace

int run_check(db::Gate& gate, std::ostream& out, std::ostream& err) {
  const auto differences = gate.read([](db::Tx& tx) { return check_all(tx); });
  remember_check(gate, differences.size());
  if (differences.empty()) {
    out << "all is right: counters, search index, histories, versions, answers, votes, references, event chain\n";
    return done;
  }
  for (const auto& difference : differences) err << difference << '\n';
  err << differences.size() << (differences.size() == 1 ? " difference\n" : " differences\n");
  return with_faults;
}

}  // namespace palabre::transfer
