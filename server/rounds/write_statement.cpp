// Writes, joins and judges statements. Called by seats_api, the room's and the desk's pages, and by moderation.
#include "rounds/write_statement.hpp"

#include "db/event_log.hpp"
#include "rounds/statement_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::rounds {

Result<Statement> write_statement(db::Tx& tx, const RoundAt& at, const Seat& seat, const redesigns::TextsByLanguage& texts) {
  const std::int64_t written = seat.table.is_set() ? count_statements_of(tx, seat.table) : 0;
  if (const auto may = decide_statement(at.round, seat, written); !may) return may.error();
  Statement statement;
  statement.round = at.round.id;
  statement.table = seat.table;
  statement.seat = seat.id;
  statement.texts = texts;
  statement.created_at = tx.now();
  const StatementId id = insert_statement(tx, statement);
  store_round_numbers(tx, at.round.id);
  append_round_event(tx, at.actor, at.round, "round.statement_added", seat.table);
  return find_statement(tx, id).value();
}

Result<Join> propose_join(db::Tx& tx, const RoundAt& at, StatementId statement, StatementId into) {
  const auto from = find_statement(tx, statement);
  const auto target = find_statement(tx, into);
  if (!from) return refuse(Reason::not_found, "no such statement", "statement");
  if (!target) return refuse(Reason::not_found, "no such statement", "into");
  if (const auto may = decide_join(at.round, at.actor, *from, *target, is_join_asked(tx, statement, into)); !may) return may.error();
  Join join;
  join.round = at.round.id;
  join.statement = statement;
  join.into = into;
  join.id = insert_join(tx, join, at.actor.person);
  append_round_event(tx, at.actor, at.round, "round.join_changed");
  return join;
}

JoinSides sides_of(db::Tx& tx, const Join& join, const Seat& seat) {
  const auto speaks_for = [&](StatementId id) {
    const auto statement = find_statement(tx, id);
    if (!statement) return false;
    if (statement->seat == seat.id) return true;
    if (!statement->table.is_set()) return false;
    const auto table = find_table(tx, join.round, statement->table_number);
    return table && table->rapporteur == seat.id;
  };
  return {speaks_for(join.statement), speaks_for(join.into)};
}

Result<Join> answer_join(db::Tx& tx, const RoundAt& at, const Seat& seat, JoinId id, bool is_given) {
  auto join = find_join(tx, id);
  if (!join || join->round != at.round.id) return refuse(Reason::not_found, "no such question", "id");
  const JoinSides sides = sides_of(tx, *join, seat);
  if (const auto may = decide_join_answer(*join, sides); !may) return may.error();
  if (at.round.state != RoundState::plenary) return refuse(Reason::round_not_open, "Statements are joined in the plenary.");
  if (sides.from && !join->from_consent) join->from_consent = is_given;
  if (sides.into && !join->into_consent) join->into_consent = is_given;
  if (!is_given) join->state = JoinState::refused;
  else if (join->from_consent && join->into_consent) join->state = JoinState::done;
  save_join(tx, *join);
  store_round_numbers(tx, at.round.id);
  append_round_event(tx, at.actor, at.round, "round.join_changed");
  return *join;
}

Result<void> judge_statement(db::Tx& tx, const RoundAt& at, const Seat& seat, StatementId id, Choice choice) {
  const auto statement = find_statement(tx, id);
  if (!statement || statement->round != at.round.id) return refuse(Reason::not_found, "no such statement", "statement");
  if (const auto may = decide_judgement(at.round, *statement, seat); !may) return may.error();
  save_judgement(tx, id, seat.id, choice, seat.person.is_set() ? PersonId{} : at.actor.person);
  store_round_numbers(tx, at.round.id);
  append_round_event(tx, at.actor, at.round, "round.judged");
  return {};
}

std::int64_t note_visibility(db::Tx& tx, const people::Actor& actor, const Statement& statement) {
  const Round round = find_round(tx, statement.round).value();
  store_round_numbers(tx, round.id);
  if (round.state == RoundState::closed || round.state == RoundState::reported) store_common_ground(tx, round.id);
  const bool is_hidden = find_statement(tx, statement.id).value().hidden.has_value();
  const nlohmann::json payload = {{"redesign", round.redesign.text()}, {"round", round.id.text()}, {"statement", statement.id.text()}};
  return db::append_event(tx, actor.opaque_id, redesigns::channel_of(round.redesign), round_channel(round.id),
                          is_hidden ? "round.statement_hidden" : "round.statement_restored", payload.dump());
}

}  // namespace palabre::rounds
