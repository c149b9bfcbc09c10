// Naming people by their address and removing roles.
#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;

constexpr const char* roles = "/fr/redesigns/lipowe/roles";

class RolesPage : public ::testing::Test {
 protected:
  people::Roles held(const http::Viewer& who) {
    return site.store.run([&](db::Tx& tx) { return people::load_roles(tx, site.redesign, who.person); });
  }
  http::Response name(const std::string& email, const std::string& role, const http::Viewer& by) {
    return site.post(roles, {{"key", "k"}, {"email", email}, {"role", role}}, by);
  }
  http::Response remove(const http::Viewer& who, const std::string& role, const http::Viewer& by) {
    return site.post(roles, {{"person", who.person.text()}, {"role", role}, {"do", "remove"}}, by);
  }

  SeededSite site;
};

TEST_F(RolesPage, NamesSomebodyByAddressWhateverItsCase) {
  site.store.run([&](db::Tx& tx) { tx.run("UPDATE person SET email = 'ben@example.org' WHERE id = $1", site.ben.person); });
  EXPECT_EQ(name("Ben@Example.org", "moderator", site.owner).status, 303);
  EXPECT_TRUE(held(site.ben).has(people::Role::moderator));
}

TEST_F(RolesPage, SaysThatNobodyHasTheAddressAndKeepsIt) {
  const auto answer = name("nobody@example.org", "officer", site.owner);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("value=\"nobody@example.org\""));
  EXPECT_THAT(answer.body, HasSubstr("#f-email"));
  EXPECT_THAT(answer.body, HasSubstr("<option value=\"officer\" selected>"));
}

TEST_F(RolesPage, KeepsModeratingAndAnsweringApart) {
  site.store.run([&](db::Tx& tx) { tx.run("UPDATE person SET email = 'mo@example.org' WHERE id = $1", site.moderator.person); });
  const auto answer = name("mo@example.org", "officer", site.owner);
  EXPECT_NE(answer.status, 303);
  EXPECT_THAT(answer.body, HasSubstr("#f-role"));
  EXPECT_FALSE(held(site.moderator).has(people::Role::officer));
}

TEST_F(RolesPage, RemovesARoleButNotTheLastOwner) {
  EXPECT_EQ(remove(site.officer, "officer", site.owner).status, 303);
  EXPECT_FALSE(held(site.officer).has(people::Role::officer));
  const auto last = remove(site.owner, "owner", site.owner);
  EXPECT_NE(last.status, 303);
  EXPECT_TRUE(held(site.owner).has(people::Role::owner));
  EXPECT_THAT(site.get(roles, site.owner).body, Not(HasSubstr("name=\"role\" value=\"owner\"")));
}

TEST_F(RolesPage, IsNotForTheModerator) {
  EXPECT_EQ(remove(site.officer, "officer", site.moderator).status, 403);
  EXPECT_TRUE(held(site.officer).has(people::Role::officer));
}

}  // namespace
}  // namespace palabre
