// Four eyes: who releases, sends back and takes back. No store.
#include "followup/pending_answer.hpp"

#include <gtest/gtest.h>

namespace palabre::followup {
namespace {

people::Actor officer_of(std::int64_t id, std::optional<people::Role> role = people::Role::officer) {
  people::Actor actor;
  actor.person = PersonId{id};
  if (role) actor.roles.add(*role);
  return actor;
}

PendingAnswer written_by(std::int64_t writer, PendingState state = PendingState::waiting) {
  PendingAnswer pending;
  pending.answer.officer = PersonId{writer};
  pending.state = state;
  return pending;
}

ideas::Idea idea_of(std::int64_t author) {
  ideas::Idea idea;
  idea.author = PersonId{author};
  return idea;
}

Reason reason_of(const Result<void>& result) { return result ? Reason::too_late : result.error().reason; }

TEST(Release, IsForASecondOfficerOrTheOwner) {
  EXPECT_TRUE(decide_release(written_by(4), idea_of(1), officer_of(7)));
  EXPECT_TRUE(decide_release(written_by(4), idea_of(1), officer_of(5, people::Role::owner)));
  EXPECT_EQ(reason_of(decide_release(written_by(4), idea_of(1), officer_of(3, people::Role::moderator))), Reason::not_allowed);
  EXPECT_EQ(reason_of(decide_release(written_by(4), idea_of(1), officer_of(2, std::nullopt))), Reason::not_allowed);
}

TEST(Release, IsNeverForWhoWroteItNorForTheIdeasAuthor) {
  EXPECT_EQ(reason_of(decide_release(written_by(4), idea_of(1), officer_of(4))), Reason::own_case);
  EXPECT_EQ(reason_of(decide_release(written_by(4), idea_of(7), officer_of(7))), Reason::own_case);
}

TEST(Release, HappensOnce) {
  for (const PendingState state : {PendingState::released, PendingState::sent_back, PendingState::taken_back})
    EXPECT_EQ(reason_of(decide_release(written_by(4, state), idea_of(1), officer_of(7))), Reason::already_decided);
}

TEST(SendingBack, NeedsANote) {
  EXPECT_TRUE(decide_sending_back(written_by(4), idea_of(1), officer_of(7), "Name the budget line."));
  const auto silent = decide_sending_back(written_by(4), idea_of(1), officer_of(7), "");
  EXPECT_EQ(reason_of(silent), Reason::reason_required);
  EXPECT_EQ(silent.error().field, "note");
}

TEST(TakingBack, IsForTheWriterWhileItWaits) {
  EXPECT_TRUE(decide_taking_back(written_by(4), officer_of(4)));
  EXPECT_EQ(reason_of(decide_taking_back(written_by(4), officer_of(7))), Reason::not_allowed);
  EXPECT_EQ(reason_of(decide_taking_back(written_by(4, PendingState::released), officer_of(4))), Reason::already_decided);
}

TEST(FourEyes, AreTheOwnersAndTheAdministratorsToSwitch) {
  EXPECT_TRUE(decide_four_eyes(officer_of(5, people::Role::owner)));
  auto admin = officer_of(9, std::nullopt);
  admin.is_admin = true;
  EXPECT_TRUE(decide_four_eyes(admin));
  EXPECT_EQ(reason_of(decide_four_eyes(officer_of(4))), Reason::not_allowed);
}

TEST(Assigning, IsAmongThoseWhoAnswerHere) {
  people::Roles officer, moderator;
  officer.add(people::Role::officer);
  moderator.add(people::Role::moderator);
  EXPECT_TRUE(decide_assignment(officer_of(4), officer));
  EXPECT_TRUE(decide_assignment(officer_of(4), std::nullopt));
  EXPECT_EQ(reason_of(decide_assignment(officer_of(4), moderator)), Reason::bad_field);
  EXPECT_EQ(reason_of(decide_assignment(officer_of(3, people::Role::moderator), officer)), Reason::not_allowed);
}

TEST(PendingStates, HaveNamesThatReadBack) {
  for (const PendingState state : {PendingState::waiting, PendingState::released, PendingState::sent_back, PendingState::taken_back})
    EXPECT_EQ(pending_state_of(name_of(state)), state);
  EXPECT_FALSE(pending_state_of("lost"));
}

}  // namespace
}  // namespace palabre::followup
