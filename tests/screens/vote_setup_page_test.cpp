// Setting a vote up, freezing it and its polling desk: for whom, what is kept of what was typed, and what becomes of it.
#include "screens/seeded_site.hpp"

#include "crypto/crypto.hpp"
#include "redesigns/redesign_repo.hpp"
#include "votes/vote_repo.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::FormFields;
using tests::SeededSite;

class VoteSetupPage : public ::testing::Test {
 protected:
  VoteSetupPage() {
    crypto::start();
    site.store.run([&](db::Tx& tx) {
      for (const auto& one : redesigns::load_phases(tx, site.redesign))
        if (one.type == redesigns::PhaseType::vote) phase = one.id;
      tx.run("UPDATE idea SET state = 'shortlisted' WHERE id = $1", site.idea);
      site.admin = site.add_person(tx, "Ida");
      site.admin.is_admin = true;
    });
    page = "/fr/redesigns/lipowe/phases/" + phase.text() + "/vote";
  }

  struct SiteWithAdmin : SeededSite {
    http::Viewer admin;
  };

  FormFields two_options() const {
    return {{"key", "k"}, {"rows", "1"}, {"do", "save"}, {"method", "approval"}, {"question.fr", "Que faire d’abord ?"}, {"seats", "1"},
            {"idea." + site.idea.text(), "1"}, {"place.i" + site.idea.text(), "2"}, {"text1.fr", "Rien de tout cela"}, {"place.o1", "1"}};
  }
  std::optional<votes::Vote> saved() {
    return site.store.run([&](db::Tx& tx) { return votes::find_vote_of_phase(tx, phase); });
  }
  http::Response freeze(const http::Viewer& by) {
    return site.post("/fr/votes/" + saved()->id.text() + "/freeze", {{"key", "k"}, {"reason", "Trois semaines de lecture suffisent."}}, by);
  }

  SiteWithAdmin site;
  PhaseId phase;
  std::string page;
};

TEST_F(VoteSetupPage, IsForTheOwnerAndAdministrators) {
  for (const auto& reader : {site.owner, site.admin}) EXPECT_EQ(site.get(page, reader).status, 200);
  for (const auto& reader : {site.moderator, site.officer, site.ben}) EXPECT_EQ(site.get(page, reader).status, 403);
  EXPECT_EQ(site.get(page).status, 401);
  EXPECT_EQ(site.get("/fr/redesigns/lipowe/phases/99/vote", site.owner).status, 404);
}

TEST_F(VoteSetupPage, PutsOptionsInTheOrderOfTheirNumbers) {
  ASSERT_EQ(site.post(page, two_options(), site.owner).status, 303);
  const auto vote = saved();
  ASSERT_TRUE(vote);
  ASSERT_EQ(vote->options.size(), 2U);
  EXPECT_EQ(vote->options[0].texts.at("fr"), "Rien de tout cela");
  EXPECT_EQ(vote->options[1].idea, site.idea);
  EXPECT_EQ(vote->seats, 1);
  EXPECT_FALSE(vote->budget);
  EXPECT_THAT(site.get(page, site.owner).body, HasSubstr("&#x2F;freeze\""));
  const auto shown = site.get(page, site.owner).body;
  EXPECT_THAT(shown, HasSubstr("Rien de tout cela"));
  EXPECT_THAT(shown, Not(HasSubstr("<script>alert"))) << "the idea's title is hostile";
}

TEST_F(VoteSetupPage, ShowsWhatWasTypedAgainBoxesWithoutATickIncluded) {
  ASSERT_EQ(site.post(page, two_options(), site.owner).status, 303);
  auto fields = two_options();
  std::erase_if(fields, [&](const auto& field) { return field.first == "idea." + site.idea.text(); });
  const auto answer = site.post(page, fields, site.owner);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("href=\"#f-options\""));
  EXPECT_THAT(answer.body, HasSubstr("value=\"Rien de tout cela\""));
  EXPECT_THAT(answer.body, Not(HasSubstr("name=\"idea." + site.idea.text() + "\" value=\"1\" checked")));
  EXPECT_EQ(saved()->options.size(), 2U) << "what was saved before stays";
}

TEST_F(VoteSetupPage, OneMoreRowChangesNothingElse) {
  auto fields = two_options();
  for (auto& field : fields)
    if (field.first == "do") field.second = "more";
  const auto answer = site.post(page, fields, site.owner);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("name=\"text2.fr\""));
  EXPECT_FALSE(saved());
}

TEST_F(VoteSetupPage, ABudgetAsksForTheCostOfEveryOption) {
  auto fields = two_options();
  for (auto& field : fields)
    if (field.first == "method") field.second = "budget";
  fields.insert(fields.end(), {{"budget", "5000"}, {"currency", "eur"}, {"cost.o1", "100"}});
  EXPECT_EQ(site.post(page, fields, site.owner).status, 422);
  fields.emplace_back("cost.i" + site.idea.text(), "3000");
  ASSERT_EQ(site.post(page, fields, site.owner).status, 303);
  EXPECT_EQ(saved()->currency, "EUR");
  EXPECT_EQ(saved()->options[1].cost, 3000);
  EXPECT_FALSE(saved()->seats) << "the budget decides how many win, whatever the hidden field says";
}

TEST_F(VoteSetupPage, IsFrozenByTheOwnerAloneAndThenStays) {
  ASSERT_EQ(site.post(page, two_options(), site.owner).status, 303);
  EXPECT_EQ(freeze(site.moderator).status, 403);
  EXPECT_FALSE(saved()->frozen_at);
  EXPECT_EQ(freeze(site.owner).status, 303);
  EXPECT_TRUE(saved()->frozen_at);
  EXPECT_THAT(site.get(page, site.owner).body, Not(HasSubstr("name=\"method\"")));
  EXPECT_EQ(site.post(page, two_options(), site.owner).status, 409);
}

TEST_F(VoteSetupPage, SaysWhichIdeasAreNotShortlistedYet) {
  auto fields = two_options();
  site.store.run([&](db::Tx& tx) { tx.run("UPDATE idea SET state = 'published' WHERE id = $1", site.idea); });
  ASSERT_EQ(site.post(page, fields, site.owner).status, 303);
  EXPECT_THAT(site.get(page, site.owner).body, Not(HasSubstr("&#x2F;freeze\"")));
}

TEST_F(VoteSetupPage, TheDeskIsForThoseWhoHandlePaper) {
  ASSERT_EQ(site.post(page, two_options(), site.owner).status, 303);
  const std::string desk = "/fr/votes/" + saved()->id.text() + "/desk";
  for (const auto& reader : {site.owner, site.admin, site.moderator}) EXPECT_EQ(site.get(desk, reader).status, 200);
  for (const auto& reader : {site.officer, site.ben}) EXPECT_EQ(site.get(desk, reader).status, 403);
  EXPECT_THAT(site.get(desk, site.owner).body, Not(HasSubstr("&#x2F;print\""))) << "nothing is printed before the freeze";
  ASSERT_EQ(freeze(site.owner).status, 303);
  EXPECT_THAT(site.get(desk, site.owner).body, HasSubstr("&#x2F;print\""));
  EXPECT_THAT(site.get(desk, site.moderator).body, Not(HasSubstr("&#x2F;print\"")));
  EXPECT_EQ(site.post("/fr/votes/" + saved()->id.text() + "/print", {{"count", "3"}}, site.moderator).status, 403);
  const auto printed = site.post("/fr/votes/" + saved()->id.text() + "/print", {{"count", "3"}}, site.owner);
  EXPECT_EQ(printed.status, 200);
  EXPECT_THAT(printed.body, Not(HasSubstr("<script>alert")));
}

}  // namespace
}  // namespace palabre
