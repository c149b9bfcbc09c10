// Who keeps, takes back and asks a colleague, and when. No store.
#include "moderation/decision.hpp"
#include "base/reason_of.hpp"

#include <gtest/gtest.h>

namespace palabre::moderation {
namespace {

using tests::reason_of;

constexpr std::int64_t undo_ms = 30'000;
constexpr Instant decided{1'000'000};

people::Actor person_with(std::int64_t id, std::optional<people::Role> role = people::Role::moderator) {
  people::Actor actor;
  actor.person = PersonId{id};
  if (role) actor.roles.add(*role);
  return actor;
}

Content text_of(std::int64_t author) {
  Content content;
  content.target = {TargetKind::comment, 12};
  content.author = PersonId{author};
  content.is_hideable = true;
  return content;
}

DecisionMade made_by(std::int64_t moderator) {
  DecisionMade made;
  made.moderator = PersonId{moderator};
  made.at = decided;
  made.is_latest = true;
  return made;
}

TEST(Undo, IsGivenForThirtySecondsToWhoDecided) {
  EXPECT_TRUE(decide_undo(made_by(3), person_with(3), decided.plus_ms(undo_ms), undo_ms));
  EXPECT_EQ(reason_of(decide_undo(made_by(3), person_with(3), decided.plus_ms(undo_ms + 1), undo_ms)), Reason::undo_window_over);
  EXPECT_EQ(reason_of(decide_undo(made_by(3), person_with(4), decided, undo_ms)), Reason::not_allowed);
  EXPECT_EQ(reason_of(decide_undo(made_by(3), person_with(3, people::Role::officer), decided, undo_ms)), Reason::not_allowed);
}

TEST(Undo, HappensOnceAndNeverUnderALaterDecision) {
  auto made = made_by(3);
  made.is_latest = false;
  EXPECT_EQ(reason_of(decide_undo(made, person_with(3), decided, undo_ms)), Reason::already_decided);
  made.undone_at = decided;
  EXPECT_EQ(reason_of(decide_undo(made, person_with(3), decided, undo_ms)), Reason::nothing_changed);
}

TEST(Keeping, NeedsAnOpenReportAReasonAndSomebodyElsesWords) {
  EXPECT_TRUE(decide_keeping(text_of(1), {1, false}, person_with(3), "No rule is broken."));
  EXPECT_EQ(reason_of(decide_keeping(text_of(1), {0, false}, person_with(3), "No rule is broken.")), Reason::already_decided);
  EXPECT_EQ(reason_of(decide_keeping(text_of(1), {1, false}, person_with(3), "")), Reason::reason_required);
  EXPECT_EQ(reason_of(decide_keeping(text_of(3), {1, false}, person_with(3), "Mine.")), Reason::own_case);
  EXPECT_EQ(reason_of(decide_keeping(text_of(1), {1, false}, person_with(3, people::Role::officer), "x")), Reason::not_allowed);
}

TEST(SecondOpinion, IsAskedOncePerCaseAndSaysWhatToLookAt) {
  EXPECT_TRUE(decide_second_opinion(text_of(1), {1, false}, person_with(3), "Is this satire?"));
  EXPECT_EQ(reason_of(decide_second_opinion(text_of(1), {1, true}, person_with(3), "Is this satire?")), Reason::nothing_changed);
  EXPECT_EQ(reason_of(decide_second_opinion(text_of(1), {1, false}, person_with(3), "")), Reason::reason_required);
  EXPECT_EQ(reason_of(decide_second_opinion(text_of(1), {0, false}, person_with(3), "Is it?")), Reason::already_decided);
}

TEST(DecisionKinds, HaveNamesThatReadBack) {
  for (const DecisionKind kind : {DecisionKind::kept, DecisionKind::hidden, DecisionKind::restored}) EXPECT_EQ(decision_kind_of(name_of(kind)), kind);
  EXPECT_FALSE(decision_kind_of("burned"));
}

}  // namespace
}  // namespace palabre::moderation
