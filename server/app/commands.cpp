// Understands the command line and runs one command. Called by main.
#include "app/commands.hpp"

#include "app/administer.hpp"
#include "app/config.hpp"
#include "app/moving_flags.hpp"
#include "app/routes_table.hpp"
#include "app/serve.hpp"
#include "app/tally_flags.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "crypto/crypto.hpp"
#include "media/shrink_picture.hpp"
#include "transfer/transfer_commands.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <istream>
#include <map>
#include <ostream>
#include <unistd.h>

namespace palabre::app {
namespace {

constexpr int done = 0;
constexpr int not_understood = 2;

/// What the words of the command line said, before anything is done.
struct Words {
  std::string config_file;
  Overrides overrides;                  // flags as settings
  std::vector<std::string> set;         // "key=value"
  transfer::ImportCommand import;
  transfer::ExportCommand exporting;
  NewAdministrator administrator;
  RoleChange role;
  MovingWords moving;
  bool wants_json = false;
};

log::Level level_of(const std::string& name) {
  static const std::map<std::string, log::Level> levels{{"debug", log::Level::debug}, {"info", log::Level::info},
                                                        {"warning", log::Level::warning}, {"error", log::Level::error},
                                                        {"silent", log::Level::silent}};
  return levels.at(name);
}

/// A flag that stands for a setting: `--port 8081` is `port = 8081`.
void add_setting_flag(CLI::App& command, Words& words, const std::string& flag, const std::string& key, const std::string& help) {
  command.add_option_function<std::string>(flag, [&words, key](const std::string& text) { words.overrides.emplace_back(key, text); }, help);
}

/// What every command that opens the data folder takes.
void add_shared_flags(CLI::App& command, Words& words) {
  command.add_option("--config", words.config_file, "TOML file of settings (also: environment PALABRE_CONFIG)")->envname("PALABRE_CONFIG");
  add_setting_flag(command, words, "--data", "data", "folder of the database (default: data)");
  add_setting_flag(command, words, "--database", "database", "postgresql://user:password@host:port/name; default: a SQLite file in --data");
  add_setting_flag(command, words, "--log-level", "log_level", "debug, info, warning, error or silent");
  command.add_option("--set", words.set, "any setting as key=value, e.g. --set limits.page_size=50; may be repeated")->allow_extra_args(false);
}

CLI::App* add_serve(CLI::App& app, Words& words) {
  auto* command = app.add_subcommand("serve", "Serve the pages, the API and the live channel until a signal ends it");
  add_shared_flags(*command, words);
  add_setting_flag(*command, words, "--port", "port", "TCP port (default: 8080; 0: any free one)");
  add_setting_flag(*command, words, "--address", "address", "IP address (default: 127.0.0.1)");
  add_setting_flag(*command, words, "--web", "web", "folder of the built client");
  add_setting_flag(*command, words, "--schema", "schema", "folder of the schema files");
  add_setting_flag(*command, words, "--public-url", "public_url", "address people type, https://…");
  add_setting_flag(*command, words, "--test-clock", "test_clock", "file with an offset in seconds added to the time, for rehearsing dates");
  return command;
}

CLI::App* add_import(CLI::App& app, Words& words) {
  auto* command = app.add_subcommand("import", "Import redesigns (demo format), proposals (JSON lines) or a CSV file");
  add_shared_flags(*command, words);
  command->add_option("files", words.import.files, "files to import; for the demo format also a folder")->required()->check(CLI::ExistingPath);
  command->add_option("--format", words.import.format, "demo (default), proposals or csv")->check(CLI::IsMember({"demo", "proposals", "csv"}));
  command->add_option("--into", words.import.into, "the redesign's slug, for proposals and csv");
  command->add_option("--create", words.import.title_to_create, "create the redesign under this title when --into does not exist");
  command->add_option("--columns", words.import.columns, "csv: field=column,… when the header uses other names");
  command->add_flag("--strict", words.import.is_strict, "import nothing when one row is bad");
  return command;
}

CLI::App* add_admin(CLI::App& app, Words& words) {
  auto* admin = app.add_subcommand("admin", "Create an administrator, or change somebody's role");
  admin->require_subcommand(1);
  auto* create = admin->add_subcommand("create", "Create an administrator; the password is read from standard input");
  add_shared_flags(*create, words);
  create->add_option("--email", words.administrator.email, "e-mail address to sign in with")->required();
  create->add_option("--name", words.administrator.name, "display name")->required();
  create->add_option("--language", words.administrator.language, "two letters, like nl (default: fr)");
  auto* role = admin->add_subcommand("role", "Give or take a role");
  add_shared_flags(*role, words);
  role->add_option("--email", words.role.email, "whose role")->required();
  role->add_option("--role", words.role.role, "admin, facilitator, moderator, officer or owner")
      ->required()
      ->check(CLI::IsMember({"admin", "facilitator", "moderator", "officer", "owner"}));
  role->add_option("--redesign", words.role.slug, "slug of the redesign; not for admin");
  role->add_flag("--remove", words.role.removes, "take the role instead of giving it");
  return admin;
}

Result<Config> effective_config(Words& words) {
  for (const auto& pair : words.set) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) return refuse(Reason::bad_field, "--set wants key=value, not " + pair, "set");
    words.overrides.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return load_config(words.config_file, [](const std::string& name) { return std::getenv(name.c_str()); }, words.overrides);
}

/// A database of the newest schema, with a gate for commands that are not the server.
struct OpenData {
  OpenData(const Config& config, std::unique_ptr<db::Driver> opened) : driver(std::move(opened)) {
    // A command may take its time: an import is one long write.
    limits = config.limits;
    limits.query_ms_max = 0;
    gate = std::make_unique<db::Gate>(*driver, clock, limits, 1);
  }
  std::unique_ptr<db::Driver> driver;
  SystemClock clock;
  Limits limits;
  std::unique_ptr<db::Gate> gate;
};

/// Commands that read what is there must not make an empty database out of a mistyped folder.
bool is_data_missing(const Config& config, const Streams& streams) {
  if (!config.database.empty() || std::filesystem::exists(config.database_file())) return false;
  streams.err << "palabre: no database at " << config.database_file().string() << "; name its folder with --data\n";
  return true;
}

int run_chosen(const std::string& name, Words& words, const Config& config, const OpenDatabase& open_database, const Streams& streams) {
  const auto open = [&] { return open_database(config.database_address()); };
  const bool is_terminal = isatty(STDERR_FILENO) != 0;
  if (is_moving(name)) return run_moving(name, words.moving, config, open, {schema_folder(config), streams.out, streams.err, is_terminal});
  const bool may_create = name == "serve" || name == "import" || name == "create";
  if (!may_create && is_data_missing(config, streams)) return 1;
  auto driver = open();
  if (transfer::refuse_unfinished_copy(*driver, streams.err)) return 1;
  driver->migrate(schema_folder(config));
  if (name == "serve") return serve(config, *driver, streams.out);
  OpenData data(config, std::move(driver));
  words.import.is_terminal = is_terminal;
  if (name == "import") return transfer::run_import(words.import, *data.gate, streams.out, streams.err);
  if (name == "export") return transfer::run_export(words.exporting, *data.gate, streams.out, streams.err);
  if (name == "check") return transfer::run_check(*data.gate, streams.out, streams.err);
  if (name == "create") return create_administrator(words.administrator, *data.gate, streams);
  return change_role(words.role, *data.gate, streams);
}

}  // namespace

int run(int count, const char* const* words_given, const OpenDatabase& open_database, const Streams& streams) {
  // Not a command for people: the server starts itself anew for each picture, with nothing open and little allowed.
  if (count > 1 && std::string_view(words_given[1]) == "shrink-picture") return media::run_shrink_command(count, words_given);
  CLI::App app{"Palabre: redesign public services together with the people who use them.", "palabre"};
  app.require_subcommand(1);
  app.footer("Settings come from a TOML file, then the environment (PALABRE_PORT, PALABRE_LIMITS_PAGE_SIZE, …), then flags.\n"
             "`palabre config` prints them all. Exit codes: 0 done, 1 refused or differences found, 2 not understood.");
  Words words;
  recount::TallyCommand tally;
  const auto* tally_command = add_tally(app, tally);
  add_serve(app, words);
  add_import(app, words);
  auto* exporting = app.add_subcommand("export", "Write everything public as JSON lines, so that every number can be recounted");
  add_shared_flags(*exporting, words);
  exporting->add_option("--into", words.exporting.into, "file to write (default: standard output)");
  auto* check = app.add_subcommand("check", "Recount every derived number and walk the event chain; lists what differs");
  add_shared_flags(*check, words);
  add_moving(app, words.moving, [&words](CLI::App& command) { add_shared_flags(command, words); });
  add_admin(app, words);
  auto* config_command = app.add_subcommand("config", "Print the effective settings as a TOML file");
  add_shared_flags(*config_command, words);
  auto* routes = app.add_subcommand("routes", "Print the table of routes: method, pattern, who may, read or write");
  routes->add_flag("--json", words.wants_json, "as JSON");
  auto* version = app.add_subcommand("version", "Print the version");
  try {
    app.parse(count, words_given);
  } catch (const CLI::ParseError& fault) {
    return app.exit(fault, streams.out, streams.err) == 0 ? done : not_understood;
  }
  // Votes are counted without settings, data folder or database.
  if (tally_command->parsed()) return recount::run_tally(tally, streams.in, streams.out, streams.err);
  if (version->parsed()) return streams.out << "palabre " << PALABRE_VERSION << "\n", done;
  if (routes->parsed()) return print_routes(all_routes(), words.wants_json, streams.out), done;
  const auto config = effective_config(words);
  if (!config) {
    streams.err << "palabre: " << config.error().detail << "\n";
    return not_understood;
  }
  log::set_level(level_of(config->log_level));
  log::set_format(config->log_format == "json" ? log::Format::json : log::Format::text);
  for (const auto& name : strange_variables(environ)) log::warning(name + " in the environment is no setting and has no effect");
  if (config_command->parsed()) return print_config(*config, streams.out), done;
  crypto::start();
  auto* chosen = app.get_subcommands().front();
  if (chosen->get_name() == "admin") chosen = chosen->get_subcommands().front();
  return run_chosen(chosen->get_name(), words, *config, open_database, streams);
}

}  // namespace palabre::app
