// One query for the inbox in all its facets.
// Called by desk_api and the inbox page.
#include "followup/inbox.hpp"
#include "base/names.hpp"

#include <algorithm>
#include <string>

namespace palabre::followup {

namespace {

// $1 redesign, $2 now, $3 reader, $4 whether a search narrows, $5 the ids it found. 10^15 ms is past the year 30000: ideas without a date come last.
// A question to the author is open until the author's next comment or version; a question that was hidden or withdrawn asks nothing.
const std::string waiting_cte = R"sql(
WITH candidate AS (
  SELECT i.id, i.title, i.body, i.language, i.state, i.author_id, p.name AS author_name, i.supports, i.imported_supports, i.comments, i.created_at,
    i.answer_due_at AS due_at, COALESCE(i.answer_due_at, 1000000000000000 + i.created_at) AS sort_key,
    (SELECT a.kind FROM answer a WHERE a.idea_id = i.id AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id)) AS answered,
    (SELECT w.id FROM pending_answer w WHERE w.idea_id = i.id AND w.state = 'waiting') AS pending_id,
    EXISTS (SELECT 1 FROM clarification q JOIN comment c ON c.id = q.comment_id AND c.state = 'published' WHERE q.idea_id = i.id
      AND NOT EXISTS (SELECT 1 FROM comment r WHERE r.idea_id = i.id AND r.author_id = i.author_id AND r.state = 'published' AND r.created_at >= q.at AND r.id > q.comment_id)
      AND NOT EXISTS (SELECT 1 FROM idea_version v WHERE v.idea_id = i.id AND v.created_at > q.at)) AS is_asked,
    s.person_id AS assignee, sp.name AS assignee_name
  FROM idea i JOIN person p ON p.id = i.author_id LEFT JOIN idea_assignment s ON s.idea_id = i.id LEFT JOIN person sp ON sp.id = s.person_id
  WHERE i.redesign_id = $1 AND i.state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined')),
waiting AS (
  SELECT w.* FROM candidate w
  WHERE ((w.state IN ('published','shortlisted','under_review','not_selected') AND (w.answered IS NULL OR w.due_at IS NOT NULL)) OR w.pending_id IS NOT NULL)
    AND ($4 = 0 OR w.id IN (SELECT value FROM json_each($5))))
)sql";

constexpr std::string_view week_ms = "604800000";

/// The condition of each facet, over `w`.
std::string condition_of(Facet facet) {
  const std::string week_end = "($2 + " + std::string(week_ms) + ")";
  switch (facet) {
    case Facet::all: return "1 = 1";
    case Facet::late: return "w.due_at < $2";
    case Facet::week: return "w.due_at >= $2 AND w.due_at < " + week_end;
    case Facet::later: return "(w.due_at IS NULL OR w.due_at >= " + week_end + ")";
    case Facet::unanswered: return "w.answered IS NULL";
    case Facet::release: return "w.pending_id IS NOT NULL";
    case Facet::asked: return "w.is_asked";
    case Facet::mine: return "w.assignee = $3";
    case Facet::nobodys: return "w.assignee IS NULL";
  }
  return "1 = 1";
}

/// One text per facet, made once: statements are kept by their text.
const std::string& inbox_sql(Facet facet) {
  static const std::vector<std::string> texts = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < facet_names().size(); ++i) {
      all.push_back(waiting_cte +
                    "SELECT w.id, w.title, w.language, w.state, w.author_id, w.author_name, w.supports, w.imported_supports, w.comments, w.created_at, "
                    "w.due_at, w.answered, w.sort_key, w.body, w.pending_id, w.is_asked, w.assignee, w.assignee_name FROM waiting w WHERE (" +
                    condition_of(static_cast<Facet>(i)) + ") AND (w.sort_key > $6 OR (w.sort_key = $6 AND w.id > $7)) AND $3 = $3 AND $2 = $2 ORDER BY w.sort_key, w.id LIMIT $8");
    }
    return all;
  }();
  return texts.at(static_cast<std::size_t>(facet));
}

const std::string& counts_sql() {
  static const std::string text = [] {
    std::string columns;
    for (std::size_t i = 0; i < facet_names().size(); ++i)
      columns += std::string(i == 0 ? "" : ", ") + "count(CASE WHEN " + condition_of(static_cast<Facet>(i)) + " THEN 1 END)";
    return waiting_cte + "SELECT " + columns + " FROM waiting w";
  }();
  return text;
}

std::string ids_json(const InboxQuery& query) {
  std::string text = "[";
  if (query.found) {
    for (const auto id : *query.found) text += (text.size() > 1 ? "," : "") + id.text();
  }
  return text + "]";
}

WaitingIdea read_waiting(const db::Rows& row) {
  WaitingIdea waiting;
  waiting.idea = row.id<IdeaId>(0);
  waiting.title = row.text(1);
  waiting.language = row.text(2);
  waiting.state = row.text(3);
  waiting.author = row.id<PersonId>(4);
  waiting.author_name = row.text(5);
  waiting.supports = row.integer(6);
  waiting.imported_supports = row.integer(7);
  waiting.comments = row.integer(8);
  waiting.created_at = row.instant(9);
  waiting.due_at = row.maybe_instant(10);
  if (!row.is_null(11)) waiting.answered = kind_of(row.view(11));
  waiting.place = {row.integer(12), row.integer(0)};
  waiting.body = row.text(13);
  waiting.pending = row.id<PendingAnswerId>(14);
  waiting.is_asked = row.fact(15);
  waiting.assignee = row.id<PersonId>(16);
  waiting.assignee_name = row.maybe_text(17).value_or("");
  return waiting;
}

}  // namespace

const std::vector<std::string_view>& facet_names() {
  static const std::vector<std::string_view> names = {"all", "late", "week", "later", "unanswered", "release", "asked", "mine", "nobodys"};
  return names;
}

std::optional<Facet> facet_of(std::string_view name) {
  return find_name<Facet>(facet_names(), name);
}

std::vector<WaitingIdea> load_inbox(db::Tx& tx, RedesignId redesign, const InboxQuery& query) {
  std::vector<WaitingIdea> inbox;
  const std::string found = ids_json(query);
  auto rows = tx.rows(inbox_sql(query.facet), redesign, query.now, query.reader.value, query.found.has_value(), found, query.after.key, query.after.id,
                      static_cast<std::int64_t>(query.limit));
  while (rows.next()) inbox.push_back(read_waiting(rows));
  return inbox;
}

std::vector<std::int64_t> count_facets(db::Tx& tx, RedesignId redesign, const InboxQuery& query) {
  const std::string found = ids_json(query);
  auto row = tx.rows(counts_sql(), redesign, query.now, query.reader.value, query.found.has_value(), found);
  row.next();
  std::vector<std::int64_t> counts;
  for (std::size_t i = 0; i < facet_names().size(); ++i) counts.push_back(row.integer(static_cast<int>(i)));
  return counts;
}

}  // namespace palabre::followup
