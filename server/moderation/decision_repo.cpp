// SQL for decisions and what they settle: reports, hidings. Declared in case_repo.hpp.
// Called by the acts of this folder and by the moderators' pages.
#include "moderation/case_repo.hpp"

namespace palabre::moderation {

namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO moderation_decision (redesign_id, target_kind, target_id, kind, rule, reason, person_id, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
const std::string columns =
    "SELECT d.id, d.redesign_id, d.target_kind, d.target_id, d.kind, d.rule, d.reason, d.person_id, d.at, d.undone_at, "
    "NOT EXISTS (SELECT 1 FROM moderation_decision n WHERE n.target_kind = d.target_kind AND n.target_id = d.target_id AND n.id > d.id) "
    "FROM moderation_decision d ";
const std::string find_sql = columns + "WHERE d.id = $1";
const std::string latest_sql = columns + "WHERE d.target_kind = $1 AND d.target_id = $2 ORDER BY d.id DESC LIMIT 1";
const std::string undoable_sql = columns + "WHERE d.redesign_id = $1 AND d.person_id = $2 AND d.at >= $3 AND d.undone_at IS NULL ORDER BY d.id DESC LIMIT 20";
constexpr std::string_view undone_sql = "UPDATE moderation_decision SET undone_at = $2 WHERE id = $1";

constexpr std::string_view settle_sql =
    "UPDATE report SET state = $3, decided_by = $4, decided_at = $5, decision = $6, decision_id = $7 "
    "WHERE target_kind = $1 AND target_id = $2 AND state = 'open'";
constexpr std::string_view link_sql = "UPDATE report SET decision_id = $2 WHERE id = $1";
constexpr std::string_view reopen_sql =
    "UPDATE report SET state = 'open', decided_by = NULL, decided_at = NULL, decision = '', decision_id = NULL "
    "WHERE decision_id = $1 AND NOT EXISTS (SELECT 1 FROM report o WHERE o.target_kind = report.target_kind AND o.target_id = report.target_id "
    "AND o.reporter_id = report.reporter_id AND o.state = 'open')";
constexpr std::string_view hiding_undone_sql =
    "UPDATE hiding SET restored_by = person_id, restored_at = $2, restored_reason = '', undone = 1 WHERE decision_id = $1 AND restored_at IS NULL";
constexpr std::string_view restoration_undone_sql =
    "UPDATE hiding SET restored_by = NULL, restored_at = NULL, restored_reason = '', restoration_id = NULL WHERE restoration_id = $1";

DecisionMade read_decision(const db::Rows& row) {
  DecisionMade made;
  made.id = row.id<DecisionId>(0);
  made.redesign = row.id<RedesignId>(1);
  made.target = {target_kind_named(row.view(2)), row.integer(3)};
  made.kind = decision_kind_of(row.view(4)).value();
  made.rule = rule_of(row.view(5));
  made.reason = row.text(6);
  made.moderator = row.id<PersonId>(7);
  made.at = row.instant(8);
  made.undone_at = row.maybe_instant(9);
  made.is_latest = row.fact(10);
  return made;
}

std::optional<DecisionMade> first_decision(db::Rows row) {
  if (!row.next()) return std::nullopt;
  return read_decision(row);
}

}  // namespace

DecisionId append_decision(db::Tx& tx, const Content& content, const NewDecision& decision) {
  const std::string_view rule = decision.rule ? name_of(*decision.rule) : std::string_view("");
  auto row = tx.rows(insert_sql, content.redesign, name_of(content.target.kind), content.target.id, name_of(decision.kind), rule, decision.reason,
                     decision.moderator, tx.now());
  if (!row.next()) throw db::DatabaseError("an inserted decision has no id");
  return row.id<DecisionId>(0);
}

std::optional<DecisionMade> find_decision(db::Tx& tx, DecisionId id) { return first_decision(tx.rows(find_sql, id)); }

std::optional<DecisionMade> find_latest_decision(db::Tx& tx, const Target& target) {
  return first_decision(tx.rows(latest_sql, name_of(target.kind), target.id));
}

std::vector<DecisionMade> load_undoable(db::Tx& tx, RedesignId redesign, PersonId moderator, Instant after) {
  std::vector<DecisionMade> made;
  auto rows = tx.rows(undoable_sql, redesign, moderator, after);
  while (rows.next()) made.push_back(read_decision(rows));
  return made;
}

void save_undone(db::Tx& tx, DecisionId id) { tx.run(undone_sql, id, tx.now()); }

void settle_open_reports(db::Tx& tx, const Target& target, DecisionId decision, ReportState state, PersonId moderator, std::string_view reason) {
  tx.run(settle_sql, name_of(target.kind), target.id, name_of(state), moderator, tx.now(), reason, decision);
}

void save_report_decision(db::Tx& tx, ReportId report, DecisionId decision) { tx.run(link_sql, report, decision); }
void reopen_reports(db::Tx& tx, DecisionId decision) { tx.run(reopen_sql, decision); }
void save_hiding_undone(db::Tx& tx, DecisionId decision) { tx.run(hiding_undone_sql, decision, tx.now()); }
void save_restoration_undone(db::Tx& tx, DecisionId decision) { tx.run(restoration_undone_sql, decision); }

}  // namespace palabre::moderation
