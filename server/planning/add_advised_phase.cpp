// The act of taking an advised phase into the timeline, and the rule of where and when it stands there.
// Called by the roadmap page.
#include "planning/add_advised_phase.hpp"

#include "planning/calendar.hpp"
#include "planning/methods.hpp"
#include "planning/plan_phases.hpp"
#include "planning/roadmap_repo.hpp"

#include <algorithm>

namespace palabre::planning {

using redesigns::Phase;
using redesigns::PhaseType;

namespace {

int usual_days(PhaseType type) {
  switch (type) {
    case PhaseType::stories: return 21;
    case PhaseType::brainstorm: return 7;
    case PhaseType::ideas:
    case PhaseType::consultation:
    case PhaseType::discussion:
    case PhaseType::evaluation: return 28;
    case PhaseType::hackathon: return 2;
    case PhaseType::deliberation:
    case PhaseType::vote: return 14;
    case PhaseType::prototype: return 56;
    case PhaseType::follow_up: return 180;
  }
  return 28;
}

/// The day after the last phase that comes before; else the first day of the timeline; at the earliest tomorrow.
std::optional<Instant> first_day(std::span<const Phase> phases, PhaseType type, Instant now) {
  std::optional<Instant> ends, begins;
  for (const Phase& phase : phases) {
    if (phase.state == redesigns::PhaseState::skipped) continue;
    if (phase.opens_at) begins = begins ? std::min(*begins, *phase.opens_at) : *phase.opens_at;
    if (phase.type < type && phase.closes_at) ends = ends ? std::max(*ends, *phase.closes_at) : *phase.closes_at;
  }
  if (!ends && !begins) return std::nullopt;
  const Instant wanted = ends ? plus_days(*start_of_day(day_here(*ends)), 1) : *start_of_day(day_here(*begins));
  return std::max(wanted, plus_days(*start_of_day(day_here(now)), 1));
}

}  // namespace

std::vector<PlanRow> rows_with(std::span<const Phase> phases, PhaseType type, Instant now) {
  std::vector<PlanRow> rows;
  for (const Phase& phase : phases) rows.push_back({phase.id, phase.type, phase.stage, {}, phase.opens_at, phase.closes_at});
  PlanRow fresh;
  fresh.type = type;
  fresh.opens_at = first_day(phases, type, now);
  if (fresh.opens_at) fresh.closes_at = end_of_day(day_here(plus_days(*fresh.opens_at, usual_days(type) - 1)));
  const auto next = std::find_if(rows.begin(), rows.end(), [&](const PlanRow& row) { return row.type > type; });
  rows.insert(next, fresh);
  return rows;
}

Result<std::vector<Phase>> add_advised_phase(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, PhaseType type) {
  if (auto may = redesigns::decide_redesign_edit(redesign.state, actor); !may) return may.error();
  const auto phases = redesigns::load_phases(tx, redesign.id);
  const auto texts = redesigns::parse_redesign_texts(redesign.texts_json);
  const auto advice = recommend_methods(load_roadmap(tx, redesign.id).figures, method_facts(redesign, texts, phases));
  const auto found = std::find_if(advice.begin(), advice.end(), [&](const Advice& one) { return one.phase == type; });
  if (found == advice.end()) return refuse(Reason::bad_field, "this phase is not among those advised", "type");
  if (found->is_planned) return refuse(Reason::already_exists, "a phase of this type is in the timeline already", "type");
  return plan_phases(tx, actor, redesign, rows_with(phases, type, tx.now()));
}

}  // namespace palabre::planning
