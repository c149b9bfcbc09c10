// Stores one person's opinion on a delivery and tells everybody the new counts.
// Called by commitment_api and by the question on the page of a commitment.
#include "followup/give_opinion.hpp"

#include "db/event_log.hpp"
#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

Result<CommitmentDone> give_opinion(db::Tx& tx, const people::Actor& actor, const GiveOpinion& input) {
  const auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  const auto check = find_last_check(tx, input.commitment);
  if (auto may = decide_opinion(place->redesign.state, check, actor, tx.now()); !may) return may.error();
  if (find_opinion(tx, check->id, actor.person) == input.opinion) return CommitmentDone{input.commitment, db::last_seq(tx)};
  save_opinion(tx, *check, actor.person, input.opinion);
  const auto counted = find_last_check(tx, input.commitment).value();
  const nlohmann::json counts = {{"done", counted.done}, {"partly", counted.partly}, {"not_done", counted.not_done}};
  return CommitmentDone{input.commitment, append_commitment_event(tx, actor.opaque_id, place->commitment, "commitment.judged", counts.dump())};
}

}  // namespace palabre::followup
