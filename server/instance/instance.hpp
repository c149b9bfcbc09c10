// What administrators may see of the machine and set of the looks; filled by the wiring, owned by it, alive as long as the server.
#pragma once
#include "instance/look.hpp"
#include "instance/theme_check.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace palabre::instance {

/// One setting as the command line knows it. Secrets come without their value.
struct SettingLine {
  std::string key;
  std::string value;
  std::string help;
  bool is_secret = false;
  bool is_default = false;
};

struct Instance {
  ThemeRules theme_rules;
  std::vector<SettingLine> settings;
  std::filesystem::path data_folder;     // whose disk is measured
  std::filesystem::path database_file;
  bool is_on_server = false;             // PostgreSQL: no file of ours to measure
  std::string database;                  // "SQLite 3.40.1"
  std::int64_t schema = 0;               // number of the newest schema file, applied at the start
  std::string version;                   // of the program
  Instant started_at;
  mutable RememberedLooks looks;
};

/// The machine behind `services`; null where the wiring gave none, as in most tests.
const Instance* machine_of(const http::Services& services);

}  // namespace palabre::instance
