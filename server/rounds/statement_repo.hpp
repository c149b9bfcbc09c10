// Statements, joins, judgements, reports and dissent in the database. Called by the acts and views of this folder, screens and transfer.
#pragma once
#include "db/tx.hpp"
#include "rounds/statement.hpp"

namespace palabre::rounds {

std::optional<Statement> find_statement(db::Tx& tx, StatementId id);
/// By number; those joined into another and those hidden are in it.
std::vector<Statement> load_statements(db::Tx& tx, RoundId round);
std::int64_t count_statements_of(db::Tx& tx, TableId table);
/// Gives it the next number.
StatementId insert_statement(db::Tx& tx, const Statement& statement, std::string_view source_key = {});

std::optional<Join> find_join(db::Tx& tx, JoinId id);
/// Those still to be answered; nobody is asked about what is hidden.
std::vector<Join> load_open_joins(db::Tx& tx, RoundId round);
bool is_join_asked(db::Tx& tx, StatementId one, StatementId other);
JoinId insert_join(db::Tx& tx, const Join& join, PersonId moderator);
void save_join(db::Tx& tx, const Join& join);

/// One judgement of one person; a later one replaces it.
void save_judgement(db::Tx& tx, StatementId statement, SeatId seat, Choice choice, PersonId entered_by);
/// What a seat said so far.
std::vector<std::pair<StatementId, Choice>> load_judgements_of(db::Tx& tx, SeatId seat);
/// Of one statement, by table; only tables where somebody voted.
std::vector<Judgements> load_judgements(db::Tx& tx, StatementId statement);
/// Counts the common ground of a round and stores how much there is.
void store_common_ground(db::Tx& tx, RoundId round);

struct Report {
  std::int64_t version = 0;
  std::string language;
  std::string body;
  Instant created_at;
};
std::optional<Report> find_report(db::Tx& tx, RoundId round);
void append_report(db::Tx& tx, RoundId round, const Report& report, PersonId person);

struct Dissent {
  SeatId seat;
  std::string name;       // of the seat, shown only when is_named
  std::string language;
  std::string body;
  bool is_named = false;
  std::int64_t objects_to = 0;  // the version of the draft that must not be published as it is; 0: a note only
};
std::vector<Dissent> load_dissents(db::Tx& tx, RoundId round);
void save_dissent(db::Tx& tx, RoundId round, const Dissent& dissent);

}  // namespace palabre::rounds
