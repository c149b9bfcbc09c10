// Adds a phase to a redesign, and edits one.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::redesigns {

struct NewPhase {
  PhaseType type{};
  std::optional<Stage> stage;            // absent: the usual one of the type
  TextsByLanguage titles;                // empty: shown by the name of its type
  std::optional<Instant> opens_at, closes_at;
  bool is_open_now = false;              // opens with this act, when the redesign is open
};

/// Owner or administrator. Overlapping phases are fine. Refuses: not_allowed, redesign_not_open, bad_field.
Result<Phase> add_phase(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const NewPhase& input);

struct EditPhase {
  std::optional<PhaseType> type;
  std::optional<Stage> stage;
  std::optional<TextsByLanguage> titles; // languages given are set, others stay
  // Outer: whether the date is touched; inner: the new date, or none = by hand.
  std::optional<std::optional<Instant>> opens_at, closes_at;
  std::optional<int> position;
};

/// Type and dates only before the phase starts; afterwards they move by transition, with a public reason.
/// Refuses: not_allowed, redesign_not_open, phase_transition_refused, bad_field, nothing_changed.
Result<Phase> edit_phase(db::Tx& tx, const people::Actor& actor, const Phase& phase, const EditPhase& input);

}  // namespace palabre::redesigns
