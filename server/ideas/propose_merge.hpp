// A moderator proposes that one idea goes into another; its authors are asked.
#pragma once
#include "base/limits.hpp"
#include "ideas/merge.hpp"

namespace palabre::ideas {

struct ProposeMerge {
  IdeaId idea;         // goes
  IdeaId into;         // stays
  std::string reason;  // public
};

/// Refuses: not_found, already_exists (a proposal is open), redesign_not_open, reason_required, too_short, too_long, and as
/// decide_propose_merge.
Result<MergeId> propose_merge(db::Tx& tx, const people::Actor& actor, const ProposeMerge& input, const Limits& limits);

}  // namespace palabre::ideas
