// The queue: several reports of one text are one card and one decision; nobody decides about their own words.
#include "screens/seeded_site.hpp"

#include "moderation/hide_content.hpp"
#include "moderation/moderation_repo.hpp"
#include "moderation/report_content.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;
using tests::Site;

constexpr const char* queue = "/fr/redesigns/lipowe/moderation";

class Reported : public ::testing::Test {
 protected:
  Reported() {
    report(site.ana, site.comment);
    report(site.officer, site.comment);
  }
  ReportId report(const http::Viewer& who, CommentId what) {
    return site.store.run([&](db::Tx& tx) {
      return moderation::report_content(tx, site.actor(tx, who), {{moderation::TargetKind::comment, what.value}, moderation::Rule::insult, "Elle est reconnaissable."}).value();
    });
  }
  std::int64_t open_reports() {
    return site.store.run([&](db::Tx& tx) { return moderation::count_open_reports(tx, site.redesign); });
  }
  std::string target() const { return "comment:" + site.comment.text(); }

  SeededSite site;
};

TEST_F(Reported, AsOneCardWithTheWayToHide) {
  const auto body = site.get(queue, site.moderator).body;
  EXPECT_THAT(body, HasSubstr("2 signalements"));
  EXPECT_THAT(body, HasSubstr("data-act=\"hide\""));
  EXPECT_EQ(body.find("data-case=\""), body.rfind("data-case=\""));
  EXPECT_THAT(body, Not(HasSubstr("Olga")));  // never who reported
}

TEST_F(Reported, IsKeptForEverybodyAtOnce) {
  const auto answer = site.post(queue, {{"key", "k"}, {"do", "keep"}, {"target", target()}, {"reason", "Vif, mais sans attaque contre une personne."}}, site.moderator);
  ASSERT_EQ(answer.status, 303) << answer.body.substr(0, 500);
  EXPECT_THAT(std::string(Site::header(answer, "Location")), HasSubstr("notice=kept"));
  EXPECT_EQ(open_reports(), 0);
}

TEST_F(Reported, StaysOpenWithoutAReasonAndKeepsWhatWasTyped) {
  const auto without = site.post(queue, {{"do", "keep"}, {"target", target()}, {"reason", ""}}, site.moderator);
  EXPECT_EQ(without.status, 422);
  const std::string far_too_long = "<b>bof</b>" + std::string(3000, 'x');
  const auto too_long = site.post(queue, {{"do", "keep"}, {"target", target()}, {"reason", far_too_long}}, site.moderator);
  EXPECT_EQ(too_long.status, 422);
  EXPECT_THAT(too_long.body, HasSubstr("&lt;b&gt;bof"));
  EXPECT_EQ(open_reports(), 2);
}

TEST_F(Reported, IsNobodysOwnToDecide) {
  site.store.run([&](db::Tx& tx) { people::save_role(tx, {site.redesign, site.ben.person, people::Role::moderator}, PersonId{}); });
  const auto body = site.get(queue, site.ben).body;
  EXPECT_THAT(body, HasSubstr("2 signalements"));
  EXPECT_THAT(body, Not(HasSubstr("data-act=\"keep\"")));
  EXPECT_NE(site.post(queue, {{"do", "keep"}, {"target", target()}, {"reason", "Mon propre texte me plaît bien."}}, site.ben).status, 303);
  EXPECT_EQ(open_reports(), 2);
}

TEST_F(Reported, AndHiddenStandsInTheListWithTheWayBack) {
  site.store.run([&](db::Tx& tx) {
    moderation::hide_content(tx, site.actor(tx, site.moderator), {{moderation::TargetKind::comment, site.comment.value}, moderation::Rule::insult, "Vise une voisine, nommément."}).value();
  });
  const auto body = site.get(queue, site.moderator).body;
  EXPECT_THAT(body, HasSubstr(site.catalogue.text("fr", "moderation.empty_title")));
  EXPECT_THAT(body, HasSubstr("Vise une voisine, nommément."));
  EXPECT_THAT(body, HasSubstr("comments&#x2F;" + site.comment.text() + "&#x2F;restore\""));
}

}  // namespace
}  // namespace palabre
