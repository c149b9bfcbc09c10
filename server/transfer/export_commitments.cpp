// The queries of the export about commitments: all but who gave which opinion.
// Called by export_tables.
#include "transfer/export_commitments.hpp"

namespace palabre::transfer {
namespace {

constexpr std::string_view commitments_sql = R"sql(
  SELECT c.id, c.redesign_id, c.organisation_id, p.opaque_id, c.state, c.titles, c.bodies, c.languages, c.due_at, c.budget_eur, c.budget_line,
         c.check_days, c.state_since, c.replaced_by, c.created_at, c.updated_at
  FROM commitment c JOIN redesign r ON r.id = c.redesign_id JOIN person p ON p.id = c.officer_id WHERE @redesigns ORDER BY c.id)sql";
constexpr std::string_view commitment_ideas_sql = R"sql(
  SELECT s.commitment_id, s.idea_id FROM commitment_idea s JOIN idea i ON i.id = s.idea_id JOIN redesign r ON r.id = i.redesign_id
  WHERE @ideas ORDER BY s.commitment_id, s.idea_id)sql";
constexpr std::string_view milestones_sql = R"sql(
  SELECT m.id, m.commitment_id, m.position, m.titles, m.state, m.due_at, m.done_at, m.evidence FROM milestone m
  JOIN commitment c ON c.id = m.commitment_id JOIN redesign r ON r.id = c.redesign_id WHERE @redesigns ORDER BY m.commitment_id, m.position)sql";
constexpr std::string_view moved_dates_sql = R"sql(
  SELECT m.commitment_id, m.milestone_id, m.from_at, m.to_at, p.opaque_id, m.at, m.reasons FROM moved_date m JOIN commitment c ON c.id = m.commitment_id
  JOIN redesign r ON r.id = c.redesign_id LEFT JOIN person p ON p.id = m.person_id WHERE @redesigns ORDER BY m.id)sql";
constexpr std::string_view commitment_history_sql = R"sql(
  SELECT h.id, h.commitment_id, h.act, h.from_state, h.to_state, p.opaque_id, h.actor_role, h.at, h.texts, h.url FROM commitment_history h
  JOIN commitment c ON c.id = h.commitment_id JOIN redesign r ON r.id = c.redesign_id LEFT JOIN person p ON p.id = h.person_id
  WHERE @redesigns ORDER BY h.id)sql";
// Pictures of news and of deliveries; the bytes are fetched by their hash: /pictures/<hash>.webp.
constexpr std::string_view commitment_pictures_sql = R"sql(
  SELECT k.id, k.entry_id, k.position, k.state, CASE WHEN k.state = 'kept' THEN k.description END, k.language, s.hash, l.hash, l.width, l.height, k.created_at
  FROM picture k JOIN commitment_history h ON h.id = k.entry_id JOIN commitment c ON c.id = h.commitment_id JOIN redesign r ON r.id = c.redesign_id
  LEFT JOIN picture_bytes s ON s.picture_id = k.id AND s.size = 'small' LEFT JOIN picture_bytes l ON l.picture_id = k.id AND l.size = 'large'
  WHERE @redesigns ORDER BY k.id)sql";
// Who gave which opinion stays inside; the counts are public.
constexpr std::string_view checks_sql = R"sql(
  SELECT k.id, k.commitment_id, k.opens_at, k.closes_at, k.result, k.done, k.partly, k.not_done, k.imported_done, k.imported_partly, k.imported_not_done
  FROM commitment_check k JOIN commitment c ON c.id = k.commitment_id JOIN redesign r ON r.id = c.redesign_id WHERE @redesigns ORDER BY k.id)sql";
constexpr std::string_view drops_sql = R"sql(
  SELECT d.commitment_id, a.opaque_id, d.asked_role, d.asked_at, d.reasons, d.decided_body, d.replaced_by, d.state, s.opaque_id, d.settled_at
  FROM commitment_drop d JOIN commitment c ON c.id = d.commitment_id JOIN redesign r ON r.id = c.redesign_id JOIN person a ON a.id = d.asked_by
  LEFT JOIN person s ON s.id = d.settled_by WHERE @redesigns ORDER BY d.id)sql";

}  // namespace

std::vector<ExportedTable> exported_commitments() {
  using enum CellType;
  return {
      {"commitment",
       commitments_sql,
       {{"id", id}, {"redesign", id}, {"organisation", id}, {"officer", text}, {"state", text}, {"titles", json}, {"bodies", json}, {"languages", json},
        {"due_at", moment}, {"budget_eur", integer}, {"budget_line", text}, {"check_days", integer}, {"state_since", moment}, {"replaced_by", id},
        {"created_at", moment}, {"updated_at", moment}}},
      {"commitment_idea", commitment_ideas_sql, {{"commitment", id}, {"idea", id}}},
      {"milestone",
       milestones_sql,
       {{"id", id}, {"commitment", id}, {"position", integer}, {"titles", json}, {"state", text}, {"due_at", moment}, {"done_at", moment}, {"evidence", json}}},
      {"moved_date",
       moved_dates_sql,
       {{"commitment", id}, {"milestone", id}, {"from", moment}, {"to", moment}, {"person", text}, {"at", moment}, {"reasons", json}}},
      {"commitment_history",
       commitment_history_sql,
       {{"id", id}, {"commitment", id}, {"act", text}, {"from", text}, {"to", text}, {"person", text}, {"actor_role", text}, {"at", moment}, {"texts", json}, {"url", text}}},
      {"commitment_picture",
       commitment_pictures_sql,
       {{"id", id}, {"entry", id}, {"position", integer}, {"state", text}, {"description", text}, {"language", text}, {"small", text}, {"large", text},
        {"width", integer}, {"height", integer}, {"created_at", moment}}},
      {"commitment_check",
       checks_sql,
       {{"id", id}, {"commitment", id}, {"opens_at", moment}, {"closes_at", moment}, {"result", text}, {"done", integer}, {"partly", integer},
        {"not_done", integer}, {"imported_done", integer}, {"imported_partly", integer}, {"imported_not_done", integer}}},
      {"commitment_drop",
       drops_sql,
       {{"commitment", id}, {"asked_by", text}, {"asked_role", text}, {"asked_at", moment}, {"reasons", json}, {"decided_body", text}, {"replaced_by", id},
        {"state", text}, {"settled_by", text}, {"settled_at", moment}}},
  };
}

}  // namespace palabre::transfer
