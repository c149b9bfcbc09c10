// SQL for answers, the officers' inbox and the ideas that come back on their review day.
// Called by the acts and views of this folder, by screens and by transfer.
#include "followup/answer_repo.hpp"

#include "ideas/idea_repo.hpp"

namespace palabre::followup {

namespace {

constexpr std::string_view answers_sql =
    "SELECT a.id, a.idea_id, a.person_id, a.kind, a.reason_code, a.review_on, a.created_at, a.supersedes, p.name, o.names, "
    "NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id) FROM answer a JOIN person p ON p.id = a.person_id "
    "JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id "
    "LEFT JOIN organisation o ON o.id = COALESCE(p.organisation_id, r.organisation_id) "
    "WHERE a.idea_id = $1 ORDER BY a.created_at DESC, a.id DESC";
constexpr std::string_view officer_sql =
    "SELECT p.name, o.names FROM person p JOIN redesign r ON r.id = $1 LEFT JOIN organisation o ON o.id = COALESCE(p.organisation_id, r.organisation_id) "
    "WHERE p.id = $2";
constexpr std::string_view texts_sql = "SELECT language, body FROM answer_text WHERE answer_id = $1";
constexpr std::string_view current_sql =
    "SELECT a.id FROM answer a WHERE a.idea_id = $1 AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id) "
    "ORDER BY a.created_at DESC, a.id DESC LIMIT 1";
constexpr std::string_view insert_sql =
    "INSERT INTO answer (idea_id, person_id, kind, reason_code, review_on, created_at, supersedes, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (source_key) DO NOTHING RETURNING id";
constexpr std::string_view insert_text_sql = "INSERT INTO answer_text (answer_id, language, body) VALUES ($1, $2, $3)";
constexpr std::string_view count_answers_sql = "SELECT count(*) FROM answer WHERE idea_id = $1";
constexpr std::string_view due_sql = "UPDATE idea SET answer_due_at = $2 WHERE id = $1";

constexpr std::string_view count_inbox_sql =
    "SELECT count(*), count(CASE WHEN i.answer_due_at < $2 THEN 1 END) FROM idea i "
    "WHERE i.redesign_id = $1 AND i.state IN ('published','shortlisted','under_review','not_selected') "
    "AND (i.answer_due_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM answer a WHERE a.idea_id = i.id))";

constexpr std::string_view due_reviews_sql =
    "SELECT i.id, a.review_on, r.answer_days FROM idea i JOIN answer a ON a.idea_id = i.id JOIN redesign r ON r.id = i.redesign_id "
    "WHERE i.state = 'deferred' AND a.kind = 'deferred' AND a.review_on <= $1 "
    "AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id) ORDER BY a.review_on, i.id";
constexpr std::string_view next_review_sql =
    "SELECT min(a.review_on) FROM idea i JOIN answer a ON a.idea_id = i.id WHERE i.state = 'deferred' AND a.kind = 'deferred' "
    "AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id)";

std::int64_t count_answers(db::Tx& tx, IdeaId idea) {
  auto row = tx.rows(count_answers_sql, idea);
  row.next();
  return row.integer(0);
}

ShownAnswer read_answer(const db::Rows& row) {
  ShownAnswer shown;
  shown.answer.id = row.id<AnswerId>(0);
  shown.answer.idea = row.id<IdeaId>(1);
  shown.answer.officer = row.id<PersonId>(2);
  shown.answer.kind = kind_of(row.view(3)).value();
  shown.answer.reason_code = reason_code_of(row.view(4));
  shown.answer.review_on = row.maybe_instant(5);
  shown.answer.created_at = row.instant(6);
  shown.answer.supersedes = row.id<AnswerId>(7);
  shown.officer_name = row.text(8);
  shown.organisation_json = row.maybe_text(9).value_or("");
  shown.is_current = row.fact(10);
  return shown;
}

}  // namespace

std::vector<ShownAnswer> load_answers(db::Tx& tx, IdeaId idea) {
  std::vector<ShownAnswer> answers;
  {
    auto rows = tx.rows(answers_sql, idea);
    while (rows.next()) answers.push_back(read_answer(rows));
  }
  for (auto& shown : answers) {
    auto texts = tx.rows(texts_sql, shown.answer.id);
    while (texts.next()) shown.answer.texts.emplace(texts.text(0), texts.text(1));
  }
  return answers;
}

void name_officer(db::Tx& tx, RedesignId redesign, PersonId officer, ShownAnswer& shown) {
  auto row = tx.rows(officer_sql, redesign, officer);
  if (!row.next()) return;
  shown.officer_name = row.text(0);
  shown.organisation_json = row.maybe_text(1).value_or("");
}

std::optional<AnswerId> find_current_answer(db::Tx& tx, IdeaId idea) {
  auto row = tx.rows(current_sql, idea);
  if (!row.next()) return std::nullopt;
  return row.id<AnswerId>(0);
}

std::optional<AnswerId> append_answer(db::Tx& tx, const ideas::Idea& idea, const Answer& answer, std::string_view source_key) {
  const auto key = source_key.empty() ? std::nullopt : std::optional(source_key);
  const std::string_view code = answer.reason_code ? name_of(*answer.reason_code) : std::string_view("");
  const bool is_first = count_answers(tx, idea.id) == 0;
  AnswerId id;
  {
    auto row = tx.rows(insert_sql, idea.id, answer.officer, name_of(answer.kind), code, answer.review_on, answer.created_at, answer.supersedes, key);
    if (!row.next()) return std::nullopt;
    id = row.id<AnswerId>(0);
  }
  for (const auto& [language, body] : answer.texts) tx.run(insert_text_sql, id, language, body);
  if (is_first) ideas::add_to_answer_count(tx, idea, 1);
  return id;
}

void save_due(db::Tx& tx, IdeaId idea, std::optional<Instant> due_at) { tx.run(due_sql, idea, due_at); }

InboxCount count_inbox(db::Tx& tx, RedesignId redesign, Instant now) {
  auto row = tx.rows(count_inbox_sql, redesign, now);
  row.next();
  return {row.integer(0), row.integer(1)};
}

std::vector<DueReview> load_due_reviews(db::Tx& tx, Instant now) {
  std::vector<DueReview> due;
  auto rows = tx.rows(due_reviews_sql, now);
  while (rows.next()) due.push_back({rows.id<IdeaId>(0), rows.instant(1), static_cast<int>(rows.integer(2))});
  return due;
}

std::optional<Instant> find_next_review(db::Tx& tx) {
  auto row = tx.rows(next_review_sql);
  if (!row.next()) return std::nullopt;
  return row.maybe_instant(0);
}

}  // namespace palabre::followup
