// Adds `palabre copy`, `backup`, `restore` and `migrate` to the command line and starts them. Called by run.
#include "app/moving_flags.hpp"

#include <CLI/CLI.hpp>

namespace palabre::app {
namespace {

bool is_on_server(const Config& config) { return !config.database.empty(); }

/// Commands that read what is there must not make an empty database out of a mistyped folder.
bool is_file_missing(const Config& config, const transfer::MovingPlace& place) {
  if (is_on_server(config) || std::filesystem::exists(config.database_file())) return false;
  place.err << "palabre: no database at " << config.database_file().string() << "; name its folder with --data\n";
  return true;
}

}  // namespace

void add_moving(CLI::App& app, MovingWords& words, const std::function<void(CLI::App&)>& add_shared) {
  auto* backup = app.add_subcommand("backup", "Write the whole database into a new file, also while the server runs, and check that file");
  add_shared(*backup);
  backup->add_option("file", words.backup, "the new file: one SQLite database, readable by its owner only, whatever engine it comes from")->required();
  auto* restore = app.add_subcommand("restore", "Bring a backup into a data folder without a database, or into an empty PostgreSQL database, and check it");
  add_shared(*restore);
  restore->add_option("file", words.backup, "a file that `palabre backup` wrote; it is only read")->required();
  auto* copy = app.add_subcommand("copy", "Move a whole instance into another, empty database: SQLite or PostgreSQL, either way");
  copy->footer("An address is sqlite:FILE or postgresql://user:password@host:port/name. Stop every server of both first: what is written to the\n"
               "source during a copy is not copied, and the copy says so and does not count as complete. A copy that was cut off goes on\n"
               "where it stopped when the same command is given again. In the end every value of both is compared and the target is checked.");
  add_shared(*copy);
  copy->add_option("--from", words.copy.from, "address of the instance to copy")->required();
  copy->add_option("--to", words.copy.to, "address of an empty database")->required();
  auto* migrate = app.add_subcommand("migrate", "Bring the database to this program's schema; every start of the server does the same");
  add_shared(*migrate);
  migrate->add_flag("--dry-run", words.is_dry_run, "only print the schema files that would be applied");
}

bool is_moving(std::string_view name) { return name == "copy" || name == "backup" || name == "restore" || name == "migrate"; }

int run_moving(std::string_view name, const MovingWords& words, const Config& config, const std::function<std::unique_ptr<db::Driver>()>& open,
               const transfer::MovingPlace& place) {
  if (name == "copy") return transfer::run_copy(words.copy, place);
  if (name == "restore") {
    transfer::RestoreTarget target;
    if (is_on_server(config)) target.address = config.database;
    else target.file = config.database_file();
    return transfer::run_restore(words.backup, target, place);
  }
  if (name == "backup" && is_file_missing(config, place)) return 1;
  const auto driver = open();
  if (name == "migrate") return transfer::run_migrate(*driver, words.is_dry_run, place);
  if (transfer::refuse_unfinished_copy(*driver, place.err)) return 1;
  return transfer::run_backup(*driver, words.backup, place);
}

}  // namespace palabre::app
