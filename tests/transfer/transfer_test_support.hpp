// What the transfer tests share: files of the source tree, one-number queries, a gate on a fresh database.
#pragma once
#include "db/test_store.hpp"
#include "transfer/check_all.hpp"
#include "transfer/import_demo.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace palabre::transfer {

inline const std::filesystem::path source_folder{PALABRE_SOURCE_DIR};

inline std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

inline std::string fixture(const std::string& name) { return read_whole(source_folder / "tests/data/import" / name); }
inline std::string demo_text(const std::string& name) { return read_whole(source_folder / "demo" / name); }

inline std::int64_t number(db::Tx& tx, std::string_view sql) {
  auto rows = tx.rows(sql);
  return rows.next() ? rows.integer(0) : -1;
}

inline std::string word(db::Tx& tx, std::string_view sql) {
  auto rows = tx.rows(sql);
  return rows.next() ? rows.text(0) : "(no row)";
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

inline ImportOptions options_at(Instant now, bool is_strict = false) {
  ImportOptions options;
  options.is_strict = is_strict;
  options.now = now;
  return options;
}

/// All three demo files imported into `store`, committed.
inline ImportReport import_demos(tests::TestStore& store) {
  return store.run([&](db::Tx& tx) {
    ImportReport whole;
    for (const char* name : {"child-health.json", "remote-services.json", "seniors-cohousing.json"})
      join_report(whole, import_demo(tx, demo_text(name), options_at(tx.now())).value());
    return whole;
  });
}

}  // namespace palabre::transfer
