// Four eyes, drafts, assignment, the inbox in its facets and the public list of answers on a real store.
#include "discussion/test_scene.hpp"
#include "followup/answer_list.hpp"
#include "followup/assign_idea.hpp"
#include "followup/inbox.hpp"
#include "followup/send_answer.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {
namespace {

using ideas::IdeaState;
using tests::reason_of;

class Desk : public tests::Scene {
 protected:
  Desk() { give_role(second, "officer"); }

  PublishAnswer wanted(AnswerKind kind = AnswerKind::accepted) {
    PublishAnswer answer;
    answer.idea = idea;
    answer.kind = kind;
    answer.texts = {{"fr", "Oui, parce que."}};
    if (kind == AnswerKind::declined) answer.reason_code = ReasonCode::cost;
    if (kind == AnswerKind::deferred) answer.review_on = tx().now().plus_ms(10 * ms_per_day);
    return answer;
  }
  PendingAnswerId send_for_release(AnswerKind kind = AnswerKind::accepted) {
    save_four_eyes(tx(), redesign, true);
    const auto sent = send_answer(tx(), actor(officer), wanted(kind));
    EXPECT_TRUE(sent && !sent->published);
    return sent ? sent->pending : PendingAnswerId{};
  }
  std::int64_t count(Facet facet, PersonId who = PersonId{4}) {
    InboxQuery query;
    query.facet = facet;
    query.reader = who;
    query.now = tx().now();
    query.limit = 100;
    const auto counts = count_facets(tx(), redesign, query);
    const auto listed = static_cast<std::int64_t>(load_inbox(tx(), redesign, query).size());
    EXPECT_EQ(counts.at(static_cast<std::size_t>(facet)), listed) << "a facet counts what it lists";
    return listed;
  }
  std::int64_t listed_answers(AnswerListQuery query = {}) {
    query.now = tx().now();
    query.limit = 100;
    const auto list = load_answer_list(tx(), redesign, query);
    EXPECT_EQ(count_answer_list(tx(), redesign, query), static_cast<std::int64_t>(list.size()));
    return static_cast<std::int64_t>(list.size());
  }

  PersonId second{7};
};

TEST_F(Desk, AnAnswerIsPublishedAtOnceWhereNoSecondPairOfEyesIsAsked) {
  const auto sent = send_answer(tx(), actor(officer), wanted());
  ASSERT_TRUE(sent);
  EXPECT_TRUE(sent->published.has_value());
  EXPECT_EQ(the_idea().state, IdeaState::accepted);
}

TEST_F(Desk, WhatWaitsIsPublicInNoWay) {
  const auto events = number("SELECT count(*) FROM event");
  const auto id = send_for_release();
  EXPECT_EQ(the_idea().state, IdeaState::published);
  EXPECT_EQ(the_redesign().answers, 0);
  EXPECT_EQ(number("SELECT count(*) FROM event"), events);
  EXPECT_EQ(number("SELECT count(*) FROM answer"), 0);
  EXPECT_EQ(find_waiting(tx(), idea)->id, id);
  EXPECT_EQ(reason_of(send_answer(tx(), actor(second), wanted())), Reason::already_exists);
}

TEST_F(Desk, ASecondOfficerReleasesInTheWritersNameAndTheWriterCannot) {
  const auto id = send_for_release();
  EXPECT_EQ(reason_of(release_answer(tx(), actor(officer), id)), Reason::own_case);
  EXPECT_EQ(reason_of(release_answer(tx(), actor(moderator), id)), Reason::not_allowed);
  const auto released = release_answer(tx(), actor(second), id);
  ASSERT_TRUE(released);
  EXPECT_EQ(the_idea().state, IdeaState::accepted);
  EXPECT_EQ(load_answers(tx(), idea).front().answer.officer, officer);
  EXPECT_EQ(find_pending(tx(), id)->state, PendingState::released);
  EXPECT_EQ(reason_of(release_answer(tx(), actor(second), id)), Reason::already_decided);
}

TEST_F(Desk, TheDatabaseItselfKeepsTheWriterFromReleasing) {
  const auto id = send_for_release();
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("UPDATE pending_answer SET state = 'sent_back', decided_by = person_id, decided_at = 2 WHERE id = $1", id); }));
}

TEST_F(Desk, SentBackItIsTheWritersDraftAgainWithTheNote) {
  const auto id = send_for_release(AnswerKind::declined);
  ASSERT_TRUE(send_answer_back(tx(), actor(second), id, "Citez la ligne du budget."));
  const auto draft = find_answer_draft(tx(), idea, officer);
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->note, "Citez la ligne du budget.");
  EXPECT_EQ(draft->kind, "declined");
  EXPECT_EQ(draft->reason_code, "cost");
  EXPECT_EQ(draft->texts.at("fr"), "Oui, parce que.");
  EXPECT_FALSE(find_answer_draft(tx(), idea, second));
  EXPECT_TRUE(send_answer(tx(), actor(officer), wanted())) << "the writer may send it again";
  EXPECT_FALSE(find_answer_draft(tx(), idea, officer)) << "what was sent is no draft any more";
}

TEST_F(Desk, TakenBackItIsADraftAndTheSwitchLeavesWhatWaits) {
  const auto id = send_for_release();
  ASSERT_TRUE(switch_four_eyes(tx(), actor(owner), redesign, false));
  EXPECT_EQ(find_pending(tx(), id)->state, PendingState::waiting);
  EXPECT_EQ(reason_of(take_answer_back(tx(), actor(second), id)), Reason::not_allowed);
  ASSERT_TRUE(take_answer_back(tx(), actor(officer), id));
  EXPECT_TRUE(find_answer_draft(tx(), idea, officer));
  EXPECT_EQ(reason_of(switch_four_eyes(tx(), actor(officer), redesign, true)), Reason::not_allowed);
}

TEST_F(Desk, TheInboxSortsByDueDateAndCountsEachFacet) {
  const IdeaId late = add_idea(author, IdeaState::published);
  const IdeaId later = add_idea(author, IdeaState::published);
  save_due(tx(), idea, tx().now().plus_ms(3 * ms_per_day));
  save_due(tx(), late, tx().now().plus_ms(-ms_per_day));
  save_due(tx(), later, tx().now().plus_ms(20 * ms_per_day));
  EXPECT_EQ(count(Facet::all), 3);
  EXPECT_EQ(count(Facet::late), 1);
  EXPECT_EQ(count(Facet::week), 1);
  EXPECT_EQ(count(Facet::later), 1);
  EXPECT_EQ(count(Facet::unanswered), 3);
  InboxQuery query;
  query.now = tx().now();
  query.limit = 2;
  const auto first_page = load_inbox(tx(), redesign, query);
  ASSERT_EQ(first_page.size(), 2U);
  EXPECT_EQ(first_page[0].idea, late);
  EXPECT_EQ(first_page[1].idea, idea);
  query.after = first_page.back().place;
  const auto next_page = load_inbox(tx(), redesign, query);
  ASSERT_EQ(next_page.size(), 1U);
  EXPECT_EQ(next_page.front().idea, later);
}

TEST_F(Desk, AnAssignedIdeaIsInOnesOwnFacetUntilSomebodyElseHasIt) {
  ASSERT_TRUE(assign_idea(tx(), actor(officer), {idea, officer}));
  EXPECT_EQ(count(Facet::mine), 1);
  EXPECT_EQ(count(Facet::nobodys), 0);
  ASSERT_TRUE(assign_idea(tx(), actor(second), {idea, second}));
  EXPECT_EQ(count(Facet::mine), 0);
  EXPECT_EQ(count(Facet::mine, second), 1);
  ASSERT_TRUE(assign_idea(tx(), actor(second), {idea, PersonId{}}));
  EXPECT_EQ(count(Facet::nobodys), 1);
  EXPECT_EQ(reason_of(assign_idea(tx(), actor(officer), {idea, moderator})), Reason::bad_field);
  EXPECT_EQ(reason_of(assign_idea(tx(), actor(stranger), {idea, officer})), Reason::not_allowed);
}

TEST_F(Desk, AnIdeaIsAskedUntilItsAuthorSpeaks) {
  const auto say = [&](PersonId who) {
    tx().run("INSERT INTO comment (idea_id, author_id, stance, language, body, version, state, created_at) VALUES ($1, $2, 'question', 'fr', 'Combien ?', 1, "
             "'published', $3)", idea, who, tx().now());
    tx().run("INSERT INTO comment_version (comment_id, version, body, created_at) SELECT id, 1, body, created_at FROM comment ORDER BY id DESC LIMIT 1");
    ideas::add_to_comment_count(tx(), the_idea(), 1);
    tx().save_search_entry({db::SearchKind::comment, number("SELECT max(id) FROM comment"), redesign, idea, "", "Combien ?"});
  };
  say(officer);
  tx().run("INSERT INTO clarification (comment_id, idea_id, at) SELECT max(id), $1, $2 FROM comment", idea, tx().now());
  EXPECT_EQ(count(Facet::asked), 1);
  say(stranger);
  EXPECT_EQ(count(Facet::asked), 1) << "somebody else's word is no reply";
  say(author);
  EXPECT_EQ(count(Facet::asked), 0);
}

TEST_F(Desk, AnIdeaWhoseAnswerWaitsIsInTheReleaseFacet) {
  send_for_release();
  EXPECT_EQ(count(Facet::release), 1);
  EXPECT_EQ(load_waiting(tx(), redesign, 10).size(), 1U);
}

TEST_F(Desk, TheListShowsTheAnswerInForceWithItsNextDate) {
  ASSERT_TRUE(send_answer(tx(), actor(officer), wanted(AnswerKind::in_study)));
  pass_ms(1000);
  EXPECT_EQ(listed_answers(), 1);
  AnswerListQuery query;
  query.kind = AnswerKind::accepted;
  EXPECT_EQ(listed_answers(query), 0);
  query.kind = AnswerKind::in_study;
  query.language = "en";
  EXPECT_EQ(listed_answers(query), 0);
  query.language = "fr";
  query.is_late_only = true;
  EXPECT_EQ(listed_answers(query), 0);
  pass_ms(31 * ms_per_day);
  EXPECT_EQ(listed_answers(query), 1);
  ASSERT_TRUE(send_answer(tx(), actor(officer), wanted(AnswerKind::accepted)));
  EXPECT_EQ(listed_answers(), 1) << "the one before is superseded";
  EXPECT_EQ(listed_answers(query), 0);
}

TEST_F(Desk, TheTableHasOneRowPerAnswerAndNoFormulas) {
  tx().run("UPDATE idea SET title = '=1+1, \"dit\"' WHERE id = $1", idea);
  ASSERT_TRUE(send_answer(tx(), actor(officer), wanted(AnswerKind::declined)));
  AnswerListQuery query;
  query.now = tx().now();
  const std::string table = answer_list_csv(load_answer_list(tx(), redesign, query), tx().now());
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 2);
  EXPECT_NE(table.find("declined,cost"), std::string::npos);
  EXPECT_EQ(table.find(",=1"), std::string::npos) << table;
  EXPECT_EQ(table.find("\"=1"), std::string::npos) << table;
}

}  // namespace
}  // namespace palabre::followup
