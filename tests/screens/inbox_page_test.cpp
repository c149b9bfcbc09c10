// What waits for an answer, what is late, and what was answered.
#include "screens/seeded_site.hpp"

#include "followup/answer_repo.hpp"

#include <gmock/gmock.h>

namespace palabre {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::SeededSite;

constexpr const char* inbox = "/fr/redesigns/lipowe/inbox";

TEST(InboxPage, ListsWhatWaitsWithTheWayToItsAnswer) {
  SeededSite site;
  const auto body = site.get(inbox, site.officer).body;
  EXPECT_THAT(body, HasSubstr("Huit bancs"));
  EXPECT_THAT(body, HasSubstr("ideas&#x2F;" + site.idea.text() + "&#x2F;answer\""));
  EXPECT_THAT(body, Not(HasSubstr("ideas&#x2F;" + site.other.text() + "&#x2F;answer\"")));
  EXPECT_THAT(site.get("/fr/redesigns/lipowe/answers", site.officer).body, HasSubstr("Des bancs au parc"));
}

TEST(InboxPage, SaysHowLateAnAnswerIs) {
  SeededSite site;
  site.store.run([&](db::Tx& tx) { followup::save_due(tx, site.idea, tx.now().plus_ms(-4 * ms_per_day)); });
  EXPECT_THAT(site.get(inbox, site.officer).body, HasSubstr("<span class=\"co-late\">en retard de 4 jours</span>"));
}

TEST(InboxPage, OffersNobodyTheirOwnIdea) {
  SeededSite site;
  site.store.run([&](db::Tx& tx) { people::save_role(tx, {site.redesign, site.ana.person, people::Role::officer}, PersonId{}); });
  const auto body = site.get(inbox, site.ana).body;
  EXPECT_THAT(body, HasSubstr("Huit bancs"));
  EXPECT_THAT(body, Not(HasSubstr("&#x2F;answer\"")));
}

TEST(InboxPage, IsDoneWhenEverythingIsAnswered) {
  SeededSite site;
  site.store.run([&](db::Tx& tx) {
    followup::publish_answer(tx, site.actor(tx, site.officer), {site.idea, followup::AnswerKind::accepted, {{"fr", "Les bancs arrivent en mai."}}, {}, {}}).value();
  });
  EXPECT_THAT(site.get(inbox, site.owner).body, HasSubstr(site.catalogue.text("fr", "inbox.empty_title")));
}

}  // namespace
}  // namespace palabre
