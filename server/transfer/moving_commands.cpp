// Runs copies and migrations and says what came of it. Called by the app's command line.
#include "transfer/moving_commands.hpp"

#include "base/clock.hpp"
#include "db/open_database.hpp"
#include "nodes/node.hpp"
#include "transfer/moving_words.hpp"

namespace palabre::transfer {
namespace {

constexpr int all_done = 0;
constexpr int not_done = 1;
constexpr std::string_view file_prefix = "sqlite:";

/// The file an address names; empty for a server's.
std::filesystem::path file_of(const std::string& address) {
  if (db::is_server_address(address)) return {};
  return address.starts_with(file_prefix) ? address.substr(file_prefix.size()) : address;
}

bool is_one_place(const CopyCommand& command) {
  if (command.from == command.to) return true;
  const auto from = file_of(command.from), to = file_of(command.to);
  return !from.empty() && !to.empty() && std::filesystem::weakly_canonical(from) == std::filesystem::weakly_canonical(to);
}

/// Why this copy cannot begin; empty when it can.
std::string why_not(const CopyCommand& command) {
  if (is_one_place(command)) return "source and target are the same database";
  if (const auto file = file_of(command.from); !file.empty() && !std::filesystem::exists(file)) return "there is no database at " + file.string();
  return {};
}

}  // namespace

int run_copy(const CopyCommand& command, const MovingPlace& place) {
  if (const auto why = why_not(command); !why.empty()) return place.err << "palabre: " << why << '\n', not_done;
  const auto from = db::open_database(command.from);
  const auto to = db::open_database(command.to);
  if (refuse_running_server(*from, place.err) || refuse_running_server(*to, place.err)) return not_done;
  place.out << "from " << from->describe() << "\nto   " << to->describe() << '\n';
  place.out.flush();
  CopyOptions options;
  MovingProgress progress(place.err, place.is_terminal);
  options.on_step = [&progress](const CopyStep& step) { progress.show(step); };
  try {
    const auto report = copy_instance(*from, *to, place.schema_root, options);
    progress.end_line();
    if (report) return print_copy(*report, place.out, place.err);
    place.err << "palabre: " << report.error().detail << '\n';
  } catch (const db::DatabaseError& fault) {
    progress.end_line();
    place.err << "palabre: " << fault.what() << "\nThe same command goes on where this one stopped.\n";
  }
  return not_done;
}

int run_migrate(db::Driver& driver, bool is_only_said, const MovingPlace& place) {
  const auto missing = driver.missing_steps(place.schema_root);
  if (missing.empty()) {
    place.out << "nothing is missing: the schema is this program's\n";
    return all_done;
  }
  if (!is_only_said) driver.migrate(place.schema_root);
  for (const auto& name : missing) place.out << (is_only_said ? "would apply " : "applied ") << name << '\n';
  return all_done;
}

bool refuse_running_server(db::Driver& driver, std::ostream& err) {
  const auto connection = driver.connect(db::Mode::read);
  connection->begin_read();
  db::Tx& tx = connection->tx();
  tx.set_now(SystemClock().now());
  const bool is_running = has_table(tx, driver.dialect(), "node") && nodes::has_company(tx, "");
  connection->roll_back();
  if (is_running)
    err << "palabre: a server is running on " << driver.describe() << ": stop every server of both databases first; one that was killed counts as gone after ten seconds\n";
  return is_running;
}

bool refuse_unfinished_copy(db::Driver& driver, std::ostream& err) {
  const auto connection = driver.connect(db::Mode::read);
  connection->begin_read();
  const bool is_unfinished = is_copy_unfinished(connection->tx(), driver.dialect());
  connection->roll_back();
  if (is_unfinished)
    err << "palabre: this database is an unfinished copy: let the same `palabre copy` or `palabre restore` finish, or empty it and begin anew\n";
  return is_unfinished;
}

}  // namespace palabre::transfer
