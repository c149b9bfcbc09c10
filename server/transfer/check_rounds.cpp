// Recounts live rounds from their rows, with SQL of its own. Called by check_all.
#include "transfer/check_rounds.hpp"

namespace palabre::transfer {
namespace {

using Report = std::function<void(const std::string&)>;

constexpr std::string_view numbers_sql = R"sql(
  SELECT r.id, r.seats, (SELECT COUNT(*) FROM seat s WHERE s.round_id = r.id),
    r.statements, (SELECT COUNT(*) FROM statement s WHERE s.round_id = r.id
      AND s.id NOT IN (SELECT j.statement_id FROM statement_join j WHERE j.state = 'done')
      AND s.id NOT IN (SELECT h.target_id FROM hiding h WHERE h.target_kind = 'statement' AND h.restored_at IS NULL)),
    r.turns, (SELECT COUNT(*) FROM turn t WHERE t.round_id = r.id AND t.started_at IS NOT NULL AND t.state NOT IN ('queued', 'speaking')),
    r.votes, (SELECT COUNT(*) FROM statement s JOIN statement_vote v ON v.statement_id = s.id WHERE s.round_id = r.id)
  FROM round r ORDER BY r.id)sql";

// A statement is common ground when no table has too few agreements among those who did not pass.
constexpr std::string_view common_sql = R"sql(
  WITH by_table AS (
    SELECT s.round_id, v.statement_id, p.table_id, COUNT(CASE WHEN v.choice = 1 THEN 1 END) AS agree,
           COUNT(CASE WHEN v.choice <> 0 THEN 1 END) AS said
    FROM statement_vote v JOIN seat p ON p.id = v.seat_id JOIN statement s ON s.id = v.statement_id
    WHERE NOT EXISTS (SELECT 1 FROM statement_join j WHERE j.statement_id = s.id AND j.state = 'done')
      AND NOT EXISTS (SELECT 1 FROM hiding h WHERE h.target_kind = 'statement' AND h.target_id = s.id AND h.restored_at IS NULL)
    GROUP BY s.round_id, v.statement_id, p.table_id),
  common AS (SELECT round_id, statement_id FROM by_table GROUP BY round_id, statement_id HAVING MIN(CASE WHEN said > 0 AND 10 * agree >= 7 * said THEN 1 ELSE 0 END) = 1)
  SELECT r.id, r.common_ground, CASE WHEN r.state IN ('closed', 'reported') THEN (SELECT COUNT(*) FROM common c WHERE c.round_id = r.id) ELSE 0 END
  FROM round r ORDER BY r.id)sql";

constexpr std::string_view strange_seats_sql =
    "SELECT s.id FROM seat s JOIN round_table t ON t.id = s.table_id WHERE t.round_id <> s.round_id OR t.number = 0 ORDER BY s.id";
constexpr std::string_view strange_turns_sql =
    "SELECT t.id FROM turn t JOIN seat s ON s.id = t.seat_id JOIN round_table b ON b.id = t.table_id "
    "WHERE s.round_id <> t.round_id OR b.round_id <> t.round_id OR (t.ended_at IS NOT NULL AND t.started_at IS NOT NULL AND t.ended_at < t.started_at) ORDER BY t.id";
constexpr std::string_view strange_votes_sql =
    "SELECT v.statement_id FROM statement_vote v JOIN seat s ON s.id = v.seat_id JOIN statement x ON x.id = v.statement_id "
    "WHERE s.round_id <> x.round_id ORDER BY v.statement_id";
constexpr std::string_view history_sql =
    "SELECT h.round_id, h.from_state, h.to_state, r.state FROM round_history h JOIN round r ON r.id = h.round_id ORDER BY h.round_id, h.id";

void compare_round(const db::Rows& row, int column, const std::string& name, const Report& report) {
  if (row.integer(column) == row.integer(column + 1)) return;
  report("round " + std::to_string(row.integer(0)) + ": " + name + " is stored as " + std::to_string(row.integer(column)) + ", the rows say " +
         std::to_string(row.integer(column + 1)));
}

void list_strange(db::Tx& tx, std::string_view sql, const std::string& what, const Report& report) {
  auto rows = tx.rows(sql);
  while (rows.next()) report(what + " " + std::to_string(rows.integer(0)) + ": belongs to another round than what it names, or ends before it began");
}

void check_stages(db::Tx& tx, const Report& report) {
  std::int64_t round = 0;
  std::string stood = "planned";
  std::string now;
  const auto finish = [&] {
    if (round != 0 && stood != now) report("round " + std::to_string(round) + ": stands at " + now + ", its history ends at " + stood);
  };
  auto rows = tx.rows(history_sql);
  while (rows.next()) {
    if (rows.integer(0) != round) {
      finish();
      round = rows.integer(0);
      stood = "planned";
    }
    if (rows.view(1) != stood) report("round " + std::to_string(round) + ": a step leaves " + rows.text(1) + " where the one before reached " + stood);
    stood = rows.text(2);
    now = rows.text(3);
  }
  finish();
}

}  // namespace

void check_rounds(db::Tx& tx, const Report& report) {
  auto numbers = tx.rows(numbers_sql);
  while (numbers.next()) {
    compare_round(numbers, 1, "seats", report);
    compare_round(numbers, 3, "statements", report);
    compare_round(numbers, 5, "turns", report);
    compare_round(numbers, 7, "votes", report);
  }
  auto common = tx.rows(common_sql);
  while (common.next()) compare_round(common, 1, "common_ground", report);
  list_strange(tx, strange_seats_sql, "seat", report);
  list_strange(tx, strange_turns_sql, "turn", report);
  list_strange(tx, strange_votes_sql, "a judgement of statement", report);
  check_stages(tx, report);
}

}  // namespace palabre::transfer
