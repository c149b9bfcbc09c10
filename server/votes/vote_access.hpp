// A vote with what an act needs to judge about it. Called by the routes and pages of votes, and by slices above.
#pragma once
#include "http/route.hpp"
#include "redesigns/redesign_repo.hpp"
#include "votes/vote_repo.hpp"

namespace palabre::votes {

struct VoteAt {
  Vote vote;
  redesigns::Phase phase;
  redesigns::Redesign redesign;
  people::Actor actor;
};

/// `viewer` may be nobody. Refuses: not_found (no such vote, or its redesign is not public and the viewer has no part in it).
Result<VoteAt> load_vote_at(db::Tx& tx, VoteId id, const std::optional<http::Viewer>& viewer);

/// The vote that the address of a request names.
Result<VoteAt> vote_at(const http::Call& call);

/// Takes the vote and its phase as they are after an act.
void refresh(db::Tx& tx, VoteAt& at);

/// The envelope that the address names, with its vote: for those who handle paper there. Refuses: not_found, also for everybody else.
struct BatchAt {
  Batch batch;
  VoteAt at;
};
Result<BatchAt> batch_at(const http::Call& call);

}  // namespace palabre::votes
