// SQL of notices. Called by the reader of the event log, the notice routes and pages, and the mail about notices.
#include "notices/notice_store.hpp"

namespace palabre::notices {
namespace {

// A line grows only by an event newer than all it tells of: the same event twice changes nothing.
constexpr std::string_view told_columns =
    "INSERT INTO notice (person_id, kind, subject, redesign_id, idea_id, comment_id, phase_id, word, count, is_mine, first_seq, last_seq, at) ";
constexpr std::string_view grows =
    " ON CONFLICT (person_id, kind, subject) WHERE read_at IS NULL DO UPDATE SET count = notice.count + 1, word = excluded.word, "
    "last_seq = excluded.last_seq, at = excluded.at WHERE excluded.last_seq > notice.last_seq";
const std::string to_followers_sql = std::string(told_columns) +
    "SELECT f.person_id, $1, $2, $3, $4, $5, $6, $7, 1, CASE WHEN f.person_id = $8 THEN 1 ELSE 0 END, $9, $9, $10 FROM follow f "
    "WHERE f.target_kind = $11 AND f.target_id = $12 AND f.is_on = 1 AND f.person_id <> COALESCE($13, 0) AND f.person_id <> COALESCE($14, 0)" +
    std::string(grows);
// Whoever can sign in can read it.
const std::string to_person_sql = std::string(told_columns) +
    "SELECT p.id, $1, $2, $3, $4, $5, $6, $7, 1, 1, $8, $8, $9 FROM person p WHERE p.id = $10 AND p.id <> COALESCE($11, 0) AND p.email IS NOT NULL" +
    std::string(grows);
// Those who took a seat themselves; nobody reads notices for a seat of somebody without a device.
const std::string to_seats_sql =
    "INSERT INTO notice (person_id, kind, subject, redesign_id, round_id, word, count, is_mine, first_seq, last_seq, at) "
    "SELECT s.person_id, $1, $2, $3, $4, $5, 1, 1, $6, $6, $7 FROM seat s JOIN person p ON p.id = s.person_id AND p.email IS NOT NULL "
    "WHERE s.round_id = $4 AND s.person_id <> COALESCE($8, 0)" + std::string(grows);
// Who follows the redesign and has not had their ballot yet.
const std::string to_voters_sql =
    "INSERT INTO notice (person_id, kind, subject, redesign_id, phase_id, word, count, is_mine, first_seq, last_seq, at) "
    "SELECT f.person_id, CAST($1 AS TEXT), CAST($2 AS TEXT), f.target_id, CAST($4 AS BIGINT), CAST($5 AS TEXT), 1, 0, CAST($6 AS BIGINT), CAST($6 AS BIGINT), "
    "CAST($7 AS BIGINT) FROM follow f WHERE f.target_kind = 'redesign' AND f.target_id = $3 AND f.is_on = 1 AND NOT EXISTS "
    "(SELECT 1 FROM vote v JOIN vote_register r ON r.vote_id = v.id WHERE v.phase_id = $4 AND r.person_id = f.person_id)" + std::string(grows);
const std::string to_statement_author_sql =
    "INSERT INTO notice (person_id, kind, subject, redesign_id, round_id, statement_id, word, count, is_mine, first_seq, last_seq, at) "
    "SELECT p.id, $1, $2, $3, $4, $5, $6, 1, 1, $7, $7, $8 FROM person p WHERE p.id = $9 AND p.id <> COALESCE($10, 0) AND p.email IS NOT NULL" +
    std::string(grows);
constexpr std::string_view forget_state_sql =
    "DELETE FROM notice WHERE kind = 'state' AND idea_id = $1 AND read_at IS NULL AND last_seq = $2";
constexpr std::string_view merge_asked_sql =
    "INSERT INTO notice (person_id, kind, subject, redesign_id, idea_id, merge_id, count, is_mine, first_seq, last_seq, at) "
    "SELECT c.person_id, 'merge_asked', 'merge:' || m.id, m.redesign_id, m.idea_id, m.id, 1, 1, $2, $2, $3 FROM merge m "
    "JOIN merge_consent c ON c.merge_id = m.id AND c.is_given IS NULL JOIN person p ON p.id = c.person_id AND p.email IS NOT NULL "
    "WHERE m.id = $1 AND m.state = 'proposed' ON CONFLICT (person_id, kind, subject) WHERE read_at IS NULL DO NOTHING";

const std::string notice_columns =
    "SELECT n.id, n.kind, n.word, n.count, n.is_mine, n.read_at IS NOT NULL, n.at, n.last_seq, r.id, r.slug, r.texts, i.id, i.title, i.language, "
    "i.state = 'hidden', n.comment_id, p.id, p.titles, n.merge_id, h.rule, h.reason, "
    "d.id, d.questions, d.starts_at, n.statement_id, v.id FROM notice n JOIN redesign r ON r.id = n.redesign_id "
    "LEFT JOIN idea i ON i.id = n.idea_id LEFT JOIN phase p ON p.id = n.phase_id LEFT JOIN round d ON d.id = n.round_id "
    "LEFT JOIN vote v ON n.word = 'vote' AND v.phase_id = n.phase_id "
    "LEFT JOIN hiding h ON n.kind = 'hidden' AND h.restored_at IS NULL "
    "AND h.target_kind = CASE WHEN n.statement_id IS NOT NULL THEN 'statement' WHEN n.comment_id IS NULL THEN 'idea' ELSE 'comment' END "
    "AND h.target_id = COALESCE(n.statement_id, n.comment_id, n.idea_id) ";
const std::string list_notices_sql =
    notice_columns + "WHERE n.person_id = $1 AND (n.at < $2 OR (n.at = $2 AND n.id < $3)) ORDER BY n.at DESC, n.id DESC LIMIT $4";
const std::string unmailed_sql =
    notice_columns + "WHERE n.person_id = $1 AND n.read_at IS NULL AND n.mailed_seq < n.last_seq AND n.is_mine >= $2 ORDER BY "
    "CASE n.kind WHEN 'answer' THEN 0 WHEN 'hidden' THEN 1 WHEN 'merge_asked' THEN 1 WHEN 'round' THEN 1 WHEN 'state' THEN 2 WHEN 'restored' THEN 2 "
    "WHEN 'merge_done' THEN 2 WHEN 'closing' THEN 3 WHEN 'phase' THEN 3 WHEN 'reply' THEN 4 ELSE 5 END, n.at DESC, n.id DESC LIMIT $3";
constexpr std::string_view mailed_sql = "UPDATE notice SET mailed_seq = $2 WHERE id = $1";
constexpr std::string_view unread_sql = "SELECT count(*) FROM notice WHERE person_id = $1 AND read_at IS NULL";
constexpr std::string_view is_there_sql = "SELECT 1 FROM notice WHERE id = $1 AND person_id = $2";
constexpr std::string_view read_sql = "UPDATE notice SET read_at = $3 WHERE id = $1 AND person_id = $2 AND read_at IS NULL";
constexpr std::string_view read_all_sql = "UPDATE notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL AND last_seq <= $3";
constexpr std::string_view read_idea_sql =
    "UPDATE notice SET read_at = $3 WHERE person_id = $1 AND idea_id = $2 AND read_at IS NULL AND kind <> 'merge_asked'";

std::vector<Notice> read_rows(db::Rows rows) {
  std::vector<Notice> all;
  while (rows.next()) {
    Notice notice;
    notice.id = rows.id<NoticeId>(0);
    notice.kind = notice_kind_of(rows.view(1)).value();
    notice.word = rows.text(2);
    notice.count = rows.integer(3);
    notice.is_mine = rows.fact(4);
    notice.is_read = rows.fact(5);
    notice.at = rows.instant(6);
    notice.last_seq = rows.integer(7);
    notice.redesign = rows.id<RedesignId>(8);
    notice.redesign_slug = rows.text(9);
    notice.redesign_texts_json = rows.text(10);
    notice.idea = rows.id<IdeaId>(11);
    notice.idea_title = rows.maybe_text(12).value_or("");
    notice.idea_language = rows.maybe_text(13).value_or("");
    notice.is_idea_hidden = !rows.is_null(14) && rows.fact(14);
    notice.comment = rows.id<CommentId>(15);
    notice.phase = rows.id<PhaseId>(16);
    notice.phase_titles_json = rows.maybe_text(17).value_or("");
    notice.merge = rows.id<MergeId>(18);
    notice.rule = rows.maybe_text(19).value_or("");
    notice.reason = rows.maybe_text(20).value_or("");
    notice.round = rows.id<RoundId>(21);
    notice.round_questions_json = rows.maybe_text(22).value_or("");
    notice.round_starts_at = rows.maybe_instant(23).value_or(Instant{});
    notice.statement = rows.id<StatementId>(24);
    notice.vote = rows.id<votes::VoteId>(25);
    all.push_back(std::move(notice));
  }
  return all;
}

PersonId only_hearer(const Happening& what, Hearers hearers) {
  switch (hearers) {
    case Hearers::idea_author: return what.idea_author;
    case Hearers::comment_author: return what.comment_author;
    case Hearers::parent_author: return what.parent_author;
    default: return {};
  }
}

}  // namespace

void save_tellings(db::Tx& tx, const Happening& what, const Telling& telling) {
  const auto kind = name_of(telling.kind);
  const std::string& word = telling.word.empty() ? what.word : telling.word;
  if (telling.hearers == Hearers::round_seats) {
    tx.run(to_seats_sql, kind, telling.subject, what.redesign, what.round, word, what.seq, what.at, what.actor);
    return;
  }
  if (telling.hearers == Hearers::not_yet_voted) {
    tx.run(to_voters_sql, kind, telling.subject, what.redesign, what.phase, word, what.seq, what.at);
    return;
  }
  if (telling.hearers == Hearers::statement_author) {
    tx.run(to_statement_author_sql, kind, telling.subject, what.redesign, what.round, what.statement, word, what.seq, what.at, what.statement_author, what.actor);
    return;
  }
  if (telling.hearers == Hearers::idea_followers || telling.hearers == Hearers::redesign_followers) {
    const bool is_idea = telling.hearers == Hearers::idea_followers;
    tx.run(to_followers_sql, kind, telling.subject, what.redesign, what.idea, what.comment, what.phase, word, what.idea_author, what.seq,
           what.at, is_idea ? "idea" : "redesign", is_idea ? what.idea.value : what.redesign.value, what.actor, telling.besides);
    return;
  }
  const PersonId hearer = only_hearer(what, telling.hearers);
  tx.run(to_person_sql, kind, telling.subject, what.redesign, what.idea, what.comment, what.phase, word, what.seq, what.at, hearer, what.actor);
}

void forget_state_before_answer(db::Tx& tx, const Happening& answer) { tx.run(forget_state_sql, answer.idea, answer.seq - 1); }

void save_merge_asked(db::Tx& tx, MergeId merge, std::int64_t seq) { tx.run(merge_asked_sql, merge, seq, tx.now()); }

std::vector<Notice> load_notices(db::Tx& tx, PersonId person, NoticePlace after, std::size_t limit) {
  return read_rows(tx.rows(list_notices_sql, person, after.at, after.id, static_cast<std::int64_t>(limit)));
}

std::vector<Notice> load_unmailed(db::Tx& tx, PersonId person, bool is_mine_only, std::size_t limit) {
  return read_rows(tx.rows(unmailed_sql, person, is_mine_only, static_cast<std::int64_t>(limit)));
}

void save_notices_mailed(db::Tx& tx, const std::vector<Notice>& notices) {
  for (const auto& notice : notices) tx.run(mailed_sql, notice.id, notice.last_seq);
}

std::int64_t count_unread(db::Tx& tx, PersonId person) {
  auto row = tx.rows(unread_sql, person);
  return row.next() ? row.integer(0) : 0;
}

Result<void> read_notice(db::Tx& tx, PersonId person, NoticeId id) {
  if (!tx.rows(is_there_sql, id, person).next()) return refuse(Reason::not_found, "no such notice", "id");
  tx.run(read_sql, id, person, tx.now());
  return {};
}

std::int64_t read_all_notices(db::Tx& tx, PersonId person, std::int64_t until_seq) { return tx.run(read_all_sql, person, tx.now(), until_seq); }

void read_notices_of(db::Tx& tx, PersonId person, IdeaId idea) { tx.run(read_idea_sql, person, idea, tx.now()); }

}  // namespace palabre::notices
