// Saves redesigns, phases and their histories. Called by the acts of this slice and by the import.
#pragma once
#include "redesigns/redesign_repo.hpp"

#include <string>
#include <vector>

namespace palabre::redesigns {

/// Saves the row (counters at zero; times at now when unset). `source_key` empty: made here.
RedesignId save_new_redesign(db::Tx& tx, const Redesign& redesign, std::string_view source_key = {});
/// Saves everything but id, slug, counters and created_at; updated_at becomes now.
void save_redesign(db::Tx& tx, const Redesign& redesign);
PhaseId save_new_phase(db::Tx& tx, const Phase& phase, std::string_view source_key = {});
void save_phase(db::Tx& tx, const Phase& phase);

/// One line of a public history: who, when, from what to what, why.
struct HistoryEntry {
  std::string from;
  std::string to;               // a state; in a redesign's history also a power level
  PersonId person;              // unset: the clock or an import
  std::string person_name;      // filled when read
  Instant at;
  std::string reason;
  std::optional<Instant> ends_at;
};
void append_redesign_history(db::Tx& tx, RedesignId redesign, const HistoryEntry& entry);
void append_phase_history(db::Tx& tx, PhaseId phase, const HistoryEntry& entry);
std::vector<HistoryEntry> load_redesign_history(db::Tx& tx, RedesignId redesign);
std::vector<HistoryEntry> load_phase_history(db::Tx& tx, PhaseId phase);

/// The phases whose date has come, oldest boundary first, where the clock runs.
std::vector<Phase> load_due_phases(db::Tx& tx);
/// When the next phase opens or closes by its date; a moment in the past when the clock is behind.
std::optional<Instant> next_phase_change(db::Tx& tx);

}  // namespace palabre::redesigns
