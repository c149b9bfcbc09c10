// A moderator proposes a merge by form, the authors answer it.
#include "screens/seeded_site.hpp"

#include "ideas/idea_repo.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::FormFields;
using tests::SeededSite;
using tests::Site;

class MergePage : public ::testing::Test {
 protected:
  std::string form() const { return "/fr/ideas/" + site.idea.text() + "/merge"; }
  http::Response propose(const std::string& into) {
    return site.post(form(), {{"key", "k"}, {"similar", ""}, {"into", into}, {"reason", "Les deux demandent des bancs."}}, site.moderator);
  }
  /// The address of the merge that was proposed.
  std::string proposed() {
    const std::string place = Site::header(propose(site.other.text()), "Location");
    return place.substr(0, place.find('?'));
  }

  SeededSite site;
};

TEST_F(MergePage, OffersSimilarIdeasAndTakesAnAddress) {
  EXPECT_THAT(site.get(form(), site.moderator).body, HasSubstr("<option value=\"" + site.other.text() + "\""));
  const auto answer = propose("https://palabre.example/fr/ideas/" + site.other.text() + "?x=1");
  ASSERT_EQ(answer.status, 303) << answer.body.substr(0, 500);
  EXPECT_THAT(Site::header(answer, "Location"), HasSubstr("/fr/merges/"));
  EXPECT_THAT(Site::header(site.get(form(), site.moderator), "Location"), HasSubstr("/fr/merges/"));
}

TEST_F(MergePage, SaysAtTheFieldThatThereIsNoSuchIdea) {
  for (const auto* into : {"999999", "les bancs", "", "0"}) {
    const auto answer = propose(into);
    EXPECT_EQ(answer.status, 422) << into;
    EXPECT_THAT(answer.body, HasSubstr("#f-into")) << into;
    EXPECT_THAT(answer.body, HasSubstr("Les deux demandent des bancs.")) << into;
  }
}

TEST_F(MergePage, MergesWhenBothAuthorsAgree) {
  const std::string merge = proposed();
  EXPECT_THAT(site.get(merge, site.ana).body, HasSubstr("value=\"accept\""));
  EXPECT_THAT(site.get(merge, site.moderator).body, Not(HasSubstr("value=\"accept\"")));
  EXPECT_EQ(site.get(merge, site.officer).status, 403);
  EXPECT_EQ(site.post(merge, {{"do", "accept"}}, site.ana).status, 303);
  const auto last = site.post(merge, {{"do", "accept"}}, site.ben);
  EXPECT_EQ(Site::header(last, "Location"), "/fr/ideas/" + site.other.text() + "?notice=merge_accepted");
  const auto state = site.store.run([&](db::Tx& tx) { return ideas::find_idea(tx, site.idea)->state; });
  EXPECT_EQ(state, ideas::IdeaState::merged);
  EXPECT_THAT(site.get(merge, site.moderator).body, Not(HasSubstr("name=\"do\"")));
}

TEST_F(MergePage, StaysApartAfterOneRefusal) {
  const std::string merge = proposed();
  EXPECT_EQ(site.post(merge, {{"do", "refuse"}}, site.ben).status, 303);
  EXPECT_THAT(site.get(merge, site.ana).body, HasSubstr("co-notice--quiet"));
  EXPECT_NE(site.post(merge, {{"do", "accept"}}, site.ana).status, 303);
}

TEST_F(MergePage, TakesTheWordOfAnAuthorWithoutAccountFromAModerator) {
  site.store.run([&](db::Tx& tx) { tx.run("UPDATE person SET password_hash = NULL, email = NULL WHERE id = $1", site.ben.person); });
  const std::string merge = proposed();
  const std::string person = site.ben.person.text();
  const auto page = site.get(merge, site.moderator).body;
  EXPECT_THAT(page, HasSubstr("name=\"person\" value=\"" + person + "\""));
  const auto without = site.post(merge, {{"do", "accept"}, {"person", person}, {"note", ""}}, site.moderator);
  EXPECT_EQ(without.status, 422);
  EXPECT_THAT(without.body, HasSubstr("#f-note-author-" + person));
  EXPECT_EQ(site.post(merge, {{"do", "accept"}, {"person", person}, {"note", "Au téléphone, le 20 novembre."}}, site.moderator).status, 303);
  EXPECT_THAT(site.get(merge, site.ana).body, HasSubstr("Au téléphone"));
}

}  // namespace
}  // namespace palabre
