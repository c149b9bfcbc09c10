// Puts a phase that was advised into the timeline.
#pragma once
#include "db/tx.hpp"
#include "planning/plan.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::planning {

/// The timeline with a phase of `type` in its usual place and of its usual length: after what comes before it, never in the past. Without
/// a date to start from it has none. Plain.
std::vector<PlanRow> rows_with(std::span<const redesigns::Phase> phases, redesigns::PhaseType type, Instant now);

/// By way of plan_phases. Refuses: bad_field type (not among what is advised), already_exists (planned already), and what plan_phases refuses.
Result<std::vector<redesigns::Phase>> add_advised_phase(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, redesigns::PhaseType type);

}  // namespace palabre::planning
