// Statements of a round among what is reported, hidden and restored, on a real store.
#include "discussion/test_scene.hpp"
#include "moderation/case_repo.hpp"
#include "moderation/decision_log.hpp"
#include "moderation/hide_content.hpp"
#include "moderation/report_content.hpp"
#include "moderation/undo_decision.hpp"
#include "rounds/statement_repo.hpp"

namespace palabre::moderation {
namespace {

using tests::reason_of;

class Statements : public tests::Scene {
 protected:
  Statements() {
    tx().run(
        "INSERT INTO round (id, redesign_id, phase_id, state, questions, access, starts_at, minutes, turn_seconds, table_seats, seats_max, seed, seed_hash, "
        "seats, statements, created_at) VALUES (1, 1, 1, 'groups', '{\"fr\":\"À quelles conditions ?\"}', '[]', 1, "
        "'{\"lobby\":10,\"briefing\":10,\"groups\":10,\"plenary\":10,\"converge\":10}', 60, 4, 8, 's', 'h', 1, 1, 1)");
    tx().run("INSERT INTO round_table (id, round_id, number) VALUES (1, 1, 1)");
    tx().run(
        "INSERT INTO seat (id, round_id, number, person_id, name, kind, channel, token, table_id, presence_at, created_at) "
        "VALUES (1, 1, 1, $1, 'Ana', 'user', 'online', 't', 1, 1, 1)",
        reader);
    tx().run("INSERT INTO statement (id, round_id, table_id, seat_id, number, texts, created_at) VALUES (1, 1, 1, 1, 1, '{\"fr\":\"Malotrus !\"}', 1)");
  }
  Result<ContentChange> hide(PersonId who) { return hide_content(tx(), actor(who), {said, Rule::insult, "Une insulte."}); }
  std::int64_t counted() {
    auto row = tx().rows("SELECT statements FROM round WHERE id = 1");
    row.next();
    return row.integer(0);
  }
  const Target said{TargetKind::statement, 1};
};

TEST_F(Statements, AreReadWithTheQuestionOfTheirRoundAndWithoutAName) {
  const auto content = find_content(tx(), said).value();
  EXPECT_EQ(content.title, "À quelles conditions ?");
  EXPECT_EQ(content.body, "Malotrus !");
  EXPECT_EQ(content.author, reader);
  EXPECT_EQ(content.author_name, "");
  EXPECT_FALSE(content.idea.is_set());
  EXPECT_FALSE(find_content(tx(), {TargetKind::statement, 9}).has_value());
}

TEST_F(Statements, AreReportedByOthersAndComeIntoTheQueue) {
  EXPECT_EQ(reason_of(report_content(tx(), actor(reader), {said, Rule::insult, {}})), Reason::own_case);
  ASSERT_TRUE(report_content(tx(), actor(stranger), {said, Rule::insult, {}}));
  const auto cases = load_cases(tx(), redesign, {});
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(cases.front().target, said);
  ASSERT_TRUE(hide(moderator));
  EXPECT_TRUE(load_cases(tx(), redesign, {}).empty());
}

TEST_F(Statements, HiddenLeaveTheCountAndStandInTheLogWithoutTheirWords) {
  EXPECT_EQ(reason_of(hide(stranger)), Reason::not_allowed);
  const auto change = hide(moderator);
  ASSERT_TRUE(change);
  EXPECT_EQ(counted(), 0);
  EXPECT_EQ(reason_of(hide(moderator)), Reason::nothing_changed);
  const auto lines = load_log(tx(), redesign, {});
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.front().target, "statement:1");
  EXPECT_FALSE(lines.front().idea.is_set());
  ASSERT_TRUE(restore_content(tx(), actor(moderator), {said, "C'était une citation."}));
  EXPECT_EQ(counted(), 1);
  EXPECT_FALSE(rounds::find_statement(tx(), StatementId{1})->hidden.has_value());
}

TEST_F(Statements, AHidingIsTakenBackAtOnceByWhoDecided) {
  const auto change = hide(moderator);
  ASSERT_TRUE(change);
  ASSERT_TRUE(undo_decision(tx(), actor(moderator), change->decision, store.limits));
  EXPECT_EQ(counted(), 1);
  EXPECT_FALSE(find_content(tx(), said)->is_hidden);
}

}  // namespace
}  // namespace palabre::moderation
