// Moves commitments in the name of the clock.
// Called by the clock that main starts, and by tests.
#include "followup/advance_commitments.hpp"

#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::followup {

namespace {

// Promises are the public body's: a pause or an evaluation of the redesign does not stop their dates.
constexpr std::string_view open_checks_sql =
    "SELECT k.commitment_id FROM commitment_check k JOIN commitment c ON c.id = k.commitment_id JOIN redesign r ON r.id = c.redesign_id "
    "WHERE k.result IS NULL AND k.closes_at <= $1 AND r.state IN ('announced','open','paused','follow_up','evaluated') ORDER BY k.closes_at, k.id";
constexpr std::string_view risky_sql =
    "SELECT DISTINCT c.id FROM commitment c JOIN milestone m ON m.commitment_id = c.id JOIN redesign r ON r.id = c.redesign_id "
    "WHERE c.state = 'in_progress' AND m.state <> 'done' AND m.due_at + $2 <= $1 "
    "AND r.state IN ('announced','open','paused','follow_up','evaluated') ORDER BY c.id";
constexpr std::string_view next_check_sql =
    "SELECT min(k.closes_at) FROM commitment_check k JOIN commitment c ON c.id = k.commitment_id JOIN redesign r ON r.id = c.redesign_id "
    "WHERE k.result IS NULL AND r.state IN ('announced','open','paused','follow_up','evaluated')";
constexpr std::string_view next_risk_sql =
    "SELECT min(m.due_at) FROM commitment c JOIN milestone m ON m.commitment_id = c.id JOIN redesign r ON r.id = c.redesign_id "
    "WHERE c.state = 'in_progress' AND m.state <> 'done' AND r.state IN ('announced','open','paused','follow_up','evaluated')";

std::vector<CommitmentId> read_ids(db::Rows rows) {
  std::vector<CommitmentId> ids;
  while (rows.next()) ids.push_back(rows.id<CommitmentId>(0));
  return ids;
}

std::optional<Instant> read_moment(db::Rows row) {
  if (!row.next()) return std::nullopt;
  return row.maybe_instant(0);
}

void move_by_clock(db::Tx& tx, Commitment& one, CommitmentState to) {
  CommitmentEntry entry;
  entry.actor_role = "clock";
  move_commitment_row(tx, one, to, std::move(entry));
}

void end_check(db::Tx& tx, CommitmentId id) {
  Commitment one = find_commitment(tx, id).value();
  const Check check = find_last_check(tx, id).value();
  const CheckResult result = result_of(check);
  save_check_result(tx, check.id, result);
  if (result != CheckResult::too_few) move_by_clock(tx, one, result == CheckResult::verified ? CommitmentState::verified : CommitmentState::contested);
  const nlohmann::json more = {{"result", name_of(result)}};
  append_commitment_event(tx, "clock", one, "commitment.check_ended", more.dump());
}

}  // namespace

int advance_commitments(db::Tx& tx) {
  int changed = 0;
  for (const auto id : read_ids(tx.rows(open_checks_sql, tx.now()))) {
    end_check(tx, id);
    ++changed;
  }
  for (const auto id : read_ids(tx.rows(risky_sql, tx.now(), risk_after_ms))) {
    Commitment one = find_commitment(tx, id).value();
    move_by_clock(tx, one, CommitmentState::at_risk);
    append_commitment_event(tx, "clock", one, "commitment.state_changed");
    ++changed;
  }
  return changed;
}

std::optional<Instant> next_commitment_change(db::Tx& tx) {
  auto next = read_moment(tx.rows(next_check_sql));
  if (const auto due = read_moment(tx.rows(next_risk_sql))) {
    const Instant risk = due->plus_ms(risk_after_ms);
    next = next ? std::min(*next, risk) : risk;
  }
  return next;
}

}  // namespace palabre::followup
