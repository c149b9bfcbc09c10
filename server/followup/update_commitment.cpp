// A public word on how a commitment goes, with the steps that were finished or begun.
// Called by commitment_api and by the two-minute form.
#include "followup/update_commitment.hpp"

#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"

#include <algorithm>

namespace palabre::followup {

namespace {

/// The steps named in `ids` and not yet done. Refuses: bad_field.
Result<std::vector<Milestone>> find_steps(const std::vector<Milestone>& all, const std::vector<MilestoneId>& ids, std::string_view field) {
  std::vector<Milestone> found;
  for (const auto id : ids) {
    const auto step = std::find_if(all.begin(), all.end(), [id](const Milestone& one) { return one.id == id; });
    if (step == all.end() || step->state == MilestoneState::done)
      return refuse(Reason::bad_field, "Milestone " + id.text() + " is not an open milestone of this commitment.", field);
    found.push_back(*step);
  }
  return found;
}

}  // namespace

Result<CommitmentDone> update_commitment(db::Tx& tx, const people::Actor& actor, const UpdateCommitment& input) {
  auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  Commitment& one = place->commitment;
  const auto role = decide_update(place->redesign.state, one, actor);
  if (!role) return role.error();
  if (!has_words(input.texts)) return refuse(Reason::missing_field, "Say in a sentence how it goes.", "text");
  if (auto url = check_url(input.url); !url) return url.error();
  const auto milestones = load_milestones(tx, one.id);
  auto done = find_steps(milestones, input.done, "done");
  if (!done) return done.error();
  auto begun = find_steps(milestones, input.begun, "begun");
  if (!begun) return begun.error();
  for (auto& step : *begun) {
    step.state = MilestoneState::in_progress;
    save_milestone(tx, step);
  }
  for (auto& step : *done) {
    step.state = MilestoneState::done;
    step.done_at = tx.now();
    step.evidence = input.texts;
    save_milestone(tx, step);
  }
  CommitmentEntry entry;
  entry.act = "updated";
  entry.from = entry.to = one.state;
  entry.person = actor.person;
  entry.actor_role = *role;
  entry.at = tx.now();
  entry.texts = input.texts;
  entry.url = input.url;
  if (input.to && *input.to != one.state) {
    const auto may = decide_move(place->redesign.state, one, load_milestones(tx, one.id), find_last_check(tx, one.id), actor, {*input.to, true}, tx.now());
    if (!may) return may.error();
    const auto moved = move_commitment_row(tx, one, *input.to, std::move(entry));
    return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.state_changed"), moved};
  }
  save_commitment(tx, one);
  const auto written = append_commitment_entry(tx, one.id, entry);
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.updated"), written};
}

}  // namespace palabre::followup
