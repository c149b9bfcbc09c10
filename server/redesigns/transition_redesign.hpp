// Moves a redesign from state to state.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign.hpp"

namespace palabre::redesigns {

struct TransitionRedesign {
  RedesignState to{};
  std::string reason;   // public
};

/// What decide_redesign_transition asks besides the state; pages ask it to show only the moves that are possible.
RedesignFacts load_redesign_facts(db::Tx& tx, const Redesign& redesign);

/// Pausing stops the clocks: when the redesign opens again, what lay ahead is shifted by the length of the pause.
/// Refuses: what decide_redesign_transition refuses.
Result<Redesign> transition_redesign(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const TransitionRedesign& input);

}  // namespace palabre::redesigns
