// SQL for reports, hidings and the words they are about.
// Called by the acts and views of this folder, by screens and by transfer.
#include "moderation/moderation_repo.hpp"

#include "ideas/idea_access.hpp"
#include "ideas/idea_repo.hpp"
#include "redesigns/redesign_repo.hpp"
#include "rounds/round_repo.hpp"
#include "rounds/seat_repo.hpp"
#include "rounds/statement_repo.hpp"

namespace palabre::moderation {

namespace {

constexpr std::string_view comment_content_sql =
    "SELECT i.redesign_id, i.id, c.author_id, p.name, i.title, c.body, c.language, c.state FROM comment c "
    "JOIN idea i ON i.id = c.idea_id JOIN person p ON p.id = c.author_id WHERE c.id = $1";
constexpr std::string_view idea_content_sql =
    "SELECT i.redesign_id, i.id, i.author_id, p.name, i.title, i.body, i.language, i.state FROM idea i "
    "JOIN person p ON p.id = i.author_id WHERE i.id = $1 AND i.state <> 'draft'";

constexpr std::string_view find_report_sql =
    "SELECT id, redesign_id, target_kind, target_id, reporter_id, rule, body, state, created_at, decided_at, decision "
    "FROM report WHERE id = $1";
constexpr std::string_view open_report_sql =
    "SELECT 1 FROM report WHERE target_kind = $1 AND target_id = $2 AND reporter_id = $3 AND state = 'open'";
constexpr std::string_view insert_report_sql =
    "INSERT INTO report (redesign_id, target_kind, target_id, reporter_id, rule, body, state, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, 'open', $7) RETURNING id";
// 10^15 ms is past the year 30000: one number sorts open ones first and then by time.
constexpr std::string_view queue_sql =
    "WITH queue AS (SELECT r.*, (CASE r.state WHEN 'open' THEN 0 ELSE 1000000000000000 END) + r.created_at AS sort_key "
    "FROM report r WHERE r.redesign_id = $1 AND ($2 = '' OR r.state = $2)) "
    "SELECT q.id, q.redesign_id, q.target_kind, q.target_id, q.reporter_id, q.rule, q.body, q.state, q.created_at, q.decided_at, q.decision, "
    "(SELECT count(*) FROM report o WHERE o.target_kind = q.target_kind AND o.target_id = q.target_id), q.sort_key "
    "FROM queue q WHERE q.sort_key > $3 OR (q.sort_key = $3 AND q.id > $4) ORDER BY q.sort_key, q.id LIMIT $5";
constexpr std::string_view count_open_sql = "SELECT count(*) FROM report WHERE redesign_id = $1 AND state = 'open'";
constexpr std::string_view decide_sql =
    "UPDATE report SET state = $2, decided_by = $3, decided_at = $4, decision = $5 WHERE id = $1";
constexpr std::string_view insert_hiding_sql =
    "INSERT INTO hiding (redesign_id, target_kind, target_id, rule, reason, person_id, at, decision_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr std::string_view restore_sql =
    "UPDATE hiding SET restored_by = $3, restored_at = $4, restored_reason = $5, restoration_id = $6 "
    "WHERE target_kind = $1 AND target_id = $2 AND restored_at IS NULL";
constexpr std::string_view case_log_sql =
    "SELECT h.id, h.target_kind, h.target_id, c.idea_id, h.rule, h.reason, h.at, h.restored_at, h.restored_reason, h.undone FROM hiding h "
    "LEFT JOIN comment c ON h.target_kind = 'comment' AND c.id = h.target_id "
    "WHERE h.redesign_id = $1 AND (-h.at > $2 OR (-h.at = $2 AND -h.id > $3)) ORDER BY h.at DESC, h.id DESC LIMIT $4";

constexpr std::string_view comment_state_sql = "UPDATE comment SET state = $2 WHERE id = $1";

bool is_idea_hideable(ideas::IdeaState state) {
  return ideas::is_listed(state) || state == ideas::IdeaState::submitted || state == ideas::IdeaState::withdrawn;
}

Report read_report(const db::Rows& row) {
  Report report;
  report.id = row.id<ReportId>(0);
  report.redesign = row.id<RedesignId>(1);
  report.target = {target_kind_named(row.view(2)), row.integer(3)};
  report.reporter = row.id<PersonId>(4);
  report.rule = rule_of(row.view(5)).value();
  report.text = row.text(6);
  report.state = report_state_of(row.view(7)).value();
  report.created_at = row.instant(8);
  report.decided_at = row.maybe_instant(9);
  report.decision = row.text(10);
  return report;
}

/// A statement is read by the table it stands for; who wrote it down is asked only so that nobody decides about their own words.
std::optional<Content> find_statement_content(db::Tx& tx, const Target& target) {
  const auto statement = rounds::find_statement(tx, StatementId{target.id});
  const auto round = statement ? rounds::find_round(tx, statement->round) : std::nullopt;
  if (!round) return std::nullopt;
  const auto seat = rounds::find_seat(tx, statement->seat);
  Content content;
  content.target = target;
  content.redesign = round->redesign;
  content.round = round->id;
  if (seat) content.author = seat->person;
  if (!round->questions.empty()) content.title = round->questions.begin()->second;
  if (!statement->texts.empty()) {
    content.language = statement->texts.begin()->first;
    content.body = statement->texts.begin()->second;
  }
  content.is_hidden = statement->hidden.has_value();
  content.is_hideable = !content.is_hidden;
  content.status = content.is_hidden ? "hidden" : "published";
  return content;
}

}  // namespace

bool is_place_visible(db::Tx& tx, const Content& content, const people::Actor& actor) {
  if (content.idea.is_set()) return ideas::load_visible_idea(tx, content.idea, actor).has_value();
  const auto redesign = redesigns::find_redesign(tx, content.redesign);
  return redesign && ideas::may_see(*redesign, actor);
}

std::optional<Content> find_content(db::Tx& tx, const Target& target) {
  if (target.kind == TargetKind::statement) return find_statement_content(tx, target);
  const bool is_idea = target.kind == TargetKind::idea;
  auto row = tx.rows(is_idea ? idea_content_sql : comment_content_sql, target.id);
  if (!row.next()) return std::nullopt;
  Content content;
  content.target = target;
  content.redesign = row.id<RedesignId>(0);
  content.idea = row.id<IdeaId>(1);
  content.author = row.id<PersonId>(2);
  content.author_name = row.text(3);
  content.title = row.text(4);
  content.body = row.text(5);
  content.language = row.text(6);
  content.status = row.text(7);
  content.is_hidden = content.status == "hidden";
  content.is_hideable = is_idea ? is_idea_hideable(ideas::idea_state_of(content.status).value()) : content.status == "published";
  return content;
}

std::optional<Report> find_report(db::Tx& tx, ReportId id) {
  auto row = tx.rows(find_report_sql, id);
  if (!row.next()) return std::nullopt;
  return read_report(row);
}

bool has_open_report(db::Tx& tx, const Target& target, PersonId reporter) {
  return tx.rows(open_report_sql, name_of(target.kind), target.id, reporter).next();
}

ReportId append_report(db::Tx& tx, const Report& report) {
  auto row = tx.rows(insert_report_sql, report.redesign, name_of(report.target.kind), report.target.id, report.reporter, name_of(report.rule),
                     report.text, report.created_at);
  if (!row.next()) throw db::DatabaseError("an inserted report has no id");
  return row.id<ReportId>(0);
}

std::vector<QueuedReport> load_reports(db::Tx& tx, RedesignId redesign, std::optional<ReportState> state, QueuePlace after, std::size_t limit) {
  std::vector<QueuedReport> queue;
  const std::string_view wanted = state ? name_of(*state) : std::string_view("");
  auto rows = tx.rows(queue_sql, redesign, wanted, after.key, after.id, static_cast<std::int64_t>(limit));
  while (rows.next()) queue.push_back({read_report(rows), rows.integer(11), {rows.integer(12), rows.integer(0)}});
  return queue;
}

std::int64_t count_open_reports(db::Tx& tx, RedesignId redesign) {
  auto row = tx.rows(count_open_sql, redesign);
  row.next();
  return row.integer(0);
}

void save_decision(db::Tx& tx, ReportId id, ReportState state, PersonId moderator, std::string_view reason) {
  tx.run(decide_sql, id, name_of(state), moderator, tx.now(), reason);
}

void append_hiding(db::Tx& tx, const Content& content, DecisionId decision, Rule rule, std::string_view reason, PersonId moderator) {
  tx.run(insert_hiding_sql, content.redesign, name_of(content.target.kind), content.target.id, name_of(rule), reason, moderator, tx.now(), decision);
}

void save_restored(db::Tx& tx, const Target& target, DecisionId decision, std::string_view reason, PersonId moderator) {
  tx.run(restore_sql, name_of(target.kind), target.id, moderator, tx.now(), reason, decision);
}

std::vector<Hiding> load_hidings(db::Tx& tx, RedesignId redesign, QueuePlace after, std::size_t limit) {
  std::vector<Hiding> log;
  auto rows = tx.rows(case_log_sql, redesign, after.key, after.id, static_cast<std::int64_t>(limit));
  while (rows.next()) {
    Hiding line;
    line.id = rows.integer(0);
    line.target = {target_kind_named(rows.view(1)), rows.integer(2)};
    line.idea = line.target.kind == TargetKind::idea ? IdeaId{line.target.id} : rows.id<IdeaId>(3);
    line.rule = rule_of(rows.view(4)).value();
    line.reason = rows.text(5);
    line.at = rows.instant(6);
    line.restored_at = rows.maybe_instant(7);
    line.restored_reason = rows.text(8);
    line.is_undone = rows.fact(9);
    log.push_back(std::move(line));
  }
  return log;
}

void save_comment_visibility(db::Tx& tx, const ideas::Idea& idea, const Content& comment, Visibility visibility) {
  const bool is_shown = visibility == Visibility::shown;
  tx.run(comment_state_sql, comment.target.id, is_shown ? "published" : "hidden");
  ideas::add_to_comment_count(tx, idea, is_shown ? 1 : -1);
  if (!is_shown) {
    tx.remove_search_entry(db::SearchKind::comment, comment.target.id);
  } else if (ideas::is_listed(idea.state)) {
    tx.save_search_entry({db::SearchKind::comment, comment.target.id, idea.redesign, idea.id, "", comment.body});
  }
}

}  // namespace palabre::moderation
