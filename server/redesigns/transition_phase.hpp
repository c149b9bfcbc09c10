// Moves a phase by hand: open, extend, close, reopen, skip, freeze.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::redesigns {

/// With history and event; an announced redesign opens with its first phase. Rows the clock has overtaken are brought up first.
/// Refuses: not_found, redesign_not_open, what decide_transition refuses.
Result<Phase> transition_phase(db::Tx& tx, const people::Actor& actor, PhaseId id, const TransitionRequest& input);

}  // namespace palabre::redesigns
