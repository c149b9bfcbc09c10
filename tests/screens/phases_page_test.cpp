// Running phases by form: times on the wall clock, only the moves the rules accept, everything typed kept.
#include "screens/seeded_site.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;
using tests::Site;

constexpr const char* phases = "/fr/redesigns/lipowe/phases";

class PhasesPage : public ::testing::Test {
 protected:
  redesigns::Phase phase(std::size_t at) {
    return site.store.run([&](db::Tx& tx) { return redesigns::load_phases(tx, site.redesign).at(at); });
  }
  http::Response send(tests::FormFields fields, const http::Viewer& who) {
    fields.emplace_back("key", "k");
    return site.post(phases, fields, who);
  }

  SeededSite site;
};

TEST_F(PhasesPage, OffersOnlyWhatThePhaseMayDoNow) {
  const auto body = site.get(phases, site.moderator).body;
  EXPECT_THAT(body, HasSubstr("f-reason-phase-" + phase(0).id.text() + "-closed"));
  EXPECT_THAT(body, Not(HasSubstr("f-reason-phase-" + phase(0).id.text() + "-skipped")));
  EXPECT_THAT(body, HasSubstr("f-reason-phase-" + phase(1).id.text() + "-skipped"));
  EXPECT_THAT(body, Not(HasSubstr("f-reason-phase-" + phase(1).id.text() + "-frozen"))) << "a vote is frozen on its own page";
  EXPECT_THAT(body, Not(HasSubstr("f-reason-phase-" + phase(1).id.text() + "-open"))) << "and opens by its date";
  EXPECT_THAT(body, Not(HasSubstr("value=\"edit\"")));
  EXPECT_THAT(body, Not(HasSubstr("id=\"add-title\"")));
  const auto owners = site.get(phases, site.owner).body;
  EXPECT_THAT(owners, HasSubstr("value=\"edit\""));
  EXPECT_THAT(owners, HasSubstr("id=\"add-title\""));
  EXPECT_THAT(owners, HasSubstr("Europe&#x2F;Brussels"));
}

TEST_F(PhasesPage, ExtendsToATimeOnTheWallClock) {
  const auto id = phase(0).id;
  const auto answer = send({{"phase", id.text()}, {"to", "open"}, {"ends_at", "2027-01-15T18:00"}, {"reason", "Le néerlandais manquait une semaine."}}, site.moderator);
  ASSERT_EQ(answer.status, 303) << answer.body.substr(0, 500);
  EXPECT_EQ(Site::header(answer, "Location"), std::string(phases) + "?notice=phase_moved#phase-" + id.text());
  EXPECT_EQ(phase(0).closes_at, parse_instant("2027-01-15T17:00:00Z"));
  EXPECT_THAT(site.get(phases, site.owner).body, HasSubstr("Le néerlandais manquait une semaine."));
}

TEST_F(PhasesPage, OpensTheRefusedFormWithWhatWasTyped) {
  const auto id = phase(0).id;
  const auto answer = send({{"phase", id.text()}, {"to", "open"}, {"ends_at", "2026-11-22T18:00"}, {"reason", "Plus tôt <script>alert(2)</script>"}}, site.moderator);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("#f-ends_at-phase-" + id.text() + "-open"));
  EXPECT_THAT(answer.body, HasSubstr("<details class=\"co-act\" open>"));
  EXPECT_THAT(answer.body, HasSubstr("2026-11-22T18:00"));
  EXPECT_THAT(answer.body, HasSubstr("Plus tôt &lt;script&gt;"));
  EXPECT_EQ(send({{"phase", id.text()}, {"to", "closed"}, {"reason", ""}}, site.moderator).status, 422);
}

TEST_F(PhasesPage, ClosesAndReopens) {
  const auto id = phase(0).id;
  EXPECT_EQ(send({{"phase", id.text()}, {"to", "closed"}, {"reason", "Toutes les salles sont vues."}}, site.moderator).status, 303);
  EXPECT_EQ(phase(0).state, redesigns::PhaseState::closed);
  EXPECT_EQ(send({{"phase", id.text()}, {"to", "open"}, {"ends_at", ""}, {"reason", "Une salle avait été oubliée."}}, site.moderator).status, 303);
  EXPECT_EQ(phase(0).state, redesigns::PhaseState::open);
}

TEST_F(PhasesPage, LetsTheOwnerAddAndEdit) {
  const auto added = send({{"type", "follow_up"}, {"title.fr", "Suivre"}, {"title.en", "Follow"}, {"opens_at", "2027-02-01T09:00"}, {"closes_at", ""}}, site.owner);
  ASSERT_EQ(added.status, 303) << added.body.substr(0, 500);
  const auto made = phase(2);
  EXPECT_EQ(made.titles.at("en"), "Follow");
  EXPECT_EQ(made.opens_at, parse_instant("2027-02-01T08:00:00Z"));
  EXPECT_EQ(send({{"phase", made.id.text()}, {"do", "edit"}, {"type", "follow_up"}, {"title.fr", "Suivre ensemble"}, {"title.en", "Follow"},
                  {"opens_at", "2027-02-01T09:00"}, {"closes_at", "2027-06-01T09:00"}}, site.owner).status, 303);
  EXPECT_EQ(phase(2).titles.at("fr"), "Suivre ensemble");
  EXPECT_EQ(phase(2).closes_at, parse_instant("2027-06-01T07:00:00Z"));
  const auto wrong = send({{"type", "follow_up"}, {"opens_at", "2027-02-01T09:00"}, {"closes_at", "2027-01-01T09:00"}}, site.owner);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("#f-closes_at-add"));
}

TEST_F(PhasesPage, LetsAModeratorNeitherAddNorEdit) {
  EXPECT_EQ(send({{"type", "ideas"}}, site.moderator).status, 403);
  EXPECT_EQ(send({{"phase", phase(1).id.text()}, {"do", "edit"}, {"title.fr", "Voter"}}, site.moderator).status, 403);
  EXPECT_EQ(send({{"phase", "999"}, {"to", "closed"}, {"reason", "Cette étape est ailleurs."}}, site.moderator).status, 404);
}

}  // namespace
}  // namespace palabre
