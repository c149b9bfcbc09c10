// Files of open data from a small store: what stands in them, what is kept back, where they stop.
#include "open_data/open_files.hpp"

#include "db/test_store.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace palabre::open_data {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OpenFiles : public ::testing::Test {
 protected:
  OpenFiles() {
    tx_ = &store.begin();
    db::Tx& tx = *tx_;
    tx.run("INSERT INTO organisation (id, kind, names) VALUES (1, 'company', '{}')");
    tx.run("INSERT INTO person (id, opaque_id, name, language, organisation_id, created_at) VALUES (1, 'opaque-one', 'Halina', 'pl', NULL, 1), (2, 'opaque-two', 'Buses Ltd', 'en', 1, 1)");
    for (const int id : {1, 2})
      tx.run("INSERT INTO redesign (id, slug, state, languages, texts, power_level, created_at, updated_at) VALUES ($1, $2, 'open', '[\"en\"]', '{}', 'consult', 1, 1)", id, "r" + std::to_string(id));
    add_idea(tx, 1, 1, "published", "Benches");
    add_idea(tx, 2, 1, "hidden", "Secret");
    add_idea(tx, 3, 2, "declined", "=1+1");
    tx.run("INSERT INTO comment (id, idea_id, author_id, stance, language, body, version, state, created_at) VALUES (1, 1, 1, 'for', 'en', 'Yes, \"please\"', 1, 'published', 5), (2, 1, 1, 'for', 'en', 'Gone', 1, 'hidden', 5)");
  }
  ~OpenFiles() override { store.roll_back(); }

  static void add_idea(db::Tx& tx, int id, int author, std::string_view state, std::string_view title) {
    const std::string before = state == "hidden" ? "published" : "";
    tx.run("INSERT INTO idea (id, redesign_id, author_id, state, state_before_hidden, version, language, title, body, created_at, updated_at) VALUES ($1, 1, $2, $3, NULLIF($4, ''), 1, 'en', $5, 'Text.', 1000, 2000)",
           id, author, state, before, title);
  }
  File csv(std::string_view table, std::int64_t after = 0, Limits limits = {}) { return csv_file(*tx_, *find_table(table), asked(1, after), limits); }
  static FileAsked asked(std::int64_t redesign, std::int64_t after = 0) {
    return {RedesignId{redesign}, "r1", "key", "https://x.example", "fr", after, false};
  }
  tests::TestStore store;
  db::Tx* tx_ = nullptr;
};

TEST_F(OpenFiles, HoldWhatListsShowAndKeepTheRestBack) {
  const File file = csv("ideas");
  EXPECT_EQ(file.rows, 2);
  EXPECT_THAT(file.bytes, Not(HasSubstr("Secret")));
  EXPECT_THAT(file.bytes, HasSubstr("https://x.example/fr/ideas/1\r\n"));
  EXPECT_EQ(count_rows(*tx_, *find_table("ideas"), RedesignId{1}), 2);
  EXPECT_EQ(csv("comments").rows, 1);
}

TEST_F(OpenFiles, NameOrganisationsButNoPerson) {
  const File file = csv("ideas");
  EXPECT_THAT(file.bytes, HasSubstr("organisation,Buses Ltd"));
  EXPECT_THAT(file.bytes, Not(HasSubstr("Halina")));
  EXPECT_THAT(file.bytes, Not(HasSubstr("opaque")));
}

TEST_F(OpenFiles, GiveAPersonAnotherNameInAnotherRedesignAndUnderAnotherKey) {
  const auto author = [&](const FileAsked& asked) {
    return nlohmann::json::parse(json_file(*tx_, *find_table("comments"), asked, {}).bytes)["rows"][0]["author"].get<std::string>();
  };
  const std::string here = author(asked(1));
  EXPECT_EQ(here, author(asked(1)));
  FileAsked later = asked(1);
  later.key = "another key";
  EXPECT_NE(here, author(later));
  EXPECT_TRUE(nlohmann::json::parse(json_file(*tx_, *find_table("comments"), asked(2), {}).bytes)["rows"].empty());
}

TEST_F(OpenFiles, QuoteAndDisarmWhatPeopleWrote) {
  EXPECT_THAT(csv("comments").bytes, HasSubstr("\"Yes, \"\"please\"\"\""));
  EXPECT_THAT(csv("ideas").bytes, HasSubstr(",\"'=1+1\","));
  EXPECT_THAT(json_file(*tx_, *find_table("ideas"), asked(1), {}).bytes, HasSubstr("\"title\":\"=1+1\""));
}

TEST_F(OpenFiles, StopAtTheLimitAndGoOnWhereTheyEnded) {
  Limits limits;
  limits.data_rows_max = 1;
  const File first = csv("ideas", 0, limits);
  ASSERT_EQ(first.next, 1);
  const File second = csv("ideas", *first.next, limits);
  EXPECT_EQ(second.rows, 1);
  EXPECT_FALSE(second.next);
  limits = {};
  limits.data_bytes_max = 1;
  EXPECT_EQ(csv("ideas", 0, limits).rows, 1);  // never none: who asks on would ask for ever
}

TEST_F(OpenFiles, GiveNothingOfARedesignInPreparation) {
  tx_->run("UPDATE redesign SET state = 'draft' WHERE id = 1");
  for (const auto& table : tables()) {
    EXPECT_EQ(csv(table.name).rows, 0) << table.name;
    EXPECT_EQ(count_rows(*tx_, table, RedesignId{1}), 0) << table.name;
  }
}

TEST(OpenTables, HaveAsManyColumnsAsTheirQueries) {
  for (const auto& table : tables()) {
    EXPECT_FALSE(table.columns.empty());
    EXPECT_EQ(find_table(table.name), &table);
    EXPECT_EQ(table.rows_sql.find('@'), std::string::npos) << table.rows_sql;
  }
  EXPECT_EQ(find_table("people"), nullptr);
}

}  // namespace
}  // namespace palabre::open_data
