// Commitments on a real store: acts, clock, and what the database itself refuses. After every test all opinions are recounted.
#include "discussion/test_scene.hpp"
#include "followup/advance_commitments.hpp"
#include "followup/commitment_view.hpp"
#include "followup/drop_commitment.hpp"
#include "followup/follow_up.hpp"
#include "followup/give_opinion.hpp"
#include "followup/update_commitment.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {
namespace {

using ideas::IdeaState;
using tests::reason_of;
using S = CommitmentState;

const TextsByLanguage words{{"fr", "Parce que c'est ainsi."}, {"en", "Because it is so."}};

class Commitments : public tests::Scene {
 protected:
  Commitments() {
    tx().run("INSERT INTO organisation (id, kind, names) VALUES (2, 'association', '{\"fr\":\"Les voisins\"}')");
    tx().run("UPDATE redesign SET state = 'follow_up'");
    for (int id = 20; id < 40; ++id) {
      const std::string opaque = "q" + std::to_string(id);
      tx().run("INSERT INTO person (id, opaque_id, name, language, created_at) VALUES ($1, $2, $2, 'fr', 1)", id, opaque);
    }
    set_idea_state(idea, IdeaState::accepted);
  }
  ~Commitments() override {
    EXPECT_EQ(number("SELECT count(*) FROM commitment_check k WHERE k.done + k.partly + k.not_done <> "
                     "(SELECT count(*) FROM commitment_opinion o WHERE o.check_id = k.id)"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM commitment c WHERE c.state <> (SELECT h.to_state FROM commitment_history h "
                     "WHERE h.commitment_id = c.id ORDER BY h.id DESC LIMIT 1)"), 0);
  }

  Instant day(int days) { return Instant{tx().now().unix_ms - tx().now().unix_ms % ms_per_day}.plus_ms(days * ms_per_day); }
  CreateCommitment wanted() {
    CreateCommitment one;
    one.redesign = redesign;
    one.ideas = {idea};
    one.organisation = OrganisationId{1};
    one.titles = {{"fr", "Huit bancs posés"}, {"en", "Eight benches installed"}};
    one.languages = {"fr", "en"};
    one.due_at = day(60);
    Milestone late, early;
    late.titles = {{"fr", "Pose"}};
    late.due_at = day(50);
    early.titles = {{"fr", "Commande"}};
    early.due_at = day(10);
    one.milestones = {late, early};
    one.budget_eur = 5200;
    one.is_accepted = true;
    return one;
  }
  CommitmentId made(S state = S::accepted) {
    const auto done = create_commitment(tx(), actor(officer), wanted());
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().detail);
    const CommitmentId id = done.value().commitment;
    if (state == S::accepted) return id;
    EXPECT_TRUE(move_commitment(tx(), actor(officer), {id, S::in_progress, words}).has_value());
    if (state == S::in_progress) return id;
    EXPECT_TRUE(deliver_commitment(tx(), actor(officer), {id, words, "https://lipowe.example/bancs"}).has_value());
    return id;
  }
  S state_of(CommitmentId id) { return find_commitment(tx(), id).value().state; }
  void opinions(CommitmentId id, int done, int partly) {
    int person = 20;
    for (int i = 0; i < done + partly; ++i) {
      const auto given = give_opinion(tx(), actor(PersonId{person++}), {id, i < done ? Opinion::done : Opinion::partly});
      EXPECT_TRUE(given.has_value());
    }
  }
  bool is_refused_by_database(std::string_view sql) { return tests::is_refused_by_database(tx(), sql); }
};

TEST_F(Commitments, FollowAnAcceptedIdeaWithTheirMilestonesInTheOrderOfTheirDays) {
  const CommitmentId id = made();
  EXPECT_EQ(state_of(id), S::accepted);
  const auto milestones = load_milestones(tx(), id);
  ASSERT_EQ(milestones.size(), 2U);
  EXPECT_EQ(milestones[0].titles.at("fr"), "Commande");
  EXPECT_EQ(load_commitments_of(tx(), idea), std::vector{id});
  EXPECT_EQ(last_event(), R"(commitment.created {"commitment":"1","ideas":["1"],"state":"accepted"})");
  EXPECT_EQ(word("SELECT channel || ' ' || subject FROM event ORDER BY seq DESC LIMIT 1"), "redesign:1 idea:1");
  EXPECT_EQ(number("SELECT count(*) FROM commitment_history"), 2);
}

TEST_F(Commitments, AreRefusedWithoutAPublicBodyAndToOthers) {
  CreateCommitment one = wanted();
  one.organisation = {};
  EXPECT_EQ(create_commitment(tx(), actor(officer), one).error().field, "organisation");
  one.organisation = OrganisationId{2};
  EXPECT_EQ(create_commitment(tx(), actor(officer), one).error().field, "organisation");
  for (const PersonId who : {reader, moderator, author, stranger}) EXPECT_EQ(reason_of(create_commitment(tx(), actor(who), wanted())), Reason::not_allowed);
  one = wanted();
  one.officer = reader;
  EXPECT_EQ(create_commitment(tx(), actor(officer), one).error().field, "officer");
  one = wanted();
  one.ideas = {IdeaId{999}};
  EXPECT_EQ(create_commitment(tx(), actor(officer), one).error().field, "ideas");
  EXPECT_EQ(number("SELECT count(*) FROM commitment"), 0);
}

TEST_F(Commitments, KeepEveryDateTheyHad) {
  const CommitmentId id = made(S::in_progress);
  const Instant first = find_commitment(tx(), id)->due_at;
  pass_ms(ms_per_day);
  ASSERT_TRUE(reschedule_commitment(tx(), actor(officer), {id, {}, day(90), words}).has_value());
  const auto milestone = load_milestones(tx(), id)[0];
  ASSERT_TRUE(reschedule_commitment(tx(), actor(owner), {id, milestone.id, day(20), words}).has_value());
  const auto moved = load_moved_dates(tx(), id);
  ASSERT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved[0].from_at, first);
  EXPECT_EQ(moved[0].to_at, day(90));
  EXPECT_EQ(moved[1].milestone, milestone.id);
  EXPECT_EQ(find_commitment(tx(), id)->due_at, day(90));
  EXPECT_EQ(load_milestones(tx(), id)[0].due_at, day(20));
  EXPECT_EQ(reason_of(reschedule_commitment(tx(), actor(officer), {id, {}, day(95), {}})), Reason::reason_required);
  EXPECT_EQ(reason_of(reschedule_commitment(tx(), actor(officer), {id, MilestoneId{99}, day(95), words})), Reason::bad_field);
}

TEST_F(Commitments, CannotLoseADateOrTheirPastInTheDatabase) {
  const CommitmentId id = made(S::in_progress);
  ASSERT_TRUE(reschedule_commitment(tx(), actor(officer), {id, {}, day(90), words}).has_value());
  for (const auto sql : {"DELETE FROM moved_date", "UPDATE moved_date SET from_at = 1", "DELETE FROM milestone", "DELETE FROM commitment", "DELETE FROM commitment_history",
                         "UPDATE commitment_history SET at = 1", "UPDATE commitment SET due_at = due_at + 1", "UPDATE milestone SET due_at = due_at + 1",
                         "UPDATE commitment SET organisation_id = 2", "UPDATE milestone SET state = 'done'", "UPDATE commitment SET check_days = 15",
                         "UPDATE commitment SET replaced_by = 1", "UPDATE commitment SET state = 'late'"})
    EXPECT_TRUE(is_refused_by_database(sql)) << sql;
}

TEST_F(Commitments, TellInAWordHowTheyGoAndWhichMilestonesAreDone) {
  const CommitmentId id = made();
  const auto milestones = load_milestones(tx(), id);
  UpdateCommitment word{id, words, "https://lipowe.example/commande", {milestones[0].id}, {milestones[1].id}, S::in_progress};
  ASSERT_TRUE(update_commitment(tx(), actor(officer), word).has_value());
  EXPECT_EQ(state_of(id), S::in_progress);
  const auto after = load_milestones(tx(), id);
  EXPECT_EQ(after[0].state, MilestoneState::done);
  EXPECT_EQ(after[0].done_at, tx().now());
  EXPECT_EQ(after[0].evidence.at("en"), "Because it is so.");
  EXPECT_EQ(after[1].state, MilestoneState::in_progress);
  EXPECT_EQ(load_commitment_history(tx(), id, 10).front().url, "https://lipowe.example/commande");
  word.to = {};
  EXPECT_EQ(update_commitment(tx(), actor(officer), word).error().field, "done");
  EXPECT_EQ(update_commitment(tx(), actor(officer), {id, {{"fr", "Oui"}}, "", {}, {}, {}}).error().field, "text");
  EXPECT_EQ(update_commitment(tx(), actor(officer), {id, words, "javascript:x", {}, {}, {}}).error().field, "url");
  EXPECT_EQ(reason_of(update_commitment(tx(), actor(reader), {id, words, "", {}, {}, {}})), Reason::not_allowed);
}

TEST_F(Commitments, AskThePeopleWhenTheyAreDelivered) {
  const CommitmentId id = made(S::delivered);
  const auto check = find_last_check(tx(), id);
  ASSERT_TRUE(check.has_value());
  EXPECT_EQ(check->closes_at, tx().now().plus_ms(14 * ms_per_day));
  for (const auto& milestone : load_milestones(tx(), id)) EXPECT_EQ(milestone.state, MilestoneState::done);
  EXPECT_EQ(next_commitment_change(tx()), check->closes_at);
}

TEST_F(Commitments, CountOneOpinionForEachPersonAndLetThemChangeIt) {
  const CommitmentId id = made(S::delivered);
  ASSERT_TRUE(give_opinion(tx(), actor(reader), {id, Opinion::done}).has_value());
  ASSERT_TRUE(give_opinion(tx(), actor(reader), {id, Opinion::not_done}).has_value());
  const auto events = number("SELECT max(seq) FROM event");
  ASSERT_TRUE(give_opinion(tx(), actor(reader), {id, Opinion::not_done}).has_value());
  EXPECT_EQ(number("SELECT max(seq) FROM event"), events);
  const auto check = find_last_check(tx(), id).value();
  EXPECT_EQ(check.done, 0);
  EXPECT_EQ(check.not_done, 1);
  EXPECT_EQ(find_opinion(tx(), check.id, reader), Opinion::not_done);
  EXPECT_EQ(last_event(), R"(commitment.judged {"commitment":"1","done":0,"ideas":["1"],"not_done":1,"partly":0,"state":"delivered"})");
  EXPECT_EQ(reason_of(give_opinion(tx(), actor(officer), {id, Opinion::done})), Reason::own_case);
}

TEST_F(Commitments, AreVerifiedByTheClockWhenSixtyPercentSayDone) {
  const CommitmentId id = made(S::delivered);
  opinions(id, 6, 4);
  pass_ms(14 * ms_per_day - 1);
  EXPECT_EQ(advance_commitments(tx()), 0);
  pass_ms(1);
  EXPECT_EQ(reason_of(give_opinion(tx(), actor(reader), {id, Opinion::done})), Reason::commitment_transition_refused);
  EXPECT_EQ(advance_commitments(tx()), 1);
  EXPECT_EQ(state_of(id), S::verified);
  EXPECT_EQ(last_event(), R"(commitment.check_ended {"commitment":"1","ideas":["1"],"result":"verified","state":"verified"})");
  EXPECT_EQ(advance_commitments(tx()), 0);
  EXPECT_FALSE(next_commitment_change(tx()).has_value());
}

TEST_F(Commitments, AreContestedBelowAndTakenUpAgainWithANewCheckAfterwards) {
  const CommitmentId id = made(S::delivered);
  opinions(id, 5, 5);
  pass_ms(100 * ms_per_day);  // the server was down all the while
  EXPECT_EQ(advance_commitments(tx()), 1);
  EXPECT_EQ(state_of(id), S::contested);
  EXPECT_EQ(reason_of(move_commitment(tx(), actor(officer), {id, S::in_progress, {}})), Reason::reason_required);
  ASSERT_TRUE(move_commitment(tx(), actor(officer), {id, S::in_progress, words}).has_value());
  ASSERT_TRUE(deliver_commitment(tx(), actor(officer), {id, words, ""}).has_value());
  EXPECT_EQ(load_checks(tx(), id).size(), 2U);
  EXPECT_EQ(find_last_check(tx(), id)->total(), 0);
  ASSERT_TRUE(give_opinion(tx(), actor(PersonId{20}), {id, Opinion::done}).has_value());
}

TEST_F(Commitments, WaitForAVisitOfTheOwnerWhenFewerThanTenSpoke) {
  const CommitmentId id = made(S::delivered);
  opinions(id, 9, 0);
  pass_ms(14 * ms_per_day);
  EXPECT_EQ(advance_commitments(tx()), 1);
  EXPECT_EQ(state_of(id), S::delivered);
  EXPECT_EQ(find_last_check(tx(), id)->result, CheckResult::too_few);
  EXPECT_EQ(reason_of(move_commitment(tx(), actor(officer), {id, S::verified, words})), Reason::not_allowed);
  ASSERT_TRUE(move_commitment(tx(), actor(owner), {id, S::verified, words}).has_value());
  EXPECT_EQ(state_of(id), S::verified);
}

TEST_F(Commitments, AreAtRiskByTheClockFourteenDaysAfterAMissedMilestone) {
  const CommitmentId id = made(S::in_progress);
  EXPECT_EQ(next_commitment_change(tx()), day(25));
  pass_ms(25 * ms_per_day - tx().now().unix_ms % ms_per_day - 1);
  EXPECT_EQ(advance_commitments(tx()), 0);
  pass_ms(1);
  EXPECT_EQ(advance_commitments(tx()), 1);
  EXPECT_EQ(state_of(id), S::at_risk);
  EXPECT_EQ(load_commitment_history(tx(), id, 1).front().actor_role, "clock");
  EXPECT_EQ(advance_commitments(tx()), 0);
  const auto milestone = load_milestones(tx(), id)[0];
  EXPECT_EQ(move_commitment(tx(), actor(officer), {id, S::in_progress, words}).error().field, "to");
  ASSERT_TRUE(reschedule_commitment(tx(), actor(officer), {id, milestone.id, day(5), words}).has_value());
  ASSERT_TRUE(move_commitment(tx(), actor(officer), {id, S::in_progress, words}).has_value());
}

TEST_F(Commitments, RestWhereTheRedesignIsArchived) {
  made(S::delivered);
  tx().run("UPDATE redesign SET state = 'archived'");
  pass_ms(100 * ms_per_day);
  EXPECT_FALSE(next_commitment_change(tx()).has_value());
  EXPECT_EQ(advance_commitments(tx()), 0);
}

TEST_F(Commitments, AreDroppedByTwoWithAReplacement) {
  const CommitmentId id = made(S::in_progress);
  const CommitmentId other = made();
  ASSERT_TRUE(ask_drop(tx(), actor(officer), {id, words, "Conseil communal, 3 mars", other}).has_value());
  EXPECT_EQ(state_of(id), S::in_progress);
  EXPECT_EQ(reason_of(ask_drop(tx(), actor(owner), {id, words, "Conseil communal", {}})), Reason::already_exists);
  EXPECT_EQ(reason_of(settle_drop(tx(), actor(officer), {id, true})), Reason::own_case);
  EXPECT_EQ(reason_of(settle_drop(tx(), actor(reader), {id, true})), Reason::not_allowed);
  ASSERT_TRUE(settle_drop(tx(), actor(owner), {id, true}).has_value());
  EXPECT_EQ(state_of(id), S::dropped);
  EXPECT_EQ(find_commitment(tx(), id)->replaced_by, other);
  EXPECT_EQ(load_replaced(tx(), other), std::vector{id});
  EXPECT_EQ(reason_of(settle_drop(tx(), actor(owner), {id, true})), Reason::not_found);
}

TEST_F(Commitments, GoOnWhenTheOtherSideRefusesToDropThem) {
  const CommitmentId id = made(S::in_progress);
  ASSERT_TRUE(ask_drop(tx(), actor(owner), {id, words, "Conseil communal", {}}).has_value());
  ASSERT_TRUE(settle_drop(tx(), actor(officer), {id, false}).has_value());
  EXPECT_EQ(state_of(id), S::in_progress);
  EXPECT_FALSE(find_open_drop(tx(), id).has_value());
  EXPECT_EQ(load_commitment_history(tx(), id, 1).front().act, "drop_refused");
}

TEST_F(Commitments, AreCompletedButNeverRewritten) {
  const CommitmentId id = made();
  EditCommitment edit{id, {{"nl", "Acht banken"}}, {}, owner, 6000, {}, {}, words};
  ASSERT_TRUE(edit_commitment(tx(), actor(officer), edit).has_value());
  const auto one = find_commitment(tx(), id).value();
  EXPECT_EQ(one.titles.at("nl"), "Acht banken");
  EXPECT_EQ(one.officer, owner);
  EXPECT_EQ(one.budget_eur, 6000);
  EXPECT_EQ(edit_commitment(tx(), actor(officer), edit).error().field, "title");
  edit.titles = {};
  EXPECT_EQ(reason_of(edit_commitment(tx(), actor(officer), edit)), Reason::nothing_changed);
  edit.officer = reader;
  EXPECT_EQ(edit_commitment(tx(), actor(officer), edit).error().field, "officer");
  edit.reasons = {};
  EXPECT_EQ(reason_of(edit_commitment(tx(), actor(officer), edit)), Reason::reason_required);
}

TEST_F(Commitments, AreListedWithTheLateOnesFirstAndCounted) {
  const CommitmentId kept = made(S::delivered);
  opinions(kept, 10, 0);
  const CommitmentId late = made(S::in_progress);
  pass_ms(14 * ms_per_day);
  advance_commitments(tx());
  CreateCommitment fresh = wanted();
  const CommitmentId calm = create_commitment(tx(), actor(officer), fresh).value().commitment;
  std::vector<CommitmentId> order;
  for (const auto& one : load_commitment_page(tx(), redesign, {}, tx().now())) order.push_back(one.id);
  EXPECT_EQ(order, (std::vector{late, calm, kept}));
  const auto counts = load_follow_up(tx(), redesign, tx().now());
  EXPECT_EQ(counts.total(), 3);
  EXPECT_EQ(counts.late, 1);
  EXPECT_EQ(counts.count(S::verified), 1);
  EXPECT_EQ(counts.milestones, 6);
  EXPECT_EQ(counts.milestones_done, 2);
  EXPECT_EQ(counts.milestones_late, 1);
  EXPECT_EQ(counts.opinions, 10);
  EXPECT_EQ(counts.without_commitment, 0);
  CommitmentQuery query;
  query.limit = 1;
  const auto first = load_commitment_page(tx(), redesign, query, tx().now());
  ASSERT_EQ(first.size(), 2U);
  query.after_key = first[0].key;
  query.after_id = first[0].id.value;
  EXPECT_EQ(load_commitment_page(tx(), redesign, query, tx().now())[0].id, calm);
  query = {};
  query.is_late_only = true;
  EXPECT_EQ(load_commitment_page(tx(), redesign, query, tx().now()).size(), 1U);
  EXPECT_EQ(load_near_commitments(tx(), redesign, tx().now(), 10).front().id, late);
}

TEST_F(Commitments, AreMissedWhereAnAcceptedIdeaHasNoneOrADroppedOne) {
  EXPECT_EQ(load_ideas_without_commitment(tx(), redesign, 10).size(), 1U);
  const CommitmentId id = made();
  EXPECT_TRUE(load_ideas_without_commitment(tx(), redesign, 10).empty());
  ASSERT_TRUE(ask_drop(tx(), actor(officer), {id, words, "Conseil communal", {}}).has_value());
  ASSERT_TRUE(settle_drop(tx(), actor(owner), {id, true}).has_value());
  EXPECT_EQ(load_ideas_without_commitment(tx(), redesign, 10).size(), 1U);
}

TEST_F(Commitments, AreShownWithDatesKeptAndMissed) {
  const CommitmentId id = made(S::in_progress);
  pass_ms(12 * ms_per_day);
  const auto milestone = load_milestones(tx(), id)[0];
  ASSERT_TRUE(reschedule_commitment(tx(), actor(officer), {id, milestone.id, day(5), words}).has_value());
  const auto view = commitment_view(tx(), find_commitment(tx(), id).value(), tx().now());
  EXPECT_EQ(view["milestones"][0]["moved"][0]["was_missed"], true);
  EXPECT_EQ(view["milestones"][0]["is_late"], false);
  EXPECT_EQ(view["history"][0]["act"], "rescheduled");
  EXPECT_EQ(view["next_on"], day_text(day(5)));
  EXPECT_EQ(view["organisation"]["names"]["fr"], "Ville");
}

}  // namespace
}  // namespace palabre::followup
