// Takes backups and restores them. Called by the app's command line.
#include "transfer/backup.hpp"

#include "base/clock.hpp"
#include "db/open_database.hpp"
#include "transfer/check_all.hpp"
#include "transfer/moving_commands.hpp"
#include "transfer/moving_words.hpp"
#include "transfer/new_file.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <utility>

namespace palabre::transfer {
namespace {

constexpr int moved = 0;
constexpr int not_moved = 1;

constexpr std::array counted_tables{std::pair("person", "people"),       std::pair("redesign", "redesigns"), std::pair("idea", "ideas"),
                                    std::pair("comment", "comments"), std::pair("idea_support", "supports"), std::pair("ballot", "ballots"),
                                    std::pair("session", "sessions"), std::pair("picture", "pictures")};

std::unique_ptr<db::Driver> open_file(const std::filesystem::path& file) { return db::open_database("sqlite:" + file.string()); }

template <class F>
auto read_from(db::Driver& driver, F&& query) {
  const auto connection = driver.connect(db::Mode::read);
  connection->set_query_limit_ms(0);
  connection->begin_read();
  connection->tx().set_now(SystemClock().now());
  return query(connection->tx());
}

/// "events up to 321, hash 4be1…" of the newest event.
std::string head_text(db::Tx& tx) {
  auto rows = tx.rows("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
  return rows.next() ? "events up to " + grouped(rows.integer(0)) + ", hash " + rows.text(1) : std::string("no event yet");
}

/// Throws when the file itself is damaged; then looks at what stands in it.
std::vector<std::string> findings_of(db::Tx& tx) {
  if (auto rows = tx.rows("PRAGMA integrity_check"); rows.next() && rows.view(0) != "ok") throw db::DatabaseError("the file is damaged: " + rows.text(0));
  return check_all(tx);
}

/// From a server: copied row by row out of one snapshot. From a file: SQLite copies itself.
int fill_backup(db::Driver& source, const std::filesystem::path& file, const MovingPlace& place) {
  if (source.dialect() == "sqlite") {
    source.copy_to(file);
    return moved;
  }
  MovingProgress progress(place.err, place.is_terminal);
  CopyOptions options;
  options.may_source_change = true;
  options.on_step = [&progress](const CopyStep& step) { progress.show(step); };
  const auto target = open_file(file);
  const auto report = copy_instance(source, *target, place.schema_root, options);
  progress.end_line();
  if (report && report->differences.empty()) return moved;
  if (!report) place.err << "palabre: " << report.error().detail << '\n';
  else
    for (const auto& difference : report->differences) place.err << difference << '\n';
  return not_moved;
}

bool is_backup(db::Tx& tx) { return has_table(tx, "sqlite", "event") && has_table(tx, "sqlite", "person") && !is_copy_unfinished(tx, "sqlite"); }

/// The backup in a file of its own, so that the backup itself is never touched; false, and said why, when it is none.
bool take_in(const std::filesystem::path& backup, const std::filesystem::path& file, const MovingPlace& place) {
  const auto refuse_it = [&](const std::string& why) { return place.err << "palabre: " << backup.string() << " " << why << '\n', false; };
  std::array<char, 15> start{};
  if (std::ifstream in(backup, std::ios::binary); !in || !in.read(start.data(), start.size())) return refuse_it("cannot be read");
  if (std::string_view(start.data(), start.size()) != "SQLite format 3") return refuse_it("is not a backup of Palabre");
  const std::filesystem::path log = backup.string() + "-wal";
  if (std::filesystem::exists(log) && std::filesystem::file_size(log) > 0)
    return refuse_it("is a database in use, with a log beside it: take a backup of it with `palabre backup`");
  std::filesystem::copy_file(backup, file, std::filesystem::copy_options::overwrite_existing);
  const auto driver = open_file(file);
  if (!read_from(*driver, is_backup)) return refuse_it("is not a whole backup of Palabre");
  driver->migrate(place.schema_root);
  return true;
}

void print_restored(db::Tx& tx, const std::filesystem::path& backup, const std::string& where, std::ostream& out) {
  out << "Restored " << backup.string() << " to " << where << ": " << head_text(tx) << '\n';
  std::string separator = "  ";
  for (const auto& [table, name] : counted_tables) {
    auto rows = tx.rows("SELECT COUNT(*) FROM " + sql_name(table));
    if (rows.next()) out << separator << grouped(rows.integer(0)) << ' ' << name;
    separator = ", ";
  }
  out << "\nSessions were kept: people stay signed in.\n";
}

int restore_to_file(const std::filesystem::path& backup, const std::filesystem::path& file, const MovingPlace& place) {
  for (const std::string_view suffix : {"", "-wal"}) {
    const std::filesystem::path there = file.string() + std::string(suffix);
    if (!std::filesystem::exists(there)) continue;
    place.err << "palabre: " << there.string() << " is there already, and nothing is written over: stop its server and move it away, or name another folder with --data\n";
    return not_moved;
  }
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
  NewFile restored(file);
  if (!take_in(backup, restored.partial(), place)) return not_moved;
  std::vector<std::string> findings;
  {
    const auto driver = open_file(restored.partial());
    findings = read_from(*driver, findings_of);
    read_from(*driver, [&](db::Tx& tx) { return print_restored(tx, backup, file.string(), place.out), true; });
  }
  restored.keep();
  print_findings(findings, place.err);
  if (findings.empty()) place.out << "checked: all is right\n";
  return findings.empty() ? moved : not_moved;
}

int restore_to_server(const std::filesystem::path& backup, const std::string& address, const MovingPlace& place) {
  const auto target = db::open_database(address);
  if (refuse_running_server(*target, place.err)) return not_moved;
  NewFile kept_for_the_copy(std::filesystem::temp_directory_path() / "palabre-restore");
  if (!take_in(backup, kept_for_the_copy.partial(), place)) return not_moved;
  const auto source = open_file(kept_for_the_copy.partial());
  MovingProgress progress(place.err, place.is_terminal);
  CopyOptions options;
  options.on_step = [&progress](const CopyStep& step) { progress.show(step); };
  const auto report = copy_instance(*source, *target, place.schema_root, options);
  progress.end_line();
  if (!report) return place.err << "palabre: " << report.error().detail << '\n', not_moved;
  const int code = print_copy(*report, place.out, place.err);
  if (report->differences.empty())
    read_from(*target, [&](db::Tx& tx) { return print_restored(tx, backup, db::without_password(address), place.out), true; });
  return code;
}

}  // namespace

int run_backup(db::Driver& source, const std::filesystem::path& file, const MovingPlace& place) {
  if (std::filesystem::exists(file)) {
    place.err << "palabre: " << file.string() << " is there already, and a backup is never written over another\n";
    return not_moved;
  }
  NewFile backup(file);
  if (const int code = fill_backup(source, backup.partial(), place); code != moved) return code;
  std::vector<std::string> findings;
  std::string head;
  std::size_t missing = 0;
  {
    const auto copy = open_file(backup.partial());
    missing = copy->missing_steps(place.schema_root).size();
    if (missing == 0) findings = read_from(*copy, findings_of);
    head = read_from(*copy, head_text);
  }
  backup.keep();
  place.out << "Backup " << file.string() << ": " << size_text(std::filesystem::file_size(file)) << ", " << head << '\n';
  print_findings(findings, place.err);
  if (missing > 0) place.out << "not checked: the database is older than this program, which `palabre migrate` changes\n";
  else if (findings.empty()) place.out << "checked: all is right\n";
  return findings.empty() ? moved : not_moved;
}

int run_restore(const std::filesystem::path& backup, const RestoreTarget& target, const MovingPlace& place) {
  if (!std::filesystem::is_regular_file(backup)) {
    place.err << "palabre: there is no file " << backup.string() << '\n';
    return not_moved;
  }
  return target.address.empty() ? restore_to_file(backup, target.file, place) : restore_to_server(backup, target.address, place);
}

}  // namespace palabre::transfer
