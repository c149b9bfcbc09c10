// The drawing of a timeline, as the part "timeline": bars, months, today, and what runs in parallel.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <vector>

namespace palabre::screens {

/// The name of a phase for readers: its title, or what its type is called.
std::string phase_name(const Page& page, const redesigns::Phase& phase, const std::vector<std::string>& languages);

/// The part "timeline", or false when no phase has a date. `row_keys`: of each phase its row in a form that the drawing can move.
nlohmann::json drawing_view(const Page& page, std::span<const redesigns::Phase> phases, const std::vector<std::string>& languages,
                            const std::vector<std::string>& row_keys = {});

/// « Pendant : Idées, Vote », empty when nothing else runs then.
std::string parallel_text(const Page& page, std::span<const redesigns::Phase> phases, std::size_t at, const std::vector<std::string>& languages);

}  // namespace palabre::screens
