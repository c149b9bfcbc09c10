// The act of saving a timeline, by way of the acts on single phases.
// Called by PUT /redesigns/{slug}/timeline and by the timeline page.
#include "planning/plan_phases.hpp"

#include "redesigns/add_phase.hpp"
#include "redesigns/advance_phases.hpp"
#include "redesigns/remove_phase.hpp"

#include <algorithm>

namespace palabre::planning {

using redesigns::Phase;

namespace {

Refusal with_row(const RowRefusal& found) {
  Refusal refusal = found.refusal;
  refusal.field = found.is_removal ? "phases" : "phases." + std::to_string(found.row) + "." + refusal.field;
  return refusal;
}

Result<bool> change(db::Tx& tx, const people::Actor& actor, const Phase& before, const Phase& after) {
  redesigns::EditPhase edit;
  edit.type = after.type;
  edit.stage = after.stage;
  edit.position = after.position;
  edit.opens_at = after.opens_at;
  edit.closes_at = after.closes_at;
  edit.titles = after.titles;
  for (const auto& [language, title] : before.titles) edit.titles->try_emplace(language);  // empty: it goes
  const auto edited = redesigns::edit_phase(tx, actor, before, edit);
  if (edited) return true;
  if (edited.error().reason == Reason::nothing_changed) return false;
  return edited.error();
}

Result<bool> add(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const Phase& wanted) {
  const redesigns::NewPhase fresh{wanted.type, wanted.stage, wanted.titles, wanted.opens_at, wanted.closes_at, false};
  const auto added = redesigns::add_phase(tx, actor, redesign, fresh);
  if (!added) return added.error();
  if (added->position == wanted.position) return true;
  redesigns::EditPhase place;
  place.position = wanted.position;
  const auto placed = redesigns::edit_phase(tx, actor, *added, place);
  if (!placed) return placed.error();
  return true;
}

const Phase* find_in(const std::vector<Phase>& phases, PhaseId id) {
  const auto found = std::find_if(phases.begin(), phases.end(), [&](const Phase& phase) { return phase.id == id; });
  return found == phases.end() ? nullptr : &*found;
}

/// The first phases keep the places they have, so that an order nobody touched changes nothing.
std::vector<int> places_of(const std::vector<Phase>& before, std::span<const PlanRow> rows) {
  std::vector<int> places;
  int last = 0;
  for (const PlanRow& row : rows) {
    const Phase* old = find_in(before, row.phase);
    last = std::max(last + 1, old && old->position > last ? old->position : 0);
    places.push_back(last);
  }
  return places;
}

}  // namespace

Result<std::vector<Phase>> plan_phases(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& asked, std::span<const PlanRow> rows) {
  redesigns::advance_phases(tx);
  const auto redesign = redesigns::find_redesign(tx, asked.id);
  if (auto may = redesigns::decide_redesign_edit(redesign->state, actor); !may) return may.error();
  if (rows.size() > plan_rows_max) return refuse(Reason::bad_field, "a timeline has at most 50 phases", "phases");
  const auto before = redesigns::load_phases(tx, redesign->id);
  const auto refusals = decide_plan(redesign->state, before, rows, tx.now());
  if (!refusals.empty()) return with_row(refusals.front());
  bool has_changed = false;
  const auto places = places_of(before, rows);
  // What is added and changed comes first, so that a follow-up may be replaced by another in one step.
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const Phase* old = find_in(before, rows[at].phase);
    const Phase wanted = phase_of_row(old, rows[at], places[at]);
    const auto done = old ? change(tx, actor, *old, wanted) : add(tx, actor, *redesign, wanted);
    if (!done) return done.error();
    has_changed = has_changed || *done;
  }
  for (const Phase& phase : before) {
    if (std::any_of(rows.begin(), rows.end(), [&](const PlanRow& row) { return row.phase == phase.id; })) continue;
    if (auto removed = redesigns::remove_phase(tx, actor, phase); !removed) return removed.error();
    has_changed = true;
  }
  if (!has_changed) return refuse(Reason::nothing_changed, "nothing in the timeline would change");
  redesigns::advance_phases(tx);
  return redesigns::load_phases(tx, redesign->id);
}

}  // namespace palabre::planning
