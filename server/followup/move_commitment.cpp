// Moves a commitment by hand.
// Called by commitment_api and by the page of a commitment.
#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"
#include "followup/update_commitment.hpp"

namespace palabre::followup {

Result<CommitmentDone> move_commitment(db::Tx& tx, const people::Actor& actor, const MoveCommitment& input) {
  auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  Commitment& one = place->commitment;
  const auto role = decide_move(place->redesign.state, one, load_milestones(tx, one.id), find_last_check(tx, one.id), actor,
                                {input.to, has_words(input.texts)}, tx.now());
  if (!role) return role.error();
  CommitmentEntry entry;
  entry.person = actor.person;
  entry.actor_role = *role;
  entry.texts = input.texts;
  move_commitment_row(tx, one, input.to, std::move(entry));
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.state_changed")};
}

}  // namespace palabre::followup
