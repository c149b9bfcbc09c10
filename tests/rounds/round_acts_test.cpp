// Rounds on a real store: the life of one, a pause that takes no time from anybody, the clock, and what the database itself refuses.
#include "base/limits.hpp"
#include "db/test_store.hpp"
#include "rounds/advance_rounds.hpp"
#include "rounds/move_round.hpp"
#include "rounds/prepare_round.hpp"
#include "rounds/report_round.hpp"
#include "rounds/statement_repo.hpp"
#include "rounds/take_seat.hpp"
#include "rounds/take_turn.hpp"
#include "rounds/turn_repo.hpp"
#include "rounds/write_statement.hpp"

#include <gtest/gtest.h>

namespace palabre::rounds {
namespace {

constexpr std::string_view why = "Because the test needs it.";

class Rounds : public ::testing::Test {
 protected:
  Rounds() {
    tx_ = &store.begin();
    tx().run("INSERT INTO organisation (id, kind, names) VALUES (1, 'public_authority', '{}')");
    for (int number = 1; number <= 8; ++number) {
      const std::string opaque = "p" + std::to_string(number);
      tx().run("INSERT INTO person (id, opaque_id, name, language, created_at) VALUES ($1, $2, $3, 'en', 1)", number, opaque, opaque);
    }
    tx().run(
        "INSERT INTO redesign (id, slug, state, organisation_id, languages, texts, power_level, answer_days, created_at, updated_at) "
        "VALUES (1, 'lab', 'open', 1, '[\"en\"]', '{}', 'collaborate', 30, 1, 1)");
    tx().run("INSERT INTO phase (id, redesign_id, position, type, stage, titles, state, created_at) VALUES (1, 1, 1, 'deliberation', 'co-design', '{}', 'open', 1)");
    tx().run("INSERT INTO role (redesign_id, person_id, role, granted_at) VALUES (1, 1, 'moderator', 1), (1, 2, 'facilitator', 1)");
    Announcement input;
    input.phase = PhaseId{1};
    input.questions = {{"en", "On what conditions?"}};
    input.access = {{{"en", "by telephone"}}};
    input.starts_at = tx().now().plus_ms(ms_per_day);
    input.turn_seconds = 60;
    input.table_seats = 2;
    input.seats_max = 8;
    input.hosts = {PersonId{2}};
    id = prepare_round(tx(), actor(1), redesigns::find_redesign(tx(), RedesignId{1}).value(), input).value();
  }
  ~Rounds() override { store.roll_back(); }

  db::Tx& tx() { return *tx_; }
  void pass_ms(std::int64_t ms) {
    store.commit();
    store.clock.advance_ms(ms);
    tx_ = &store.begin();
  }
  people::Actor actor(std::int64_t person) {
    people::Actor who;
    who.person = PersonId{person};
    who.opaque_id = "p" + std::to_string(person);
    who.roles = people::load_roles(tx(), RedesignId{1}, who.person);
    return who;
  }
  RoundAt as(std::int64_t person) {
    const Round round = find_round(tx(), id).value();
    return {round, redesigns::find_redesign(tx(), round.redesign).value(), actor(person), load_facts(tx(), round, PersonId{person})};
  }
  Result<Round> move(RoundState to, std::int64_t person = 1) { return move_round(tx(), as(person), {to, std::string(why)}); }
  Seat sit(std::int64_t person) { return take_seat(tx(), as(person), {"P" + std::to_string(person), SeatKind::resident, {}, SeatChannel::online}).value(); }
  Seat seat_of(std::int64_t person) { return find_seat_of(tx(), id, PersonId{person}).value(); }
  void to_groups() {
    for (std::int64_t person = 5; person <= 8; ++person) sit(person);
    for (const auto stage : {RoundState::lobby, RoundState::briefing, RoundState::groups}) ASSERT_TRUE(move(stage).has_value());
  }
  /// Closed, with a draft of the report that lies with the participants from now on.
  void to_review() {
    to_groups();
    ASSERT_TRUE(write_statement(tx(), as(5), seat_of(5), {{"en", "A bench at every stop."}}).has_value());
    for (const auto& table : load_tables(tx(), id))
      for (std::int64_t person = 5; person <= 8; ++person)
        if (table.number > 0 && seat_of(person).table == table.id) save_rapporteur(tx(), table.id, seat_of(person).id);
    for (const auto stage : {RoundState::plenary, RoundState::converge, RoundState::closed}) ASSERT_TRUE(move(stage).has_value());
    draft();
  }
  void draft() { ASSERT_TRUE(draft_report(tx(), as(1), {0, "en", "We found one statement in common.", {}}).has_value()); }
  Result<void> note(std::int64_t person, Standing standing) {
    Dissent dissent;
    dissent.language = "en";
    dissent.body = "Not so.";
    return note_dissent(tx(), as(person), seat_of(person), dissent, standing);
  }
  RoundState state() { return find_round(tx(), id)->state; }
  std::int64_t number(std::string_view sql) {
    auto row = tx().rows(sql);
    row.next();
    return row.integer(0);
  }

  tests::TestStore store;
  db::Tx* tx_ = nullptr;
  RoundId id;
};

TEST_F(Rounds, TheDrawSeatsEverybodyAtTablesOfEqualSizeAndALatecomerAtTheSmallest) {
  to_groups();
  EXPECT_EQ(load_tables(tx(), id).size(), 3U);  // the plenary and two
  for (std::int64_t person = 5; person <= 8; ++person) EXPECT_TRUE(seat_of(person).table.is_set());
  EXPECT_EQ(number("SELECT count(DISTINCT table_id) FROM seat"), 2);
  EXPECT_TRUE(sit(4).table.is_set());
  EXPECT_EQ(find_round(tx(), id)->seats, 5);
}

TEST_F(Rounds, APauseTakesNoTimeFromStageOrSpeaker) {
  to_groups();
  const auto turn = ask_for_turn(tx(), as(5), seat_of(5), TurnMode::voice).value();
  EXPECT_EQ(turn.state, TurnState::speaking);
  const auto end_before = stage_end(find_round(tx(), id).value()).value();
  pass_ms(10'000);
  ASSERT_TRUE(move(RoundState::paused).has_value());
  pass_ms(300'000);
  EXPECT_FALSE(is_round_due(tx()));  // the speaker's time does not run out in a pause
  ASSERT_TRUE(move(RoundState::groups).has_value());
  EXPECT_EQ(stage_end(find_round(tx(), id).value()).value(), end_before.plus_ms(300'000));
  EXPECT_EQ(find_turn(tx(), turn.id)->ends_at->unix_ms - tx().now().unix_ms, 50'000);
}

TEST_F(Rounds, TheClockEndsATurnToTheSecondAndTheNextInLineBegins) {
  for (std::int64_t person = 5; person <= 6; ++person) sit(person);
  for (const auto stage : {RoundState::lobby, RoundState::briefing, RoundState::groups}) ASSERT_TRUE(move(stage).has_value());
  const auto first = ask_for_turn(tx(), as(5), seat_of(5), TurnMode::voice).value();
  const auto second = ask_for_turn(tx(), as(6), seat_of(6), TurnMode::text).value();
  EXPECT_EQ(second.state, TurnState::queued);
  pass_ms(59'999);
  EXPECT_FALSE(is_round_due(tx()));
  pass_ms(1);
  EXPECT_TRUE(is_round_due(tx()));
  advance_rounds(tx());
  EXPECT_EQ(find_turn(tx(), first.id)->state, TurnState::done);
  EXPECT_EQ(find_turn(tx(), second.id)->state, TurnState::speaking);
  EXPECT_EQ(find_round(tx(), id)->turns, 1);
}

TEST_F(Rounds, LeavingTheTablesEndsAllTurns) {
  to_groups();
  ask_for_turn(tx(), as(5), seat_of(5), TurnMode::voice).value();
  for (const auto& table : load_tables(tx(), id))
    for (std::int64_t person = 5; person <= 8; ++person)
      if (table.number > 0 && seat_of(person).table == table.id) save_rapporteur(tx(), table.id, seat_of(person).id);
  ASSERT_TRUE(move(RoundState::plenary).has_value());
  EXPECT_EQ(number("SELECT count(*) FROM turn WHERE state IN ('queued','speaking')"), 0);
  const auto turn = ask_for_turn(tx(), as(6), seat_of(6), TurnMode::voice).value();
  EXPECT_EQ(turn.table, find_table(tx(), id, 0)->id);
}

TEST_F(Rounds, ALostModeratorPausesTheRoundAndAFacilitatorGoesOn) {
  save_hosts(tx(), id, {PersonId{1}, PersonId{2}});
  to_groups();
  const auto everybody = [](const std::string&) { return true; };
  const auto nobody = [](const std::string&) { return false; };
  note_presence(tx(), find_changed_lines(tx(), everybody));
  EXPECT_TRUE(find_changed_lines(tx(), everybody).empty());
  note_presence(tx(), find_changed_lines(tx(), nobody));
  EXPECT_EQ(seat_of(5).presence, Presence::reconnecting);
  EXPECT_FALSE(take_lead(tx(), as(2)).has_value());
  pass_ms(60'000);
  note_presence(tx(), find_changed_lines(tx(), nobody));
  EXPECT_EQ(seat_of(5).presence, Presence::gone);
  EXPECT_TRUE(seat_of(5).table.is_set());  // the seat stays
  advance_rounds(tx());
  EXPECT_EQ(find_round(tx(), id)->state, RoundState::paused);
  EXPECT_EQ(find_round(tx(), id)->pause_cause, PauseCause::away);
  ASSERT_TRUE(take_lead(tx(), as(2)).has_value());
  EXPECT_EQ(move(RoundState::groups, 2).value().state, RoundState::groups);
  advance_rounds(tx());
  EXPECT_EQ(find_round(tx(), id)->state, RoundState::groups);  // who acts is there, with or without a socket
}

TEST_F(Rounds, TheClockPublishesAReviewedReportExactlyOnce) {
  to_review();
  pass_ms(review_ms - 1);
  EXPECT_FALSE(is_round_due(tx()));
  pass_ms(ms_per_day);  // the server was down when it was due
  EXPECT_TRUE(is_round_due(tx()));
  advance_rounds(tx());
  advance_rounds(tx());
  EXPECT_FALSE(is_round_due(tx()));
  EXPECT_EQ(state(), RoundState::reported);
  EXPECT_EQ(number("SELECT count(*) FROM round_history WHERE to_state = 'reported' AND person_id IS NULL"), 1);
  const auto due = review_end(find_report(tx(), id)->created_at);
  EXPECT_EQ(load_round_history(tx(), id).back().at, due);
}

TEST_F(Rounds, AnObjectionStandsUntilItIsTakenBackOrAnotherDraftAnswersIt) {
  to_review();
  ASSERT_TRUE(note(5, Standing::objection).has_value());
  ASSERT_TRUE(note(6, Standing::note).has_value());
  pass_ms(review_ms);
  advance_rounds(tx());
  EXPECT_EQ(state(), RoundState::closed);
  draft();
  EXPECT_EQ(as(1).facts.objections, 0);
  ASSERT_TRUE(note(5, Standing::objection).has_value());
  pass_ms(review_ms + 5);
  EXPECT_FALSE(is_round_due(tx()));
  ASSERT_TRUE(note(5, Standing::note).has_value());
  advance_rounds(tx());
  EXPECT_EQ(state(), RoundState::reported);
  EXPECT_EQ(load_dissents(tx(), id).size(), 2U);
}

TEST_F(Rounds, AHeldReportGoesOutWhenItIsLetGo) {
  to_review();
  ASSERT_TRUE(hold_report(tx(), as(2), {true, std::string(why)}).has_value());
  EXPECT_EQ(find_round(tx(), id)->held_reason, why);
  pass_ms(review_ms);
  EXPECT_FALSE(is_round_due(tx()));
  ASSERT_TRUE(hold_report(tx(), as(2), {false, {}}).has_value());
  EXPECT_EQ(state(), RoundState::reported);
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("UPDATE round SET held_at = 1, held_reason = '' WHERE id = $1", id); }));
}

TEST_F(Rounds, AHiddenStatementIsNeitherListedNorJudgedNorJoined) {
  to_groups();
  const auto one = write_statement(tx(), as(5), seat_of(5), {{"en", "A bench at every stop."}}).value();
  const auto two = write_statement(tx(), as(6), seat_of(6), {{"en", "Benches at the stops."}}).value();
  tx().run("INSERT INTO hiding (redesign_id, target_kind, target_id, rule, reason, at) VALUES (1, 'statement', $1, 'insult', 'Rude.', 1)", one.id);
  EXPECT_GT(note_visibility(tx(), actor(1), one), 0);
  const auto hidden = find_statement(tx(), one.id).value();
  EXPECT_EQ(hidden.hidden->rule, "insult");
  EXPECT_FALSE(hidden.counts());
  EXPECT_EQ(find_round(tx(), id)->statements, 1);
  Round round = find_round(tx(), id).value();
  round.state = RoundState::converge;
  EXPECT_EQ(decide_judgement(round, hidden, seat_of(5)).error().reason, Reason::gone);
  round.state = RoundState::plenary;
  EXPECT_EQ(decide_join(round, actor(1), hidden, two, false).error().reason, Reason::gone);
  EXPECT_EQ(number("SELECT count(*) FROM event WHERE type = 'round.statement_hidden'"), 1);
}

TEST_F(Rounds, TheDatabaseItselfRefusesWhatMustNotBe) {
  to_groups();
  const Seat seat = seat_of(5);
  const Seat mate = seat_of(6);
  tx().run("INSERT INTO turn (round_id, table_id, seat_id, state, mode, queued_at, started_at, ends_at) VALUES ($1, $2, $3, 'speaking', 'voice', 1, 1, 2)", id, seat.table, seat.id);
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO turn (round_id, table_id, seat_id, state, mode, queued_at, started_at, ends_at) VALUES ($1, $2, $3, 'speaking', 'voice', 1, 1, 2)", id, seat.table, mate.id); }));
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO turn (round_id, table_id, seat_id, state, mode, queued_at) VALUES ($1, $2, $3, 'queued', 'voice', 1)", id, seat.table, seat.id); }));
  const auto statement = write_statement(tx(), as(5), seat, {{"en", "A bench at every stop."}}).value();
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("UPDATE statement SET texts = '{}' WHERE id = $1", statement.id); }));
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("DELETE FROM statement WHERE id = $1", statement.id); }));
  tx().run("INSERT INTO statement_vote (statement_id, seat_id, choice) VALUES ($1, $2, 1)", statement.id, seat.id);
  EXPECT_TRUE(tests::is_refused_by_database(tx(), [&] { tx().run("INSERT INTO statement_vote (statement_id, seat_id, choice) VALUES ($1, $2, 0)", statement.id, seat.id); }));
}

TEST_F(Rounds, ATableWritesOnlySoManyStatements) {
  to_groups();
  for (std::size_t i = 0; i < Limits{}.statements_per_table_max; ++i) ASSERT_TRUE(write_statement(tx(), as(5), seat_of(5), {{"en", "A bench."}}).has_value());
  EXPECT_EQ(write_statement(tx(), as(5), seat_of(5), {{"en", "A bench."}}).error().reason, Reason::round_full);
}

TEST_F(Rounds, NobodySitsDownWhenAllSeatsAreTaken) {
  tx().run("UPDATE round SET seats_max = 2 WHERE id = $1", id);
  sit(5);
  sit(6);
  EXPECT_EQ(take_seat(tx(), as(7), {"P7", SeatKind::user, {}, SeatChannel::online}).error().reason, Reason::round_full);
  EXPECT_EQ(take_seat(tx(), as(2), {"P2", SeatKind::user, {}, SeatChannel::online}).error().reason, Reason::own_case);
}

TEST_F(Rounds, StrangersFollowPublicRoundsAndALineOnlyWhoKnowsItsName) {
  sit(5);
  EXPECT_TRUE(may_follow(tx(), "round:" + id.text()));
  EXPECT_TRUE(may_follow(tx(), seat_channel(seat_of(5).token)));
  EXPECT_FALSE(may_follow(tx(), "seat:00000000000000000000000000000000"));
  EXPECT_FALSE(may_follow(tx(), "round:99"));
  tx().run("UPDATE redesign SET state = 'draft' WHERE id = 1");
  EXPECT_FALSE(may_follow(tx(), "round:" + id.text()));
}

}  // namespace
}  // namespace palabre::rounds
