// What is going on at a table now: who sits there, who speaks, who is next, how the time was shared. Used by views, room and desk.
#pragma once
#include "rounds/round_access.hpp"
#include "rounds/statement_repo.hpp"
#include "rounds/turn.hpp"

namespace palabre::rounds {

struct AtTable {
  Seat seat;
  std::int64_t turns = 0;      // taken in this round
  std::int64_t spoken_ms = 0;
};

struct InLineNow {
  TurnId turn;
  SeatId seat;
  std::string name;
};

struct TableNow {
  Table table;
  std::vector<AtTable> people;
  std::optional<Turn> speaking;
  std::string speaker;         // the name of who speaks
  std::vector<InLineNow> line;
};

/// Everybody of the round, by number.
std::vector<AtTable> load_people(db::Tx& tx, RoundId round);
/// All tables from 1 on; the plenary (0) is first when the round is in it.
std::vector<TableNow> load_tables_now(db::Tx& tx, const Round& round, const std::vector<AtTable>& people);
/// Where a seat speaks now: its own table, or the plenary with everybody. Nothing before the draw.
std::optional<TableNow> load_table_now(db::Tx& tx, const Round& round, const Seat& seat, const std::vector<AtTable>& people);

/// A statement with what was said about it; no results before the round is closed.
struct StatementNow {
  Statement statement;
  std::vector<Judgements> tables;
  std::int64_t agree = 0, disagree = 0, pass = 0;
  bool is_common_ground = false;
};
bool shows_results(const Round& round);
std::vector<StatementNow> load_statements_now(db::Tx& tx, const Round& round);

}  // namespace palabre::rounds
