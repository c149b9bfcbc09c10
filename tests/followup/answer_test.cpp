// The rules of official answers, one by one, without a database.
#include "followup/answer.hpp"

#include <gtest/gtest.h>

namespace palabre::followup {
namespace {

using ideas::IdeaState;
using redesigns::RedesignState;

constexpr Instant noon{1'700'000'000'000};

people::Actor with_role(people::Role role, std::int64_t id = 4) {
  people::Actor actor;
  actor.person = PersonId{id};
  actor.roles.add(role);
  return actor;
}

ideas::Idea idea_in(IdeaState state) {
  ideas::Idea idea;
  idea.id = IdeaId{40};
  idea.author = PersonId{1};
  idea.state = state;
  return idea;
}

Answer answer_of(AnswerKind kind) {
  Answer answer;
  answer.kind = kind;
  answer.texts = {{"fr", "Oui, parce que."}};
  if (kind == AnswerKind::declined) answer.reason_code = ReasonCode::cost;
  if (kind == AnswerKind::deferred) answer.review_on = noon.plus_ms(90 * ms_per_day);
  return answer;
}

Result<AnswerEffect> decide(const Answer& answer, IdeaState state = IdeaState::published,
                            const people::Actor& actor = with_role(people::Role::officer), RedesignState redesign = RedesignState::open) {
  return decide_answer(redesign, idea_in(state), actor, answer, noon, 30);
}

template <class T>
void expect_refusal(const Result<T>& result, Reason reason, std::string_view field = "") {
  ASSERT_TRUE(result.has_error());
  EXPECT_EQ(result.error().reason, reason) << result.error().detail;
  EXPECT_EQ(result.error().field, field);
}

TEST(AnswerKind, HasOneNameInBothDirections) {
  ASSERT_EQ(kind_names().size(), 4U);
  for (const auto name : kind_names()) EXPECT_EQ(name_of(kind_of(name).value()), name);
  ASSERT_EQ(reason_code_names().size(), 5U);
  for (const auto name : reason_code_names()) EXPECT_EQ(name_of(reason_code_of(name).value()), name);
  EXPECT_FALSE(kind_of("yes").has_value());
  EXPECT_FALSE(reason_code_of("").has_value());
}

TEST(DecideAnswer, MovesTheIdeaAndSetsTheNextDueDate) {
  EXPECT_EQ(decide(answer_of(AnswerKind::accepted))->to, IdeaState::accepted);
  EXPECT_FALSE(decide(answer_of(AnswerKind::accepted))->due_at.has_value());
  EXPECT_EQ(decide(answer_of(AnswerKind::declined))->to, IdeaState::declined);
  EXPECT_FALSE(decide(answer_of(AnswerKind::declined))->due_at.has_value());
  EXPECT_EQ(decide(answer_of(AnswerKind::in_study))->to, IdeaState::under_review);
  EXPECT_EQ(decide(answer_of(AnswerKind::in_study))->due_at, noon.plus_ms(30 * ms_per_day));
  EXPECT_EQ(decide(answer_of(AnswerKind::deferred))->to, IdeaState::deferred);
  EXPECT_EQ(decide(answer_of(AnswerKind::deferred))->due_at, noon.plus_ms(90 * ms_per_day));
}

TEST(DecideAnswer, IsForOfficersAndTheOwner) {
  const Answer answer = answer_of(AnswerKind::accepted);
  EXPECT_EQ(decide(answer)->actor_role, "officer");
  EXPECT_EQ(decide(answer, IdeaState::published, with_role(people::Role::owner))->actor_role, "owner");
  expect_refusal(decide(answer, IdeaState::published, with_role(people::Role::moderator)), Reason::not_allowed);
  expect_refusal(decide(answer, IdeaState::published, with_role(people::Role::facilitator)), Reason::not_allowed);
  people::Actor admin;
  admin.person = PersonId{9};
  admin.is_admin = true;
  expect_refusal(decide(answer, IdeaState::published, admin), Reason::not_allowed);
}

TEST(DecideAnswer, IsNeverAboutOnesOwnIdea) {
  expect_refusal(decide(answer_of(AnswerKind::accepted), IdeaState::published, with_role(people::Role::officer, 1)), Reason::own_case);
}

TEST(DecideAnswer, FollowsEveryStateFromWhichAnIdeaCanBeAnswered) {
  for (int i = 0; i <= static_cast<int>(IdeaState::hidden); ++i) {
    const auto state = static_cast<IdeaState>(i);
    const bool may = state == IdeaState::published || state == IdeaState::shortlisted || state == IdeaState::under_review ||
                     state == IdeaState::accepted || state == IdeaState::not_selected || state == IdeaState::deferred ||
                     state == IdeaState::declined;
    for (const auto kind : {AnswerKind::accepted, AnswerKind::in_study, AnswerKind::deferred, AnswerKind::declined}) {
      const auto decided = decide(answer_of(kind), state);
      if (may) EXPECT_TRUE(decided.has_value()) << ideas::name_of(state);
      else expect_refusal(decided, Reason::idea_transition_refused);
    }
  }
}

TEST(DecideAnswer, NeedsARedesignThatIsPublicAndNotOver) {
  for (int i = 0; i <= static_cast<int>(RedesignState::cancelled); ++i) {
    const auto state = static_cast<RedesignState>(i);
    const bool may = state == RedesignState::announced || state == RedesignState::open || state == RedesignState::paused ||
                     state == RedesignState::follow_up || state == RedesignState::evaluated;
    const auto decided = decide(answer_of(AnswerKind::accepted), IdeaState::published, with_role(people::Role::officer), state);
    if (may) EXPECT_TRUE(decided.has_value());
    else expect_refusal(decided, Reason::redesign_not_open);
  }
}

TEST(DecideAnswer, NeedsAText) {
  Answer answer = answer_of(AnswerKind::accepted);
  answer.texts.clear();
  expect_refusal(decide(answer), Reason::missing_field, "body");
}

TEST(DecideAnswer, NeedsAReasonCodeExactlyWhenDeclined) {
  Answer declined = answer_of(AnswerKind::declined);
  declined.reason_code.reset();
  expect_refusal(decide(declined), Reason::missing_field, "reason_code");
  for (const auto kind : {AnswerKind::accepted, AnswerKind::in_study, AnswerKind::deferred}) {
    Answer answer = answer_of(kind);
    answer.reason_code = ReasonCode::law;
    expect_refusal(decide(answer), Reason::bad_field, "reason_code");
  }
}

TEST(DecideAnswer, NeedsAReviewDayInTheFutureExactlyWhenDeferred) {
  Answer deferred = answer_of(AnswerKind::deferred);
  deferred.review_on.reset();
  expect_refusal(decide(deferred), Reason::missing_field, "review_on");
  deferred.review_on = noon;
  expect_refusal(decide(deferred), Reason::bad_field, "review_on");
  deferred.review_on = noon.plus_ms(1);
  EXPECT_TRUE(decide(deferred).has_value());
  for (const auto kind : {AnswerKind::accepted, AnswerKind::in_study, AnswerKind::declined}) {
    Answer answer = answer_of(kind);
    answer.review_on = noon.plus_ms(ms_per_day);
    expect_refusal(decide(answer), Reason::bad_field, "review_on");
  }
}

}  // namespace
}  // namespace palabre::followup
