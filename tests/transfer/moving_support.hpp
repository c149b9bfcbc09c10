// What the tests of copies and backups share: an instance with something in every corner, and a comparison of two SQLite files
// that knows nothing of the code under test.
#pragma once
#include "db/test_store.hpp"
#include "transfer/copy_instance.hpp"
#include "transfer_test_support.hpp"

#include <string>
#include <vector>

namespace palabre::transfer {

inline std::string sqlite_address(const std::filesystem::path& file) { return "sqlite:" + file.string(); }

/// Runs `act` in one committed write.
template <class F>
void write_to(const std::string& address, F&& act) {
  const auto driver = db::open_database(address);
  const auto connection = driver->connect(db::Mode::write);
  connection->begin_write();
  connection->tx().set_now(tests::test_start);
  act(connection->tx());
  connection->commit();
}

template <class F>
auto read_at(const std::string& address, F&& query) {
  const auto driver = db::open_database(address);
  const auto connection = driver->connect(db::Mode::read);
  connection->begin_read();
  connection->tx().set_now(tests::test_start);
  return query(connection->tx());
}

/// What no import brings: sessions, drafts, bytes, places, kept answers, and rows the triggers and the order of ids would refuse.
inline void add_corners(db::Tx& tx) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  const std::string hash = crypto::digest(every_byte);
  tx.run("INSERT INTO session (id, person_id, token_digest, created_at, expires_at) VALUES (900, 1, $1, 1, 9000000000000)", hash);
  tx.run("INSERT INTO session (id, person_id, token_digest, created_at, expires_at) VALUES (901, 2, 'of somebody suspended', 1, 2)");
  tx.run("UPDATE person SET suspended_at = 5 WHERE id = 2");
  tx.run("INSERT INTO suspension (id, person_id, reason, suspended_by, suspended_at) VALUES (1, 2, 'Répété : « non »', 1, 5)");
  tx.run("INSERT INTO draft (id, person_id, redesign_id, title, body, language, updated_at, latitude, longitude) "
         "VALUES (7, 1, 1, 'Un brouillon', $1, 'fr', 3, 50.846557, 0.1)", std::string(3000, 'x') + "\n\t\"'$1 🌍");
  tx.run("INSERT INTO picture (id, person_id, draft_id, position, state, description, language, created_at) VALUES (3, 1, 7, 1, 'kept', 'Un banc', 'fr', 4)");
  for (const char* size : {"small", "large"})
    tx.run("INSERT INTO picture_bytes (picture_id, size, hash, width, height, bytes) VALUES (3, $1, $2, 1, 1, $3)", size, hash, db::Blob{every_byte});
  tx.run("INSERT INTO idempotency (person_id, key, fingerprint, status, answer, created_at) VALUES (1, 'k,1', 'f', 201, '{}', 1), (1, '', 'f', 201, '', 1)");
  tx.run("INSERT INTO meta (key, value) VALUES ('mail_secret', 'kept')");
  tx.run("UPDATE notice_cursor SET seq = 3");
}

/// A whole SQLite file with the demo and those corners, made once.
inline const std::filesystem::path& corner_file() {
  static const tests::TempFolder folder;
  static const std::filesystem::path file = [] {
    crypto::start();
    const auto working = folder.path() / "working.db";
    db::open_database(sqlite_address(working))->migrate(tests::schema_root());
    write_to(sqlite_address(working), [](db::Tx& tx) {
      for (const char* name : {"child-health.json", "remote-services.json", "seniors-cohousing.json"}) import_demo(tx, demo_text(name), options_at(tx.now())).value();
      add_corners(tx);
    });
    const auto whole = folder.path() / "whole.db";
    db::open_database(sqlite_address(working))->copy_to(whole);
    return whole;
  }();
  return file;
}

/// A copy of that file for a test to change; its address.
inline std::string corner_copy(const tests::TempFolder& folder, const std::string& name = "source.db") {
  std::filesystem::copy_file(corner_file(), folder.path() / name);
  return sqlite_address(folder.path() / name);
}

/// The tables of a SQLite file, by its own catalogue, without the search index and without what is numbered anew.
inline std::vector<std::string> tables_of_file(db::Tx& tx) {
  std::vector<std::string> names;
  auto rows = tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY name");
  while (rows.next()) names.push_back(rows.text(0));
  return names;
}

/// In which tables two SQLite files differ, compared by SQLite itself; each with its number of rows that only one of them has.
inline std::vector<std::string> differing_tables(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::vector<std::string> differing;
  const auto connection = db::open_database(sqlite_address(one))->connect(db::Mode::write);
  db::Tx& tx = connection->tx();
  tx.run("ATTACH DATABASE $1 AS other", other.string());
  auto names = tables_of_file(tx);
  EXPECT_GT(names.size(), 70U);
  names.push_back("(SELECT kind, target_id, redesign_id, idea_id, title, body FROM ?.search_entry)");
  for (const auto& name : names) {
    const auto from = [&name](const std::string& schema) {
      const auto mark = name.find('?');
      return mark == std::string::npos ? schema + ".\"" + name + "\"" : name.substr(0, mark) + schema + name.substr(mark + 1);
    };
    const std::string only = "SELECT (SELECT COUNT(*) FROM (SELECT * FROM " + from("main") + " EXCEPT SELECT * FROM " + from("other") +
                             ")) + (SELECT COUNT(*) FROM (SELECT * FROM " + from("other") + " EXCEPT SELECT * FROM " + from("main") + "))";
    if (const auto count = number(tx, only); count != 0) differing.push_back(name + ": " + std::to_string(count));
  }
  return differing;
}

}  // namespace palabre::transfer
