// Notices: nobody is told twice, nobody of their own acts, and no crash between the event and the notice loses or doubles one.
#include "moderation/hide_content.hpp"
#include "notices/notice_words.hpp"
#include "notices/scene.hpp"
#include "notices/visit.hpp"

#include <random>

namespace palabre::tests {
namespace {

class TellPeople : public NoticeScene {};

TEST_F(TellPeople, AuthorsAndCommentersFollowByThemselvesAndHearOfOthers) {
  notices::follow_own(tx(), author, idea, notices::Origin::author);
  comment(reader, "Oui.");
  tell();
  EXPECT_EQ(lines(author), "comment 1");
  EXPECT_EQ(lines(reader), "");
  EXPECT_TRUE(notices::is_following(tx(), reader, notices::target_of(idea)));
  EXPECT_TRUE(told(author).front().is_mine);
}

TEST_F(TellPeople, FourCommentsAreOneLineWhileItIsUnread) {
  follow(stranger);
  for (int i = 0; i < 4; ++i) comment(reader, "Oui.");
  tell();
  EXPECT_EQ(lines(stranger), "comment 4");
  EXPECT_EQ(notices::count_unread(tx(), stranger), 1);
  notices::read_all_notices(tx(), stranger, INT64_MAX);
  comment(reader, "Et encore.");
  tell();
  EXPECT_EQ(lines(stranger), "comment 1, comment 4");
}

TEST_F(TellPeople, AReplyIsToldToItsPersonInsteadOfTheComment) {
  const auto parent = comment(reader, "Pourquoi pas.");
  tell();
  comment(stranger, "Parce que.", parent);
  tell();
  EXPECT_EQ(lines(reader), "reply 1");
}

TEST_F(TellPeople, WhoStoppedIsToldNothingAndDoesNotFollowAgainByWriting) {
  comment(reader, "Oui.");
  tell();
  ASSERT_TRUE(notices::follow(tx(), actor(reader), notices::target_of(idea), false));
  comment(reader, "Encore.");
  comment(stranger, "Non.");
  tell();
  EXPECT_EQ(lines(reader), "");
  EXPECT_FALSE(notices::is_following(tx(), reader, notices::target_of(idea)));
}

TEST_F(TellPeople, AnAnswerIsOneLineThoughItMovesTheIdeaToo) {
  follow(stranger);
  follow_redesign(stranger);
  answer(followup::AnswerKind::accepted);
  tell();
  EXPECT_EQ(lines(stranger), "answer 1");
  EXPECT_EQ(told(stranger).front().word, "accepted");
  EXPECT_EQ(lines(officer), "");
}

TEST_F(TellPeople, TheHiddenConcernsItsAuthorAloneWithRuleAndReason) {
  follow(stranger);
  const auto hidden = comment(reader, "Appelez le 0470.");
  tell();
  moderation::HideContent wanted;
  wanted.target = {moderation::TargetKind::comment, hidden.value};
  wanted.rule = moderation::Rule::private_data;
  wanted.reason = "Un numéro.";
  ASSERT_TRUE(moderation::hide_content(tx(), actor(moderator), wanted));
  tell();
  EXPECT_EQ(lines(reader), "hidden 1");
  EXPECT_EQ(told(reader).front().rule, "private_data");
  EXPECT_EQ(told(reader).front().reason, "Un numéro.");
  EXPECT_EQ(lines(stranger), "comment 1");
}

TEST_F(TellPeople, APhaseThatClosesSoonIsAnnouncedOnceForEachEnd) {
  follow_redesign(stranger);
  tx().run("UPDATE phase SET closes_at = $1 WHERE id = 1", tx().now().plus_ms(ms_per_day));
  tell();
  tell();
  EXPECT_EQ(lines(stranger), "closing 1");
  tx().run("UPDATE phase SET closes_at = $1 WHERE id = 1", tx().now().plus_ms(ms_per_day + 1));
  EXPECT_TRUE(notices::is_there_news(tx()));
}

TEST_F(TellPeople, AVoteThatClosesSoonRemindsThoseWhoHaveNotVotedAndLeadsToTheBallot) {
  follow_redesign(stranger);
  follow_redesign(reader);
  tx().run("UPDATE phase SET closes_at = $1 WHERE id = 1", tx().now().plus_ms(ms_per_day));
  tx().run("INSERT INTO vote (id, redesign_id, phase_id, method, texts, seats, created_at, frozen_at) VALUES (7, 1, 1, 'approval', '{}', 1, 1, 1)");
  tx().run("INSERT INTO vote_register (vote_id, person_id, way) VALUES (7, $1, 'online')", reader);
  tell();
  EXPECT_EQ(lines(reader), "");
  ASSERT_EQ(lines(stranger), "closing 1");
  EXPECT_EQ(notices::path_of(told(stranger).front()), "/votes/7");
}

TEST_F(TellPeople, ARoundThatBeginsWithinADayIsAnnouncedOnceForEachBeginningToThoseWithASeat) {
  tx().run(
      "INSERT INTO round (id, redesign_id, phase_id, state, questions, access, starts_at, minutes, turn_seconds, table_seats, seats_max, seed, seed_hash, created_at) "
      "VALUES (1, 1, 1, 'planned', '{\"fr\":\"À quelles conditions ?\"}', '[]', $1, '{}', 60, 4, 8, 's', 'h', 1)",
      tx().now().plus_ms(ms_per_day + 1));
  tx().run("INSERT INTO seat (round_id, number, person_id, name, kind, channel, token, presence_at, created_at) VALUES (1, 1, $1, 'Ana', 'user', 'online', 't', 1, 1)", reader);
  tx().run("INSERT INTO seat (round_id, number, name, kind, channel, token, presence_at, created_at) VALUES (1, 2, 'Cy', 'user', 'phone', 'u', 1, 1)");
  follow_redesign(stranger);
  tell();
  EXPECT_EQ(lines(reader), "");
  pass_ms(1);
  EXPECT_TRUE(notices::is_there_news(tx()));
  tell();
  tell();
  EXPECT_EQ(lines(reader), "round 1");
  EXPECT_EQ(lines(stranger), "");
  EXPECT_EQ(told(reader).front().word, "soon");
  EXPECT_EQ(told(reader).front().round, RoundId{1});
  EXPECT_FALSE(notices::is_there_news(tx()));
  tx().run("UPDATE round SET starts_at = starts_at - 1000 WHERE id = 1");
  EXPECT_TRUE(notices::is_there_news(tx()));
}

TEST_F(TellPeople, ACursorPutBackTellsNothingTwice) {
  follow(stranger);
  comment(reader, "Oui.");
  comment(reader, "Non.");
  tell();
  tx().run("UPDATE notice_cursor SET seq = 0");
  tell();
  EXPECT_EQ(lines(stranger), "comment 2");
}

TEST_F(TellPeople, StopsAtAnyEventAndGoesOnThereAfterACrash) {
  follow(stranger);
  std::mt19937 random(7);
  int written = 0;
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 3; ++i, ++written) comment(reader, "Oui.");
    pass_ms(1000);
    // What a killed program had told but not committed is gone together with its cursor.
    tx().run("SAVEPOINT crash");
    notices::tell_events(tx(), 1 + random() % 5);
    if (random() % 2 == 0) tx().run("ROLLBACK TO crash");
    tx().run("RELEASE crash");
  }
  tell();
  EXPECT_EQ(lines(stranger), "comment " + std::to_string(written));
}

TEST_F(TellPeople, SupportsMoveTheCursorOnlyNowAndThen) {
  EXPECT_FALSE(notices::is_there_news(tx()));
  tx().run("INSERT INTO idea_support (idea_id, person_id, created_at) VALUES ($1, 6, 1)", idea);
  tx().run("DELETE FROM idea_support");
  EXPECT_FALSE(notices::is_there_news(tx()));
}

TEST_F(TellPeople, AVisitTellsWhatIsNewAndNeverGoesBack) {
  const auto first = comment(reader, "Un.");
  ASSERT_TRUE(notices::save_visit(tx(), actor(stranger), idea, first));
  EXPECT_EQ(notices::load_visit(tx(), stranger, idea).new_comments, 0);
  const auto second = comment(reader, "Deux.");
  comment(stranger, "Le mien.");
  const auto visit = notices::load_visit(tx(), stranger, idea);
  EXPECT_EQ(visit.new_comments, 1);
  EXPECT_EQ(visit.first_new, second);
  ASSERT_TRUE(notices::save_visit(tx(), actor(stranger), idea, second));
  ASSERT_TRUE(notices::save_visit(tx(), actor(stranger), idea, first));
  EXPECT_EQ(notices::load_visit(tx(), stranger, idea).seen, second);
  EXPECT_EQ(reason_of(notices::save_visit(tx(), actor(stranger), idea, CommentId{999})), Reason::bad_field);
}

TEST_F(TellPeople, PeopleWhoCannotSignInFollowNothing) {
  tx().run("UPDATE person SET email = NULL WHERE id = 2");
  comment(reader, "Oui.");
  tell();
  EXPECT_FALSE(notices::is_following(tx(), reader, notices::target_of(idea)));
}

}  // namespace
}  // namespace palabre::tests
