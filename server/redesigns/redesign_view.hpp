// Redesigns, phases and their histories as public JSON, the same for everybody.
#pragma once
#include "db/tx.hpp"
#include "redesigns/redesign_store.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>

namespace palabre::redesigns {

/// {id, position, type, stage, titles, state, opens_at, closes_at, extensions, reopenings, is_current}; `state` is as shown at `now`.
nlohmann::json phase_view(const Phase& phase, RedesignState redesign, Instant now);

/// {id, slug, state, power_level, languages, texts, service_area, organisation, territory, latitude, longitude, population,
/// budget_eur, answer_days, counts, phases, allowed {propose, support, comment}, created_at, updated_at}.
nlohmann::json redesign_view(db::Tx& tx, const Redesign& redesign, Instant now);

/// Until when the view of these phases stays true if nobody acts: the next boundary after `now`.
Instant fresh_until(RedesignState redesign, std::span<const Phase> phases, Instant now);

/// [{from, to, kind: "state" | "power_level", at, reason, person: {id, name} | null, ends_at}]; person null: the clock or an import.
nlohmann::json history_view(const std::vector<HistoryEntry>& entries);

}  // namespace palabre::redesigns
