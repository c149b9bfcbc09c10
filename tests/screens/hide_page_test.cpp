// Hiding and restoring by form, for ideas and comments.
#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;
using tests::Site;

TEST(HidePage, HidesAnIdeaAndRestoresIt) {
  SeededSite site;
  const auto hidden = site.post(site.idea_path() + "/hide", {{"key", "k"}, {"rule", "private_data"}, {"reason", "Le texte nomme une voisine."}}, site.moderator);
  ASSERT_EQ(hidden.status, 303) << hidden.body.substr(0, 500);
  EXPECT_EQ(Site::header(hidden, "Location"), site.idea_path() + "?notice=hidden");
  EXPECT_THAT(site.get(site.idea_path()).body, HasSubstr("Le texte nomme une voisine."));
  EXPECT_THAT(site.get(site.idea_path()).body, Not(HasSubstr("Huit bancs")));
  EXPECT_NE(site.get(site.idea_path() + "/hide", site.moderator).status, 200);
  EXPECT_EQ(site.get(site.idea_path() + "/restore", site.moderator).status, 200);
  const auto restored = site.post(site.idea_path() + "/restore", {{"reason", "La voisine est d’accord."}}, site.moderator);
  EXPECT_EQ(restored.status, 303);
  EXPECT_THAT(site.get(site.idea_path()).body, HasSubstr("Huit bancs"));
}

TEST(HidePage, LeadsBackToTheComment) {
  SeededSite site;
  const std::string path = "/fr/comments/" + site.comment.text() + "/hide";
  EXPECT_THAT(site.get(path + "?rule=insult", site.moderator).body, HasSubstr("value=\"insult\" required checked"));
  const auto answer = site.post(path, {{"rule", "insult"}, {"reason", "Attaque contre une personne."}}, site.moderator);
  EXPECT_EQ(Site::header(answer, "Location"), site.idea_path() + "?notice=hidden#comment-" + site.comment.text());
}

TEST(HidePage, AsksForARuleAndAReasonAndKeepsWhatWasTyped) {
  SeededSite site;
  const auto answer = site.post(site.idea_path() + "/hide", {{"rule", ""}, {"reason", "<script>alert(2)</script>"}}, site.moderator);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("#f-rule"));
  EXPECT_THAT(answer.body, HasSubstr("&lt;script&gt;alert(2)"));
  EXPECT_THAT(site.get(site.idea_path()).body, HasSubstr("Huit bancs"));
}

TEST(HidePage, IsNotForTheOfficer) {
  SeededSite site;
  EXPECT_EQ(site.post(site.idea_path() + "/hide", {{"rule", "insult"}, {"reason", "Cela nous dérange un peu."}}, site.officer).status, 403);
  EXPECT_EQ(site.get("/fr/comments/999999/hide", site.moderator).status, 404);
}

}  // namespace
}  // namespace palabre
