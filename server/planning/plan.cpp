// The rules of a whole timeline, as plain decisions.
// Called by plan_phases, the timeline page and its drawing.
#include "planning/plan.hpp"

#include <algorithm>
#include <limits>

namespace palabre::planning {

using redesigns::Phase;
using redesigns::PhaseState;

namespace {

const Phase* find_in(std::span<const Phase> phases, PhaseId id) {
  const auto found = std::find_if(phases.begin(), phases.end(), [&](const Phase& phase) { return phase.id == id; });
  return found == phases.end() ? nullptr : &*found;
}

/// Where the clock does not run (a draft, a pause) a date in the past has started nothing.
Instant asked_at(redesigns::RedesignState state, Instant now) { return redesigns::clock_runs(state) ? now : Instant{}; }

Result<void> decide_new_row(redesigns::RedesignState state, const Phase& phase, Instant now) {
  if (redesigns::clock_runs(state) && phase.closes_at && *phase.closes_at <= now)
    return refuse(Reason::bad_field, "a new phase ends in the future", "closes_at");
  return redesigns::check_phase_dates(phase);
}

bool is_named_twice(std::span<const PlanRow> rows, std::size_t at) {
  for (std::size_t i = 0; i < at; ++i)
    if (rows[i].phase == rows[at].phase) return true;
  return false;
}

Result<void> decide_row(redesigns::RedesignState state, std::span<const Phase> before, std::span<const PlanRow> rows, std::size_t at, Instant now) {
  const PlanRow& row = rows[at];
  if (!row.phase.is_set()) return decide_new_row(state, phase_of_row(nullptr, row, 0), now);
  const Phase* old = find_in(before, row.phase);
  if (!old || is_named_twice(rows, at)) return refuse(Reason::not_found, "no such phase here, or it is named twice", "phase");
  const Phase after = phase_of_row(old, row, old->position);
  if (auto may = redesigns::decide_phase_edit(*old, after, asked_at(state, now)); !may) {
    Refusal refusal = may.error();
    if (refusal.reason == Reason::phase_transition_refused && old->type == after.type && old->opens_at != after.opens_at) refusal.field = "opens_at";
    return refusal;
  }
  return {};
}

}  // namespace

Phase phase_of_row(const Phase* before, const PlanRow& row, int position) {
  Phase phase;
  if (before) phase = *before;
  const bool is_other_type = !before || before->type != row.type;
  phase.type = row.type;
  phase.stage = row.stage.value_or(is_other_type ? redesigns::usual_stage(row.type) : phase.stage);
  phase.opens_at = row.opens_at;
  phase.closes_at = row.closes_at;
  phase.position = position;
  if (row.titles)
    for (const auto& [language, title] : *row.titles) {
      if (title.empty()) phase.titles.erase(language);
      else phase.titles[language] = title;
    }
  return phase;
}

std::vector<RowRefusal> decide_plan(redesigns::RedesignState state, std::span<const Phase> before, std::span<const PlanRow> rows, Instant now) {
  std::vector<RowRefusal> refusals;
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (auto may = decide_row(state, before, rows, at, now); !may) refusals.push_back({at, false, may.error()});
  std::vector<Phase> staying;
  for (const PlanRow& row : rows) staying.push_back(phase_of_row(find_in(before, row.phase), row, 0));
  for (std::size_t at = 0; at < before.size(); ++at) {
    const bool is_kept = std::any_of(rows.begin(), rows.end(), [&](const PlanRow& row) { return row.phase == before[at].id; });
    if (is_kept) continue;
    if (auto may = redesigns::decide_phase_removal(state, before[at], staying, now); !may) refusals.push_back({at, true, may.error()});
  }
  return refusals;
}

std::vector<std::size_t> parallel_to(std::span<const Phase> phases, std::size_t at) {
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
  const auto begin = [](const Phase& phase) { return phase.opens_at ? phase.opens_at->unix_ms : never; };
  const auto end = [](const Phase& phase) { return phase.closes_at ? phase.closes_at->unix_ms : never; };
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    if (i == at || !phases[i].opens_at || !phases[at].opens_at) continue;
    if (phases[i].state == PhaseState::skipped || phases[at].state == PhaseState::skipped) continue;
    if (begin(phases[i]) < end(phases[at]) && begin(phases[at]) < end(phases[i])) others.push_back(i);
  }
  return others;
}

bool has_free_dates(redesigns::RedesignState state, const Phase& phase, Instant now) {
  Phase changed = phase;
  changed.opens_at.reset();
  changed.closes_at.reset();
  if (!phase.opens_at && !phase.closes_at) changed.closes_at = now;
  return redesigns::decide_phase_edit(phase, changed, asked_at(state, now)).has_value();
}

}  // namespace palabre::planning
