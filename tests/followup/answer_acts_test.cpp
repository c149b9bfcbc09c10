// Answering, superseding and coming back on the review day, on a real store; after every test all counts are recounted.
#include "discussion/test_scene.hpp"
#include "followup/advance_deferred.hpp"
#include "followup/answer_view.hpp"
#include "followup/inbox.hpp"
#include "followup/publish_answer.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {
namespace {

using ideas::IdeaState;
using tests::reason_of;

class Answers : public tests::Scene {
 protected:
  PublishAnswer wanted(AnswerKind kind) {
    PublishAnswer answer;
    answer.idea = idea;
    answer.kind = kind;
    answer.texts = {{"fr", "Oui, parce que."}, {"en", "Yes, because."}};
    if (kind == AnswerKind::declined) answer.reason_code = ReasonCode::law;
    if (kind == AnswerKind::deferred) answer.review_on = tx().now().plus_ms(10 * ms_per_day);
    return answer;
  }
  PublishedAnswer publish(AnswerKind kind, PersonId who = PersonId{4}) {
    const auto published = publish_answer(tx(), actor(who), wanted(kind));
    EXPECT_TRUE(published.has_value()) << (published ? "" : published.error().detail);
    return published ? *published : PublishedAnswer{};
  }
  InboxQuery waiting_query(std::size_t limit, InboxPlace after = {}) {
    InboxQuery query;
    query.now = tx().now();
    query.limit = limit;
    query.after = after;
    return query;
  }
  std::vector<std::string> inbox() {
    std::vector<std::string> ids;
    for (const auto& waiting : load_inbox(tx(), redesign, waiting_query(100))) ids.push_back(waiting.idea.text());
    return ids;
  }
};

TEST_F(Answers, AnAcceptedIdeaMovesAndWaitsNoMore) {
  save_due(tx(), idea, tx().now().plus_ms(ms_per_day));
  const auto published = publish(AnswerKind::accepted);
  EXPECT_EQ(the_idea().state, IdeaState::accepted);
  EXPECT_FALSE(the_idea().answer_due_at.has_value());
  EXPECT_EQ(the_redesign().answers, 1);
  EXPECT_EQ(last_event(), R"(answer.published {"answer":"1","idea":"1","kind":"accepted"})");
  EXPECT_EQ(published.seq, number("SELECT max(seq) FROM event"));
  EXPECT_EQ(word("SELECT actor_role || ' ' || reason FROM idea_history ORDER BY id DESC LIMIT 1"), "officer Oui, parce que.");
}

TEST_F(Answers, InStudySetsANewTerm) {
  publish(AnswerKind::in_study);
  EXPECT_EQ(the_idea().state, IdeaState::under_review);
  EXPECT_EQ(the_idea().answer_due_at, tx().now().plus_ms(30 * ms_per_day));
}

TEST_F(Answers, DeclinedGivesItsReasonCodeToTheHistory) {
  publish(AnswerKind::declined, owner);
  EXPECT_EQ(the_idea().state, IdeaState::declined);
  EXPECT_EQ(word("SELECT actor_role || ' ' || reason_code FROM idea_history ORDER BY id DESC LIMIT 1"), "owner law");
}

TEST_F(Answers, ALaterOneSupersedesAndBothStayReadable) {
  const auto first = publish(AnswerKind::accepted);
  pass_ms(1000);
  const auto second = publish(AnswerKind::declined);
  pass_ms(1000);
  const auto third = publish(AnswerKind::declined);
  EXPECT_EQ(the_idea().state, IdeaState::declined);
  EXPECT_EQ(the_redesign().answers, 1);
  const auto answers = load_answers(tx(), idea);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].answer.id, third.answer);
  EXPECT_TRUE(answers[0].is_current);
  EXPECT_EQ(answers[0].answer.supersedes, second.answer);
  EXPECT_EQ(answers[1].answer.supersedes, first.answer);
  EXPECT_FALSE(answers[1].is_current);
  EXPECT_FALSE(answers[2].is_current);
  EXPECT_EQ(answers[2].answer.kind, AnswerKind::accepted);
  EXPECT_EQ(answers[2].answer.texts.at("en"), "Yes, because.");
}

TEST_F(Answers, EveryKindMayFollowEveryKind) {
  for (const auto before : {AnswerKind::accepted, AnswerKind::in_study, AnswerKind::deferred, AnswerKind::declined}) {
    for (const auto after : {AnswerKind::accepted, AnswerKind::in_study, AnswerKind::deferred, AnswerKind::declined}) {
      publish(before);
      publish(after);
      EXPECT_EQ(the_idea().state, state_after(after));
    }
  }
  EXPECT_EQ(the_redesign().answers, 1);
  EXPECT_EQ(number("SELECT count(*) FROM answer a WHERE NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id)"), 1);
}

TEST_F(Answers, AreRefusedToOthersToTheAuthorAndOnABallot) {
  for (const PersonId who : {reader, moderator, stranger})
    EXPECT_EQ(reason_of(publish_answer(tx(), actor(who), wanted(AnswerKind::accepted))), Reason::not_allowed);
  idea = add_idea(officer, IdeaState::published);
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(officer), wanted(AnswerKind::accepted))), Reason::own_case);
  idea = add_idea(author, IdeaState::on_ballot);
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(officer), wanted(AnswerKind::accepted))), Reason::idea_transition_refused);
  idea = add_idea(author, IdeaState::draft);
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(officer), wanted(AnswerKind::accepted))), Reason::not_found);
  idea = IdeaId{1};
  tx().run("UPDATE redesign SET state = 'archived'");
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(officer), wanted(AnswerKind::accepted))), Reason::redesign_not_open);
  tx().run("UPDATE redesign SET state = 'draft'");
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(stranger), wanted(AnswerKind::accepted))), Reason::not_found);
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(officer), wanted(AnswerKind::accepted))), Reason::redesign_not_open);
}

TEST_F(Answers, ADeferredIdeaComesBackOnItsDay) {
  publish(AnswerKind::deferred);
  const Instant day = tx().now().plus_ms(10 * ms_per_day);
  EXPECT_EQ(the_idea().state, IdeaState::deferred);
  EXPECT_EQ(the_idea().answer_due_at, day);
  EXPECT_EQ(next_deferred_at(tx()), day);
  pass_ms(10 * ms_per_day - 1);
  EXPECT_EQ(advance_deferred(tx()), 0);
  pass_ms(1);
  EXPECT_EQ(advance_deferred(tx()), 1);
  EXPECT_EQ(the_idea().state, IdeaState::under_review);
  EXPECT_EQ(the_idea().answer_due_at, day.plus_ms(30 * ms_per_day));
  EXPECT_EQ(word("SELECT actor || ' ' || type FROM event ORDER BY seq DESC LIMIT 1"), "clock idea.state_changed");
  EXPECT_EQ(advance_deferred(tx()), 0);
  EXPECT_FALSE(next_deferred_at(tx()).has_value());
  EXPECT_EQ(the_redesign().answers, 1);
}

TEST_F(Answers, ADeferredIdeaComesBackAlsoWhenTheServerWasDownThatDay) {
  publish(AnswerKind::deferred);
  pass_ms(25 * ms_per_day);
  EXPECT_EQ(advance_deferred(tx()), 1);
  EXPECT_EQ(the_idea().answer_due_at, tx().now().plus_ms(15 * ms_per_day));
}

TEST_F(Answers, AnAnswerGivenBeforeTheReviewDayCancelsTheReview) {
  publish(AnswerKind::deferred);
  publish(AnswerKind::accepted);
  pass_ms(20 * ms_per_day);
  EXPECT_EQ(advance_deferred(tx()), 0);
  EXPECT_EQ(the_idea().state, IdeaState::accepted);
}

TEST_F(Answers, LeaveTheCountWithAHiddenIdeaAndComeBackWithIt) {
  publish(AnswerKind::accepted);
  set_idea_state(idea, IdeaState::hidden);
  EXPECT_EQ(the_redesign().answers, 0);
  expect_recount();
  EXPECT_EQ(reason_of(publish_answer(tx(), actor(officer), wanted(AnswerKind::accepted))), Reason::idea_transition_refused);
  set_idea_state(idea, IdeaState::accepted);
  EXPECT_EQ(the_redesign().answers, 1);
}

TEST_F(Answers, TheInboxHoldsWhatWaitsFirstDueFirst) {
  const IdeaId late = add_idea(author, IdeaState::published);
  const IdeaId soon = add_idea(author, IdeaState::shortlisted);
  const IdeaId answered = add_idea(author, IdeaState::published);
  add_idea(author, IdeaState::on_ballot);
  add_idea(author, IdeaState::withdrawn);
  save_due(tx(), late, tx().now().plus_ms(-1));
  save_due(tx(), soon, tx().now().plus_ms(ms_per_day));
  const IdeaId undated = idea;
  idea = answered;
  publish(AnswerKind::accepted);
  EXPECT_EQ(inbox(), (std::vector<std::string>{late.text(), soon.text(), undated.text()}));
  const auto count = count_inbox(tx(), redesign, tx().now());
  EXPECT_EQ(count.waiting, 3);
  EXPECT_EQ(count.overdue, 1);
  const auto first = load_inbox(tx(), redesign, waiting_query(1));
  EXPECT_EQ(waiting_view(first.at(0), tx().now())["is_overdue"], true);
  const auto rest = load_inbox(tx(), redesign, waiting_query(10, first.at(0).place));
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_EQ(rest[0].idea, soon);
  EXPECT_EQ(waiting_view(rest[0], tx().now())["is_overdue"], false);
}

TEST_F(Answers, InStudyStaysInTheInboxWithItsNewTermAndDeferredLeavesIt) {
  publish(AnswerKind::in_study);
  const auto waiting = load_inbox(tx(), redesign, waiting_query(10));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting_view(waiting[0], tx().now())["answer"], "in_study");
  publish(AnswerKind::deferred);
  EXPECT_TRUE(inbox().empty());
}

TEST_F(Answers, ShowTheTextInTheIdeasLanguageAndTheOfficersBody) {
  publish(AnswerKind::deferred);
  const auto view = answer_view(load_answers(tx(), idea).at(0), "en");
  EXPECT_EQ(view["body"], "Yes, because.");
  EXPECT_EQ(view["language"], "en");
  EXPECT_EQ(view["texts"]["fr"], "Oui, parce que.");
  EXPECT_EQ(view["review_on"], "2026-12-01");
  EXPECT_EQ(view["officer"]["name"], "Person p4");
  EXPECT_EQ(view["officer"]["organisation"]["fr"], "Ville");
  EXPECT_EQ(view["is_current"], true);
  EXPECT_TRUE(view["supersedes"].is_null());
  EXPECT_EQ(answer_view(load_answers(tx(), idea).at(0), "nl")["language"], "en");
}

TEST_F(Answers, ImportedTwiceAreThereOnce) {
  Answer answer;
  answer.idea = idea;
  answer.officer = officer;
  answer.kind = AnswerKind::accepted;
  answer.texts = {{"fr", "Oui."}};
  answer.created_at = tx().now();
  EXPECT_TRUE(append_answer(tx(), the_idea(), answer, "demo:1").has_value());
  EXPECT_FALSE(append_answer(tx(), the_idea(), answer, "demo:1").has_value());
  EXPECT_EQ(the_redesign().answers, 1);
}

}  // namespace
}  // namespace palabre::followup
