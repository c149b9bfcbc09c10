// Methods advised, hours estimated and what readiness warns of, as JSON.
#pragma once
#include "planning/effort.hpp"
#include "planning/methods.hpp"
#include "redesigns/phase.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::planning {

/// {methods: [{phase, online, offline, why, is_planned}], effort: {is_counted, weeks, full_weeks, asked_twice, undated}, assumptions}.
nlohmann::json advice_view(const std::vector<Advice>& advice, const Effort& effort, std::span<const redesigns::Phase> phases);

/// [{code, detail}]: what does not hold an announcement up and should be looked at again: effort_unknown, week_too_full, asks_twice.
nlohmann::json warnings_view(const Effort& effort, std::span<const redesigns::Phase> phases);

}  // namespace palabre::planning
