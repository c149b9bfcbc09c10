// When mail is due: never too often, never empty, at the hour on people's clocks; and its links.
#include "notices/digest.hpp"
#include "notices/mail_link.hpp"
#include "notices/scene.hpp"
#include "people/person_repo.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace palabre::tests {
namespace {

using notices::decide_mail;
using notices::MailNow;
using notices::Waiting;
using people::MailFrequency;
using ::testing::HasSubstr;
using ::testing::Not;

Instant at(std::string_view text) { return parse_instant(text).value(); }

TEST(LastDaily, IsTheHourOnTheClocksOfPublicBodiesInSummerAndWinter) {
  EXPECT_EQ(iso_text(notices::last_daily(at("2026-11-21T12:00Z"), 7)), "2026-11-21T06:00:00.000Z");
  EXPECT_EQ(iso_text(notices::last_daily(at("2026-11-21T05:59Z"), 7)), "2026-11-20T06:00:00.000Z");
  EXPECT_EQ(iso_text(notices::last_daily(at("2026-07-21T12:00Z"), 7)), "2026-07-21T05:00:00.000Z");
}

TEST(LastWeekly, IsAMonday) {
  EXPECT_EQ(iso_text(notices::last_weekly(at("2026-11-21T12:00Z"), 7)), "2026-11-16T06:00:00.000Z");
  EXPECT_EQ(iso_text(notices::last_weekly(at("2026-11-16T06:00Z"), 7)), "2026-11-16T06:00:00.000Z");
  EXPECT_EQ(iso_text(notices::last_weekly(at("2026-11-16T05:59Z"), 7)), "2026-11-09T06:00:00.000Z");
  EXPECT_EQ(iso_text(notices::last_weekly(at("2026-11-16T12:00Z"), 0)), "2026-11-15T23:00:00.000Z");
}

TEST(DecideMail, SendsNothingWithoutNewsOrAgainstTheWish) {
  EXPECT_EQ(decide_mail({MailFrequency::daily, {}, {}, false}, at("2026-11-21T12:00Z"), 7), MailNow::nothing);
  EXPECT_EQ(decide_mail({MailFrequency::never, {}, at("2026-11-01T12:00Z"), true}, at("2026-11-21T12:00Z"), 7), MailNow::nothing);
}

TEST(DecideMail, WaitsForMondayAndThenForTheNext) {
  const Waiting news{MailFrequency::weekly, {}, at("2026-11-17T12:00Z"), true};
  EXPECT_EQ(decide_mail(news, at("2026-11-22T12:00Z"), 7), MailNow::nothing);
  EXPECT_EQ(decide_mail(news, at("2026-11-23T06:00Z"), 7), MailNow::all);
  EXPECT_EQ(decide_mail({MailFrequency::weekly, at("2026-11-23T06:00Z"), at("2026-11-23T05:00Z"), true}, at("2026-11-24T12:00Z"), 7), MailNow::nothing);
}

TEST(DecideMail, SendsAtMostOneADay) {
  const Instant morning = at("2026-11-21T06:00Z");
  EXPECT_EQ(decide_mail({MailFrequency::daily, at("2026-11-20T06:00Z"), at("2026-11-20T12:00Z"), false}, morning, 7), MailNow::all);
  for (int hour = 0; hour < 24; ++hour)
    EXPECT_EQ(decide_mail({MailFrequency::daily, morning, morning.plus_ms(1), true}, morning.plus_ms(hour * ms_per_hour), 7), MailNow::nothing) << hour;
}

TEST(DecideMail, TellsAtOnceOnlyWhatIsMineAndRestsTenMinutes) {
  const Instant noon = at("2026-11-21T12:00Z");
  EXPECT_EQ(decide_mail({MailFrequency::at_once, {}, noon, true}, noon, 7), MailNow::mine);
  EXPECT_EQ(decide_mail({MailFrequency::at_once, {}, noon, false}, noon, 7), MailNow::nothing);
  EXPECT_EQ(decide_mail({MailFrequency::at_once, noon.plus_ms(-ms_per_minute), noon, true}, noon, 7), MailNow::nothing);
}

class Digest : public NoticeScene {
 protected:
  Digest() : catalogue(pages::Catalogue::load(std::filesystem::path(PALABRE_SOURCE_DIR) / "web/messages")) {}
  std::int64_t queue(bool is_at_once = false) { return notices::queue_due_digests(tx(), frame(), 7, is_at_once, 100); }
  notices::MailFrame frame() { return {&catalogue, "https://ideas.example", "Palabre", "fr"}; }
  pages::Catalogue catalogue;
};

TEST_F(Digest, TellsAnswersFirstInTheReadersLanguageAndOnce) {
  follow(stranger);
  tx().run("UPDATE person SET language = 'de' WHERE id = $1", stranger);
  people::Settings daily;
  daily.mail = MailFrequency::daily;
  people::save_settings(tx(), stranger, daily);
  answer(followup::AnswerKind::accepted);
  comment(reader, "Oui.");
  tell();
  EXPECT_EQ(queue(), 0) << "not before the hour";
  pass_ms(ms_per_day);
  EXPECT_EQ(queue(), 1);
  const std::string text = word("SELECT text FROM mail");
  EXPECT_LT(text.find("Amtliche Antwort: Angenommen"), text.find("Ein neuer Kommentar"));
  EXPECT_THAT(text, HasSubstr("https://ideas.example/de/ideas/" + idea.text()));
  EXPECT_EQ(word("SELECT unsubscribe FROM mail"), "https://ideas.example/de/unsubscribe/" + notices::unsubscribe_token(tx(), stranger));
  pass_ms(ms_per_day);
  EXPECT_EQ(queue(), 0) << "nothing new, no mail";
  EXPECT_EQ(number("SELECT count(*) FROM mail"), 1);
}

TEST_F(Digest, EscapesPeoplesWordsInHtml) {
  follow(stranger);
  tx().run("UPDATE idea SET title = $2 WHERE id = $1", idea, "<script>alert(1)</script>");
  answer(followup::AnswerKind::accepted);
  tell();
  pass_ms(8 * ms_per_day);
  EXPECT_EQ(queue(), 1);
  EXPECT_THAT(word("SELECT html FROM mail"), Not(HasSubstr("<script>")));
}

TEST_F(Digest, ReachesOnlyVerifiedAddresses) {
  follow(stranger);
  tx().run("UPDATE person SET email_verified_at = NULL");
  comment(reader, "Oui.");
  tell();
  pass_ms(8 * ms_per_day);
  EXPECT_EQ(queue(), 0);
}

TEST_F(Digest, IsStoppedByASignedLinkAndByNoOther) {
  const std::string token = notices::unsubscribe_token(tx(), stranger);
  EXPECT_EQ(notices::read_unsubscribe_token(tx(), token), stranger);
  std::string forged = token;
  forged[0] = '2';
  EXPECT_FALSE(notices::read_unsubscribe_token(tx(), forged));
  EXPECT_FALSE(notices::read_unsubscribe_token(tx(), "6"));
  notices::stop_mail(tx(), stranger);
  EXPECT_EQ(people::load_settings(tx(), stranger).mail, MailFrequency::never);
}

TEST_F(Digest, LinksAreGoodOnceForAQuarterOfAnHourAndNotTooMany) {
  const auto person = people::find_person(tx(), stranger).value();
  const auto token = [this] {
    const std::string text = word("SELECT text FROM mail ORDER BY id DESC LIMIT 1");
    const auto at = text.find("/reset/") + 7;
    return text.substr(at, 43);
  };
  ASSERT_TRUE(notices::send_link(tx(), frame(), person, notices::LinkKind::reset, "fr"));
  const std::string old = token();
  ASSERT_TRUE(notices::send_link(tx(), frame(), person, notices::LinkKind::reset, "fr"));
  EXPECT_FALSE(notices::find_link(tx(), old, notices::LinkKind::reset)) << "a newer link ends an older one";
  EXPECT_FALSE(notices::find_link(tx(), token(), notices::LinkKind::verify));
  ASSERT_TRUE(notices::use_reset_link(tx(), token(), "hash"));
  EXPECT_EQ(reason_of(notices::use_reset_link(tx(), token(), "hash")), Reason::gone);
  ASSERT_TRUE(notices::send_link(tx(), frame(), person, notices::LinkKind::reset, "fr"));
  EXPECT_EQ(reason_of(notices::send_link(tx(), frame(), person, notices::LinkKind::reset, "fr")), Reason::too_many_requests);
  const std::string last = token();
  pass_ms(notices::link_ms);
  EXPECT_FALSE(notices::find_link(tx(), last, notices::LinkKind::reset));
}

}  // namespace
}  // namespace palabre::tests
