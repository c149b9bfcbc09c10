// Finds and reads schema files. Called by both drivers.
#include "db/schema_files.hpp"

#include "db/tx.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

namespace palabre::db {

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

std::vector<SchemaFile> missing_files(const std::filesystem::path& folder, int version) {
  auto files = list_schema_files(folder);
  if (version > static_cast<int>(files.size())) {
    throw DatabaseError("the database (schema " + std::to_string(version) + ") is newer than this program (schema " +
                        std::to_string(files.size()) + "): install the newer program");
  }
  files.erase(files.begin(), files.begin() + version);
  return files;
}

std::vector<std::string> names_of(const std::vector<SchemaFile>& files) {
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.name());
  return names;
}

std::string read_schema_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw DatabaseError("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace palabre::db
