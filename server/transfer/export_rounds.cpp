// The queries of the export about live rounds: nothing says who sat where, who spoke or who judged what.
// Called by export_tables.
#include "transfer/export_rounds.hpp"

namespace palabre::transfer {
namespace {

constexpr std::string_view rounds_sql = R"sql(
  SELECT d.id, d.redesign_id, d.phase_id, d.state, d.questions, d.access, d.starts_at, d.minutes, d.turn_seconds, d.table_seats, d.seats_max, d.seed_hash,
         CASE WHEN d.drawn_at IS NOT NULL THEN d.seed END, d.drawn_at, d.seats, d.statements, d.turns, d.common_ground
  FROM round d JOIN redesign r ON r.id = d.redesign_id WHERE @redesigns ORDER BY d.id)sql";
constexpr std::string_view round_history_sql = R"sql(
  SELECT h.round_id, h.from_state, h.to_state, h.at, h.reason FROM round_history h JOIN round d ON d.id = h.round_id
  JOIN redesign r ON r.id = d.redesign_id WHERE @redesigns ORDER BY h.id)sql";
// To repeat the draw and to see how the time was shared: seats by number, without names and people.
constexpr std::string_view seats_sql = R"sql(
  SELECT s.id, s.round_id, s.number, s.kind, s.channel, t.number FROM seat s LEFT JOIN round_table t ON t.id = s.table_id
  JOIN round d ON d.id = s.round_id JOIN redesign r ON r.id = d.redesign_id WHERE @redesigns ORDER BY s.round_id, s.number)sql";
constexpr std::string_view turns_sql = R"sql(
  SELECT t.round_id, b.number, t.seat_id, t.state, t.mode, t.queued_at, t.started_at, t.ended_at FROM turn t JOIN round_table b ON b.id = t.table_id
  JOIN round d ON d.id = t.round_id JOIN redesign r ON r.id = d.redesign_id WHERE @redesigns AND t.ended_at IS NOT NULL ORDER BY t.id)sql";
// The words of a hidden statement stay inside, and so does what was said about it; its rule and reason are lines of kind "hiding".
constexpr std::string_view statements_sql = R"sql(
  SELECT s.id, s.round_id, t.number, s.number, CASE WHEN h.id IS NULL THEN s.texts END, h.id IS NOT NULL, (SELECT j.into_id FROM statement_join j WHERE j.statement_id = s.id AND j.state = 'done'), s.created_at
  FROM statement s LEFT JOIN round_table t ON t.id = s.table_id
  LEFT JOIN hiding h ON h.target_kind = 'statement' AND h.target_id = s.id AND h.restored_at IS NULL JOIN round d ON d.id = s.round_id JOIN redesign r ON r.id = d.redesign_id
  WHERE @redesigns ORDER BY s.id)sql";
// One line for each judgement, to recount by, once the round is closed; its seat cannot be read from it.
constexpr std::string_view judgements_sql = R"sql(
  SELECT v.statement_id, t.number, v.choice FROM statement_vote v JOIN seat p ON p.id = v.seat_id JOIN round_table t ON t.id = p.table_id
  JOIN round d ON d.id = p.round_id JOIN redesign r ON r.id = d.redesign_id
  WHERE @redesigns AND d.state IN ('closed', 'reported')
    AND NOT EXISTS (SELECT 1 FROM hiding h WHERE h.target_kind = 'statement' AND h.target_id = v.statement_id AND h.restored_at IS NULL)
  ORDER BY v.statement_id, t.number, v.choice)sql";
constexpr std::string_view reports_sql = R"sql(
  SELECT x.round_id, x.version, x.language, x.body, x.created_at FROM round_report x JOIN round d ON d.id = x.round_id
  JOIN redesign r ON r.id = d.redesign_id WHERE @redesigns AND d.state = 'reported'
    AND x.version = (SELECT MAX(y.version) FROM round_report y WHERE y.round_id = x.round_id) ORDER BY x.round_id)sql";
constexpr std::string_view dissents_sql = R"sql(
  SELECT x.round_id, CASE WHEN x.is_named = 1 THEN s.name END, x.language, x.body, x.objects_to FROM dissent x JOIN seat s ON s.id = x.seat_id
  JOIN round d ON d.id = x.round_id JOIN redesign r ON r.id = d.redesign_id WHERE @redesigns AND d.state = 'reported' ORDER BY x.round_id, x.body)sql";

}  // namespace

std::vector<ExportedTable> exported_rounds() {
  using enum CellType;
  return {
      {"round",
       rounds_sql,
       {{"id", id}, {"redesign", id}, {"phase", id}, {"state", text}, {"question", json}, {"access", json}, {"starts_at", moment}, {"agenda", json},
        {"turn_seconds", integer}, {"table_seats", integer}, {"seats_max", integer}, {"seed_hash", text}, {"seed", text}, {"drawn_at", moment},
        {"seats", integer}, {"statements", integer}, {"turns", integer}, {"common_ground", integer}}},
      {"round_history", round_history_sql, {{"round", id}, {"from", text}, {"to", text}, {"at", moment}, {"reason", text}}},
      {"seat", seats_sql, {{"id", id}, {"round", id}, {"number", integer}, {"seat_kind", text}, {"channel", text}, {"table", integer}}},
      {"turn",
       turns_sql,
       {{"round", id}, {"table", integer}, {"seat", id}, {"state", text}, {"mode", text}, {"queued_at", moment}, {"started_at", moment}, {"ended_at", moment}}},
      {"statement",
       statements_sql,
       {{"id", id}, {"round", id}, {"table", integer}, {"number", integer}, {"texts", json}, {"is_hidden", fact}, {"joined_into", id}, {"created_at", moment}}},
      {"statement_vote", judgements_sql, {{"statement", id}, {"table", integer}, {"choice", integer}}},
      {"round_report", reports_sql, {{"round", id}, {"version", integer}, {"language", text}, {"body", text}, {"created_at", moment}}},
      {"dissent", dissents_sql, {{"round", id}, {"name", text}, {"language", text}, {"body", text}, {"objects_to", integer}}},
  };
}

}  // namespace palabre::transfer
