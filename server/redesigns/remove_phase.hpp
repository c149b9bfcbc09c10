// Takes a phase out that never began.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::redesigns {

/// Its history goes with it; the event stays. Owner or administrator.
/// Refuses: not_allowed, redesign_not_open, what decide_phase_removal refuses (also when ideas came with the phase by an import).
Result<void> remove_phase(db::Tx& tx, const people::Actor& actor, const Phase& phase);

}  // namespace palabre::redesigns
