// Finds a vote or an envelope for a viewer.
// Called by the routes and pages of votes.
#include "votes/vote_access.hpp"

#include "ideas/idea_access.hpp"

namespace palabre::votes {

Result<VoteAt> load_vote_at(db::Tx& tx, VoteId id, const std::optional<http::Viewer>& viewer) {
  auto vote = find_vote(tx, id);
  auto redesign = vote ? redesigns::find_redesign(tx, vote->redesign) : std::nullopt;
  auto phase = vote ? redesigns::find_phase(tx, vote->phase) : std::nullopt;
  if (!redesign || !phase) return refuse(Reason::not_found, "no such vote", "id");
  people::Actor actor;
  if (viewer) actor = people::load_actor(tx, *viewer, redesign->id);
  if (!ideas::may_see(*redesign, actor)) return refuse(Reason::not_found, "no such vote", "id");
  return VoteAt{std::move(*vote), std::move(*phase), std::move(*redesign), std::move(actor)};
}

Result<VoteAt> vote_at(const http::Call& call) {
  const auto id = call.path_id<VoteId>();
  if (!id) return id.error();
  return load_vote_at(call.db(), *id, call.viewer);
}

void refresh(db::Tx& tx, VoteAt& at) {
  at.vote = find_vote(tx, at.vote.id).value();
  at.phase = redesigns::find_phase(tx, at.vote.phase).value();
}

Result<BatchAt> batch_at(const http::Call& call) {
  const auto id = call.path_id<BatchId>();
  if (!id) return id.error();
  auto batch = find_batch(call.db(), *id);
  if (!batch) return refuse(Reason::not_found, "no such envelope", "id");
  auto at = load_vote_at(call.db(), batch->vote, call.viewer);
  if (!at || !handles_paper(at->actor)) return refuse(Reason::not_found, "no such envelope", "id");
  return BatchAt{std::move(*batch), std::move(*at)};
}

}  // namespace palabre::votes
