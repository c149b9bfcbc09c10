// The officers' form: published in several languages, shown again whole when something is missing.
#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using tests::SeededSite;
using tests::Site;

TEST(AnswerPage, PublishesInEveryLanguageThatWasWritten) {
  SeededSite site;
  const auto answer = site.post(site.idea_path() + "/answer",
                                {{"key", "k1"}, {"kind", "declined"}, {"reason_code", "cost"}, {"review_on", ""}, {"body.fr", "Trop cher cette année."}, {"body.en", "Too costly this year."}},
                                site.officer);
  ASSERT_EQ(answer.status, 303) << answer.body.substr(0, 2000);
  EXPECT_EQ(Site::header(answer, "Location"), site.idea_path() + "?notice=answer_published");
  EXPECT_THAT(site.get(site.idea_path()).body, HasSubstr("Trop cher cette année."));
  EXPECT_THAT(site.get("/en/ideas/" + site.idea.text()).body, HasSubstr("Too costly this year."));
}

TEST(AnswerPage, KeepsWhatWasTypedWhenTheDayIsMissing) {
  SeededSite site;
  const auto answer = site.post(site.idea_path() + "/answer", {{"kind", "deferred"}, {"body.fr", "Plus tard <script>alert(2)</script>"}}, site.officer);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("#f-review_on"));
  EXPECT_THAT(answer.body, HasSubstr("value=\"deferred\" required checked"));
  EXPECT_THAT(answer.body, HasSubstr("Plus tard &lt;script&gt;"));
}

TEST(AnswerPage, NamesTheTextInTheIdeasLanguageWhenNoneIsWritten) {
  SeededSite site;
  const auto answer = site.post(site.idea_path() + "/answer", {{"kind", "accepted"}, {"body.fr", " "}}, site.officer);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("#f-body-fr"));
}

TEST(AnswerPage, ShowsTheEarlierAnswerBesideALaterOne) {
  SeededSite site;
  EXPECT_THAT(site.get("/fr/ideas/" + site.other.text() + "/answer", site.officer).body, HasSubstr("Retenu."));
}

TEST(AnswerPage, PublishesNothingForSomebodyElse) {
  SeededSite site;
  EXPECT_EQ(site.post(site.idea_path() + "/answer", {{"kind", "accepted"}, {"body.fr", "Oui, bien sûr."}}, site.moderator).status, 403);
}

}  // namespace
}  // namespace palabre
