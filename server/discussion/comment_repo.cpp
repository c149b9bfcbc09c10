// SQL for comments and their versions; keeps the counts and the search index true in the same transaction.
// Called by the acts and views of this folder, by screens and by transfer.
#include "discussion/comment_repo.hpp"

#include "ideas/idea_repo.hpp"

namespace palabre::discussion {

namespace {

constexpr std::string_view find_comment_sql =
    "SELECT id, idea_id, parent_id, author_id, stance, language, body, version, state, channel, created_at, edited_at "
    "FROM comment WHERE id = $1";

// What every list of shown comments selects; the sort key and its tie-breaker come last.
const std::string shown_columns =
    "SELECT c.id, c.idea_id, c.parent_id, c.author_id, c.stance, c.language, c.body, c.version, c.state, c.channel, c.created_at, "
    "c.edited_at, p.name, p.organisation_id, h.rule, h.reason, "
    "(SELECT v.count FROM imported_count v WHERE v.target_kind = 'comment' AND v.target_id = c.id AND v.kind = 'votes_for'), "
    "(SELECT v.count FROM imported_count v WHERE v.target_kind = 'comment' AND v.target_id = c.id AND v.kind = 'votes_against'), "
    "(SELECT v.count FROM imported_count v WHERE v.target_kind = 'comment' AND v.target_id = c.id AND v.kind = 'votes_mixed'), "
    "(SELECT v.count FROM imported_count v WHERE v.target_kind = 'comment' AND v.target_id = c.id AND v.kind = 'votes'), "
    "EXISTS (SELECT 1 FROM clarification q WHERE q.comment_id = c.id), ";
const std::string shown_tables =
    "JOIN person p ON p.id = c.author_id "
    "LEFT JOIN hiding h ON h.target_kind = 'comment' AND h.target_id = c.id AND h.restored_at IS NULL ";

const std::string find_shown_sql = shown_columns + "c.created_at, c.id FROM comment c " + shown_tables + "WHERE c.id = $1";

// 10^15 ms is past the year 30000: one number sorts by "that stance first" and then by time.
const std::string top_comments_sql =
    "WITH top AS (SELECT t.*, "
    "CASE $2 WHEN 'oldest' THEN t.created_at WHEN 'newest' THEN -t.created_at "
    "ELSE (CASE WHEN t.stance = $2 THEN 0 ELSE 1000000000000000 END) + t.created_at END AS sort_key, "
    "CASE $2 WHEN 'newest' THEN -t.id ELSE t.id END AS sort_id "
    "FROM comment t WHERE t.idea_id = $1 AND t.parent_id IS NULL) " +
    shown_columns + "c.sort_key, c.sort_id FROM top c " + shown_tables +
    "WHERE c.sort_key > $3 OR (c.sort_key = $3 AND c.sort_id > $4) ORDER BY c.sort_key, c.sort_id LIMIT $5";

const std::string replies_sql =
    shown_columns + "c.created_at, c.id FROM comment c " + shown_tables +
    "WHERE c.parent_id = $1 AND (c.created_at > $2 OR (c.created_at = $2 AND c.id > $3)) ORDER BY c.created_at, c.id LIMIT $4";

constexpr std::string_view written_sql =
    "SELECT id, idea_id, parent_id, author_id, stance, language, body, version, state, channel, created_at, edited_at "
    "FROM comment WHERE author_id = $1 AND state <> 'withdrawn' ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3";
constexpr std::string_view count_replies_sql = "SELECT count(*) FROM comment WHERE parent_id = $1";
constexpr std::string_view versions_sql = "SELECT version, body, created_at FROM comment_version WHERE comment_id = $1 ORDER BY version";

constexpr std::string_view insert_comment_sql =
    "INSERT INTO comment (idea_id, parent_id, author_id, stance, language, body, version, state, channel, created_at, edited_at, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (source_key) DO NOTHING RETURNING id";
constexpr std::string_view insert_version_sql =
    "INSERT INTO comment_version (comment_id, version, body, created_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view replace_comment_text_sql = "UPDATE comment SET body = $2 WHERE id = $1";
constexpr std::string_view replace_version_text_sql = "UPDATE comment_version SET body = $3 WHERE comment_id = $1 AND version = $2";
constexpr std::string_view new_version_sql = "UPDATE comment SET body = $2, version = $3, edited_at = $4 WHERE id = $1";
constexpr std::string_view withdraw_sql = "UPDATE comment SET body = '', state = 'withdrawn' WHERE id = $1";
constexpr std::string_view clear_versions_sql = "UPDATE comment_version SET body = '' WHERE comment_id = $1";

Comment read_comment(const db::Rows& row) {
  Comment comment;
  comment.id = row.id<CommentId>(0);
  comment.idea = row.id<IdeaId>(1);
  comment.parent = row.id<CommentId>(2);
  comment.author = row.id<PersonId>(3);
  comment.stance = stance_of(row.view(4)).value();
  comment.language = row.text(5);
  comment.body = row.text(6);
  comment.version = static_cast<int>(row.integer(7));
  comment.state = comment_state_of(row.view(8)).value();
  comment.channel = row.text(9);
  comment.created_at = row.instant(10);
  comment.edited_at = row.maybe_instant(11);
  return comment;
}

SortedComment read_sorted(const db::Rows& row) {
  SortedComment sorted;
  sorted.shown.comment = read_comment(row);
  sorted.shown.author_name = row.text(12);
  sorted.shown.author_is_organisation = !row.is_null(13);
  sorted.shown.hidden_rule = row.maybe_text(14).value_or("");
  sorted.shown.hidden_reason = row.maybe_text(15).value_or("");
  sorted.shown.votes_for = row.maybe_integer(16);
  sorted.shown.votes_against = row.maybe_integer(17);
  sorted.shown.votes_mixed = row.maybe_integer(18);
  sorted.shown.votes_all = row.maybe_integer(19);
  sorted.shown.asks_author = row.fact(20);
  sorted.place = {row.integer(21), row.integer(22)};
  return sorted;
}

std::vector<SortedComment> read_all(db::Rows rows) {
  std::vector<SortedComment> all;
  while (rows.next()) all.push_back(read_sorted(rows));
  return all;
}

/// Comments are found and counted in the redesign while their idea is listed; ideas::move_idea does the same when it moves.
void index_comment(db::Tx& tx, const ideas::Idea& idea, CommentId id, std::string_view body) {
  if (!ideas::is_listed(idea.state)) return;
  db::SearchEntry entry;
  entry.kind = db::SearchKind::comment;
  entry.id = id.value;
  entry.redesign = idea.redesign;
  entry.idea = idea.id;
  entry.body = body;
  tx.save_search_entry(entry);
}

}  // namespace

const std::vector<std::string_view>& sort_names() {
  static const std::vector<std::string_view> names = {"oldest", "newest", "for", "against"};
  return names;
}

std::optional<Comment> find_comment(db::Tx& tx, CommentId id) {
  auto rows = tx.rows(find_comment_sql, id);
  if (!rows.next()) return std::nullopt;
  return read_comment(rows);
}

std::optional<ShownComment> find_shown_comment(db::Tx& tx, CommentId id) {
  auto found = read_all(tx.rows(find_shown_sql, id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front().shown);
}

std::vector<SortedComment> load_top_comments(db::Tx& tx, IdeaId idea, CommentSort sort, CommentPlace after, std::size_t limit) {
  const std::string_view order = sort_names()[static_cast<std::size_t>(sort)];
  return read_all(tx.rows(top_comments_sql, idea, order, after.key, after.id, static_cast<std::int64_t>(limit)));
}

std::vector<SortedComment> load_replies(db::Tx& tx, CommentId parent, CommentPlace after, std::size_t limit) {
  return read_all(tx.rows(replies_sql, parent, after.key, after.id, static_cast<std::int64_t>(limit)));
}

std::int64_t count_replies(db::Tx& tx, CommentId parent) {
  auto rows = tx.rows(count_replies_sql, parent);
  rows.next();
  return rows.integer(0);
}

std::vector<Comment> load_written_comments(db::Tx& tx, PersonId author, std::size_t limit, std::size_t offset) {
  std::vector<Comment> written;
  auto rows = tx.rows(written_sql, author, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset));
  while (rows.next()) written.push_back(read_comment(rows));
  return written;
}

std::vector<CommentVersion> load_comment_versions(db::Tx& tx, CommentId id) {
  std::vector<CommentVersion> versions;
  auto rows = tx.rows(versions_sql, id);
  while (rows.next()) versions.push_back({static_cast<int>(rows.integer(0)), rows.text(1), rows.instant(2)});
  return versions;
}

std::optional<CommentId> append_comment(db::Tx& tx, const ideas::Idea& idea, const Comment& comment, std::string_view source_key) {
  const auto key = source_key.empty() ? std::nullopt : std::optional(source_key);
  CommentId id;
  {
    auto rows = tx.rows(insert_comment_sql, idea.id, comment.parent, comment.author, name_of(comment.stance), comment.language, comment.body,
                        comment.version, name_of(comment.state), comment.channel, comment.created_at, comment.edited_at, key);
    if (!rows.next()) return std::nullopt;
    id = rows.id<CommentId>(0);
  }
  tx.run(insert_version_sql, id, comment.version, comment.body, comment.edited_at.value_or(comment.created_at));
  if (comment.state != CommentState::published) return id;
  ideas::add_to_comment_count(tx, idea, 1);
  index_comment(tx, idea, id, comment.body);
  return id;
}

void replace_text(db::Tx& tx, const ideas::Idea& idea, const Comment& comment, std::string_view body) {
  tx.run(replace_comment_text_sql, comment.id, body);
  tx.run(replace_version_text_sql, comment.id, comment.version, body);
  index_comment(tx, idea, comment.id, body);
}

void append_version(db::Tx& tx, const ideas::Idea& idea, const Comment& comment, std::string_view body, Instant at) {
  tx.run(insert_version_sql, comment.id, comment.version + 1, body, at);
  tx.run(new_version_sql, comment.id, body, comment.version + 1, at);
  index_comment(tx, idea, comment.id, body);
}

void save_withdrawn(db::Tx& tx, const ideas::Idea& idea, const Comment& comment) {
  tx.run(withdraw_sql, comment.id);
  tx.run(clear_versions_sql, comment.id);
  ideas::add_to_comment_count(tx, idea, -1);
  tx.remove_search_entry(db::SearchKind::comment, comment.id.value);
}

}  // namespace palabre::discussion
