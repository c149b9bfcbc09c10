// Erasure: the name goes everywhere, no count changes; and every table that names a person is known.
#include "discussion/post_comment.hpp"
#include "discussion/test_scene.hpp"
#include "notices/follow.hpp"
#include "own_data/erase_account.hpp"
#include "own_data/export_own_data.hpp"
#include "own_data/personal_tables.hpp"
#include "people/session.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <set>

namespace palabre::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class EraseAccount : public Scene {
 protected:
  EraseAccount() {
    tx().run("UPDATE person SET email = 'ana@example.org', password_hash = 'x', name = 'Ana Unverwechselbar' WHERE id = $1", reader);
    discussion::PostComment wanted;
    wanted.idea = idea;
    wanted.body = "Oui.";
    wanted.language = "fr";
    EXPECT_TRUE(discussion::post_comment(tx(), actor(reader), wanted, store.limits));
    tx().run("INSERT INTO idea_support (idea_id, person_id, created_at) VALUES ($1, $2, 1)", idea, reader);
    tx().run("UPDATE idea SET supports = 1");
    tx().run("UPDATE redesign SET supports = 1");
    EXPECT_TRUE(notices::follow(tx(), actor(reader), notices::target_of(idea), true));
    people::start_session(tx(), reader, store.limits);
    tx().run("INSERT INTO idempotency (person_id, key, fingerprint, status, answer, created_at) VALUES (1, 'k', 'f', 200, 'by Ana Unverwechselbar', 1)");
  }
  /// Every text of every table, for a search that forgets none.
  std::string everything() {
    const bool is_on_server = store.driver().dialect() != "sqlite";
    std::string all;
    std::vector<std::string> tables;
    {
      auto rows = tx().rows(is_on_server ? "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                                         : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_text%' AND name NOT LIKE 'sqlite_%'");
      while (rows.next()) tables.push_back(rows.text(0));
    }
    for (const auto& table : tables) {
      std::vector<std::string> columns;
      {
        auto rows = tx().rows(is_on_server ? "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '" + table + "'"
                                           : "SELECT name FROM pragma_table_info('" + table + "')");
        while (rows.next()) columns.push_back(rows.text(0));
      }
      for (const auto& column : columns) {
        auto rows = tx().rows("SELECT CAST(" + column + " AS TEXT) FROM " + table + " WHERE " + column + " IS NOT NULL");
        while (rows.next()) all += rows.text(0) + "\n";
      }
    }
    return all;
  }
};

TEST_F(EraseAccount, TakesTheNameAndTheAddressOutOfEveryTable) {
  EXPECT_THAT(everything(), HasSubstr("Unverwechselbar"));
  ASSERT_TRUE(own_data::erase_account(tx(), reader));
  EXPECT_THAT(everything(), Not(HasSubstr("Unverwechselbar")));
  EXPECT_THAT(everything(), Not(HasSubstr("ana@example.org")));
}

TEST_F(EraseAccount, ChangesNoCount) {
  ASSERT_TRUE(own_data::erase_account(tx(), reader));
  EXPECT_EQ(the_idea().supports, 1);
  EXPECT_EQ(the_idea().comments, 1);
  EXPECT_EQ(number("SELECT count(*) FROM idea_support"), 1);
  EXPECT_EQ(word("SELECT body FROM comment"), "Oui.");
}

TEST_F(EraseAccount, CutsTheEventLogsOpaqueIdLoose) {
  EXPECT_EQ(number("SELECT count(*) FROM event e JOIN person p ON p.opaque_id = e.actor WHERE p.id = 2"), 1);
  ASSERT_TRUE(own_data::erase_account(tx(), reader));
  EXPECT_EQ(number("SELECT count(*) FROM event e JOIN person p ON p.opaque_id = e.actor WHERE p.id = 2"), 0);
  EXPECT_EQ(last_event(), "person.erased {}");
}

TEST_F(EraseAccount, EndsSessionsAndHappensOnce) {
  ASSERT_TRUE(own_data::erase_account(tx(), reader));
  EXPECT_EQ(number("SELECT count(*) FROM session"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM follow WHERE person_id = 2"), 0);
  EXPECT_EQ(reason_of(own_data::erase_account(tx(), reader)), Reason::not_found);
}

TEST_F(EraseAccount, LeavesNoRedesignWithoutAnOwnerNorTheInstanceWithoutAnAdministrator) {
  give_role(reader, "owner");
  EXPECT_TRUE(own_data::decide_erase(own_data::load_duties(tx(), reader)));  // there is another owner
  tx().run("DELETE FROM role WHERE role = 'owner' AND person_id <> 2");
  EXPECT_EQ(reason_of(own_data::erase_account(tx(), reader)), Reason::last_owner);
  tx().run("DELETE FROM role WHERE person_id = 2");
  tx().run("UPDATE person SET is_admin = 1 WHERE id = 2");
  EXPECT_EQ(reason_of(own_data::erase_account(tx(), reader)), Reason::last_admin);
}

TEST_F(EraseAccount, KnowsEveryTableThatNamesAPerson) {
  std::set<std::string> known{"idempotency.person_id"};
  for (const auto& table : own_data::removed_tables) known.insert(std::string(table.name) + "." + std::string(table.column));
  for (const auto& table : own_data::kept_tables) known.insert(std::string(table.name) + "." + std::string(table.column));
  auto rows = tx().rows(
      store.driver().dialect() == "sqlite"
          ? "SELECT m.name, k.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table' AND k.\"table\" = 'person'"
          : "SELECT CAST(CAST(c.conrelid AS regclass) AS TEXT), CAST(a.attname AS TEXT) FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid "
            "AND a.attnum = c.conkey[1] WHERE c.contype = 'f' AND c.confrelid = CAST('person' AS regclass)");
  int named = 0;
  while (rows.next()) {
    EXPECT_TRUE(known.contains(rows.text(0) + "." + rows.text(1)))
        << rows.text(0) << "." << rows.text(1) << " names a person: say in personal_tables.hpp what becomes of it when they leave";
    ++named;
  }
  EXPECT_GT(named, 40);
}

TEST_F(EraseAccount, TheExportHoldsWhatIsMineAndNoSecret) {
  const auto document = own_data::export_own_data(tx(), reader, "Palabre");
  EXPECT_EQ(document["account"]["email"], "ana@example.org");
  EXPECT_EQ(document["comments"].size(), 1U);
  EXPECT_EQ(document["supports"].size(), 1U);
  EXPECT_EQ(document["follows"].size(), 1U);
  EXPECT_EQ(document["events"].size(), 1U);
  EXPECT_THAT(document.dump(), Not(HasSubstr("token")));
  EXPECT_THAT(document.dump(), Not(HasSubstr("password")));
}

}  // namespace
}  // namespace palabre::tests
