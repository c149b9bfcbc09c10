// SQL for turns.
// Called by the acts and views of this folder and by transfer.
#include "rounds/turn_repo.hpp"
#include "base/names.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

constexpr std::string_view turn_columns = "SELECT id, round_id, table_id, seat_id, state, mode, queued_at, started_at, ends_at, ended_at FROM turn ";
const std::string find_turn_sql = std::string(turn_columns) + "WHERE id = $1";
const std::string open_sql = std::string(turn_columns) + "WHERE seat_id = $1 AND state IN ('queued','speaking')";
const std::string speaking_sql = std::string(turn_columns) + "WHERE table_id = $1 AND state = 'speaking'";
const std::string overdue_sql =
    "SELECT t.id, t.round_id, t.table_id, t.seat_id, t.state, t.mode, t.queued_at, t.started_at, t.ends_at, t.ended_at FROM turn t JOIN round r ON r.id = t.round_id "
    "WHERE t.state = 'speaking' AND t.ends_at <= $1 AND r.state <> 'paused' ORDER BY t.ends_at, t.id";
constexpr std::string_view line_sql = R"sql(
  SELECT t.id, t.seat_id, t.queued_at, (SELECT count(*) FROM turn d WHERE d.table_id = t.table_id AND d.seat_id = t.seat_id
    AND d.started_at IS NOT NULL AND d.ended_at IS NOT NULL)
  FROM turn t WHERE t.table_id = $1 AND t.state = 'queued')sql";
constexpr std::string_view insert_turn_sql =
    "INSERT INTO turn (round_id, table_id, seat_id, state, mode, queued_at, started_at, ends_at, ended_at, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
constexpr std::string_view start_sql = "UPDATE turn SET state = 'speaking', started_at = $2, ends_at = $3 WHERE id = $1";
constexpr std::string_view end_sql = "UPDATE turn SET state = $2, ended_at = $3, reason = $4 WHERE id = $1";
constexpr std::string_view shift_sql = "UPDATE turn SET started_at = started_at + $2, ends_at = ends_at + $2 WHERE round_id = $1 AND state = 'speaking'";
constexpr std::string_view end_speaking_sql = "UPDATE turn SET state = 'done', ended_at = CASE WHEN ends_at < $2 THEN ends_at ELSE $2 END WHERE round_id = $1 AND state = 'speaking'";
constexpr std::string_view end_waiting_sql = "UPDATE turn SET state = 'yielded', ended_at = $2 WHERE round_id = $1 AND state = 'queued'";
constexpr std::string_view spoken_sql =
    "SELECT seat_id, count(*), SUM(ended_at - started_at) FROM turn WHERE round_id = $1 AND started_at IS NOT NULL AND ended_at IS NOT NULL GROUP BY seat_id";

Turn read_turn(const db::Rows& row) {
  Turn turn;
  turn.id = row.id<TurnId>(0);
  turn.round = row.id<RoundId>(1);
  turn.table = row.id<TableId>(2);
  turn.seat = row.id<SeatId>(3);
  turn.state = find_name<TurnState>(turn_state_names(), row.view(4)).value();
  turn.mode = find_name<TurnMode>(turn_mode_names(), row.view(5)).value();
  turn.queued_at = row.instant(6);
  turn.started_at = row.maybe_instant(7);
  turn.ends_at = row.maybe_instant(8);
  turn.ended_at = row.maybe_instant(9);
  return turn;
}

std::optional<Turn> read_one_turn(db::Rows row) {
  if (!row.next()) return std::nullopt;
  return read_turn(row);
}

}  // namespace

std::optional<Turn> find_turn(db::Tx& tx, TurnId id) { return read_one_turn(tx.rows(find_turn_sql, id)); }
std::optional<Turn> find_open_turn(db::Tx& tx, SeatId seat) { return read_one_turn(tx.rows(open_sql, seat)); }
std::optional<Turn> find_speaking(db::Tx& tx, TableId table) { return read_one_turn(tx.rows(speaking_sql, table)); }

std::vector<InLine> load_line(db::Tx& tx, TableId table) {
  std::vector<InLine> line;
  auto rows = tx.rows(line_sql, table);
  while (rows.next()) line.push_back({rows.id<TurnId>(0), rows.id<SeatId>(1), rows.integer(3), rows.instant(2)});
  sort_line(line);
  return line;
}

std::vector<Turn> load_overdue_turns(db::Tx& tx) {
  std::vector<Turn> turns;
  auto rows = tx.rows(overdue_sql, tx.now());
  while (rows.next()) turns.push_back(read_turn(rows));
  return turns;
}

TurnId insert_turn(db::Tx& tx, const Turn& turn, std::string_view source_key) {
  const std::optional<std::string_view> source = source_key.empty() ? std::nullopt : std::optional(source_key);
  auto row = tx.rows(insert_turn_sql, turn.round, turn.table, turn.seat, name_of(turn.state), name_of(turn.mode), turn.queued_at, turn.started_at, turn.ends_at,
                     turn.ended_at, source);
  if (!row.next()) throw db::DatabaseError("an inserted turn has no id");
  return row.id<TurnId>(0);
}

void save_turn_start(db::Tx& tx, TurnId id, Instant at, Instant ends_at) { tx.run(start_sql, id, at, ends_at); }
void save_turn_end(db::Tx& tx, TurnId id, TurnState state, std::string_view reason) { tx.run(end_sql, id, name_of(state), tx.now(), reason); }
void shift_speaking(db::Tx& tx, RoundId round, std::int64_t ms) { tx.run(shift_sql, round, ms); }

void end_all_turns(db::Tx& tx, RoundId round) {
  tx.run(end_speaking_sql, round, tx.now());
  tx.run(end_waiting_sql, round, tx.now());
}

std::vector<Spoken> load_spoken(db::Tx& tx, RoundId round) {
  std::vector<Spoken> spoken;
  auto rows = tx.rows(spoken_sql, round);
  while (rows.next()) spoken.push_back({rows.id<SeatId>(0), rows.integer(1), rows.integer(2)});
  return spoken;
}

}  // namespace palabre::rounds
