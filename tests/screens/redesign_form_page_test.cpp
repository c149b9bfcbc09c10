// Opening a redesign and changing it: texts in each language, the promise with its reason, the state with its reason.
#include "screens/seeded_site.hpp"

#include "screens/redesign_form.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::FormFields;
using tests::SeededSite;
using tests::Site;

constexpr const char* settings = "/fr/redesigns/lipowe/settings";

class RedesignForm : public ::testing::Test {
 protected:
  RedesignForm() {
    site.store.run([&](db::Tx& tx) { admin = site.add_person(tx, "Ida"); });
    admin.is_admin = true;
  }
  redesigns::Redesign redesign(std::string_view slug = "lipowe") {
    return site.store.run([&](db::Tx& tx) { return redesigns::find_redesign(tx, slug).value(); });
  }
  FormFields fields() {
    return {{"key", "k"}, {"updated_at", iso_text(redesign().updated_at)}, {"languages", "fr, en"}, {"power_level", "collaborate"}, {"answer_days", "30"},
            {"title.fr", "Vivre ensemble"}, {"title.en", "Living together"}, {"summary.fr", "Un quartier."}, {"summary.en", ""}, {"promise.fr", "Le budget est voté."},
            {"can_change.fr", "Le lieu\nL’heure"}, {"can_change.en", "-\nThe hour"}, {"fixed_points.fr", "Le terrain reste public."}};
  }
  static void set(FormFields& fields, const std::string& name, const std::string& value) {
    for (auto& field : fields)
      if (field.first == name) field.second = value;
  }

  SeededSite site;
  http::Viewer admin;
};

TEST_F(RedesignForm, SavesTheTextsInEachLanguageAndRemovesTheEmptied) {
  const auto answer = site.post(settings, fields(), site.owner);
  ASSERT_EQ(answer.status, 303) << answer.body.substr(0, 3000);
  const auto texts = redesigns::parse_redesign_texts(redesign().texts_json);
  EXPECT_EQ(texts.title.at("en"), "Living together");
  EXPECT_FALSE(texts.summary.contains("en"));
  ASSERT_EQ(texts.can_change.size(), 2U);
  EXPECT_FALSE(texts.can_change[0].contains("en"));
  EXPECT_EQ(texts.can_change[1].at("en"), "The hour");
}

TEST_F(RedesignForm, ShowsWhatStandsAndEscapesIt) {
  const auto body = site.get(settings, site.owner).body;
  EXPECT_THAT(body, HasSubstr("Vivre ensemble &lt;script&gt;"));
  EXPECT_THAT(body, HasSubstr("Le terrain reste public."));
  EXPECT_THAT(body, HasSubstr("name=\"updated_at\""));
}

TEST_F(RedesignForm, AsksForAReasonWhenThePromiseChanges) {
  auto sent = fields();
  set(sent, "power_level", "consult");
  const auto answer = site.post(settings, sent, site.owner);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("#f-reason"));
  EXPECT_THAT(answer.body, HasSubstr("Living together"));
  sent.emplace_back("reason", "Le budget ne suffit pas.");
  EXPECT_EQ(site.post(settings, sent, site.owner).status, 303);
  EXPECT_EQ(redesign().power_level, "consult");
}

TEST_F(RedesignForm, DoesNotWriteOverSomebodyElsesEdit) {
  const auto sent = fields();
  auto first = sent;
  set(first, "title.en", "Together");
  site.store.clock.advance_ms(1000);
  EXPECT_EQ(site.post(settings, first, admin).status, 303);
  const auto second = site.post(settings, sent, site.owner);
  EXPECT_EQ(second.status, http::problem_status(Reason::stale_version));
  EXPECT_THAT(second.body, HasSubstr("Living together"));
}

TEST_F(RedesignForm, NamesTheTitleThatIsMissing) {
  auto sent = fields();
  set(sent, "title.fr", "");
  const auto answer = site.post(settings, sent, site.owner);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("#f-title-fr"));
}

TEST_F(RedesignForm, MovesTheStateWithAReason) {
  EXPECT_THAT(site.get(settings, site.owner).body, HasSubstr("1 idée attend encore une réponse."));
  const auto page = site.get(settings, site.moderator).body;
  EXPECT_THAT(page, HasSubstr("value=\"paused\""));
  EXPECT_THAT(page, Not(HasSubstr("name=\"power_level\"")));
  const auto without = site.post("/fr/redesigns/lipowe/state", {{"to", "paused"}, {"reason", "bof"}}, site.moderator);
  EXPECT_EQ(without.status, 422);
  EXPECT_THAT(without.body, HasSubstr("#f-reason-paused"));
  EXPECT_EQ(site.post("/fr/redesigns/lipowe/state", {{"to", "paused"}, {"reason", "Le quartier est en deuil."}}, site.moderator).status, 303);
  EXPECT_EQ(redesign().state, redesigns::RedesignState::paused);
}

TEST_F(RedesignForm, IsOpenedByAnAdministratorAsADraft) {
  EXPECT_EQ(site.get("/fr/redesigns/new/blank", admin).status, 200);
  const FormFields sent{{"key", "k"}, {"slug", "bains"}, {"languages", "fr"}, {"power_level", "involve"}, {"answer_days", "45"}, {"organisation", ""}, {"territory", ""},
                        {"title.fr", "Les bains publics"}, {"summary.fr", "Rouvrir les bains."}, {"promise.fr", "Réponse à tout."}, {"can_change.fr", "Les heures"}};
  const auto answer = site.post("/fr/redesigns/new/blank", sent, admin);
  ASSERT_EQ(answer.status, 303) << answer.body.substr(0, 3000);
  EXPECT_EQ(Site::header(answer, "Location"), "/fr/redesigns/bains/roadmap/edit?notice=redesign_added");
  EXPECT_EQ(redesign("bains").state, redesigns::RedesignState::draft);
  EXPECT_EQ(redesign("bains").answer_days, 45);
  const auto again = site.post("/fr/redesigns/new/blank", sent, admin);
  EXPECT_THAT(again.body, HasSubstr("#f-slug"));
  EXPECT_THAT(again.body, HasSubstr("Rouvrir les bains."));
  EXPECT_EQ(site.post("/fr/redesigns/new/blank", sent, site.owner).status, 403);
}

TEST(PointsOfLines, ComeBackFromTheirLines) {
  const auto points = screens::points_of_lines({{"fr", "Le lieu\n\n L’heure "}, {"en", "-\nThe hour"}});
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[1].at("fr"), "L’heure");
  EXPECT_EQ(screens::lines_of_points(points, "en"), "-\nThe hour");
  EXPECT_EQ(screens::lines_of_points(points, "nl"), "");
  EXPECT_TRUE(screens::points_of_lines({{"fr", "-\n-"}}).empty());
}

}  // namespace
}  // namespace palabre
