// The outbox: one attempt per record, growing pauses, an end; and headers that no text can break.
#include "db/test_store.hpp"
#include "mail/outbox.hpp"
#include "mail/smtp.hpp"

#include <gmock/gmock.h>

namespace palabre::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Outbox : public ::testing::Test {
 protected:
  Outbox() {
    store.run([](db::Tx& tx) { tx.run("INSERT INTO person (id, opaque_id, email, name, language, created_at) VALUES (1, 'p1', 'a@b.example', 'A', 'fr', 1)"); });
  }
  MailId queue() {
    return store.run([](db::Tx& tx) {
      NewMail mail;
      mail.person = PersonId{1};
      mail.recipient = "a@b.example";
      mail.language = "fr";
      mail.subject = "Bonjour";
      mail.text = mail.html = "Texte";
      return queue_mail(tx, mail);
    });
  }
  std::optional<OutgoingMail> begin() { return store.run([](db::Tx& tx) { return begin_try(tx); }); }
  bool end(const OutgoingMail& mail, TryOutcome outcome) { return store.run([&](db::Tx& tx) { return end_try(tx, mail, outcome); }); }
  std::string word(std::string_view sql) {
    return store.run([&](db::Tx& tx) {
      auto row = tx.rows(sql);
      return row.next() ? row.text(0) : std::string("(no row)");
    });
  }
  tests::TestStore store;
};

TEST_F(Outbox, RecordsAnAttemptBeforeItBegins) {
  queue();
  const auto mail = begin();
  ASSERT_TRUE(mail);
  EXPECT_EQ(word("SELECT state FROM mail"), "sending");
  EXPECT_EQ(word("SELECT number || ' ' || COALESCE(CAST(ended_at AS TEXT), 'under way') FROM mail_try"), "1 under way");
  EXPECT_FALSE(begin()) << "a mail under way must not be taken again";
}

TEST_F(Outbox, KeepsNothingOfWhatWasSent) {
  queue();
  EXPECT_FALSE(end(*begin(), {true, false, ""}));
  EXPECT_EQ(word("SELECT state || text || html || recipient FROM mail"), "sent");
  EXPECT_FALSE(begin());
}

TEST_F(Outbox, WaitsLongerAfterEachRefusalAndGivesUpInTheEnd) {
  queue();
  for (std::int64_t number = 1; number <= tries_max; ++number) {
    const auto mail = begin();
    ASSERT_TRUE(mail) << number;
    EXPECT_EQ(mail->try_number, number);
    EXPECT_EQ(end(*mail, {false, false, "451 later"}), number == tries_max);
    store.clock.advance_ms(pause_after_ms(number) - 1);
    EXPECT_FALSE(begin()) << "too early after attempt " << number;
    store.clock.advance_ms(1);
  }
  EXPECT_FALSE(begin());
  EXPECT_EQ(word("SELECT state || ' ' || problem FROM mail"), "given_up 451 later");
}

TEST_F(Outbox, GivesUpAtOnceWhenTheAddressIsRefusedForGood) {
  queue();
  EXPECT_TRUE(end(*begin(), {false, true, "550 no such user"}));
  EXPECT_FALSE(begin());
}

TEST_F(Outbox, DoesNotRepeatWhatMayHaveArrived) {
  queue();
  ASSERT_TRUE(begin());
  EXPECT_EQ(store.run([](db::Tx& tx) { return give_up_interrupted(tx); }), 1);
  store.clock.advance_ms(ms_per_day);
  EXPECT_FALSE(begin());
}

TEST_F(Outbox, LeavesWhatAnotherServerIsSendingUntilNobodyCanBeAtItAnyMore) {
  queue();
  const auto mail = store.run([](db::Tx& tx) { return begin_try(tx, "another node"); });
  ASSERT_TRUE(mail);
  const auto give_up = [this] { return store.run([](db::Tx& tx) { return is_attempt_lost(tx) ? give_up_lost(tx) : 0; }); };
  store.clock.advance_ms(try_ms_max - 1);
  EXPECT_EQ(give_up(), 0);
  EXPECT_EQ(word("SELECT sender FROM mail"), "another node");
  store.clock.advance_ms(1);
  EXPECT_EQ(give_up(), 1);
  EXPECT_FALSE(end(*mail, {true, false, ""})) << "it was only slow: what is written down stays";
  EXPECT_EQ(word("SELECT state || ' ' || problem FROM mail"), "given_up interrupted");
  EXPECT_FALSE(begin());
}

TEST_F(Outbox, ALateEndOfAnOldAttemptChangesNothingOfANewOne) {
  queue();
  const auto first = begin();
  end(*first, {false, false, "451 later"});
  store.clock.advance_ms(pause_after_ms(1));
  ASSERT_TRUE(begin());
  end(*first, {true, false, ""});
  EXPECT_EQ(word("SELECT state FROM mail"), "sending");
}

TEST(HeaderText, StaysAsItIsInPlainLetters) { EXPECT_EQ(encode_header_text("Hello"), "Hello"); }

TEST(HeaderText, EncodesWholeCharactersInShortWords) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "é…";
  const std::string encoded = encode_header_text(text);
  EXPECT_THAT(encoded, StartsWith("=?UTF-8?B?"));
  for (std::size_t at = 0, end = 0; at < encoded.size(); at = end + 3) {
    end = std::min(encoded.find("\r\n ", at), encoded.size());
    EXPECT_LE(end - at, 75U);
    EXPECT_THAT(encoded.substr(at, end - at), ::testing::EndsWith("?="));
  }
}

TEST(HeaderText, LetsNoTextAddAHeader) {
  EXPECT_THAT(encode_header_text("Hello\r\nBcc: everybody@example.org"), Not(HasSubstr("\n")));
  EXPECT_THAT(encode_header_text("=?UTF-8?B?QQ==?="), StartsWith("=?UTF-8?B?PT9"));
}

TEST(HeaderLines, NameOneClickToStopAndNoReplyAddress) {
  OutgoingMail mail;
  mail.id = MailId{7};
  mail.mail.person = PersonId{1};
  mail.mail.recipient = "a@b.example";
  mail.mail.subject = "Réponse";
  mail.mail.unsubscribe = "https://ideas.example/fr/unsubscribe/1-ab";
  std::string all;
  for (const auto& line : header_lines({"smtp://x", "", "", "site@ideas.example", "Idées \"à vous\""}, mail, tests::test_start)) all += line + "\n";
  EXPECT_THAT(all, HasSubstr("List-Unsubscribe: <https://ideas.example/fr/unsubscribe/1-ab>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  EXPECT_THAT(all, HasSubstr("Date: Sat, 21 Nov 2026 12:00:00 +0000"));
  EXPECT_THAT(all, HasSubstr("Auto-Submitted: auto-generated"));
  EXPECT_THAT(all, Not(HasSubstr("Reply-To")));
}

}  // namespace
}  // namespace palabre::mail
