// Delivers a commitment with evidence and asks the people whether it is done.
// Called by commitment_api and by the delivery form.
#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"
#include "followup/update_commitment.hpp"

namespace palabre::followup {

Result<CommitmentDone> deliver_commitment(db::Tx& tx, const people::Actor& actor, const DeliverCommitment& input) {
  auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  Commitment& one = place->commitment;
  const auto role = decide_deliver(place->redesign.state, one, actor, has_words(input.texts));
  if (!role) return role.error();
  if (auto url = check_url(input.url); !url) return url.error();
  for (auto& step : load_milestones(tx, one.id)) {
    if (step.state == MilestoneState::done) continue;
    step.state = MilestoneState::done;
    step.done_at = tx.now();
    save_milestone(tx, step);
  }
  CommitmentEntry entry;
  entry.person = actor.person;
  entry.actor_role = *role;
  entry.texts = input.texts;
  entry.url = input.url;
  const auto delivered = move_commitment_row(tx, one, CommitmentState::delivered, std::move(entry));
  Check check;
  check.commitment = one.id;
  check.opens_at = tx.now();
  check.closes_at = tx.now().plus_ms(one.check_days * ms_per_day);
  insert_check(tx, check);
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.state_changed"), delivered};
}

}  // namespace palabre::followup
