// The public JSON of an envelope of paper ballots: what was counted, never what the papers say, and no name.
#pragma once
#include "votes/vote_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::votes {

/// {id, label, papers, entered, spoiled, is_signed, lost_reason}: a line of `papers.batches` in vote_view.
nlohmann::json batch_view(const Batch& batch);

}  // namespace palabre::votes
