// Sessions on a real database: found by token, ended, expired.
#include "people/session.hpp"

#include "crypto/crypto.hpp"
#include "db/test_store.hpp"
#include "people/person_repo.hpp"
#include "people/sign_in.hpp"

#include <gtest/gtest.h>

namespace palabre::people {
namespace {

class Sessions : public ::testing::Test {
 protected:
  Sessions() {
    ann = store.run([&](db::Tx& tx) {
      return save_new_person(tx, {.email = "ann@example.org", .password_hash = "", .name = "Ann", .language = "fr", .organisation = {}, .source_key = ""});
    });
  }
  tests::TestStore store;
  Person ann;
};

TEST_F(Sessions, FindTheViewerByTheTokenAndStoreOnlyItsDigest) {
  store.run([&](db::Tx& tx) {
    const auto session = start_session(tx, ann.id, store.limits);
    const auto viewer = find_viewer(tx, session.token, tx.now());
    ASSERT_TRUE(viewer.has_value());
    EXPECT_EQ(viewer->person, ann.id);
    EXPECT_EQ(viewer->opaque_id, ann.opaque_id);
    EXPECT_FALSE(viewer->is_email_verified);
    auto rows = tx.rows("SELECT count(*) FROM session WHERE token_digest = $1", session.token);
    rows.next();
    EXPECT_EQ(rows.integer(0), 0);
  });
}

TEST_F(Sessions, AreNobodysWithAWrongToken) {
  store.run([&](db::Tx& tx) {
    EXPECT_FALSE(find_viewer(tx, "", tx.now()).has_value());
    EXPECT_FALSE(find_viewer(tx, crypto::new_token(), tx.now()).has_value());
  });
}

TEST_F(Sessions, ExpireAndAreSweptBySomebodyElsesSignIn) {
  const auto session = store.run([&](db::Tx& tx) { return start_session(tx, ann.id, store.limits); });
  store.run([&](db::Tx& tx) { EXPECT_TRUE(find_viewer(tx, session.token, session.expires_at.plus_ms(-1)).has_value()); });
  store.run([&](db::Tx& tx) { EXPECT_FALSE(find_viewer(tx, session.token, session.expires_at).has_value()); });
  store.clock.set(session.expires_at);
  store.run([&](db::Tx& tx) {
    start_session(tx, ann.id, store.limits);
    auto rows = tx.rows("SELECT count(*) FROM session");
    rows.next();
    EXPECT_EQ(rows.integer(0), 1);
  });
}

TEST_F(Sessions, EndOneOrAll) {
  store.run([&](db::Tx& tx) {
    const auto first = start_session(tx, ann.id, store.limits);
    const auto second = start_session(tx, ann.id, store.limits);
    end_session(tx, find_viewer(tx, first.token, tx.now())->session);
    EXPECT_FALSE(find_viewer(tx, first.token, tx.now()).has_value());
    EXPECT_TRUE(find_viewer(tx, second.token, tx.now()).has_value());
    EXPECT_EQ(end_all_sessions(tx, ann.id), 1);
    EXPECT_FALSE(find_viewer(tx, second.token, tx.now()).has_value());
  });
}

TEST_F(Sessions, OfSuspendedPeopleAreNotFound) {
  store.run([&](db::Tx& tx) {
    const auto session = start_session(tx, ann.id, store.limits);
    tx.run("UPDATE person SET suspended_at = 1 WHERE id = $1", ann.id);
    EXPECT_FALSE(find_viewer(tx, session.token, tx.now()).has_value());
  });
}

TEST(SessionCookie, IsSecureOnSecureRequestsOnly) {
  http::Request request;
  EXPECT_EQ(session_cookie_value("t", request, Limits{}), "palabre_session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
  request.is_secure = true;
  EXPECT_NE(session_cookie_value("", request, Limits{}).find("Max-Age=0; Secure"), std::string::npos);
}

class SigningIn : public ::testing::Test {
 protected:
  SigningIn() : gate(store.driver(), store.clock, store.limits, 1) {
    services.limits = &store.limits;
    services.gate = &gate;
    services.default_language = "fr";
  }
  tests::TestStore store;
  db::Gate gate;
  http::Services services;
  SignUp ann{"Ann@Example.org", "the lamps of rue 12", "Ann", "fr", "", ""};
};

TEST_F(SigningIn, WorksAfterSigningUpWhateverTheCaseOfTheAddress) {
  const auto up = sign_up_and_in(services, ann);
  ASSERT_TRUE(up.has_value()) << up.error().detail;
  EXPECT_EQ(up->viewer.name, "Ann");
  const auto in = sign_in(services, {" ann@EXAMPLE.org ", ann.password});
  ASSERT_TRUE(in.has_value());
  EXPECT_EQ(in->viewer.person, up->viewer.person);
  EXPECT_NE(in->token, up->token);
}

TEST_F(SigningIn, RefusesAnAddressThatIsTaken) {
  ASSERT_TRUE(sign_up_and_in(services, ann).has_value());
  ann.email = "ANN@example.ORG";
  EXPECT_EQ(sign_up_and_in(services, ann).error().reason, Reason::email_taken);
}

TEST_F(SigningIn, AnswersTheSameToAnUnknownAddressAndAWrongPassword) {
  ASSERT_TRUE(sign_up_and_in(services, ann).has_value());
  const auto wrong = sign_in(services, {"ann@example.org", "not the lamps"}).error();
  const auto unknown = sign_in(services, {"bob@example.org", "not the lamps"}).error();
  EXPECT_EQ(wrong.reason, Reason::wrong_credentials);
  EXPECT_EQ(unknown.reason, wrong.reason);
  EXPECT_EQ(unknown.detail, wrong.detail);
  EXPECT_EQ(unknown.field, wrong.field);
}

TEST_F(SigningIn, TellsOfASuspensionOnlyWhoKnowsThePassword) {
  ASSERT_TRUE(sign_up_and_in(services, ann).has_value());
  gate.write([](db::Tx& tx) { tx.run("UPDATE person SET suspended_at = 1"); });
  EXPECT_EQ(sign_in(services, {"ann@example.org", "not the lamps"}).error().reason, Reason::wrong_credentials);
  EXPECT_EQ(sign_in(services, {"ann@example.org", ann.password}).error().reason, Reason::account_suspended);
  EXPECT_EQ(gate.read([](db::Tx& tx) {
    auto rows = tx.rows("SELECT count(*) FROM session");
    rows.next();
    return rows.integer(0);
  }), 1) << "the refused sign-in leaves no session behind";
}

TEST_F(SigningIn, MakesAnOrganisationsAccountSpeakForIt) {
  ann.organisation_name = "Les Amis du parc";
  ann.organisation_kind = "association";
  const auto up = sign_up_and_in(services, ann);
  ASSERT_TRUE(up.has_value());
  EXPECT_TRUE(up->viewer.is_organisation);
  EXPECT_EQ(gate.read([&](db::Tx& tx) { return find_organisation(tx, up->viewer.organisation)->names.at("fr"); }), "Les Amis du parc");
}

}  // namespace
}  // namespace palabre::people
