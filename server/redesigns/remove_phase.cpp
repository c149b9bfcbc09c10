// The act of taking a planned phase out.
// Called by DELETE /phases/{id} and by the timeline.
#include "redesigns/remove_phase.hpp"

#include "redesigns/advance_phases.hpp"
#include "redesigns/redesign.hpp"

namespace palabre::redesigns {

namespace {

constexpr std::string_view ideas_sql = "SELECT 1 FROM idea WHERE phase_id = $1 LIMIT 1";
constexpr std::string_view remove_history_sql = "DELETE FROM phase_history WHERE phase_id = $1";
constexpr std::string_view remove_sql = "DELETE FROM phase WHERE id = $1";

bool has_ideas(db::Tx& tx, PhaseId phase) { return tx.rows(ideas_sql, phase).next(); }

}  // namespace

Result<void> remove_phase(db::Tx& tx, const people::Actor& actor, const Phase& phase) {
  const auto redesign = find_redesign(tx, phase.redesign);
  if (auto may = decide_redesign_edit(redesign->state, actor); !may) return may.error();
  auto others = load_phases(tx, phase.redesign);
  std::erase_if(others, [&](const Phase& other) { return other.id == phase.id; });
  if (auto may = decide_phase_removal(redesign->state, phase, others, tx.now()); !may) return may.error();
  if (has_ideas(tx, phase.id)) return refuse(Reason::phase_transition_refused, "Ideas belong to this phase: skip it instead.", "phase");
  tx.run(remove_history_sql, phase.id);
  tx.run(remove_sql, phase.id);
  append_phase_event(tx, actor.opaque_id, "phase.removed", phase);
  return {};
}

}  // namespace palabre::redesigns
