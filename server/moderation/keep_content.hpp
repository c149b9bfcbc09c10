// Says that a reported text breaks no rule: all its open reports are dismissed together.
#pragma once
#include "moderation/case_repo.hpp"

namespace palabre::moderation {

struct KeepContent {
  Target target;
  std::string reason;   // kept with the reports, not published
};

/// Why:     no event is appended: that something was reported is not public.
/// Refuses: not_found, not_allowed, own_case, already_decided, reason_required.
Result<DecisionId> keep_content(db::Tx& tx, const people::Actor& actor, const KeepContent& input);

struct AskSecondOpinion {
  Target target;
  std::string note;     // for the other moderators
};

/// Flags the case for the other moderators; nothing changes for the public.
/// Refuses: not_found, not_allowed, own_case, already_decided, nothing_changed, reason_required note.
Result<void> ask_second_opinion(db::Tx& tx, const people::Actor& actor, const AskSecondOpinion& input);

}  // namespace palabre::moderation
