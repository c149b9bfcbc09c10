// The SQLite driver: parameters, save points, schema, search.
#include "db/sqlite/sqlite_driver.hpp"
#include "db/test_store.hpp"

#include <gtest/gtest.h>

namespace palabre::db {
namespace {

using tests::TestStore;

TEST(SqliteDriver, BindsParametersByNumberNotByOrderOfAppearance) {
  TestStore store;
  Tx& tx = store.begin();
  auto rows = tx.rows("SELECT $2 || '-' || $1, $2", "first", "second");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(0), "second-first");
  EXPECT_EQ(rows.text(1), "second");
}

TEST(SqliteDriver, RefusesAStatementStartedWhileItsRowsAreRead) {
  TestStore store;
  Tx& tx = store.begin();
  auto rows = tx.rows("SELECT 1 UNION SELECT 2");
  ASSERT_TRUE(rows.next());
  EXPECT_THROW(tx.rows("SELECT 1 UNION SELECT 2"), DatabaseError);
}

TEST(SqliteDriver, KeepsIdeaVersionsAppendOnly) {
  TestStore store;
  Tx& tx = store.begin();
  tx.run("INSERT INTO meta (key, value) VALUES ($1, $2)", "a", "b");
  EXPECT_THROW(tx.run("INSERT INTO meta (key, value) VALUES ($1, $2)", "a", "c"), DatabaseError);
  EXPECT_THROW(tx.run("DELETE FROM no_such_table"), DatabaseError);
}

TEST(SqliteDriver, StopsAQueryThatRunsTooLong) {
  TestStore store;
  const auto connection = store.driver().connect(Mode::read);
  connection->begin_read();
  connection->set_query_limit_ms(20);
  EXPECT_THROW(
      connection->tx().run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"), QueryTooLong);
}

TEST(Driver, RefusesWritesOnAReadConnection) {
  TestStore store;
  const auto connection = store.driver().connect(Mode::read);
  connection->begin_read();
  EXPECT_THROW(connection->tx().run("INSERT INTO meta (key, value) VALUES ('x', 'y')"), DatabaseError);
}

TEST(Driver, RefusesADatabaseNewerThanTheProgram) {
  TestStore store;
  if (tests::is_on_postgres()) store.run([](Tx& tx) { tx.run("INSERT INTO schema_version VALUES (9999, 'future', 0)"); });
  else store.driver().connect(Mode::write)->tx().run("PRAGMA user_version=9999");
  EXPECT_THROW(store.driver().migrate(tests::schema_root()), DatabaseError);
  EXPECT_THROW(store.driver().missing_steps(tests::schema_root()), DatabaseError);
}

TEST(SqliteDriver, CopiesTheWholeDatabase) {
  const tests::TempFolder folder;
  const auto driver = open_sqlite((folder.path() / "palabre.db").string());
  driver->migrate(tests::schema_root());
  const auto writer = driver->connect(Mode::write);
  writer->begin_write();
  writer->tx().run("INSERT INTO meta (key, value) VALUES ('kept', 'yes')");
  writer->commit();
  const auto file = folder.path() / "copy 'with' quotes.db";
  driver->copy_to(file);
  const auto connection = open_sqlite(file.string())->connect(Mode::read);
  auto rows = connection->tx().rows("SELECT value FROM meta WHERE key = 'kept'");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(0), "yes");
}

class Search : public testing::Test {
 protected:
  void SetUp() override {
    Tx& tx = store.begin();
    tx.save_search_entry({SearchKind::idea, 1, RedesignId{1}, IdeaId{1}, "Une piste pour le vélo", "Relier la gare à l’école, sans danger."});
    tx.save_search_entry({SearchKind::idea, 2, RedesignId{2}, IdeaId{2}, "Ouvrir les données publiques", "Élèves et chercheurs en profitent."});
    tx.save_search_entry({SearchKind::comment, 7, RedesignId{1}, IdeaId{1}, "", "Pensez au vélo cargo."});
    store.commit();
  }
  std::vector<SearchHit> find(SearchQuery query) {
    Tx& tx = store.begin();
    auto hits = tx.search(query);
    store.commit();
    return hits;
  }
  TestStore store;
};

TEST_F(Search, FindsWordsWithoutTheirAccents) {
  const auto hits = find({.text = "velo"});
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].id, 1);
  EXPECT_EQ(hits[0].title, "Une piste pour le \x01vélo\x02");
  EXPECT_EQ(find({.text = "ELEVES"}).size(), 1U);
}

TEST_F(Search, RequiresAllWordsAndTakesTheLastOneAsABeginning) {
  EXPECT_EQ(find({.text = "données publi"}).size(), 1U);
  EXPECT_EQ(find({.text = "données vélo"}).size(), 0U);
}

TEST_F(Search, TakesNoTypedCharacterAsAnOperator) {
  for (const char* text : {"\"", "velo\"", "a* OR b", "NEAR(", "title:velo", "-", "^", "{}", "velo AND", "'; DROP TABLE idea; --", "«vélo»", ""}) {
    EXPECT_NO_THROW(find({.text = text})) << text;
  }
  EXPECT_EQ(find({.text = "«vélo»"}).size(), 2U);
}

TEST_F(Search, StaysInsideOneRedesignAndKind) {
  EXPECT_EQ(find({.text = "velo", .redesign = RedesignId{2}}).size(), 0U);
  EXPECT_EQ(find({.text = "velo", .kind = SearchKind::comment}).size(), 1U);
}

TEST_F(Search, FindsSimilarThingsBySharedWords) {
  const auto hits = find({.text = "une station de velo près de la gare", .wants_any_word = true});
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(hits[0].id, 1);
}

TEST_F(Search, ForgetsWhatIsRemovedAndFollowsWhatChanged) {
  Tx& tx = store.begin();
  tx.remove_search_entry(SearchKind::comment, 7);
  tx.save_search_entry({SearchKind::idea, 1, RedesignId{1}, IdeaId{1}, "Une voie cyclable", "Sans danger."});
  store.commit();
  EXPECT_TRUE(find({.text = "velo"}).empty());
  EXPECT_EQ(find({.text = "cyclable"}).size(), 1U);
}

}  // namespace
}  // namespace palabre::db
