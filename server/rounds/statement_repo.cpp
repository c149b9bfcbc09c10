// SQL for what is said, judged and reported.
// Called by the acts and views of this folder, by screens and by transfer.
#include "rounds/statement_repo.hpp"

#include "redesigns/texts.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

constexpr std::string_view statement_columns =
    "SELECT s.id, s.round_id, s.table_id, t.number, s.seat_id, s.number, s.texts, s.created_at, "
    "(SELECT j.into_id FROM statement_join j WHERE j.statement_id = s.id AND j.state = 'done'), h.rule, h.reason, h.at "
    "FROM statement s LEFT JOIN round_table t ON t.id = s.table_id "
    "LEFT JOIN hiding h ON h.target_kind = 'statement' AND h.target_id = s.id AND h.restored_at IS NULL ";
const std::string find_statement_sql = std::string(statement_columns) + "WHERE s.id = $1";
const std::string list_statements_sql = std::string(statement_columns) + "WHERE s.round_id = $1 ORDER BY s.number";
constexpr std::string_view count_statements_sql = "SELECT count(*) FROM statement WHERE table_id = $1";
constexpr std::string_view insert_statement_sql =
    "INSERT INTO statement (round_id, table_id, seat_id, number, texts, created_at, source_key) VALUES ($1, $2, $3, "
    "(SELECT COALESCE(max(number), 0) + 1 FROM statement WHERE round_id = $1), $4, $5, $6) RETURNING id";

constexpr std::string_view find_join_sql =
    "SELECT id, round_id, statement_id, into_id, state, from_consent, into_consent FROM statement_join WHERE id = $1";
constexpr std::string_view open_joins_sql =
    "SELECT id, round_id, statement_id, into_id, state, from_consent, into_consent FROM statement_join WHERE round_id = $1 AND state = 'proposed' "
    "AND NOT EXISTS (SELECT 1 FROM hiding h WHERE h.target_kind = 'statement' AND h.target_id IN (statement_id, into_id) AND h.restored_at IS NULL) ORDER BY id";
constexpr std::string_view is_asked_sql =
    "SELECT 1 FROM statement_join WHERE state = 'proposed' AND (statement_id IN ($1, $2) OR into_id IN ($1, $2))";
constexpr std::string_view insert_join_sql =
    "INSERT INTO statement_join (round_id, statement_id, into_id, state, person_id, created_at) VALUES ($1, $2, $3, 'proposed', $4, $5) RETURNING id";
constexpr std::string_view save_join_sql = "UPDATE statement_join SET state = $2, from_consent = $3, into_consent = $4 WHERE id = $1";

constexpr std::string_view judge_sql =
    "INSERT INTO statement_vote (statement_id, seat_id, choice, entered_by) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (statement_id, seat_id) DO UPDATE SET choice = excluded.choice, entered_by = excluded.entered_by";
constexpr std::string_view judged_sql = "SELECT statement_id, choice FROM statement_vote WHERE seat_id = $1 ORDER BY statement_id";
constexpr std::string_view judgements_sql =
    "SELECT t.number, SUM(CASE v.choice WHEN 1 THEN 1 ELSE 0 END), SUM(CASE v.choice WHEN -1 THEN 1 ELSE 0 END), "
    "SUM(CASE v.choice WHEN 0 THEN 1 ELSE 0 END) FROM statement_vote v JOIN seat s ON s.id = v.seat_id "
    "JOIN round_table t ON t.id = s.table_id WHERE v.statement_id = $1 GROUP BY t.number ORDER BY t.number";
constexpr std::string_view common_sql = "UPDATE round SET common_ground = $2 WHERE id = $1";

constexpr std::string_view report_sql =
    "SELECT version, language, body, created_at FROM round_report WHERE round_id = $1 ORDER BY version DESC LIMIT 1";
constexpr std::string_view insert_report_sql =
    "INSERT INTO round_report (round_id, version, language, body, person_id, created_at) "
    "VALUES ($1, (SELECT COALESCE(max(version), 0) + 1 FROM round_report WHERE round_id = $1), $2, $3, $4, $5)";
constexpr std::string_view dissents_sql =
    "SELECT d.seat_id, s.name, d.language, d.body, d.is_named, COALESCE(d.objects_to, 0) FROM dissent d JOIN seat s ON s.id = d.seat_id WHERE d.round_id = $1 ORDER BY d.seat_id";
constexpr std::string_view save_dissent_sql =
    "INSERT INTO dissent (round_id, seat_id, language, body, is_named, updated_at, objects_to) VALUES ($1, $2, $3, $4, $5, $6, NULLIF($7, 0)) "
    "ON CONFLICT (round_id, seat_id) DO UPDATE SET language = excluded.language, body = excluded.body, is_named = excluded.is_named, "
    "updated_at = excluded.updated_at, objects_to = excluded.objects_to";

Statement read_statement(const db::Rows& row) {
  Statement statement;
  statement.id = row.id<StatementId>(0);
  statement.round = row.id<RoundId>(1);
  statement.table = row.id<TableId>(2);
  statement.table_number = row.is_null(3) ? 0 : row.integer(3);
  statement.seat = row.id<SeatId>(4);
  statement.number = row.integer(5);
  statement.texts = redesigns::parse_texts_by_language(row.view(6));
  statement.created_at = row.instant(7);
  statement.joined_into = row.id<StatementId>(8);
  if (!row.is_null(9)) statement.hidden = Hidden{row.text(9), row.text(10), row.instant(11)};
  return statement;
}

Join read_join(const db::Rows& row) {
  Join join;
  join.id = row.id<JoinId>(0);
  join.round = row.id<RoundId>(1);
  join.statement = row.id<StatementId>(2);
  join.into = row.id<StatementId>(3);
  const auto& names = join_state_names();
  join.state = static_cast<JoinState>(std::find(names.begin(), names.end(), row.view(4)) - names.begin());
  if (!row.is_null(5)) join.from_consent = row.fact(5);
  if (!row.is_null(6)) join.into_consent = row.fact(6);
  return join;
}

}  // namespace

std::optional<Statement> find_statement(db::Tx& tx, StatementId id) {
  auto row = tx.rows(find_statement_sql, id);
  if (!row.next()) return std::nullopt;
  return read_statement(row);
}

std::vector<Statement> load_statements(db::Tx& tx, RoundId round) {
  std::vector<Statement> statements;
  auto rows = tx.rows(list_statements_sql, round);
  while (rows.next()) statements.push_back(read_statement(rows));
  return statements;
}

std::int64_t count_statements_of(db::Tx& tx, TableId table) {
  auto row = tx.rows(count_statements_sql, table);
  row.next();
  return row.integer(0);
}

StatementId insert_statement(db::Tx& tx, const Statement& statement, std::string_view source_key) {
  const std::optional<std::string_view> source = source_key.empty() ? std::nullopt : std::optional(source_key);
  const std::string texts = redesigns::stored_json(statement.texts);
  auto row = tx.rows(insert_statement_sql, statement.round, statement.table, statement.seat, texts, statement.created_at, source);
  if (!row.next()) throw db::DatabaseError("an inserted statement has no id");
  return row.id<StatementId>(0);
}

std::optional<Join> find_join(db::Tx& tx, JoinId id) {
  auto row = tx.rows(find_join_sql, id);
  if (!row.next()) return std::nullopt;
  return read_join(row);
}

std::vector<Join> load_open_joins(db::Tx& tx, RoundId round) {
  std::vector<Join> joins;
  auto rows = tx.rows(open_joins_sql, round);
  while (rows.next()) joins.push_back(read_join(rows));
  return joins;
}

bool is_join_asked(db::Tx& tx, StatementId one, StatementId other) { return tx.rows(is_asked_sql, one, other).next(); }

JoinId insert_join(db::Tx& tx, const Join& join, PersonId moderator) {
  auto row = tx.rows(insert_join_sql, join.round, join.statement, join.into, moderator, tx.now());
  if (!row.next()) throw db::DatabaseError("an inserted join has no id");
  return row.id<JoinId>(0);
}

void save_join(db::Tx& tx, const Join& join) { tx.run(save_join_sql, join.id, name_of(join.state), join.from_consent, join.into_consent); }

void save_judgement(db::Tx& tx, StatementId statement, SeatId seat, Choice choice, PersonId entered_by) {
  tx.run(judge_sql, statement, seat, static_cast<int>(choice), entered_by);
}

std::vector<std::pair<StatementId, Choice>> load_judgements_of(db::Tx& tx, SeatId seat) {
  std::vector<std::pair<StatementId, Choice>> said;
  auto rows = tx.rows(judged_sql, seat);
  while (rows.next()) said.emplace_back(rows.id<StatementId>(0), static_cast<Choice>(rows.integer(1)));
  return said;
}

std::vector<Judgements> load_judgements(db::Tx& tx, StatementId statement) {
  std::vector<Judgements> tables;
  auto rows = tx.rows(judgements_sql, statement);
  while (rows.next()) tables.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)});
  return tables;
}

void store_common_ground(db::Tx& tx, RoundId round) {
  std::int64_t common = 0;
  for (const auto& statement : load_statements(tx, round))
    if (statement.counts() && is_common_ground(load_judgements(tx, statement.id))) ++common;
  tx.run(common_sql, round, common);
}

std::optional<Report> find_report(db::Tx& tx, RoundId round) {
  auto row = tx.rows(report_sql, round);
  if (!row.next()) return std::nullopt;
  return Report{row.integer(0), row.text(1), row.text(2), row.instant(3)};
}

void append_report(db::Tx& tx, RoundId round, const Report& report, PersonId person) {
  tx.run(insert_report_sql, round, report.language, report.body, person, tx.now());
}

std::vector<Dissent> load_dissents(db::Tx& tx, RoundId round) {
  std::vector<Dissent> dissents;
  auto rows = tx.rows(dissents_sql, round);
  while (rows.next()) dissents.push_back({rows.id<SeatId>(0), rows.text(1), rows.text(2), rows.text(3), rows.fact(4), rows.integer(5)});
  return dissents;
}

void save_dissent(db::Tx& tx, RoundId round, const Dissent& dissent) {
  tx.run(save_dissent_sql, round, dissent.seat, dissent.language, dissent.body, dissent.is_named, tx.now(), dissent.objects_to);
}

}  // namespace palabre::rounds
