// Gives a commitment or one of its steps a new day, and keeps the old one.
// Called by commitment_api and by the page of a commitment.
#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"
#include "followup/update_commitment.hpp"

#include <algorithm>

namespace palabre::followup {

Result<CommitmentDone> reschedule_commitment(db::Tx& tx, const people::Actor& actor, const RescheduleCommitment& input) {
  auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  Commitment& one = place->commitment;
  auto milestones = load_milestones(tx, one.id);
  Milestone* step = nullptr;
  if (input.milestone.is_set()) {
    const auto found = std::find_if(milestones.begin(), milestones.end(), [&](const Milestone& each) { return each.id == input.milestone; });
    if (found == milestones.end()) return refuse(Reason::bad_field, "That is not a milestone of this commitment.", "milestone");
    step = &*found;
  }
  const auto role = decide_reschedule(place->redesign.state, one, step, actor, input.due_at, has_words(input.reasons), tx.now());
  if (!role) return role.error();
  MovedDate moved{input.milestone, step ? step->due_at : one.due_at, input.due_at, tx.now(), input.reasons};
  insert_moved_date(tx, one.id, moved, actor.person);
  if (step) {
    step->due_at = input.due_at;
    save_milestone(tx, *step);
  } else {
    one.due_at = input.due_at;
  }
  save_commitment(tx, one);
  CommitmentEntry entry = entry_of(tx, actor, one, *role, input.reasons);
  entry.act = "rescheduled";
  append_commitment_entry(tx, one.id, entry);
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.rescheduled")};
}

}  // namespace palabre::followup
