// A whole timeline as it is wanted, and every reason why a row of it cannot be so. Plain: no clock, socket, database or JSON.
#pragma once
#include "redesigns/redesign.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace palabre::planning {

inline constexpr std::size_t plan_rows_max = 50;

/// One phase as wanted; the order of the rows is the order of the phases.
struct PlanRow {
  PhaseId phase;                                    // unset: a new one
  redesigns::PhaseType type{};
  std::optional<redesigns::Stage> stage;            // absent: as it is, of a new one the usual one
  std::optional<redesigns::TextsByLanguage> titles; // languages given are set, an empty one goes, the others stay
  std::optional<Instant> opens_at, closes_at;       // none: by hand
};

/// Why one row cannot be so. `field`: type, opens_at, closes_at, phase.
struct RowRefusal {
  std::size_t row = 0;   // in the wanted rows; for a phase that would go: its place in `before`
  bool is_removal = false;
  Refusal refusal;
};

/// Phases of `before` that no row names go. Each rule is the one of redesigns: what has begun keeps type and dates, only what never
/// began goes, dates are in order; and a new phase does not end in the past where the clock runs.
/// Refuses, at every row at fault: phase_transition_refused, bad_field, not_found (a phase of another redesign, or named twice).
std::vector<RowRefusal> decide_plan(redesigns::RedesignState state, std::span<const redesigns::Phase> before, std::span<const PlanRow> rows, Instant now);

/// The phase a row makes of `before` (of nothing: a new one), at `position`.
redesigns::Phase phase_of_row(const redesigns::Phase* before, const PlanRow& row, int position);

/// Which phases run at the same time as the one at `at`: places in `phases`. A date left open reaches to the end of time.
std::vector<std::size_t> parallel_to(std::span<const redesigns::Phase> phases, std::size_t at);

/// Whether type and dates of the phase may still be changed.
bool has_free_dates(redesigns::RedesignState state, const redesigns::Phase& phase, Instant now);

}  // namespace palabre::planning
