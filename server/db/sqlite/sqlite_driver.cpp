// Opens SQLite, applies schema files, copies the database. Made by main and by tests through open_sqlite().
#include "db/sqlite/sqlite_driver.hpp"

#include "db/sqlite/sqlite_connection.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

namespace palabre::db {
namespace {

struct SchemaFile {
  int number = 0;
  std::filesystem::path path;
};

/// The files NNNN_name.sql in order; their numbers must run 1, 2, 3…
std::vector<SchemaFile> list_schema_files(const std::filesystem::path& folder) {
  std::vector<SchemaFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc{} && *end == '_' && name.ends_with(".sql")) files.push_back({number, entry.path()});
  }
  std::sort(files.begin(), files.end(), [](const SchemaFile& a, const SchemaFile& b) { return a.number < b.number; });
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].number != static_cast<int>(i) + 1) throw DatabaseError("schema files are not numbered 1, 2, 3…: " + folder.string());
  }
  return files;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw DatabaseError("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class SqliteDriver final : public Driver {
 public:
  explicit SqliteDriver(std::filesystem::path file) : file_(std::move(file)) {
    if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path());
  }

  std::unique_ptr<Connection> connect(Mode mode) override { return std::make_unique<sqlite::SqliteConnection>(file_, mode); }

  void migrate(const std::filesystem::path& schema_folder) override {
    const auto files = list_schema_files(schema_folder);
    const auto handle = sqlite::open_file(file_, Mode::write);
    sqlite::execute(handle.get(), "BEGIN IMMEDIATE");
    const int version = read_version(handle.get());
    if (version > static_cast<int>(files.size())) {
      throw DatabaseError("the database (schema " + std::to_string(version) + ") is newer than this program (schema " +
                          std::to_string(files.size()) + "): install the newer program");
    }
    for (const auto& file : files) {
      if (file.number <= version) continue;
      sqlite::execute(handle.get(), read_file(file.path));
      sqlite::execute(handle.get(), "PRAGMA user_version=" + std::to_string(file.number));
    }
    sqlite::execute(handle.get(), "COMMIT");
  }

  void copy_to(const std::filesystem::path& file) override {
    const auto handle = sqlite::open_file(file_, Mode::write);
    sqlite::SqliteStatement copy(handle.get(), "VACUUM INTO $1");
    const std::string name = file.string();
    const Value target = std::string_view(name);
    copy.start(std::span(&target, 1));
    while (copy.step()) {
    }
  }

  [[nodiscard]] std::string describe() const override { return "SQLite " + std::string(sqlite3_libversion()) + " at " + file_.string(); }

 private:
  static int read_version(sqlite3* handle) {
    sqlite::SqliteStatement query(handle, "PRAGMA user_version");
    query.start({});
    query.step();
    const auto version = static_cast<int>(query.integer(0));
    query.reset();
    return version;
  }

  std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Driver> open_sqlite(const std::filesystem::path& file) { return std::make_unique<SqliteDriver>(file); }

}  // namespace palabre::db
