// Reacting, answering, claiming on a real store; after every test all counts are recounted.
#include "crypto/crypto.hpp"
#include "discussion/test_scene.hpp"
#include "light/answer_question.hpp"
#include "light/claim_contributions.hpp"
#include "light/edit_light.hpp"
#include "light/react_to_idea.hpp"

namespace palabre::light {
namespace {

using ideas::IdeaState;
using tests::reason_of;

class LightActs : public tests::Scene {
 protected:
  LightActs() { write_question({"Le bus", "Le banc", "La lampe"}); }
  ~LightActs() override {
    EXPECT_EQ(number("SELECT count(*) FROM idea i WHERE i.reactions <> (SELECT count(*) FROM idea_reaction a WHERE a.idea_id = i.id)"), 0);
    EXPECT_EQ(number("SELECT reactions FROM redesign"),
              number("SELECT count(*) FROM idea_reaction a JOIN idea i ON i.id = a.idea_id WHERE i.state NOT IN ('draft','submitted','hidden','merged','withdrawn')"));
    EXPECT_EQ(number("SELECT count(*) FROM question q WHERE q.answers <> (SELECT count(*) FROM question_answer a WHERE a.question_id = q.id)"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM question_choice c WHERE c.answers <> (SELECT count(*) FROM question_answer a "
                     "WHERE a.question_id = c.question_id AND a.position = c.position)"), 0);
  }

  void write_question(std::initializer_list<const char*> choices, bool begins_anew = false) {
    EditLight wanted{true, Question{{}, {{"fr", "Quoi d'abord ?"}}, {}, 0}, begins_anew};
    for (const char* choice : choices) wanted.question->choices.push_back({{{"fr", choice}}, 0});
    ASSERT_TRUE(edit_light(tx(), actor(owner), the_redesign(), wanted).has_value());
  }

  static Participant visitor(const std::string& token) { return {{}, "visitor", false, crypto::digest(token)}; }
  static Participant as_person(PersonId id) { return {id, "p" + id.text(), false, {}}; }
  http::Viewer viewer(PersonId id) {
    http::Viewer who;
    who.person = id;
    who.opaque_id = "p" + id.text();
    return who;
  }
  std::int64_t reactions() { return the_idea().reactions; }
  std::vector<std::int64_t> counts() {
    std::vector<std::int64_t> found;
    const auto light = load_light(tx(), redesign);
    for (const auto& choice : light.question->choices) found.push_back(choice.answers);
    return found;
  }
  using Counts = std::vector<std::int64_t>;
};

TEST_F(LightActs, AVisitorReactsOnceHoweverOftenTheyPress) {
  const auto first = react_to_idea(tx(), visitor("a"), idea);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->reactions, 1);
  EXPECT_EQ(last_event(), R"(idea.reacted {"idea":"1","reactions":1})");
  const auto again = react_to_idea(tx(), visitor("a"), idea);
  EXPECT_EQ(again->reactions, 1);
  EXPECT_FALSE(again->is_changed);
  EXPECT_EQ(again->seq, first->seq);
  react_to_idea(tx(), visitor("b"), idea).value();
  react_to_idea(tx(), as_person(reader), idea).value();
  EXPECT_EQ(reactions(), 3);
  EXPECT_EQ(the_idea().supports, 0) << "reactions are no supports";
}

TEST_F(LightActs, AReactionIsTakenBackByWhoGaveItOnly) {
  react_to_idea(tx(), visitor("a"), idea).value();
  EXPECT_EQ(take_reaction_back(tx(), visitor("b"), idea)->reactions, 1);
  EXPECT_EQ(take_reaction_back(tx(), visitor("a"), idea)->reactions, 0);
  EXPECT_EQ(last_event(), R"(idea.unreacted {"idea":"1","reactions":0})");
  EXPECT_EQ(take_reaction_back(tx(), visitor("a"), idea)->reactions, 0);
}

TEST_F(LightActs, AnEventNamesNoVisitor) {
  react_to_idea(tx(), visitor("a"), idea).value();
  answer_question(tx(), visitor("a"), the_redesign(), 1).value();
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE actor = 'visitor'"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM contributor WHERE token_digest = 'a'"), 0) << "only the digest is stored";
}

TEST_F(LightActs, AnAnswerIsChangedAndTakenBack) {
  const auto first = answer_question(tx(), visitor("a"), the_redesign(), 2);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(last_event(), R"(question.answered {"redesign":"1","question":"1","answers":1,"counts":[0,1,0]})");
  EXPECT_FALSE(answer_question(tx(), visitor("a"), the_redesign(), 2)->is_changed);
  answer_question(tx(), visitor("a"), the_redesign(), 3).value();
  answer_question(tx(), visitor("b"), the_redesign(), 3).value();
  EXPECT_EQ(counts(), (Counts{0, 0, 2}));
  take_answer_back(tx(), visitor("a"), the_redesign()).value();
  EXPECT_EQ(counts(), (Counts{0, 0, 1}));
  EXPECT_FALSE(take_answer_back(tx(), visitor("nobody"), the_redesign())->is_changed);
  EXPECT_EQ(reason_of(answer_question(tx(), visitor("a"), the_redesign(), 4)), Reason::bad_field);
}

TEST_F(LightActs, NothingIsTakenWhenTheOwnerSwitchesItOff) {
  EditLight off{false, load_light(tx(), redesign).question, false};
  ASSERT_TRUE(edit_light(tx(), actor(owner), the_redesign(), off).has_value());
  EXPECT_EQ(reason_of(react_to_idea(tx(), visitor("a"), idea)), Reason::light_off);
  EXPECT_EQ(reason_of(answer_question(tx(), visitor("a"), the_redesign(), 1)), Reason::light_off);
  EXPECT_EQ(number("SELECT count(*) FROM contributor"), 0) << "a refused visitor leaves no trace";
  EXPECT_EQ(reason_of(edit_light(tx(), actor(owner), the_redesign(), off)), Reason::nothing_changed);
}

TEST_F(LightActs, OnlyTheOwnerWritesTheQuestion) {
  for (const auto person : {reader, moderator, officer})
    EXPECT_EQ(reason_of(edit_light(tx(), actor(person), the_redesign(), {false, std::nullopt, false})), Reason::not_allowed);
}

TEST_F(LightActs, ANewQuestionBeginsAtZeroAndTheOldKeepsItsAnswers) {
  answer_question(tx(), visitor("a"), the_redesign(), 1).value();
  write_question({"Matin", "Soir"}, true);
  EXPECT_EQ(counts(), (Counts{0, 0}));
  answer_question(tx(), visitor("a"), the_redesign(), 2).value();
  EXPECT_EQ(counts(), (Counts{0, 1}));
  EXPECT_EQ(number("SELECT answers FROM question WHERE id = 1"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM question WHERE closed_at IS NULL"), 1);
}

TEST_F(LightActs, SigningInMakesAVisitorsContributionsOnesOwn) {
  react_to_idea(tx(), visitor("a"), idea).value();
  answer_question(tx(), visitor("a"), the_redesign(), 2).value();
  const auto claim = claim_contributions(tx(), viewer(reader), "a");
  EXPECT_EQ(claim.taken, 2);
  EXPECT_EQ(claim.dropped, 0);
  EXPECT_EQ(reactions(), 1);
  EXPECT_EQ(counts(), (Counts{0, 1, 0}));
  const auto own = load_own_marks(tx(), find_contributor(tx(), reader), redesign);
  EXPECT_TRUE(own.reacted.contains(idea));
  EXPECT_EQ(own.choice, 2);
  EXPECT_EQ(load_claims(tx(), reader, Instant{0}).taken, 2);
}

TEST_F(LightActs, AClaimedContributionThePersonHadMadeCountsOnce) {
  react_to_idea(tx(), as_person(reader), idea).value();
  answer_question(tx(), as_person(reader), the_redesign(), 1).value();
  react_to_idea(tx(), visitor("a"), idea).value();
  answer_question(tx(), visitor("a"), the_redesign(), 3).value();
  const auto other = add_idea(author, IdeaState::published);
  react_to_idea(tx(), visitor("a"), other).value();
  EXPECT_EQ(reactions(), 2);
  const auto claim = claim_contributions(tx(), viewer(reader), "a");
  EXPECT_EQ(claim.taken, 1);
  EXPECT_EQ(claim.dropped, 2);
  EXPECT_EQ(reactions(), 1);
  EXPECT_EQ(counts(), (Counts{1, 0, 0})) << "what the person said signed in stays";
  EXPECT_EQ(number("SELECT count(*) FROM contributor"), 1);
}

TEST_F(LightActs, ASecondClaimFindsNothing) {
  react_to_idea(tx(), visitor("a"), idea).value();
  EXPECT_EQ(claim_contributions(tx(), viewer(reader), "a").taken, 1);
  EXPECT_EQ(claim_contributions(tx(), viewer(reader), "a").taken, 0);
  EXPECT_EQ(claim_contributions(tx(), viewer(stranger), "a").taken, 0) << "nor does another person";
  EXPECT_EQ(number("SELECT count(*) FROM light_claim"), 1);
  EXPECT_EQ(reactions(), 1);
}

TEST_F(LightActs, AnOrganisationClaimsNothing) {
  react_to_idea(tx(), visitor("a"), idea).value();
  auto body = viewer(reader);
  body.is_organisation = true;
  EXPECT_EQ(claim_contributions(tx(), body, "a").taken, 0);
  EXPECT_EQ(number("SELECT count(*) FROM contributor WHERE person_id IS NOT NULL"), 0);
}

TEST_F(LightActs, AHiddenIdeaTakesItsReactionsOutOfTheRedesignsCountAndBack) {
  react_to_idea(tx(), visitor("a"), idea).value();
  EXPECT_EQ(number("SELECT reactions FROM redesign"), 1);
  set_idea_state(idea, IdeaState::hidden);
  EXPECT_EQ(number("SELECT reactions FROM redesign"), 0);
  EXPECT_EQ(reason_of(react_to_idea(tx(), visitor("b"), idea)), Reason::idea_not_open);
  set_idea_state(idea, IdeaState::published);
  EXPECT_EQ(number("SELECT reactions FROM redesign"), 1);
}

TEST_F(LightActs, TheDatabaseItselfHoldsOneForEach) {
  react_to_idea(tx(), visitor("a"), idea).value();
  answer_question(tx(), visitor("a"), the_redesign(), 1).value();
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO idea_reaction (idea_id, contributor_id, created_at) VALUES (1, 1, 1)"); }));
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO question_answer (question_id, contributor_id, position, created_at) VALUES (1, 1, 2, 1)"); }));
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO question_answer (question_id, contributor_id, position, created_at) VALUES (1, 2, 9, 1)"); }));
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO contributor (created_at) VALUES (1)"); }));
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO question (redesign_id, texts, created_at) VALUES (1, '{}', 1)"); }));
}

TEST_F(LightActs, SomeIdeasAreDrawnAnewAndNeverTheLoudestFirst) {
  for (int i = 0; i < 8; ++i) add_idea(author, IdeaState::published);
  add_idea(author, IdeaState::on_ballot);
  const auto all = load_some_reactable(tx(), redesign, 1, 100);
  EXPECT_EQ(all.size(), 9U);
  EXPECT_EQ(load_some_reactable(tx(), redesign, 1, 3), std::vector<IdeaId>(all.begin(), all.begin() + 3));
  EXPECT_NE(load_some_reactable(tx(), redesign, 2, 9), all);
}

}  // namespace
}  // namespace palabre::light
