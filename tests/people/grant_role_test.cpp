// Roles: every combination of who gives, what is held and what is given; and the same on a real database.
#include "people/grant_role.hpp"

#include "db/test_store.hpp"

#include <gtest/gtest.h>

namespace palabre::people {
namespace {

constexpr std::array all_roles{Role::facilitator, Role::moderator, Role::officer, Role::owner};

Roles roles_from(unsigned bits) {
  Roles roles;
  for (unsigned role = 0; role < 4; ++role)
    if (bits & (1U << role)) roles.add(static_cast<Role>(role));
  return roles;
}

TEST(DecideGrant, WalksEveryGiverHolderAndRole) {
  for (unsigned giver = 0; giver < 32; ++giver)
    for (unsigned held = 0; held < 16; ++held)
      for (const Role role : all_roles)
        for (const bool is_organisation : {false, true}) {
          Actor actor;
          actor.roles = roles_from(giver & 15U);
          actor.is_admin = giver >= 16;
          Person person;
          if (is_organisation) person.organisation = OrganisationId{1};
          const Roles holds = roles_from(held);
          const auto decision = decide_grant(actor, person, holds, role);
          const bool may = actor.is_owner() || actor.is_admin;
          const bool clashes = (role == Role::moderator && (is_organisation || holds.has(Role::officer))) || (role == Role::officer && holds.has(Role::moderator));
          ASSERT_EQ(decision.has_value(), may && !clashes);
          if (!decision) {
            EXPECT_EQ(decision.error().reason, may ? Reason::role_conflict : Reason::not_allowed);
          }
        }
}

TEST(RoleNames, GoThereAndBack) {
  for (const Role role : all_roles) EXPECT_EQ(role_of(role_name(role)), role);
  EXPECT_FALSE(role_of("participant").has_value());
}

class Granting : public ::testing::Test {
 protected:
  Granting() {
    store.run([&](db::Tx& tx) {
      tx.run("INSERT INTO redesign (id, slug, state, languages, texts, power_level, created_at, updated_at) VALUES (1, 'parc', 'open', '[\"fr\"]', '{}', 'involve', 1, 1)");
      owner = save_new_person(tx, {.email = "owner@example.org", .password_hash = "", .name = "Olga", .language = "fr", .organisation = {}, .source_key = ""});
      ann = save_new_person(tx, {.email = "ann@example.org", .password_hash = "", .name = "Ann", .language = "fr", .organisation = {}, .source_key = ""});
      save_role(tx, {RedesignId{1}, owner.id, Role::owner}, {});
    });
  }
  Actor as(db::Tx& tx, const Person& person) { return Actor{person.id, person.opaque_id, load_roles(tx, RedesignId{1}, person.id), false, person.is_admin}; }

  tests::TestStore store;
  Person owner, ann;
};

TEST_F(Granting, KeepsModeratorsAndOfficersApart) {
  store.run([&](db::Tx& tx) {
    ASSERT_TRUE(grant_role(tx, as(tx, owner), {RedesignId{1}, ann.id, Role::moderator}).has_value());
    EXPECT_EQ(grant_role(tx, as(tx, owner), {RedesignId{1}, ann.id, Role::officer}).error().reason, Reason::role_conflict);
    EXPECT_TRUE(load_roles(tx, RedesignId{1}, ann.id).has(Role::moderator));
    EXPECT_FALSE(load_roles(tx, RedesignId{1}, ann.id).has(Role::officer));
    ASSERT_EQ(tx.appended().size(), 1U);
    EXPECT_EQ(tx.appended()[0].type, "role.granted");
    EXPECT_EQ(tx.appended()[0].payload.find("ann"), std::string::npos);
  });
}

TEST_F(Granting, IsQuietWhenTheRoleIsHeldAlready) {
  store.run([&](db::Tx& tx) {
    ASSERT_TRUE(grant_role(tx, as(tx, owner), {RedesignId{1}, ann.id, Role::facilitator}).has_value());
    ASSERT_TRUE(grant_role(tx, as(tx, owner), {RedesignId{1}, ann.id, Role::facilitator}).has_value());
    EXPECT_EQ(tx.appended().size(), 1U);
  });
}

TEST_F(Granting, KeepsTheLastOwner) {
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(revoke_role(tx, as(tx, owner), {RedesignId{1}, owner.id, Role::owner}).error().reason, Reason::last_owner);
    ASSERT_TRUE(grant_role(tx, as(tx, owner), {RedesignId{1}, ann.id, Role::owner}).has_value());
    EXPECT_TRUE(revoke_role(tx, as(tx, owner), {RedesignId{1}, owner.id, Role::owner}).has_value());
    EXPECT_EQ(revoke_role(tx, as(tx, owner), {RedesignId{1}, ann.id, Role::owner}).error().reason, Reason::not_allowed);
  });
}

TEST_F(Granting, RefusesAParticipantBeforeSayingWhoExists) {
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(grant_role(tx, as(tx, ann), {RedesignId{1}, PersonId{999}, Role::owner}).error().reason, Reason::not_allowed);
    EXPECT_EQ(grant_role(tx, as(tx, owner), {RedesignId{1}, PersonId{999}, Role::owner}).error().reason, Reason::not_found);
  });
}

TEST_F(Granting, MakesAnAdministratorAndKeepsOne) {
  store.run([&](db::Tx& tx) {
    EXPECT_EQ(make_admin(tx, "nobody@example.org").error().reason, Reason::not_found);
    ASSERT_TRUE(make_admin(tx, " ANN@example.org").has_value());
    EXPECT_TRUE(find_person(tx, ann.id)->is_admin);
    EXPECT_EQ(unmake_admin(tx, "ann@example.org").error().reason, Reason::last_admin);
    ASSERT_TRUE(make_admin(tx, "owner@example.org").has_value());
    EXPECT_TRUE(unmake_admin(tx, "ann@example.org").has_value());
  });
}

}  // namespace
}  // namespace palabre::people
