// Staff move an idea along; its author takes it back. Hiding, merging and answering have acts of their own.
#pragma once
#include "base/limits.hpp"
#include "db/tx.hpp"
#include "ideas/idea.hpp"

namespace palabre::ideas {

struct ChangeIdeaState {
  IdeaId idea;
  IdeaState to{};
  std::string reason;       // public
  std::string reason_code;  // one of reason_codes, or empty
};

/// The number of the event. Moving to withdrawn is withdraw_idea.
/// Refuses: not_found, redesign_not_open, bad_field reason_code, too_short, too_long, and as decide_state_change.
Result<std::int64_t> change_idea_state(db::Tx& tx, const people::Actor& actor, const ChangeIdeaState& input, const Limits& limits);

struct WithdrawIdea {
  IdeaId idea;
  std::string reason;  // may be empty: nobody owes an explanation for taking an own idea back
};

/// Refuses: not_found, phase_closed, redesign_not_open, too_short, too_long, and as decide_withdraw.
Result<std::int64_t> withdraw_idea(db::Tx& tx, const people::Actor& actor, const WithdrawIdea& input, const Limits& limits);

}  // namespace palabre::ideas
