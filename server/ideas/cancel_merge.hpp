// A moderator takes a proposed merge back before all authors have answered.
#pragma once
#include "base/limits.hpp"
#include "ideas/merge.hpp"

namespace palabre::ideas {

struct CancelMerge {
  MergeId merge;
  std::string reason;
};

/// Refuses: not_allowed (no moderator here), already_merged, idea_transition_refused (settled otherwise), reason_required.
Result<void> decide_cancel_merge(const Merge& merge, const people::Actor& actor, std::string_view reason);

/// Both ideas stay as they are; another merge may be proposed. Refuses: not_found, too_short, too_long, and as decide_cancel_merge.
Result<Merge> cancel_merge(db::Tx& tx, const people::Actor& actor, const CancelMerge& input, const Limits& limits);

}  // namespace palabre::ideas
