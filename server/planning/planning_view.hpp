// Templates, roadmap, readiness and texts as JSON.
#pragma once
#include "planning/roadmap.hpp"
#include "planning/template.hpp"
#include "planning/text_grid.hpp"
#include "redesigns/readiness.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::planning {

/// {name, service_area, power_level, answer_days, languages, texts, safeguards, phases [{type, from_days, days}]}.
nlohmann::json template_view(const Template& one);
/// {answers: {context: {language, text} | null, …}, figures: {people: 400 | null, …, needs_care: true | null, …}, updated_at | null}.
nlohmann::json roadmap_view(const Roadmap& roadmap);
/// {is_ready, blocking: [{code, detail}], advises_inform, warnings}: warnings hold nothing up.
nlohmann::json readiness_view(const redesigns::RedesignFacts& facts, bool advises_inform, nlohmann::json warnings);
/// {languages: [{language, is_original, written, needed}], texts: [{key, kind, number, texts}], updated_at}.
nlohmann::json texts_view(const std::vector<GridText>& grid, const redesigns::Redesign& redesign);

}  // namespace palabre::planning
