// The act count_vote: opens the box once, and never lets anything out of it. Called by POST /votes/{id}/count and the desk.
#include "votes/acts.hpp"
#include "votes/outcome.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_act.hpp"

#include <algorithm>

namespace palabre::votes {
namespace {

std::int64_t count_open_batches(db::Tx& tx, VoteId vote) {
  const auto batches = load_batches(tx, vote);
  return std::count_if(batches.begin(), batches.end(), [](const Batch& batch) { return !batch.signed_at; });
}

/// A box that is not what was cast is not counted: somebody has to look first.
void check_box(const Vote& vote, const std::vector<BallotRow>& box) {
  if (static_cast<std::int64_t>(box.size()) != vote.cast)
    throw db::DatabaseError("vote " + vote.id.text() + ": the box does not hold as many ballots as were cast; run palabre check");
  const bool is_whole = std::all_of(box.begin(), box.end(), [&](const BallotRow& row) {
    return row.seal == seal_of(vote.id, row.receipt_digest, row.channel, row.weight, row.choices);
  });
  if (!is_whole) throw db::DatabaseError("vote " + vote.id.text() + ": a ballot is not what its seal says; run palabre check");
}

std::string root_of_box(const std::vector<BallotRow>& box) {
  std::vector<std::string> seals;
  for (const auto& row : box) seals.push_back(row.seal);
  return root_of(std::move(seals));
}

}  // namespace

Result<Vote> count_vote(db::Tx& tx, const people::Actor& actor, VoteId id) {
  auto at = load_for_act(tx, id);
  if (!at) return at.error();
  auto& vote = at->vote;
  if (auto may = decide_count(actor, at->phase, vote, count_open_batches(tx, id), tx.now()); !may) return may.error();
  if (auto runs = decide_redesign_runs(at->redesign); !runs) return runs.error();
  const auto box = load_box(tx, id);
  check_box(vote, box);
  vote.root = root_of_box(box);
  vote.result = result_json(count_box(vote, group_box(box), vote.root), vote.root);
  vote.counted_by = actor.person;
  vote.counted_at = tx.now();
  save_counted(tx, vote);
  move_phase(tx, actor, at->phase, redesigns::PhaseState::counted, "");
  append_vote_event(tx, actor.opaque_id, "vote.counted", vote, R"(,"root":")" + vote.root + R"(","ballots":)" + std::to_string(vote.cast));
  return vote;
}

}  // namespace palabre::votes
