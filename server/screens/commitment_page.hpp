// The page of one commitment, shown by its GET and shared by the forms that work on it.
#pragma once
#include "screens/commitment_parts.hpp"

namespace palabre::screens {

struct CommitmentAtHand {
  followup::Commitment commitment;
  std::vector<followup::Milestone> milestones;
  RedesignAtHand at;
};
/// As the reader may see it; the page depends on the redesign's channel. Refuses: not_found.
Result<CommitmentAtHand> open_commitment(Page& page);

}  // namespace palabre::screens
