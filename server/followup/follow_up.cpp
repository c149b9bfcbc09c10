// SQL over all commitments of a redesign.
// Called by the follow-up page, the inbox and commitment_api.
#include "followup/follow_up.hpp"

namespace palabre::followup {

namespace {

constexpr std::string_view by_state_sql = "SELECT state, count(*) FROM commitment WHERE redesign_id = $1 GROUP BY state";
constexpr std::string_view late_sql = R"sql(
  SELECT count(*) FROM commitment c WHERE c.redesign_id = $1 AND c.state IN ('accepted','in_progress','at_risk','contested') AND
    (c.due_at + 86400000 <= $2 OR EXISTS (SELECT 1 FROM milestone m WHERE m.commitment_id = c.id AND m.state <> 'done' AND m.due_at + 86400000 <= $2)))sql";
constexpr std::string_view steps_sql = R"sql(
  SELECT count(*), count(CASE WHEN m.state = 'done' THEN 1 END),
         count(CASE WHEN m.state <> 'done' AND m.due_at + 86400000 <= $2 AND c.state IN ('accepted','in_progress','at_risk','contested') THEN 1 END)
  FROM milestone m JOIN commitment c ON c.id = m.commitment_id WHERE c.redesign_id = $1 AND c.state <> 'dropped')sql";
constexpr std::string_view moved_dates_sql = "SELECT count(*) FROM moved_date m JOIN commitment c ON c.id = m.commitment_id WHERE c.redesign_id = $1";
constexpr std::string_view opinions_sql = R"sql(
  SELECT COALESCE(sum(k.done + k.partly + k.not_done + k.imported_done + k.imported_partly + k.imported_not_done), 0)
  FROM commitment_check k JOIN commitment c ON c.id = k.commitment_id WHERE c.redesign_id = $1)sql";
constexpr std::string_view without_answer_sql = R"sql(
  SELECT count(*) FROM idea i WHERE i.redesign_id = $1 AND i.state = 'accepted' AND NOT EXISTS
    (SELECT 1 FROM commitment_idea s JOIN commitment c ON c.id = s.commitment_id WHERE s.idea_id = i.id AND c.state <> 'dropped'))sql";

// The key puts groups apart: 10^15 ms is past the year 30000.
constexpr std::string_view page_sql = R"sql(
  WITH judged AS (
    SELECT c.id AS id, c.state AS state, c.due_at AS due_at,
      c.state IN ('accepted','in_progress','at_risk','contested') AND
        (c.due_at + 86400000 <= $2 OR EXISTS (SELECT 1 FROM milestone m WHERE m.commitment_id = c.id AND m.state <> 'done' AND m.due_at + 86400000 <= $2)) AS is_late
    FROM commitment c WHERE c.redesign_id = $1),
  ranked AS (
    SELECT j.id AS id, j.state AS state, j.is_late AS is_late, j.due_at + 1000000000000000 * CASE WHEN j.is_late THEN 0
      WHEN j.state IN ('contested','at_risk') THEN 1 WHEN j.state = 'verified' THEN 3 WHEN j.state = 'dropped' THEN 4 ELSE 2 END AS sort_key
    FROM judged j)
  SELECT r.id, r.sort_key FROM ranked r WHERE ($3 IS NULL OR r.state = $3) AND ($4 = 0 OR r.is_late) AND
    (r.sort_key > $5 OR (r.sort_key = $5 AND r.id > $6)) ORDER BY r.sort_key, r.id LIMIT $7)sql";

constexpr std::string_view near_sql = R"sql(
  WITH open AS (
    SELECT c.id AS id, c.state AS state, c.due_at AS due_at,
      (SELECT min(m.due_at) FROM milestone m WHERE m.commitment_id = c.id AND m.state <> 'done') AS milestone_at
    FROM commitment c WHERE c.redesign_id = $1 AND c.state IN ('proposed','accepted','in_progress','at_risk','contested')),
  dated AS (
    SELECT o.id AS id, o.state AS state, CASE WHEN o.milestone_at < o.due_at THEN o.milestone_at ELSE o.due_at END AS next_at FROM open o)
  SELECT d.id, d.next_at FROM dated d WHERE d.state = 'contested' OR d.next_at <= $2 ORDER BY d.next_at, d.id LIMIT $3)sql";

constexpr std::int64_t near_ms = 14 * ms_per_day;

std::int64_t read_count(db::Rows row) {
  row.next();
  return row.integer(0);
}

}  // namespace

std::int64_t FollowUp::total() const {
  std::int64_t sum = 0;
  for (const auto count : by_state) sum += count;
  return sum;
}

FollowUp load_follow_up(db::Tx& tx, RedesignId redesign, Instant now) {
  FollowUp counts;
  {
    auto rows = tx.rows(by_state_sql, redesign);
    while (rows.next()) counts.by_state[static_cast<std::size_t>(commitment_state_of(rows.view(0)).value())] = rows.integer(1);
  }
  counts.late = read_count(tx.rows(late_sql, redesign, now));
  {
    auto row = tx.rows(steps_sql, redesign, now);
    row.next();
    counts.milestones = row.integer(0);
    counts.milestones_done = row.integer(1);
    counts.milestones_late = row.integer(2);
  }
  counts.moved_dates = read_count(tx.rows(moved_dates_sql, redesign));
  counts.opinions = read_count(tx.rows(opinions_sql, redesign));
  counts.without_commitment = read_count(tx.rows(without_answer_sql, redesign));
  return counts;
}

std::vector<ListedCommitment> load_commitment_page(db::Tx& tx, RedesignId redesign, const CommitmentQuery& query, Instant now) {
  std::vector<ListedCommitment> page;
  const auto state = query.state ? std::optional(name_of(*query.state)) : std::nullopt;
  auto rows = tx.rows(page_sql, redesign, now, state, query.is_late_only, query.after_key, query.after_id, static_cast<std::int64_t>(query.limit + 1));
  while (rows.next()) page.push_back({rows.id<CommitmentId>(0), rows.integer(1)});
  return page;
}

std::int64_t count_commitments(const FollowUp& counts, const CommitmentQuery& query) {
  if (query.is_late_only) return counts.late;
  return query.state ? counts.count(*query.state) : counts.total();
}

std::vector<NearCommitment> load_near_commitments(db::Tx& tx, RedesignId redesign, Instant now, std::size_t limit) {
  std::vector<NearCommitment> near;
  auto rows = tx.rows(near_sql, redesign, now.plus_ms(near_ms), static_cast<std::int64_t>(limit));
  while (rows.next()) near.push_back({rows.id<CommitmentId>(0), rows.instant(1)});
  return near;
}

}  // namespace palabre::followup
