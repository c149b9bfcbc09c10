// Votes on a real store: set up, frozen, opened by the clock, cast once, checked, counted, witnessed; and what the database itself refuses.
#include "votes/vote_scene.hpp"

#include "redesigns/remove_phase.hpp"
#include "votes/outcome.hpp"

#include <gmock/gmock.h>

namespace palabre::votes {
namespace {

using ideas::IdeaState;
using redesigns::PhaseState;
using tests::reason_of;

class VoteActs : public tests::VoteScene {
 protected:
  std::string said_by_events(std::string_view type) {
    std::string all;
    auto rows = tx().rows("SELECT actor || payload FROM event WHERE type = $1 ORDER BY seq", type);
    while (rows.next()) all += rows.text(0);
    return all;
  }
};

TEST_F(VoteActs, TheOwnerSetsItUpAndChangesItUntilTheFreeze) {
  define();
  EXPECT_EQ(last_event(), R"(vote.defined {"vote":")" + vote.text() + "\"}");
  auto other = wanted_vote();
  other.method = Method::budget;
  other.seats.reset();
  other.choices_max.reset();
  other.budget = 100;
  other.currency = "EUR";
  for (auto& option : other.options) option.cost = 50;
  other.options.pop_back();
  const auto changed = define_vote(tx(), actor(owner), phase, other).value();
  EXPECT_EQ(changed.id, vote) << "one vote for each phase";
  EXPECT_EQ(changed.method, Method::budget);
  EXPECT_EQ(changed.options.size(), 2U);
  EXPECT_EQ(load_votes(tx(), redesign).size(), 1U);
  define();
  freeze();
  EXPECT_EQ(reason_of(define_vote(tx(), actor(owner), phase, wanted_vote())), Reason::vote_frozen);
  EXPECT_EQ(reason_of(define_vote(tx(), actor(moderator), phase, wanted_vote())), Reason::not_allowed);
}

TEST_F(VoteActs, OnlyIdeasOfTheRedesignThatAreStillOpenStandOnIt) {
  auto wanted = wanted_vote();
  wanted.options[0].idea = IdeaId{999};
  EXPECT_EQ(define_vote(tx(), actor(owner), phase, wanted).error().field, "options");
  wanted.options[0].idea = add_idea(author, IdeaState::declined);
  EXPECT_EQ(define_vote(tx(), actor(owner), phase, wanted).error().field, "options");
  wanted.options[0].idea = add_idea(author, IdeaState::published);
  vote = define_vote(tx(), actor(owner), phase, wanted).value().id;
  EXPECT_EQ(freeze_vote(tx(), actor(owner), vote, "Les textes sont relus.").error().field, "options") << "shortlisted first";
}

TEST_F(VoteActs, TheFreezeKeepsTheVersionsAndMovesThePhase) {
  define();
  EXPECT_EQ(reason_of(freeze_vote(tx(), actor(owner), vote, "bref")), Reason::reason_required);
  freeze();
  for (const auto id : {idea, second}) {
    EXPECT_EQ(state_of(id), IdeaState::on_ballot);
    EXPECT_EQ(ideas::find_idea(tx(), id)->frozen_version, 1);
  }
  EXPECT_EQ(the_vote().options[0].idea_version, 1);
  EXPECT_EQ(the_vote().options[2].idea_version, std::nullopt);
  EXPECT_EQ(phase_state(), PhaseState::frozen);
  EXPECT_EQ(find_vote_of_idea(tx(), idea), vote);
  EXPECT_EQ(last_event(), R"(vote.frozen {"vote":")" + vote.text() + "\"}");
  EXPECT_EQ(word("SELECT reason FROM phase_history ORDER BY id DESC LIMIT 1"), "Les textes sont relus.");
}

TEST_F(VoteActs, AnIdeaStandsOnOneBallotAtATime) {
  define();
  freeze();
  auto other = redesigns::find_phase(tx(), phase).value();
  other.position = 3;
  other.state = PhaseState::planned;
  const auto third = redesigns::save_new_phase(tx(), other);
  const auto again = define_vote(tx(), actor(owner), third, wanted_vote());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(freeze_vote(tx(), actor(owner), again->id, "Les textes sont relus.").error().field, "options");
}

TEST_F(VoteActs, OpensAndClosesByTheClockToTheMillisecond) {
  define();
  freeze();
  pass_ms(4 * ms_per_day - 1);
  EXPECT_EQ(reason_of(cast(reader, {{1}})), Reason::phase_not_open);
  pass_ms(1);
  EXPECT_TRUE(cast(reader, {{1}}).has_value());
  pass_ms(2 * ms_per_day - 1);
  EXPECT_TRUE(cast(stranger, {{1}}).has_value());
  pass_ms(1);
  EXPECT_EQ(reason_of(cast(author, {{1}})), Reason::phase_closed);
  EXPECT_EQ(the_vote().cast, 2);
}

TEST_F(VoteActs, AVoteThatWasNotFrozenNeverOpens) {
  define();
  pass_ms(5 * ms_per_day);
  EXPECT_EQ(reason_of(cast(reader, {{1}})), Reason::vote_not_ready);
  EXPECT_EQ(phase_state(), PhaseState::planned);
}

TEST_F(VoteActs, OnePersonCastsOneBallotHoweverOftenTheySend) {
  open();
  const auto receipt = new_receipt();
  const auto first = cast(reader, {{2, 1}}, receipt);
  ASSERT_TRUE(first.has_value());
  EXPECT_TRUE(first->is_new);
  EXPECT_EQ(first->cast, 1);
  const auto again = cast(reader, {{1, 2}}, " " + receipt);
  ASSERT_TRUE(again.has_value()) << "the same form, sent twice";
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->receipt, first->receipt);
  EXPECT_FALSE(cast(reader, {{3}}, receipt)->is_new) << "final: other choices change nothing";
  EXPECT_EQ(word("SELECT choices FROM ballot"), "[[1,2]]");
  EXPECT_EQ(reason_of(cast(reader, {{1, 2}})), Reason::already_voted) << "nor does another receipt";
  EXPECT_EQ(the_vote().cast, 1);
  EXPECT_EQ(number("SELECT count(*) FROM ballot"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM vote_register"), 1);
}

TEST_F(VoteActs, TheSameFormAfterTheCloseIsAnsweredAsTheFirstTime) {
  open();
  const auto receipt = new_receipt();
  ASSERT_TRUE(cast(reader, {{1}}, receipt).has_value());
  close();
  const auto late = cast(reader, {{1}}, receipt);
  ASSERT_TRUE(late.has_value()) << "the line broke, the ballot is in";
  EXPECT_FALSE(late->is_new);
  EXPECT_EQ(reason_of(cast(stranger, {{1}}, receipt)), Reason::phase_closed);
}

TEST_F(VoteActs, AReceiptBelongsToOneBallotAndACodeToPaper) {
  open();
  const auto receipt = new_receipt();
  ASSERT_TRUE(cast(reader, {{1}}, receipt).has_value());
  EXPECT_EQ(cast(stranger, {{1}}, receipt).error().field, "receipt") << "somebody else's";
  const auto code = print_ballots(tx(), actor(owner), vote, 1).value().at(0);
  EXPECT_EQ(cast(stranger, {{1}}, code).error().field, "receipt");
  EXPECT_EQ(cast(stranger, {{1}}, "no receipt").error().field, "receipt");
  EXPECT_EQ(number("SELECT count(*) FROM vote_register"), 1) << "who was refused has not voted";
}

TEST_F(VoteActs, WhoHoldsAReceiptCannotTryOutWhatItsBallotSays) {
  open();
  const auto receipt = cast(reader, {{1, 2}})->receipt;
  ASSERT_TRUE(cast(stranger, {{3}}).has_value());
  const auto guess = [&](Choices choices) {
    const auto answer = cast(stranger, std::move(choices), receipt);
    return answer ? "in the box: " + answer->receipt + (answer->is_new ? "!" : "") : std::string(http::problem_code(answer.error().reason));
  };
  const auto right = guess({{1, 2}});
  for (const auto& wrong : {Choices{}, Choices{{1}}, Choices{{3}}, Choices{{9}}}) EXPECT_EQ(guess(wrong), right);
  EXPECT_EQ(the_vote().cast, 2);
}

TEST_F(VoteActs, APausedRedesignTakesNoBallots) {
  open();
  tx().run("UPDATE redesign SET state = 'paused'");
  EXPECT_EQ(reason_of(cast(reader, {{1}})), Reason::redesign_not_open);
}

TEST_F(VoteActs, NothingJoinsAPersonToABallot) {
  open();
  for (const auto person : {stranger, reader, author}) ASSERT_TRUE(cast(person, {{1}}).has_value());
  if (store.driver().dialect() == "sqlite") {
    const auto register_sql = word("SELECT sql FROM sqlite_master WHERE name = 'vote_register'");
    const auto box_sql = word("SELECT sql FROM sqlite_master WHERE name = 'ballot'");
    for (const auto& sql : {register_sql, box_sql}) {
      EXPECT_THAT(sql, testing::HasSubstr("WITHOUT ROWID")) << "kept by key, in no order of casting";
      EXPECT_THAT(sql, testing::Not(testing::HasSubstr("_at")));
    }
    EXPECT_THAT(box_sql, testing::Not(testing::HasSubstr("person")));
  } else {
    EXPECT_EQ(word("SELECT string_agg(receipt_digest, ' ' ORDER BY ctid) FROM ballot"), word("SELECT string_agg(receipt_digest, ' ' ORDER BY receipt_digest) FROM ballot"))
        << "they lie in the order of their keys, not of casting";
    EXPECT_EQ(word("SELECT string_agg(CAST(person_id AS TEXT), ' ' ORDER BY ctid) FROM vote_register"),
              word("SELECT string_agg(CAST(person_id AS TEXT), ' ' ORDER BY person_id) FROM vote_register"));
    EXPECT_EQ(number("SELECT count(DISTINCT CAST(xmin AS TEXT)) FROM ballot"), 1) << "nor by the transaction that laid them";
    EXPECT_EQ(number("SELECT count(DISTINCT CAST(xmin AS TEXT)) FROM vote_register"), 1);
    EXPECT_EQ(word("SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'ballot'"),
              "vote_id receipt_digest channel batch_id weight choices seal");
    EXPECT_EQ(word("SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'vote_register'"),
              "vote_id person_id way");
  }
  const auto events = said_by_events("vote.cast");
  const std::string start = R"(box{"vote":")" + vote.text() + R"(","cast":)";
  EXPECT_EQ(events, start + "1}" + start + "2}" + start + "3}");
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE actor IN ('p1', 'p2', 'p6')"), 0);
}

TEST_F(VoteActs, AReceiptShowsThatTheBallotIsThereAndNothingElse) {
  open();
  const auto receipt = cast(reader, {{1}})->receipt;
  const auto there = check_receipt(tx(), vote, receipt).value();
  EXPECT_TRUE(there.is_in_box);
  EXPECT_TRUE(there.is_unaltered);
  EXPECT_FALSE(there.is_counted);
  EXPECT_FALSE(check_receipt(tx(), vote, new_receipt())->is_in_box);
  EXPECT_EQ(check_receipt(tx(), vote, "x").error().field, "receipt");
  store.drop_trigger("ballot_stays", "ballot");
  tx().run("UPDATE ballot SET choices = '[[2]]'");
  EXPECT_FALSE(check_receipt(tx(), vote, receipt)->is_unaltered) << "an altered ballot is found by its receipt";
}

TEST_F(VoteActs, IsCountedByOneWitnessedByAnotherAndThenPublic) {
  open();
  ASSERT_TRUE(cast(reader, {{1, 3}}).has_value());
  ASSERT_TRUE(cast(stranger, {{1}}).has_value());
  EXPECT_EQ(reason_of(count_vote(tx(), actor(owner), vote)), Reason::phase_not_open);
  close();
  EXPECT_EQ(reason_of(sign_count(tx(), actor(moderator), vote)), Reason::vote_not_counted);
  const auto counted = count_vote(tx(), actor(owner), vote).value();
  EXPECT_EQ(phase_state(), PhaseState::counted);
  EXPECT_EQ(last_event(), R"(vote.counted {"vote":")" + vote.text() + R"(","root":")" + counted.root + R"(","ballots":2})");
  EXPECT_EQ(state_of(idea), IdeaState::on_ballot) << "nothing is decided before the witness";
  EXPECT_EQ(reason_of(sign_count(tx(), actor(owner), vote)), Reason::own_case);
  EXPECT_EQ(reason_of(count_vote(tx(), actor(owner), vote)), Reason::already_decided);
  const auto published = sign_count(tx(), actor(moderator), vote).value();
  EXPECT_EQ(published.signed_by, moderator);
  EXPECT_EQ(phase_state(), PhaseState::results_published);
  EXPECT_EQ(last_event(), R"(vote.published {"vote":")" + vote.text() + "\"}");
  EXPECT_EQ(state_of(idea), IdeaState::accepted);
  EXPECT_EQ(state_of(second), IdeaState::not_selected);
  EXPECT_EQ(read_result(the_vote().result).ballots, 2);
  EXPECT_EQ(word("SELECT actor_role || coalesce(CAST(person_id AS TEXT), '') FROM idea_history ORDER BY id DESC LIMIT 1"), "vote");
}

TEST_F(VoteActs, TheRootIsOverTheSealsOfTheBox) {
  open();
  ASSERT_TRUE(cast(reader, {{1}}).has_value());
  ASSERT_TRUE(cast(stranger, {}).has_value());
  close();
  const auto counted = count_vote(tx(), actor(owner), vote).value();
  std::vector<std::string> seals;
  for (const auto& row : load_box(tx(), vote)) seals.push_back(row.seal);
  EXPECT_EQ(counted.root, root_of(seals));
  EXPECT_EQ(result_json(count_box(counted, group_box(load_box(tx(), vote)), counted.root), counted.root), counted.result) << "byte for byte";
}

TEST_F(VoteActs, EveryEnvelopeIsSignedBeforeTheCount) {
  open();
  const auto batch = open_batch(tx(), actor(owner), vote, "Mairie", 1).value();
  close();
  EXPECT_EQ(reason_of(count_vote(tx(), actor(owner), vote)), Reason::batches_open);
  ASSERT_TRUE(set_spoiled(tx(), actor(owner), batch.id, 1).has_value());
  ASSERT_TRUE(sign_batch(tx(), actor(moderator), batch.id, "").has_value());
  EXPECT_TRUE(count_vote(tx(), actor(owner), vote).has_value());
}

TEST_F(VoteActs, ABoxThatIsNotWhatWasCastIsNotCounted) {
  open();
  ASSERT_TRUE(cast(reader, {{1}}).has_value());
  close();
  store.drop_trigger("ballot_stays", "ballot");
  tx().run("UPDATE ballot SET choices = '[[2]]'");
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { (void)count_vote(tx(), actor(owner), vote); }));
  tx().run("UPDATE ballot SET choices = '[[1]]'");
  tx().run("UPDATE vote SET cast_count = 2");
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { (void)count_vote(tx(), actor(owner), vote); }));
}

TEST_F(VoteActs, AnIdeaHiddenDuringTheVoteStaysHiddenAndComesBackDecided) {
  open();
  ASSERT_TRUE(cast(reader, {{1}}).has_value());
  set_idea_state(idea, IdeaState::hidden);
  close();
  ASSERT_TRUE(count_vote(tx(), actor(owner), vote).has_value());
  ASSERT_TRUE(sign_count(tx(), actor(moderator), vote).has_value());
  EXPECT_EQ(state_of(idea), IdeaState::hidden);
  EXPECT_EQ(ideas::find_idea(tx(), idea)->state_before_hidden, IdeaState::accepted);
}

TEST_F(VoteActs, TheDatabaseKeepsBallotsRegisterOptionsAndResult) {
  open();
  ASSERT_TRUE(cast(reader, {{1}}).has_value());
  const auto refused = [&](std::string_view sql) { EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run(sql); })) << sql; };
  refused("UPDATE ballot SET choices = '[[2]]'");
  refused("DELETE FROM ballot");
  refused("DELETE FROM vote_register");
  refused("UPDATE vote_option SET cost = 3 WHERE position = 3");
  refused("INSERT INTO vote_register (vote_id, person_id, way) VALUES (1, 2, 'paper')");
  close();
  ASSERT_TRUE(count_vote(tx(), actor(owner), vote).has_value());
  refused("UPDATE vote SET result = '{}'");
  refused("UPDATE vote SET signed_by = 5, signed_at = 1");
  const std::string digest(64, 'a');
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { insert_ballot(tx(), vote, {digest, Channel::online, {}, 1, "[]", digest}); })) << "the box stays closed";
}

TEST_F(VoteActs, APhaseIsTakenOutWithItsVoteUntilTheFreeze) {
  define();
  ASSERT_TRUE(redesigns::remove_phase(tx(), actor(owner), redesigns::find_phase(tx(), phase).value()).has_value());
  EXPECT_EQ(find_vote(tx(), vote), std::nullopt);
}

}  // namespace
}  // namespace palabre::votes
