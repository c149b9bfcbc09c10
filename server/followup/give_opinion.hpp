// Says whether a delivered commitment is done.
#pragma once
#include "followup/create_commitment.hpp"

namespace palabre::followup {

struct GiveOpinion {
  CommitmentId commitment;
  Opinion opinion{};
};
/// Giving another one changes it, until the check ends. Refuses: not_found, all of decide_opinion.
Result<CommitmentDone> give_opinion(db::Tx& tx, const people::Actor& actor, const GiveOpinion& input);

}  // namespace palabre::followup
