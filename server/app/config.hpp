// The settings of one instance and where each came from: defaults, then the TOML file, then the environment, then flags.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::app {

struct Config {
  std::filesystem::path data = "data";
  std::string database;              // postgresql://…; empty: a SQLite file in `data`
  std::string address = "127.0.0.1";
  std::int64_t port = 8080;
  std::int64_t threads = 2;          // of network input and output
  std::int64_t readers = 2;          // of the database
  std::filesystem::path web;         // the built client; empty: beside the program
  std::filesystem::path schema;      // the schema folder; empty: beside the program
  std::string site_name = "Palabre";
  std::string theme = "palabre";     // a folder of web/themes
  std::string public_url;            // "https://ideas.example.org"; empty: relative links only
  std::string contact;               // whom people write to: an e-mail address, or words
  std::string enforcement_body;      // who watches over accessibility, as the accessibility statement names it
  std::string security_contact;      // for security.txt: an e-mail address or a page; empty: the contact when it is an address
  std::string data_licence = "CC-BY-4.0";  // of the open data
  std::string language = "fr";       // when neither address, account, cookie nor browser says
  std::string map_tiles;             // "https://tiles.example.org/{z}/{x}/{y}.png"; empty: the bundled outline
  std::string map_attribution;       // who made those tiles
  bool trusts_proxy = false;         // believe X-Forwarded-For and X-Forwarded-Proto
  bool allows_demo_anywhere = false; // serve demo accounts on more than the loopback address
  std::string mail_url;              // smtp://… or smtps://…; empty: no mail is sent
  std::string mail_from;             // address of the sender
  std::int64_t mail_digest_hour = 7; // on the clocks of Europe/Brussels
  std::string mail_user;             // these two from the environment only, and never printed
  std::string mail_password;
  std::string log_level = "info";
  bool many_nodes = false;           // other servers use the same database; where it can only be so, it need not be said
  std::string log_format = "text";   // or "json": one object a line
  bool log_requests = false;         // a line for each answer: route, status, duration; never an address
  std::string metrics_from;          // who may read /metrics: "127.0.0.1, 10.0.0.0/8"; empty: this machine, when no proxy is trusted
  std::string metrics_token;         // from the environment only, and never printed; empty: none
  std::string test_clock;            // a file with an offset in seconds, for rehearsals
  Limits limits;

  [[nodiscard]] std::filesystem::path database_file() const { return data / "palabre.db"; }
  /// What db::open_database takes.
  [[nodiscard]] std::string database_address() const { return database.empty() ? "sqlite:" + database_file().string() : database; }
};

/// One row of the table of settings: its key in the file ("limits.body_bytes_max"), what it is, how to read and set it.
struct Setting {
  std::string key;
  std::string help;
  std::function<std::string(const Config&)> text;
  std::function<bool(Config&, std::string_view)> set;   // false: not a value of its kind
};

/// All settings in the order of the help text.
const std::vector<Setting>& settings();

/// The environment's name of a setting: PALABRE_ and the key in capitals, dots as underscores.
std::string environment_name(std::string_view key);

/// Variables that begin with PALABRE_ and are nothing this program reads, most often a slip of the pen. `environment`: as `environ`.
std::vector<std::string> strange_variables(const char* const* environment);

using Overrides = std::vector<std::pair<std::string, std::string>>;   // key, text

/// Builds the effective configuration. `file` empty: none; `environment` gives a variable's value or null.
/// Refuses: bad_field naming key and source, unknown_field for a key nobody knows.
Result<Config> load_config(const std::filesystem::path& file, const std::function<const char*(const std::string&)>& environment,
                           const Overrides& flags);

/// Writes the effective configuration as a TOML file that would reproduce it. Nothing in it is secret.
void print_config(const Config& config, std::ostream& out);

/// Folders beside the program when the setting is empty: installed (../share/palabre) or in the build tree.
std::filesystem::path web_folder(const Config& config);
std::filesystem::path schema_folder(const Config& config);

}  // namespace palabre::app
