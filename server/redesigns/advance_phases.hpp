// What the clock does: opens and closes phases whose date has come.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::redesigns {

/// Moves every phase whose opening or end lies at or before tx.now(), each dated at its boundary even when the server was down
/// then, with history (no person, reason "clock") and event; a redesign that was announced opens with its first phase.
/// Returns the number of moves. Called by the app at start and when next_phase_change() is due, and by acts that need true rows.
std::int64_t advance_phases(db::Tx& tx);

/// Opens an announced redesign because one of its phases opened at `at`. `person` unset: the clock.
struct Opening {
  PersonId person;
  std::string actor;   // for the event
  Instant at;
  std::string reason;
};
void open_announced_redesign(db::Tx& tx, RedesignId id, const Opening& opening);

/// The event of a phase: {redesign, phase}, and for phase.state_changed also state and closes_at.
void append_phase_event(db::Tx& tx, std::string_view actor, std::string_view type, const Phase& phase);

}  // namespace palabre::redesigns
