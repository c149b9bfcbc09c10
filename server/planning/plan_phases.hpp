// Saves a whole timeline at once: phases added, changed, put in order and taken out.
#pragma once
#include "db/tx.hpp"
#include "planning/plan.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::planning {

/// All or nothing. Owner or administrator. Refuses: not_allowed, redesign_not_open, bad_field phases (too many), nothing_changed, and
/// the first of what decide_plan refuses, its field as "phases.<row>.<field>" (a removal: "phases").
Result<std::vector<redesigns::Phase>> plan_phases(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign,
                                                  std::span<const PlanRow> rows);

}  // namespace palabre::planning
