// The schema is the same in both dialects: the store the tests run on against a SQLite file, and the files against each other.
#include "db/test_store.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace palabre::db {
namespace {

using palabre::tests::schema_root;
using Lines = std::set<std::string>;

/// What a database consists of, a line each: columns in their place, indexes, references, triggers, the number of checks.
struct Questions {
  std::string_view columns;     // table, column, type, is it needed, has it a default; in order
  std::string_view indexes;     // table, name
  std::string_view uniques;     // table, is it unique, columns
  std::string_view references;  // table, column, table, column, what follows a removal
  std::string_view triggers;    // table, name
  std::string_view checks;      // table, how many
};

constexpr Questions sqlite_questions{
    R"sql(SELECT m.name, c.name, c.type, c."notnull" OR c.pk > 0, c.dflt_value IS NOT NULL FROM sqlite_master m JOIN pragma_table_info(m.name) c
          WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid)sql",
    "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%'",
    R"sql(SELECT m.name, i."unique", i.partial, (SELECT group_concat(COALESCE(c.name, '?'), ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c)
          FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table')sql",
    R"sql(SELECT m.name, f."from", f."table", f."to", f.on_delete FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table')sql",
    "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "SELECT name, (length(sql) - length(replace(sql, 'CHECK (', ''))) / 7 FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK (%'"};

constexpr Questions postgres_questions{
    R"sql(SELECT table_name, column_name, CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'double precision' THEN 'REAL' WHEN 'bytea' THEN 'BLOB'
            WHEN 'text' THEN CASE collation_name WHEN 'C' THEN 'TEXT' ELSE 'text in a language''s order' END ELSE data_type END,
          is_nullable = 'NO', column_default IS NOT NULL FROM information_schema.columns
          WHERE table_schema = 'public' ORDER BY CAST(table_name AS TEXT) COLLATE "C", ordinal_position)sql",
    R"sql(SELECT t.relname, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
          WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p','u')))sql",
    R"sql(SELECT t.relname, i.indisunique, i.indpred IS NOT NULL,
            (SELECT string_agg(COALESCE(a.attname, '?'), ',' ORDER BY k.place) FROM unnest(CAST(i.indkey AS SMALLINT[])) WITH ORDINALITY k(number, place)
             LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number > 0)
          FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
          WHERE NOT (i.indisprimary AND i.indnatts = 1 AND (SELECT atttypid FROM pg_attribute WHERE attrelid = t.oid AND attnum = i.indkey[0]) = 20))sql",
    R"sql(SELECT t.relname, a.attname, r.relname, b.attname, CASE k.confdeltype WHEN 'c' THEN 'CASCADE' ELSE 'NO ACTION' END
          FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid, unnest(k.conkey, k.confkey) p(child, parent),
               pg_attribute a, pg_attribute b
          WHERE k.contype = 'f' AND a.attrelid = t.oid AND a.attnum = p.child AND b.attrelid = r.oid AND b.attnum = p.parent)sql",
    "SELECT t.relname, g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid WHERE NOT g.tgisinternal",
    "SELECT t.relname, COUNT(*) FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid WHERE k.contype = 'c' GROUP BY t.relname"};

/// What is there on one engine only: full-text search, the turn of the writers, the number of the schema, the stirring of a vote's box.
bool is_of_one_engine(const std::string& table, const std::string& name) {
  if (table.starts_with("search_text") || table == "writer_turn" || table == "schema_version") return true;
  if (name.ends_with("_lies_in_no_order")) return true;
  if (table != "search_entry") return false;
  const std::set<std::string> names{"words", "word_count", "search_entry_words", "search_entry_length", "search_entry_added", "search_entry_removed", "search_entry_changed"};
  return names.contains(name);
}

class Description {
 public:
  explicit Description(Driver& driver) : connection_(driver.connect(Mode::read)) {
    const auto& questions = driver.dialect() == "sqlite" ? sqlite_questions : postgres_questions;
    connection_->begin_read();
    add_columns(questions.columns);
    add("index", questions.indexes, 2);
    add("key", questions.uniques, 4);
    add("reference", questions.references, 5);
    add("trigger", questions.triggers, 2);
    add("checks", questions.checks, 2);
    connection_->commit();
  }
  const Lines& lines() const { return lines_; }

 private:
  void add_columns(std::string_view sql) {
    std::string table;
    int place = 0;
    auto rows = connection_->tx().rows(sql);
    while (rows.next()) {
      if (is_of_one_engine(rows.text(0), rows.text(1))) continue;
      place = rows.text(0) == table ? place + 1 : 1;
      table = rows.text(0);
      lines_.insert("column " + table + "." + rows.text(1) + ", number " + std::to_string(place) + ", " + rows.text(2) + (rows.fact(3) ? ", needed" : "") +
                    (rows.fact(4) ? ", with a default" : ""));
    }
  }
  void add(std::string_view what, std::string_view sql, int cells) {
    auto rows = connection_->tx().rows(sql);
    while (rows.next()) {
      const std::string last = rows.text(cells - 1);
      const bool is_about_words = rows.text(0) == "search_entry" && (last == "words" || last == "word_count" || what == "checks");
      if (is_of_one_engine(rows.text(0), rows.text(1)) || is_about_words) continue;
      std::string line(what);
      for (int i = 0; i < cells; ++i) {
        const auto cell = rows.text(i);
        line += ' ' + (cell == "t" ? "1" : cell == "f" ? "0" : cell);
      }
      lines_.insert(std::move(line));
    }
  }

  std::unique_ptr<Connection> connection_;
  Lines lines_;
};

Lines only_in(const Lines& some, const Lines& others) {
  Lines only;
  std::set_difference(some.begin(), some.end(), others.begin(), others.end(), std::inserter(only, only.end()));
  return only;
}

TEST(Schema, IsTheSameOnEveryEngine) {
  palabre::tests::TempFolder folder;
  const auto reference = open_database("sqlite:" + (folder.path() / "reference.db").string());
  reference->migrate(schema_root());
  palabre::tests::TestStore store;
  const Description expected(*reference);
  const Description found(store.driver());
  EXPECT_GT(expected.lines().size(), 700U);
  EXPECT_THAT(only_in(expected.lines(), found.lines()), testing::IsEmpty());
  EXPECT_THAT(only_in(found.lines(), expected.lines()), testing::IsEmpty());
}

TEST(Schema, HasTheSameStepsInBothDialects) {
  const auto names = [](std::string_view dialect) {
    std::vector<std::string> all;
    for (const auto& file : list_schema_files(schema_root() / dialect)) all.push_back(file.path.filename().string());
    return all;
  };
  EXPECT_EQ(names("sqlite"), names("postgres"));
}

TEST(Schema, IsKeptByItsTriggersWithTheSameWords) {
  palabre::tests::TestStore store;
  store.run([](Tx& tx) {
    tx.run("INSERT INTO person (opaque_id, name, language, is_admin, created_at) VALUES ('o', 'Ana', 'fr', 1, 0)");
    tx.run("INSERT INTO event (seq, at, actor, channel, subject, type, payload, parent_hash, hash) VALUES (1, 0, 'a', 'c', '', 't', '{}', '', 'h')");
  });
  const auto refusal_of = [&store](std::string_view sql) -> std::string {
    try {
      store.run([&](Tx& tx) { tx.run(sql); });
    } catch (const DatabaseError& error) {
      store.roll_back();
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal_of("UPDATE event SET at = 1"), testing::HasSubstr("events are append-only"));
  EXPECT_THAT(refusal_of("DELETE FROM event"), testing::HasSubstr("events are append-only"));
  EXPECT_THAT(refusal_of("UPDATE person SET is_admin = 0"), testing::HasSubstr("the instance keeps an administrator"));
  EXPECT_THAT(refusal_of("DELETE FROM person"), testing::HasSubstr("the instance keeps an administrator"));
  EXPECT_EQ(refusal_of("UPDATE person SET name = 'Bea'"), "");
}

}  // namespace
}  // namespace palabre::db
