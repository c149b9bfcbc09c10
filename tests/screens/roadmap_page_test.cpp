// The roadmap's page: numbers in its form, methods in pairs, hours by week, and an advised phase added by a button.
#include "screens/seeded_site.hpp"

#include "planning/roadmap_repo.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using planning::Figure;
using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;
using tests::Site;

constexpr const char* roadmap = "/fr/redesigns/lipowe/roadmap";

class RoadmapPage : public ::testing::Test {
 protected:
  static RedesignId redesign(db::Tx& tx) { return redesigns::find_redesign(tx, "lipowe").value().id; }
  std::size_t phases() {
    return site.store.run([](db::Tx& tx) { return redesigns::load_phases(tx, redesign(tx)).size(); });
  }
  planning::Figures figures() {
    return site.store.run([](db::Tx& tx) { return planning::load_roadmap(tx, redesign(tx)).figures; });
  }

  SeededSite site;
};

TEST_F(RoadmapPage, KeepsTheNumbersOfItsFormAndTakesThemAwayWhenEmptied) {
  const std::string edit = std::string(roadmap) + "/edit";
  const auto saved = site.post(edit, {{"key", "k"}, {"people", "400"}, {"offline_percent", "30"}, {"needs_care", "yes"}, {"officer_hours", "3"}}, site.owner);
  ASSERT_EQ(saved.status, 303) << saved.body.substr(0, 2000);
  EXPECT_EQ(figures(), (planning::Figures{{Figure::people, 400}, {Figure::offline_percent, 30}, {Figure::needs_care, 1}, {Figure::officer_hours, 3}}));
  EXPECT_THAT(site.get(edit, site.owner).body, HasSubstr("name=\"people\" type=\"number\" value=\"400\""));
  EXPECT_EQ(site.post(edit, {{"key", "l"}, {"people", ""}, {"needs_care", ""}}, site.owner).status, 303);
  EXPECT_EQ(figures(), (planning::Figures{{Figure::offline_percent, 30}, {Figure::officer_hours, 3}}));
  const auto refused = site.post(edit, {{"key", "m"}, {"offline_percent", "130"}, {"people", "77"}}, site.owner);
  EXPECT_THAT(refused.body, HasSubstr("#f-offline_percent"));
  EXPECT_THAT(refused.body, HasSubstr("value=\"77\""));
}

TEST_F(RoadmapPage, AddsAnAdvisedPhaseOnceAndForItsOwnerOnly) {
  const std::string add = std::string(roadmap) + "/phases";
  const auto before = phases();
  EXPECT_THAT(site.get(roadmap, site.owner).body, HasSubstr("value=\"follow_up\""));
  EXPECT_THAT(site.get(roadmap, site.moderator).body, Not(HasSubstr("value=\"follow_up\""))) << "who only reads gets no button";
  EXPECT_EQ(site.post(add, {{"type", "follow_up"}}, site.moderator).status, 403);
  EXPECT_EQ(site.post(add, {{"type", "follow_up"}}).status, 401);
  for (const char* type : {"nothing", "", "<b>x</b>"}) EXPECT_GE(site.post(add, {{"type", type}}, site.owner).status, 400) << type;
  EXPECT_EQ(phases(), before);
  const auto added = site.post(add, {{"key", "k"}, {"type", "follow_up"}}, site.owner);
  EXPECT_EQ(added.status, 303) << added.body.substr(0, 2000);
  EXPECT_EQ(Site::header(added, "Location"), std::string(roadmap) + "?notice=phase_added#phases");
  EXPECT_EQ(phases(), before + 1);
  EXPECT_EQ(site.post(add, {{"key", "l"}, {"type", "follow_up"}}, site.owner).status, 303) << "sent twice: it is there";
  EXPECT_EQ(phases(), before + 1);
}

TEST_F(RoadmapPage, SaysThatTheHoursAreNotCheckedUntilSomebodyCounts) {
  EXPECT_THAT(site.get(roadmap, site.owner).body, HasSubstr("Les heures ne sont pas vérifiées"));
}

}  // namespace
}  // namespace palabre
