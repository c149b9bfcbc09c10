// The numbered files that make a schema: NNNN_name.sql, one folder per dialect.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace palabre::db {

struct SchemaFile {
  int number = 0;
  std::filesystem::path path;
  [[nodiscard]] std::string name() const { return path.filename().string(); }
};

/// The files in order. Throws DatabaseError when their numbers do not run 1, 2, 3….
std::vector<SchemaFile> list_schema_files(const std::filesystem::path& folder);

/// Those a database of schema `version` lacks. Throws DatabaseError when it is newer than all of them.
std::vector<SchemaFile> missing_files(const std::filesystem::path& folder, int version);

std::vector<std::string> names_of(const std::vector<SchemaFile>& files);

/// The text of one. Throws DatabaseError when it cannot be read.
std::string read_schema_file(const std::filesystem::path& path);

}  // namespace palabre::db
