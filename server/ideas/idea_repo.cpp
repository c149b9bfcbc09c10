// Reads and writes ideas, their versions, tags and history, and keeps every derived number true in the same transaction.
// Called by the acts and views of this slice and of discussion, moderation, followup, screens and transfer.
#include "ideas/idea_repo.hpp"

#include "db/event_log.hpp"
#include "redesigns/redesign_repo.hpp"

#include <stdexcept>

namespace palabre::ideas {
namespace {

constexpr std::string_view find_sql =
    "SELECT id, redesign_id, phase_id, author_id, state, state_before_hidden, version, frozen_version, language, title, body, "
    "channel, place, latitude, longitude, merged_into, supports, comments, imported_supports, answer_due_at, created_at, updated_at, reactions "
    "FROM idea WHERE id = $1";
constexpr std::string_view insert_idea_sql =
    "INSERT INTO idea (redesign_id, phase_id, author_id, state, state_before_hidden, version, frozen_version, language, title, body, "
    "channel, place, latitude, longitude, merged_into, supports, comments, imported_supports, answer_due_at, created_at, updated_at, "
    "source_key) VALUES ($1,$2,$3,$4,$5,1,$6,$7,$8,$9,$10,$11,$12,$13,$14,0,0,$15,$16,$17,$18,$19) RETURNING id";
constexpr std::string_view insert_version_sql =
    "INSERT INTO idea_version (idea_id, version, language, is_original, title, body, note, person_id, created_at) "
    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)";
constexpr std::string_view current_text_sql =
    "UPDATE idea SET version = $2, title = $3, body = $4, updated_at = $5 WHERE id = $1";
constexpr std::string_view versions_sql =
    "SELECT v.version, v.language, v.is_original, v.title, v.body, v.note, v.person_id, v.created_at, p.name FROM idea_version v "
    "LEFT JOIN person p ON p.id = v.person_id WHERE v.idea_id = $1 ORDER BY v.version DESC, v.is_original DESC, v.language";
constexpr std::string_view translations_sql =
    "SELECT v.version, v.language, v.is_original, v.title, v.body, v.note, v.person_id, v.created_at, p.name FROM idea_version v "
    "LEFT JOIN person p ON p.id = v.person_id WHERE v.idea_id = $1 AND v.version = $2 AND v.is_original = 0 ORDER BY v.language";
constexpr std::string_view tags_sql = "SELECT tag FROM idea_tag WHERE idea_id = $1 ORDER BY tag";
constexpr std::string_view forget_tags_sql = "DELETE FROM idea_tag WHERE idea_id = $1";
constexpr std::string_view insert_tag_sql = "INSERT INTO idea_tag (idea_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING";
constexpr std::string_view idea_place_sql = "UPDATE idea SET place = $2, latitude = $3, longitude = $4, updated_at = $5 WHERE id = $1";
constexpr std::string_view history_sql =
    "SELECT h.from_state, h.to_state, h.person_id, p.name, h.actor_role, h.at, h.reason, h.reason_code FROM idea_history h "
    "LEFT JOIN person p ON p.id = h.person_id WHERE h.idea_id = $1 ORDER BY h.id";
constexpr std::string_view insert_history_sql =
    "INSERT INTO idea_history (idea_id, from_state, to_state, person_id, actor_role, at, reason, reason_code) "
    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)";
constexpr std::string_view move_sql =
    "UPDATE idea SET state = $2, state_before_hidden = $3, merged_into = $4, frozen_version = $5, answer_due_at = $6, updated_at = $7 "
    "WHERE id = $1";
// The numbers of the idea's row as it stands in the database, not of a copy read earlier.
constexpr std::string_view count_ideas_sql =
    "UPDATE redesign SET ideas = ideas + $2, "
    "comments = comments + $2 * (SELECT comments FROM idea WHERE id = $3), "
    "supports = supports + $2 * (SELECT supports FROM idea WHERE id = $3), "
    "reactions = reactions + $2 * (SELECT reactions FROM idea WHERE id = $3), "
    "answers = answers + $2 * (SELECT COUNT(*) FROM (SELECT 1 FROM answer WHERE idea_id = $3 LIMIT 1) AS first_answer) WHERE id = $1";
constexpr std::string_view comment_entries_sql = "SELECT id, body FROM comment WHERE idea_id = $1 AND state = 'published'";
constexpr std::string_view add_comments_sql = "UPDATE idea SET comments = comments + $2 WHERE id = $1";
constexpr std::string_view add_redesign_comments_sql = "UPDATE redesign SET comments = comments + $2 WHERE id = $1";
constexpr std::string_view add_answers_sql = "UPDATE redesign SET answers = answers + $2 WHERE id = $1";

IdeaState state_at(const db::Rows& row, int column) {
  const auto state = idea_state_of(row.view(column));
  if (!state) throw std::runtime_error("idea state unknown: " + row.text(column));
  return *state;
}

std::optional<int> maybe_number(const db::Rows& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(static_cast<int>(row.integer(column)));
}

std::optional<std::string_view> state_text(std::optional<IdeaState> state) {
  return state ? std::optional(name_of(*state)) : std::nullopt;
}

VersionText read_version(const db::Rows& row) {
  return {static_cast<int>(row.integer(0)), row.text(1), row.fact(2), row.text(3), row.text(4), row.text(5), row.id<PersonId>(6), row.instant(7),
          row.text(8)};
}

void insert_version(db::Tx& tx, IdeaId id, const VersionText& text) {
  tx.run(insert_version_sql, id, text.version, text.language, text.is_original, text.title, text.body, text.note, text.person, text.created_at);
}

/// Makes the idea (in every language of its current version) findable.
void index_idea(db::Tx& tx, const Idea& idea) {
  std::string body = idea.body;
  for (const auto& translation : load_translations(tx, idea)) body += "\n\n" + translation.title + "\n" + translation.body;
  tx.save_search_entry({db::SearchKind::idea, idea.id.value, idea.redesign, idea.id, idea.title, body});
}

std::vector<std::pair<CommentId, std::string>> load_comment_entries(db::Tx& tx, IdeaId id) {
  std::vector<std::pair<CommentId, std::string>> found;
  auto rows = tx.rows(comment_entries_sql, id);
  while (rows.next()) found.emplace_back(rows.id<CommentId>(0), rows.text(1));
  return found;
}

/// What stands under a public idea is public; under one that is not, nothing is found or counted.
void enter_public(db::Tx& tx, const Idea& idea) {
  tx.run(count_ideas_sql, idea.redesign, 1, idea.id);
  index_idea(tx, idea);
  for (const auto& [comment, body] : load_comment_entries(tx, idea.id))
    tx.save_search_entry({db::SearchKind::comment, comment.value, idea.redesign, idea.id, "", body});
}

void leave_public(db::Tx& tx, const Idea& idea) {
  tx.run(count_ideas_sql, idea.redesign, -1, idea.id);
  tx.remove_search_entry(db::SearchKind::idea, idea.id.value);
  for (const auto& entry : load_comment_entries(tx, idea.id)) tx.remove_search_entry(db::SearchKind::comment, entry.first.value);
}

bool is_final(IdeaState state) {
  return state == IdeaState::merged || state == IdeaState::withdrawn || state == IdeaState::accepted || state == IdeaState::declined ||
         state == IdeaState::not_selected;
}

std::int64_t append_move_event(db::Tx& tx, const Idea& idea, const StateMove& move) {
  const std::string id = R"({"idea":")" + idea.id.text() + "\",";
  const bool is_merge = move.to == IdeaState::merged;
  const std::string payload =
      is_merge ? id + R"("into":")" + move.merged_into.text() + "\"}" : id + R"("state":")" + std::string(name_of(move.to)) + "\"}";
  return db::append_event(tx, move.actor, redesigns::channel_of(idea.redesign), redesigns::subject_of(idea.id),
                          is_merge ? "idea.merged" : "idea.state_changed", payload);
}

}  // namespace

std::optional<Idea> find_idea(db::Tx& tx, IdeaId id) {
  auto row = tx.rows(find_sql, id);
  if (!row.next()) return std::nullopt;
  Idea idea;
  idea.id = row.id<IdeaId>(0);
  idea.redesign = row.id<RedesignId>(1);
  idea.phase = row.id<PhaseId>(2);
  idea.author = row.id<PersonId>(3);
  idea.state = state_at(row, 4);
  if (!row.is_null(5)) idea.state_before_hidden = state_at(row, 5);
  idea.version = static_cast<int>(row.integer(6));
  idea.frozen_version = maybe_number(row, 7);
  idea.language = row.text(8);
  idea.title = row.text(9);
  idea.body = row.text(10);
  idea.channel = row.text(11);
  idea.place = row.text(12);
  idea.latitude = row.maybe_real(13);
  idea.longitude = row.maybe_real(14);
  idea.merged_into = row.id<IdeaId>(15);
  idea.supports = row.integer(16);
  idea.comments = row.integer(17);
  idea.imported_supports = row.integer(18);
  idea.answer_due_at = row.maybe_instant(19);
  idea.created_at = row.instant(20);
  idea.updated_at = row.instant(21);
  idea.reactions = row.integer(22);
  return idea;
}

IdeaId insert_idea(db::Tx& tx, const NewIdea& wanted) {
  Idea idea = wanted.idea;
  const auto source_key = wanted.source_key.empty() ? std::nullopt : std::optional<std::string_view>(wanted.source_key);
  {
    auto row = tx.rows(insert_idea_sql, idea.redesign, idea.phase, idea.author, name_of(idea.state), state_text(idea.state_before_hidden),
                       idea.frozen_version, idea.language, idea.title, idea.body, idea.channel, idea.place, idea.latitude, idea.longitude,
                       idea.merged_into, idea.imported_supports, idea.answer_due_at, idea.created_at, idea.updated_at, source_key);
    if (!row.next()) throw db::DatabaseError("an inserted idea has no id");
    idea.id = row.id<IdeaId>(0);
  }
  idea.version = 1;
  insert_version(tx, idea.id, {1, idea.language, true, idea.title, idea.body, wanted.note, idea.author, idea.created_at});
  for (const auto& text : wanted.translations)
    insert_version(tx, idea.id, {1, text.language, false, text.title, text.body, text.note, idea.author, idea.created_at});
  save_tags(tx, idea.id, wanted.tags);
  if (is_listed(idea.state)) enter_public(tx, idea);
  return idea.id;
}

int append_version(db::Tx& tx, const Idea& idea, const VersionText& text, const std::vector<VersionText>& translations) {
  Idea changed = idea;
  changed.version = idea.version + 1;
  changed.title = text.title;
  changed.body = text.body;
  insert_version(tx, idea.id, {changed.version, idea.language, true, text.title, text.body, text.note, text.person, text.created_at});
  for (const auto& other : translations)
    insert_version(tx, idea.id, {changed.version, other.language, false, other.title, other.body, other.note, text.person, text.created_at});
  tx.run(current_text_sql, idea.id, changed.version, text.title, text.body, text.created_at);
  if (is_listed(idea.state)) index_idea(tx, changed);
  return changed.version;
}

std::vector<VersionText> load_versions(db::Tx& tx, IdeaId id) {
  std::vector<VersionText> found;
  auto rows = tx.rows(versions_sql, id);
  while (rows.next()) found.push_back(read_version(rows));
  return found;
}

std::vector<VersionText> load_translations(db::Tx& tx, const Idea& idea) {
  std::vector<VersionText> found;
  auto rows = tx.rows(translations_sql, idea.id, idea.version);
  while (rows.next()) found.push_back(read_version(rows));
  return found;
}

std::vector<std::string> load_tags(db::Tx& tx, IdeaId id) {
  std::vector<std::string> found;
  auto rows = tx.rows(tags_sql, id);
  while (rows.next()) found.push_back(rows.text(0));
  return found;
}

void save_tags(db::Tx& tx, IdeaId id, const std::vector<std::string>& tags) {
  tx.run(forget_tags_sql, id);
  for (const auto& tag : tags) tx.run(insert_tag_sql, id, tag);
}

void save_place(db::Tx& tx, const Idea& idea) {
  tx.run(idea_place_sql, idea.id, idea.place, idea.latitude, idea.longitude, tx.now());
}

std::vector<HistoryEntry> load_history(db::Tx& tx, IdeaId id) {
  std::vector<HistoryEntry> found;
  auto rows = tx.rows(history_sql, id);
  while (rows.next())
    found.push_back({state_at(rows, 0), state_at(rows, 1), rows.id<PersonId>(2), rows.text(3), rows.text(4), rows.instant(5), rows.text(6), rows.text(7)});
  return found;
}

void append_history(db::Tx& tx, IdeaId id, const HistoryEntry& entry) {
  tx.run(insert_history_sql, id, name_of(entry.from), name_of(entry.to), entry.person, entry.actor_role, entry.at, entry.reason, entry.reason_code);
}

std::int64_t move_idea(db::Tx& tx, const Idea& idea, const StateMove& move) {
  const auto before_hidden = move.to == IdeaState::hidden ? std::optional(idea.state) : std::nullopt;
  const auto frozen = move.to == IdeaState::on_ballot && !idea.frozen_version ? std::optional(idea.version) : idea.frozen_version;
  const auto due = is_final(move.to) ? std::nullopt : idea.answer_due_at;
  if (is_listed(idea.state) && !is_listed(move.to)) leave_public(tx, idea);
  tx.run(move_sql, idea.id, name_of(move.to), state_text(before_hidden), move.merged_into, frozen, due, tx.now());
  append_history(tx, idea.id, {idea.state, move.to, move.person, "", move.actor_role, tx.now(), move.reason, move.reason_code});
  if (!is_listed(idea.state) && is_listed(move.to)) enter_public(tx, idea);
  return append_move_event(tx, idea, move);
}

void add_to_comment_count(db::Tx& tx, const Idea& idea, int difference) {
  tx.run(add_comments_sql, idea.id, difference);
  if (is_listed(idea.state)) tx.run(add_redesign_comments_sql, idea.redesign, difference);
}

void add_to_answer_count(db::Tx& tx, const Idea& idea, int difference) {
  if (is_listed(idea.state)) tx.run(add_answers_sql, idea.redesign, difference);
}

}  // namespace palabre::ideas
