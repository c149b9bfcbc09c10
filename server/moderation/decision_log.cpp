// One query over everything that decides in a redesign, and its forms as JSON and CSV.
// Called by log_api and by the log page.
#include "moderation/decision_log.hpp"

#include "base/csv.hpp"

#include <nlohmann/json.hpp>

namespace palabre::moderation {

namespace {

// $1 redesign, $2 1 for staff. Each part: source, id, kind, at, role, person, rule, reason, target kind, target id, idea (null:
// the target's own), from, to.
// A hiding of an import has no decision; what happened to reports stays inside, and so do merges that were not carried out.
constexpr std::string_view log_sql = R"sql(
WITH line AS (
  SELECT 1 AS source, d.id AS id, d.kind AS kind, d.at AS at, 'moderator' AS role, d.person_id AS person_id, d.rule AS rule, d.reason AS reason,
    d.target_kind AS target_kind, d.target_id AS target_id, CAST(NULL AS BIGINT) AS idea_id, '' AS from_state, '' AS to_state
  FROM moderation_decision d WHERE d.redesign_id = $1 AND (d.kind <> 'kept' OR $2 = 1)
  UNION ALL
  SELECT 2, d.id, 'undone', d.undone_at, 'moderator', d.person_id, '', '', d.target_kind, d.target_id, NULL, d.kind, ''
  FROM moderation_decision d WHERE d.redesign_id = $1 AND d.undone_at IS NOT NULL AND (d.kind <> 'kept' OR $2 = 1)
  UNION ALL
  SELECT 3, h.id, 'hidden', h.at, CASE WHEN h.person_id IS NULL THEN 'import' ELSE 'moderator' END, h.person_id, h.rule, h.reason, h.target_kind,
    h.target_id, NULL, '', ''
  FROM hiding h WHERE h.redesign_id = $1 AND h.decision_id IS NULL
  UNION ALL
  SELECT 4, h.id, 'restored', h.restored_at, 'moderator', h.restored_by, '', h.restored_reason, h.target_kind, h.target_id, NULL, '', ''
  FROM hiding h WHERE h.redesign_id = $1 AND h.restored_at IS NOT NULL AND h.restoration_id IS NULL AND h.undone = 0
  UNION ALL
  SELECT 5, m.id, 'merge', COALESCE(m.decided_at, m.created_at), CASE WHEN m.person_id IS NULL THEN 'import' ELSE 'moderator' END, m.person_id, '', m.reason,
    'idea', m.idea_id, m.into_id, '', m.state
  FROM merge m WHERE m.redesign_id = $1 AND (m.state = 'done' OR $2 = 1)
  UNION ALL
  SELECT 6, h.id, 'phase', h.at, CASE WHEN h.person_id IS NOT NULL THEN '' WHEN h.reason = 'clock' THEN 'clock' ELSE 'import' END, h.person_id, '',
    CASE WHEN h.person_id IS NULL THEN '' ELSE h.reason END, 'phase', h.phase_id, NULL, h.from_state, h.to_state
  FROM phase_history h JOIN phase f ON f.id = h.phase_id WHERE f.redesign_id = $1
  UNION ALL
  SELECT 7, h.id, 'redesign', h.at, CASE WHEN h.person_id IS NULL THEN 'import' ELSE '' END, h.person_id, '', h.reason, 'redesign', h.redesign_id, NULL,
    h.from_state, h.to_state
  FROM redesign_history h WHERE h.redesign_id = $1
  UNION ALL
  SELECT 8, a.id, 'answer', a.created_at, CASE WHEN a.source_key IS NULL THEN 'officer' ELSE 'import' END, a.person_id, a.reason_code, '', 'idea', a.idea_id,
    a.idea_id, '', a.kind
  FROM answer a JOIN idea i ON i.id = a.idea_id WHERE i.redesign_id = $1
)
SELECT l.kind, l.at, CASE WHEN l.role <> '' THEN l.role
    ELSE COALESCE((SELECT CASE WHEN COUNT(*) FILTER (WHERE g.role = 'moderator') > 0 THEN 'moderator' WHEN COUNT(*) FILTER (WHERE g.role = 'owner') > 0 THEN 'owner' END FROM role g
                   WHERE g.redesign_id = $1 AND g.person_id = l.person_id), 'admin') END,
  COALESCE(p.name, ''), l.rule, l.reason, l.target_kind, l.target_id,
  COALESCE(l.idea_id, CASE l.target_kind WHEN 'idea' THEN l.target_id WHEN 'comment' THEN (SELECT c.idea_id FROM comment c WHERE c.id = l.target_id) END),
  l.from_state, l.to_state, -l.at, l.source * 1000000000000 + l.id
FROM line l LEFT JOIN person p ON p.id = l.person_id
WHERE ($3 = '' OR l.kind = $3) AND ($4 = '' OR l.rule = $4)
  AND (-l.at > $5 OR (-l.at = $5 AND -(l.source * 1000000000000 + l.id) > $6))
ORDER BY l.at DESC, l.source * 1000000000000 + l.id DESC LIMIT $7)sql";

}  // namespace

const std::vector<std::string_view>& log_kind_names() {
  static const std::vector<std::string_view> names = {"hidden", "restored", "undone", "kept", "merge", "phase", "redesign", "answer"};
  return names;
}

std::vector<LogLine> load_log(db::Tx& tx, RedesignId redesign, const LogQuery& query) {
  std::vector<LogLine> lines;
  const std::string_view rule = query.rule ? name_of(*query.rule) : std::string_view("");
  auto rows = tx.rows(log_sql, redesign, query.reader == LogReader::staff, query.kind, rule, query.after.key, query.after.id,
                      static_cast<std::int64_t>(query.limit));
  while (rows.next()) {
    LogLine line;
    line.kind = rows.text(0);
    line.at = rows.instant(1);
    line.role = rows.text(2);
    line.person = query.reader == LogReader::staff ? rows.text(3) : std::string();
    line.rule = rows.text(4);
    line.reason = rows.text(5);
    line.target = rows.text(6) + ":" + std::to_string(rows.integer(7));
    line.idea = rows.id<IdeaId>(8);
    line.from = rows.text(9);
    line.to = rows.text(10);
    line.place = {rows.integer(11), -rows.integer(12)};
    lines.push_back(std::move(line));
  }
  return lines;
}

nlohmann::json log_line_view(const LogLine& line, LogReader reader) {
  nlohmann::json view = {{"kind", line.kind},
                         {"at", iso_text(line.at)},
                         {"role", line.role},
                         {"rule", line.rule},
                         {"reason", line.reason},
                         {"target", line.target},
                         {"idea", line.idea.is_set() ? nlohmann::json(line.idea.text()) : nlohmann::json(nullptr)},
                         {"from", line.from},
                         {"to", line.to}};
  if (reader == LogReader::staff) view["person"] = line.person;
  return view;
}

std::string log_csv(const std::vector<LogLine>& lines) {
  std::string text = "at,kind,role,rule,reason,target,idea,from,to\r\n";
  for (const auto& line : lines) {
    text += iso_text(line.at) + "," + line.kind + "," + line.role + "," + line.rule + "," + csv_cell(line.reason) + "," + line.target + "," +
            (line.idea.is_set() ? line.idea.text() : std::string()) + "," + line.from + "," + line.to + "\r\n";
  }
  return text;
}

}  // namespace palabre::moderation
