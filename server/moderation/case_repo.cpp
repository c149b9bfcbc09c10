// SQL for the queue: cases, what stands around a text, second opinions, who is looking.
// Called by the acts and views of this folder and by the moderators' pages.
#include "moderation/case_repo.hpp"

namespace palabre::moderation {

namespace {

// A case is a text with open reports; its key is the moment its clock began, or the newest report with the sign turned.
constexpr std::string_view cases_sql =
    "WITH open_case AS (SELECT r.target_kind, r.target_id, count(*) AS reports, min(r.created_at) AS first_at, min(r.id) AS first_id, "
    "CASE $5 WHEN 'due' THEN min(r.created_at) ELSE -max(r.created_at) END AS sort_key FROM report r "
    "WHERE r.redesign_id = $1 AND r.state = 'open' GROUP BY r.target_kind, r.target_id) "
    "SELECT c.target_kind, c.target_id, c.reports, c.first_at, c.sort_key, c.first_id FROM open_case c "
    "WHERE ($2 = '' OR c.target_kind = $2) "
    "AND ($3 = '' OR EXISTS (SELECT 1 FROM report s WHERE s.target_kind = c.target_kind AND s.target_id = c.target_id AND s.state = 'open' AND s.rule = $3)) "
    "AND ($4 = 0 OR EXISTS (SELECT 1 FROM second_opinion o WHERE o.target_kind = c.target_kind AND o.target_id = c.target_id AND o.decision_id IS NULL)) "
    "AND (c.sort_key > $6 OR (c.sort_key = $6 AND c.first_id > $7)) ORDER BY c.sort_key, c.first_id LIMIT $8";
constexpr std::string_view counts_sql =
    "SELECT count(*), count(CASE WHEN c.first_at < $2 THEN 1 END), count(CASE WHEN c.last_at > $3 THEN 1 END), "
    "(SELECT count(*) FROM second_opinion o WHERE o.redesign_id = $1 AND o.decision_id IS NULL) FROM "
    "(SELECT min(r.created_at) AS first_at, max(r.created_at) AS last_at FROM report r WHERE r.redesign_id = $1 AND r.state = 'open' "
    "GROUP BY r.target_kind, r.target_id) c";
constexpr std::string_view open_ids_sql =
    "SELECT id FROM report WHERE target_kind = $1 AND target_id = $2 AND state = 'open' ORDER BY created_at, id";
constexpr std::string_view open_questions_sql =
    "SELECT (SELECT count(*) FROM report WHERE target_kind = $1 AND target_id = $2 AND state = 'open'), "
    "(SELECT count(*) FROM second_opinion WHERE target_kind = $1 AND target_id = $2 AND decision_id IS NULL)";
constexpr std::string_view author_sql =
    "SELECT (SELECT count(*) FROM idea i WHERE i.author_id = $2 AND i.redesign_id = $1 AND i.state <> 'draft') + "
    "(SELECT count(*) FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.author_id = $2 AND i.redesign_id = $1 AND c.state <> 'withdrawn'), "
    "(SELECT count(*) FROM idea i WHERE i.author_id = $2 AND i.redesign_id = $1 AND i.state = 'hidden') + "
    "(SELECT count(*) FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.author_id = $2 AND i.redesign_id = $1 AND c.state = 'hidden')";
constexpr std::string_view parent_sql =
    "SELECT p.body, p.language, p.state FROM comment c JOIN comment p ON p.id = c.parent_id WHERE c.id = $1";
constexpr std::string_view before_sql =
    "SELECT b.body, b.language, b.state FROM comment c JOIN comment b ON b.idea_id = c.idea_id AND b.parent_id IS NOT DISTINCT FROM c.parent_id "
    "AND (b.created_at < c.created_at OR (b.created_at = c.created_at AND b.id < c.id)) WHERE c.id = $1 ORDER BY b.created_at DESC, b.id DESC LIMIT 1";
constexpr std::string_view after_sql =
    "SELECT b.body, b.language, b.state FROM comment c JOIN comment b ON b.idea_id = c.idea_id AND b.parent_id IS NOT DISTINCT FROM c.parent_id "
    "AND (b.created_at > c.created_at OR (b.created_at = c.created_at AND b.id > c.id)) WHERE c.id = $1 ORDER BY b.created_at, b.id LIMIT 1";

constexpr std::string_view find_opinion_sql =
    "SELECT person_id, note, at FROM second_opinion WHERE target_kind = $1 AND target_id = $2 AND decision_id IS NULL";
constexpr std::string_view insert_opinion_sql =
    "INSERT INTO second_opinion (redesign_id, target_kind, target_id, person_id, note, at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view close_opinion_sql =
    "UPDATE second_opinion SET decision_id = $3 WHERE target_kind = $1 AND target_id = $2 AND decision_id IS NULL";
constexpr std::string_view reopen_opinion_sql =
    "UPDATE second_opinion SET decision_id = NULL WHERE decision_id = $1 AND NOT EXISTS (SELECT 1 FROM second_opinion o "
    "WHERE o.target_kind = second_opinion.target_kind AND o.target_id = second_opinion.target_id AND o.decision_id IS NULL)";

constexpr std::string_view watch_sql =
    "INSERT INTO case_watch (redesign_id, person_id, target_kind, target_id, seen_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (redesign_id, person_id) DO UPDATE SET target_kind = excluded.target_kind, target_id = excluded.target_id, seen_at = excluded.seen_at";
constexpr std::string_view unwatch_sql = "DELETE FROM case_watch WHERE redesign_id = $1 AND person_id = $2";
constexpr std::string_view watchers_sql =
    "SELECT target_kind, target_id, count(*) FROM case_watch WHERE redesign_id = $1 AND person_id <> $2 AND seen_at > $3 GROUP BY target_kind, target_id";

Target target_of(const db::Rows& row, int column) {
  return {target_kind_named(row.view(column)), row.integer(column + 1)};
}

void add_neighbour(db::Tx& tx, std::string_view sql, Neighbour::Place place, std::int64_t comment, std::vector<Neighbour>& found) {
  auto row = tx.rows(sql, comment);
  if (row.next()) found.push_back({place, row.view(2) == "published" ? row.text(0) : std::string(), row.text(1)});
}

}  // namespace

const std::vector<std::string_view>& case_sort_names() {
  static const std::vector<std::string_view> names = {"due", "newest"};
  return names;
}

std::vector<Case> load_cases(db::Tx& tx, RedesignId redesign, const CaseQuery& query) {
  std::vector<Case> cases;
  const std::string_view kind = query.kind ? name_of(*query.kind) : std::string_view("");
  const std::string_view rule = query.rule ? name_of(*query.rule) : std::string_view("");
  auto rows = tx.rows(cases_sql, redesign, kind, rule, query.is_second_opinion_only, case_sort_names().at(static_cast<std::size_t>(query.sort)),
                      query.after.key, query.after.id, static_cast<std::int64_t>(query.limit));
  while (rows.next()) cases.push_back({target_of(rows, 0), rows.integer(2), rows.instant(3), {rows.integer(4), rows.integer(5)}});
  return cases;
}

CaseCounts count_cases(db::Tx& tx, RedesignId redesign, Instant late_before, Instant since) {
  auto row = tx.rows(counts_sql, redesign, late_before, since);
  row.next();
  return {row.integer(0), row.integer(1), row.integer(3), row.integer(2)};
}

std::vector<Report> load_open_reports(db::Tx& tx, const Target& target) {
  std::vector<ReportId> ids;
  {
    auto rows = tx.rows(open_ids_sql, name_of(target.kind), target.id);
    while (rows.next()) ids.push_back(rows.id<ReportId>(0));
  }
  std::vector<Report> reports;
  for (const auto id : ids) reports.push_back(find_report(tx, id).value());
  return reports;
}

OpenQuestions load_open_questions(db::Tx& tx, const Target& target) {
  auto row = tx.rows(open_questions_sql, name_of(target.kind), target.id);
  row.next();
  return {row.integer(0), row.integer(1) > 0};
}

AuthorHistory load_author_history(db::Tx& tx, RedesignId redesign, PersonId author) {
  auto row = tx.rows(author_sql, redesign, author);
  row.next();
  return {row.integer(0), row.integer(1)};
}

std::vector<Neighbour> load_neighbours(db::Tx& tx, const Target& target) {
  std::vector<Neighbour> found;
  if (target.kind != TargetKind::comment) return found;
  add_neighbour(tx, parent_sql, Neighbour::Place::parent, target.id, found);
  add_neighbour(tx, before_sql, Neighbour::Place::before, target.id, found);
  add_neighbour(tx, after_sql, Neighbour::Place::after, target.id, found);
  return found;
}

std::optional<SecondOpinion> find_second_opinion(db::Tx& tx, const Target& target) {
  auto row = tx.rows(find_opinion_sql, name_of(target.kind), target.id);
  if (!row.next()) return std::nullopt;
  return SecondOpinion{row.id<PersonId>(0), row.text(1), row.instant(2)};
}

void append_second_opinion(db::Tx& tx, const Content& content, PersonId asked_by, std::string_view note) {
  tx.run(insert_opinion_sql, content.redesign, name_of(content.target.kind), content.target.id, asked_by, note, tx.now());
}

void close_second_opinion(db::Tx& tx, const Target& target, DecisionId decision) {
  tx.run(close_opinion_sql, name_of(target.kind), target.id, decision);
}

void reopen_second_opinion(db::Tx& tx, DecisionId decision) { tx.run(reopen_opinion_sql, decision); }

void save_watch(db::Tx& tx, RedesignId redesign, PersonId person, const std::optional<Target>& target) {
  if (!target) tx.run(unwatch_sql, redesign, person);
  else tx.run(watch_sql, redesign, person, name_of(target->kind), target->id, tx.now());
}

std::map<std::string, std::int64_t> load_watchers(db::Tx& tx, RedesignId redesign, PersonId but, Instant seen_after) {
  std::map<std::string, std::int64_t> watchers;
  auto rows = tx.rows(watchers_sql, redesign, but, seen_after);
  while (rows.next()) watchers[target_of(rows, 0).text()] = rows.integer(2);
  return watchers;
}

}  // namespace palabre::moderation
