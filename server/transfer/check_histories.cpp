// Walks the histories of redesigns, phases and ideas, and the versions and answers of ideas and comments.
// Called by check_all.
#include "transfer/check_histories.hpp"

#include <optional>

namespace palabre::transfer {
namespace {

using Report = std::function<void(const std::string&)>;

// Columns: owner, its state, from, to. One row with nulls for an owner without history. A redesign's history also tells its power
// level, which is not a state.
constexpr std::string_view check_ideas_sql =
    "SELECT i.id, i.state, h.from_state, h.to_state FROM idea i LEFT JOIN idea_history h ON h.idea_id = i.id ORDER BY i.id, h.id";
constexpr std::string_view check_phases_sql =
    "SELECT p.id, p.state, h.from_state, h.to_state FROM phase p LEFT JOIN phase_history h ON h.phase_id = p.id ORDER BY p.id, h.id";
constexpr std::string_view check_redesigns_sql =
    "SELECT r.id, r.state, h.from_state, h.to_state FROM redesign r LEFT JOIN redesign_history h ON h.redesign_id = r.id "
    "AND h.to_state NOT IN ('inform', 'consult', 'involve', 'collaborate', 'empower') ORDER BY r.id, h.id";

constexpr std::string_view check_commitments_sql =
    "SELECT c.id, c.state, h.from_state, h.to_state FROM commitment c LEFT JOIN commitment_history h ON h.commitment_id = c.id ORDER BY c.id, h.id";
constexpr std::string_view commitments_without_idea_sql =
    "SELECT c.id FROM commitment c WHERE NOT EXISTS (SELECT 1 FROM commitment_idea i WHERE i.commitment_id = c.id) ORDER BY c.id";
constexpr std::string_view commitments_without_milestone_sql =
    "SELECT c.id FROM commitment c WHERE NOT EXISTS (SELECT 1 FROM milestone m WHERE m.commitment_id = c.id) ORDER BY c.id";
constexpr std::string_view commitments_without_body_sql =
    "SELECT c.id FROM commitment c JOIN organisation o ON o.id = c.organisation_id WHERE o.kind <> 'public_authority' ORDER BY c.id";
constexpr std::string_view commitments_elsewhere_sql =
    "SELECT c.id FROM commitment c JOIN commitment_idea s ON s.commitment_id = c.id JOIN idea i ON i.id = s.idea_id "
    "WHERE i.redesign_id <> c.redesign_id ORDER BY c.id";
// A delivered commitment is being judged or waits for a visit; no other has an open check.
constexpr std::string_view open_checks_sql =
    "SELECT c.id FROM commitment c JOIN commitment_check k ON k.commitment_id = c.id WHERE k.result IS NULL AND c.state <> 'delivered' ORDER BY c.id";
// Where dates were moved, the newest of them is the one in force.
constexpr std::string_view check_dates_sql = R"sql(
  SELECT c.id FROM commitment c JOIN moved_date m ON m.commitment_id = c.id WHERE m.milestone_id IS NULL AND m.to_at <> c.due_at
    AND NOT EXISTS (SELECT 1 FROM moved_date n WHERE n.commitment_id = c.id AND n.milestone_id IS NULL AND n.id > m.id)
  UNION SELECT i.commitment_id FROM milestone i JOIN moved_date m ON m.milestone_id = i.id WHERE m.to_at <> i.due_at
    AND NOT EXISTS (SELECT 1 FROM moved_date n WHERE n.milestone_id = i.id AND n.id > m.id) ORDER BY 1)sql";

constexpr std::string_view idea_versions_sql = R"sql(
  SELECT i.id, i.version, COUNT(v.version), COALESCE(MIN(v.version), 0), COALESCE(MAX(v.version), 0)
  FROM idea i LEFT JOIN idea_version v ON v.idea_id = i.id AND v.is_original = 1 GROUP BY i.id, i.version
  HAVING COUNT(v.version) <> i.version OR COALESCE(MIN(v.version), 0) <> 1 OR COALESCE(MAX(v.version), 0) <> i.version ORDER BY i.id)sql";
constexpr std::string_view idea_texts_sql = R"sql(
  SELECT i.id FROM idea i JOIN idea_version v ON v.idea_id = i.id AND v.version = i.version AND v.is_original = 1
  WHERE v.title <> i.title OR v.body <> i.body OR v.language <> i.language ORDER BY i.id)sql";
constexpr std::string_view idea_frozen_sql =
    "SELECT id FROM idea WHERE frozen_version IS NOT NULL AND (frozen_version < 1 OR frozen_version > version) ORDER BY id";
constexpr std::string_view check_versions_sql = R"sql(
  SELECT c.id, c.version, COUNT(v.version), COALESCE(MIN(v.version), 0), COALESCE(MAX(v.version), 0)
  FROM comment c LEFT JOIN comment_version v ON v.comment_id = c.id GROUP BY c.id, c.version
  HAVING COUNT(v.version) <> c.version OR COALESCE(MIN(v.version), 0) <> 1 OR COALESCE(MAX(v.version), 0) <> c.version ORDER BY c.id)sql";
constexpr std::string_view comment_texts_sql = R"sql(
  SELECT c.id FROM comment c JOIN comment_version v ON v.comment_id = c.id AND v.version = c.version WHERE v.body <> c.body ORDER BY c.id)sql";

constexpr std::string_view answers_of_others_sql =
    "SELECT a.id FROM answer a JOIN answer b ON b.id = a.supersedes WHERE b.idea_id <> a.idea_id OR b.id >= a.id ORDER BY a.id";
constexpr std::string_view answers_in_force_sql = R"sql(
  SELECT a.idea_id, COUNT(*) FROM answer a WHERE NOT EXISTS (SELECT 1 FROM answer b WHERE b.supersedes = a.id)
  GROUP BY a.idea_id HAVING COUNT(*) > 1 ORDER BY a.idea_id)sql";
constexpr std::string_view answers_without_text_sql =
    "SELECT a.id FROM answer a WHERE NOT EXISTS (SELECT 1 FROM answer_text t WHERE t.answer_id = a.id) ORDER BY a.id";
constexpr std::string_view hidden_sql = R"sql(
  SELECT c.id FROM comment c WHERE (c.state = 'hidden') <>
    EXISTS (SELECT 1 FROM hiding h WHERE h.target_kind = 'comment' AND h.target_id = c.id AND h.restored_at IS NULL) AND c.state <> 'withdrawn' ORDER BY c.id)sql";
constexpr std::string_view hidden_ideas_sql = R"sql(
  SELECT i.id FROM idea i WHERE (i.state = 'hidden') <>
    EXISTS (SELECT 1 FROM hiding h WHERE h.target_kind = 'idea' AND h.target_id = i.id AND h.restored_at IS NULL) AND i.state <> 'withdrawn' ORDER BY i.id)sql";

struct Owner {
  std::int64_t id = 0;
  std::string state, reached;
  bool has_gap = false;
};

void close_owner(const std::optional<Owner>& owner, const std::string& noun, const Report& report) {
  if (!owner) return;
  const std::string name = noun + " " + std::to_string(owner->id);
  if (owner->has_gap) report(name + ": its history has a gap");
  if (owner->reached != owner->state) report(name + ": is " + owner->state + ", its history ends with " + owner->reached);
}

/// Walks one history table; an owner without rows must still be in its first state.
void check_history(db::Tx& tx, std::string_view sql, const std::string& noun, const std::string& first_state, const Report& report) {
  std::optional<Owner> owner;
  auto rows = tx.rows(sql);
  while (rows.next()) {
    if (!owner || owner->id != rows.integer(0)) {
      close_owner(owner, noun, report);
      owner = Owner{rows.integer(0), rows.text(1), first_state, false};
    }
    if (rows.is_null(2)) continue;
    if (rows.view(2) != owner->reached) owner->has_gap = true;
    owner->reached = rows.text(3);
  }
  close_owner(owner, noun, report);
}

/// Reports each id the query gives.
void report_each(db::Tx& tx, std::string_view sql, const std::string& noun, const std::string& message, const Report& report) {
  auto rows = tx.rows(sql);
  while (rows.next()) report(noun + " " + std::to_string(rows.integer(0)) + ": " + message);
}

}  // namespace

void check_histories(db::Tx& tx, const Report& report) {
  check_history(tx, check_redesigns_sql, "redesign", "draft", report);
  check_history(tx, check_phases_sql, "phase", "planned", report);
  check_history(tx, check_ideas_sql, "idea", "draft", report);
  check_history(tx, check_commitments_sql, "commitment", "proposed", report);
  report_each(tx, commitments_without_idea_sql, "commitment", "follows from no idea", report);
  report_each(tx, commitments_without_milestone_sql, "commitment", "has no milestone", report);
  report_each(tx, commitments_without_body_sql, "commitment", "names a body that is not public", report);
  report_each(tx, commitments_elsewhere_sql, "commitment", "follows from an idea of another redesign", report);
  report_each(tx, open_checks_sql, "commitment", "is judged by people though it is not delivered", report);
  report_each(tx, check_dates_sql, "commitment", "is due on another day than its moved dates say", report);
  report_each(tx, idea_versions_sql, "idea", "its versions are not 1, 2, 3 … up to the one it shows", report);
  report_each(tx, idea_texts_sql, "idea", "shows another text than its newest version", report);
  report_each(tx, idea_frozen_sql, "idea", "is frozen at a version it does not have", report);
  report_each(tx, check_versions_sql, "comment", "its versions are not 1, 2, 3 … up to the one it shows", report);
  report_each(tx, comment_texts_sql, "comment", "shows another text than its newest version", report);
  report_each(tx, answers_of_others_sql, "answer", "replaces an answer to another idea, or a later one", report);
  report_each(tx, answers_in_force_sql, "idea", "has more than one answer in force", report);
  report_each(tx, answers_without_text_sql, "answer", "has no text", report);
  report_each(tx, hidden_sql, "comment", "is hidden without a reason in force, or shown with one", report);
  report_each(tx, hidden_ideas_sql, "idea", "is hidden without a reason in force, or shown with one", report);
}

}  // namespace palabre::transfer
