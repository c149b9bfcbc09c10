// Where a redesign stands: the view of the parts phase_stepper and phase_compact.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <vector>

namespace palabre::screens {

/// Also keeps the page no longer than the next moment a phase opens or closes by the clock.
nlohmann::json phases_view(Page& page, const redesigns::Redesign& redesign, const std::vector<redesigns::Phase>& phases);

/// The line of a phase: « 1–30 avril 2026 », « à partir du … ».
std::string phase_dates_text(const Page& page, const redesigns::Phase& phase);

/// The phase that allows `act` next or did last, when none does now, in a sentence for the reader.
std::string why_not_now(const Page& page, std::span<const redesigns::Phase> phases, redesigns::Act act);

}  // namespace palabre::screens
