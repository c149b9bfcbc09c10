// How a redesign keeps its word: counts over its ideas and commitments, the list of them, and those whose date is near.
#pragma once
#include "followup/commitment_repo.hpp"

#include <array>

namespace palabre::followup {

struct FollowUp {
  std::array<std::int64_t, 8> by_state{};   // in the order of CommitmentState
  std::int64_t late = 0;                    // commitments
  std::int64_t milestones = 0, milestones_done = 0, milestones_late = 0;
  std::int64_t moved_dates = 0;
  std::int64_t opinions = 0;                // given in all checks
  std::int64_t without_commitment = 0;      // accepted ideas that nothing follows yet

  [[nodiscard]] std::int64_t total() const;
  [[nodiscard]] std::int64_t count(CommitmentState state) const { return by_state[static_cast<std::size_t>(state)]; }
};
FollowUp load_follow_up(db::Tx& tx, RedesignId redesign, Instant now);

struct CommitmentQuery {
  std::optional<CommitmentState> state;
  bool is_late_only = false;
  std::int64_t after_key = INT64_MIN;       // of the last row of the page before
  std::int64_t after_id = INT64_MIN;
  std::size_t limit = 20;
};
struct ListedCommitment {
  CommitmentId id;
  std::int64_t key = 0;
};
/// Late ones first, then contested and at risk, the others by their day, verified and dropped last. `limit` + 1 rows when there are more.
std::vector<ListedCommitment> load_commitment_page(db::Tx& tx, RedesignId redesign, const CommitmentQuery& query, Instant now);
/// Under that query in all.
std::int64_t count_commitments(const FollowUp& counts, const CommitmentQuery& query);

/// What an officer must look after soon: the next open day of a commitment or its steps is within 14 days or missed, or it is contested.
struct NearCommitment {
  CommitmentId id;
  Instant next_at;
};
std::vector<NearCommitment> load_near_commitments(db::Tx& tx, RedesignId redesign, Instant now, std::size_t limit);

}  // namespace palabre::followup
