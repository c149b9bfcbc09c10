// SQL for pending answers, drafts, assignments and the four-eyes switch.
// Called by the acts of this folder and by the officers' pages.
#include "followup/desk_repo.hpp"

#include "redesigns/texts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

constexpr std::string_view four_eyes_sql = "SELECT four_eyes FROM redesign WHERE id = $1";
constexpr std::string_view save_four_eyes_sql = "UPDATE redesign SET four_eyes = $2 WHERE id = $1";

const std::string pending_columns =
    "SELECT w.id, w.idea_id, w.person_id, w.kind, w.reason_code, w.review_on, w.texts, w.created_at, w.state, p.name FROM pending_answer w "
    "JOIN person p ON p.id = w.person_id ";
const std::string find_pending_sql = pending_columns + "WHERE w.id = $1";
const std::string find_waiting_sql = pending_columns + "WHERE w.idea_id = $1 AND w.state = 'waiting'";
const std::string waiting_sql =
    pending_columns + "JOIN idea i ON i.id = w.idea_id WHERE i.redesign_id = $1 AND w.state = 'waiting' ORDER BY w.created_at, w.id LIMIT $2";
constexpr std::string_view insert_pending_sql =
    "INSERT INTO pending_answer (idea_id, person_id, kind, reason_code, review_on, texts, created_at, state) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting') RETURNING id";
constexpr std::string_view pending_state_sql =
    "UPDATE pending_answer SET state = $2, decided_by = $3, decided_at = $4, note = $5, answer_id = $6 WHERE id = $1";

constexpr std::string_view find_draft_sql =
    "SELECT kind, reason_code, review_on, texts, note, updated_at FROM answer_draft WHERE idea_id = $1 AND person_id = $2";
constexpr std::string_view save_draft_sql =
    "INSERT INTO answer_draft (idea_id, person_id, kind, reason_code, review_on, texts, note, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (idea_id, person_id) DO UPDATE SET kind = excluded.kind, reason_code = excluded.reason_code, review_on = excluded.review_on, "
    "texts = excluded.texts, note = CASE WHEN excluded.note = '' THEN answer_draft.note ELSE excluded.note END, updated_at = excluded.updated_at";
constexpr std::string_view remove_draft_sql = "DELETE FROM answer_draft WHERE idea_id = $1 AND person_id = $2";

constexpr std::string_view assign_sql =
    "INSERT INTO idea_assignment (idea_id, person_id, assigned_by, at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (idea_id) DO UPDATE SET person_id = excluded.person_id, assigned_by = excluded.assigned_by, at = excluded.at";
constexpr std::string_view unassign_sql = "DELETE FROM idea_assignment WHERE idea_id = $1";
constexpr std::string_view desk_officers_sql =
    "SELECT DISTINCT p.id, p.name FROM role g JOIN person p ON p.id = g.person_id WHERE g.redesign_id = $1 AND g.role IN ('officer', 'owner') "
    "ORDER BY p.name, p.id";

PendingAnswer read_pending(const db::Rows& row) {
  PendingAnswer pending;
  pending.id = row.id<PendingAnswerId>(0);
  pending.answer.idea = row.id<IdeaId>(1);
  pending.answer.officer = row.id<PersonId>(2);
  pending.answer.kind = kind_of(row.view(3)).value();
  pending.answer.reason_code = reason_code_of(row.view(4));
  pending.answer.review_on = row.maybe_instant(5);
  pending.answer.texts = redesigns::parse_texts_by_language(row.text(6));
  pending.answer.created_at = row.instant(7);
  pending.state = pending_state_of(row.view(8)).value();
  pending.writer_name = row.text(9);
  return pending;
}

std::optional<PendingAnswer> first_pending(db::Rows row) {
  if (!row.next()) return std::nullopt;
  return read_pending(row);
}

std::string texts_json(const redesigns::TextsByLanguage& texts) { return nlohmann::json(texts).dump(); }

}  // namespace

bool needs_four_eyes(db::Tx& tx, RedesignId redesign) {
  auto row = tx.rows(four_eyes_sql, redesign);
  return row.next() && row.fact(0);
}

void save_four_eyes(db::Tx& tx, RedesignId redesign, bool is_on) { tx.run(save_four_eyes_sql, redesign, is_on); }

std::optional<PendingAnswer> find_pending(db::Tx& tx, PendingAnswerId id) { return first_pending(tx.rows(find_pending_sql, id)); }
std::optional<PendingAnswer> find_waiting(db::Tx& tx, IdeaId idea) { return first_pending(tx.rows(find_waiting_sql, idea)); }

std::vector<PendingAnswer> load_waiting(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<PendingAnswer> waiting;
  auto rows = tx.rows(waiting_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) waiting.push_back(read_pending(rows));
  return waiting;
}

PendingAnswerId append_pending(db::Tx& tx, const Answer& answer) {
  const std::string_view code = answer.reason_code ? name_of(*answer.reason_code) : std::string_view("");
  const std::string texts = texts_json(answer.texts);
  auto row = tx.rows(insert_pending_sql, answer.idea, answer.officer, name_of(answer.kind), code, answer.review_on, texts, answer.created_at);
  if (!row.next()) throw db::DatabaseError("an inserted pending answer has no id");
  return row.id<PendingAnswerId>(0);
}

void save_pending_state(db::Tx& tx, PendingAnswerId id, PendingState state, PersonId by, std::string_view note, AnswerId published) {
  tx.run(pending_state_sql, id, name_of(state), by, tx.now(), note, published);
}

std::optional<AnswerDraft> find_answer_draft(db::Tx& tx, IdeaId idea, PersonId person) {
  auto row = tx.rows(find_draft_sql, idea, person);
  if (!row.next()) return std::nullopt;
  return AnswerDraft{row.text(0), row.text(1), row.text(2), redesigns::parse_texts_by_language(row.text(3)), row.text(4), row.instant(5)};
}

void save_answer_draft(db::Tx& tx, IdeaId idea, PersonId person, const AnswerDraft& draft) {
  const std::string texts = texts_json(draft.texts);
  tx.run(save_draft_sql, idea, person, draft.kind, draft.reason_code, draft.review_on, texts, draft.note, tx.now());
}

void remove_answer_draft(db::Tx& tx, IdeaId idea, PersonId person) { tx.run(remove_draft_sql, idea, person); }

void save_assignment(db::Tx& tx, IdeaId idea, PersonId person, PersonId by) {
  if (person.is_set()) tx.run(assign_sql, idea, person, by, tx.now());
  else tx.run(unassign_sql, idea);
}

std::vector<Assignee> load_assignees(db::Tx& tx, RedesignId redesign) {
  std::vector<Assignee> officers;
  auto rows = tx.rows(desk_officers_sql, redesign);
  while (rows.next()) officers.push_back({rows.id<PersonId>(0), rows.text(1)});
  return officers;
}

}  // namespace palabre::followup
