// Creates a redesign, with its first phases when they are given.
#pragma once
#include "redesigns/add_phase.hpp"
#include "redesigns/redesign.hpp"

namespace palabre::redesigns {

struct CreateRedesign {
  Redesign redesign;               // id, texts_json, counters and times are set by the act; state draft, announced or open
  RedesignTexts texts;
  std::vector<NewPhase> phases;
};

/// Administrators only; the creator becomes owner. Created as open, its dated phases follow the clock at once.
/// Refuses: not_allowed, slug_taken, bad_field, missing_field, redesign_transition_refused (another first state).
Result<Redesign> create_redesign(db::Tx& tx, const people::Actor& actor, const CreateRedesign& input);

}  // namespace palabre::redesigns
