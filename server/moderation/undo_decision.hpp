// Takes a decision back within the moment the rules give for it.
#pragma once
#include "base/limits.hpp"
#include "moderation/hide_content.hpp"

namespace palabre::moderation {

/// Everything is as before the decision: the text shown or hidden, its reports open again, a second opinion asked for. The log keeps both
/// lines. Without change for the public (a keeping) `seq` is 0.
/// Refuses: not_found, and as decide_undo.
Result<ContentChange> undo_decision(db::Tx& tx, const people::Actor& actor, DecisionId id, const Limits& limits);

}  // namespace palabre::moderation
