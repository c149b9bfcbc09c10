// The acts on people, themes and texts over a real database, and what the database itself refuses.
#include "db/event_log.hpp"
#include "db/test_store.hpp"
#include "instance/audit.hpp"
#include "instance/instance_text.hpp"
#include "instance/look.hpp"
#include "instance/save_theme.hpp"
#include "people/change_admin.hpp"
#include "people/edit_organisation.hpp"
#include "people/session.hpp"
#include "people/suspend_person.hpp"

#include <gtest/gtest.h>

namespace palabre::instance {
namespace {

using people::Actor;
using people::Person;

class Acts : public testing::Test {
 protected:
  Acts() {
    store.run([&](db::Tx& tx) {
      ada = people::save_new_person(tx, {.email = "ada@example.org", .password_hash = "x", .name = "Ada", .language = "fr", .is_admin = true});
      ben = people::save_new_person(tx, {.email = "ben@example.org", .password_hash = "x", .name = "Ben", .language = "fr"});
    });
  }
  static Actor as(const Person& person) { return Actor{person.id, person.opaque_id, {}, false, person.is_admin}; }

  tests::TestStore store;
  Person ada, ben;
  ThemeRules rules = load_theme_rules(std::filesystem::path(PALABRE_SOURCE_DIR) / "build/web/theme_rules.json");
};

TEST_F(Acts, SuspendingEndsEverySessionAndKeepsTheReason) {
  store.run([&](db::Tx& tx) {
    const auto session = people::start_session(tx, ben.id, store.limits);
    ASSERT_TRUE(people::suspend_person(tx, as(ada), ben.id, "Insults."));
    EXPECT_EQ(people::count_sessions(tx, ben.id), 0);
    EXPECT_FALSE(people::find_viewer(tx, session.token, tx.now()));
    EXPECT_EQ(people::find_suspension(tx, ben.id)->reason, "Insults.");
    EXPECT_EQ(people::suspend_person(tx, as(ada), ben.id, "Again.").error().reason, Reason::nothing_changed);
    ASSERT_TRUE(people::reinstate_person(tx, as(ada), ben.id, "Sorry."));
    EXPECT_FALSE(people::find_suspension(tx, ben.id));
    EXPECT_EQ(people::load_suspensions(tx, ben.id).size(), 1U);
  });
}

TEST_F(Acts, AreRefusedToEverybodyElseAndInOnesOwnCase) {
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(people::suspend_person(tx, as(ben), ada.id, "Why not.").error().reason, Reason::not_allowed);
    EXPECT_EQ(people::suspend_person(tx, as(ada), ada.id, "Tired.").error().reason, Reason::own_case);
    EXPECT_EQ(people::suspend_person(tx, as(ada), ben.id, "").error().field, "reason");
    EXPECT_EQ(people::grant_admin(tx, as(ben), ben.id).error().reason, Reason::not_allowed);
    EXPECT_EQ(people::revoke_admin(tx, as(ada), ada.id).error().reason, Reason::last_admin);
  });
}

TEST_F(Acts, TheDatabaseKeepsOneAdministratorAndNoSessionOfTheSuspended) {
  const auto fails = [&](const char* sql) {
    db::Tx& tx = store.begin();
    EXPECT_THROW(tx.run(sql), db::DatabaseError) << sql;
    store.roll_back();
  };
  fails("UPDATE person SET is_admin = 0");
  fails("UPDATE person SET suspended_at = 1 WHERE is_admin = 1");
  fails("DELETE FROM person WHERE is_admin = 1");
  store.run([&](db::Tx& tx) { ASSERT_TRUE(people::suspend_person(tx, as(ada), ben.id, "Insults.")); });
  fails("INSERT INTO session (person_id, token_digest, created_at, expires_at) VALUES (2, 'x', 1, 2)");
  fails("INSERT INTO suspension (person_id, reason, suspended_by, suspended_at) VALUES (2, 'twice', 1, 1)");
}

TEST_F(Acts, AThemeIsWornByItsOrganisationAndByAllWhenItRunsTheInstance) {
  store.run([&](db::Tx& tx) {
    const auto town = people::create_organisation(tx, as(ada), "public_authority", {{"fr", "Ville"}});
    const auto club = people::create_organisation(tx, as(ada), "association", {{"fr", "Club"}});
    ASSERT_TRUE(town && club);
    http::Services services;
    services.site_name = "Palabre";
    const auto saved = save_theme(tx, as(ada), town->id, rules.shipped.at("littoral"), rules);
    ASSERT_TRUE(saved) << saved.error().detail;
    EXPECT_EQ(load_look(tx, services, "fr", town->id).theme.css, "/theme/" + saved->hash + ".css");
    EXPECT_EQ(load_look(tx, services, "fr", club->id).theme.css, "");
    ASSERT_TRUE(people::edit_organisation(tx, as(ada), town->id, {std::nullopt, std::nullopt, true}));
    EXPECT_EQ(load_look(tx, services, "fr", club->id).theme.css, "/theme/" + saved->hash + ".css");
    ASSERT_TRUE(reset_theme(tx, as(ada), town->id));
    EXPECT_EQ(load_look(tx, services, "fr", town->id).theme.css, "");
    EXPECT_FALSE(find_theme_css(tx, saved->hash).empty()) << "pages already open still find their sheet";
    EXPECT_EQ(save_theme(tx, as(ben), town->id, rules.shipped.at("palabre"), rules).error().reason, Reason::not_allowed);
  });
}

TEST_F(Acts, ATextStandsUntilTheShippedOneIsWantedBack) {
  const TextKey key{"charter", "fr"};
  store.run([&](db::Tx& tx) {
    const auto first = save_text(tx, as(ada), key, "# Charte\n\nBonjour.", 0);
    ASSERT_TRUE(first);
    EXPECT_EQ(save_text(tx, as(ada), key, "# Autre", 0).error().reason, Reason::stale_version);
    EXPECT_EQ(save_text(tx, as(ada), key, "Sans titre", first->id).error().field, "body");
    EXPECT_EQ(save_text(tx, as(ben), key, "# Autre", first->id).error().reason, Reason::not_allowed);
    EXPECT_EQ(find_text(tx, "charter", "fr"), "# Charte\n\nBonjour.");
    EXPECT_FALSE(find_text(tx, "charter", "nl"));
    ASSERT_TRUE(restore_shipped_text(tx, as(ada), key));
    EXPECT_FALSE(find_text(tx, "charter", "fr"));
    EXPECT_EQ(load_text_versions(tx, key, 10).size(), 2U);
  });
  EXPECT_EQ(filled_text("{contact} {enforcement} {x}", "a {contact}", "b"), "a {contact} b {x}");
}

TEST_F(Acts, TheAuditLogHidesWhoSupportsWhat) {
  store.run([&](db::Tx& tx) {
    db::append_event(tx, ben.opaque_id, "redesign:1", "idea:1", "idea.supported", R"({"idea":"1"})");
    db::append_event(tx, "clock", "redesign:1", "", "phase.state_changed", R"({"redesign":"1"})");
    ASSERT_TRUE(people::grant_admin(tx, as(ada), ben.id));
    const auto lines = load_audit(tx, {});
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].about_name, "Ben");
    EXPECT_EQ(lines[0].name, "Ada");
    EXPECT_EQ(lines[1].actor, "clock");
    EXPECT_EQ(lines[2].actor, "secret");
    EXPECT_EQ(lines[2].name, "");
    AuditQuery by_ben;
    by_ben.person = ben.id;
    EXPECT_TRUE(load_audit(tx, by_ben).empty());
    AuditQuery phases;
    phases.type = "phase";
    EXPECT_EQ(load_audit(tx, phases).size(), 1U);
  });
}

}  // namespace
}  // namespace palabre::instance
