// Asks the rules, stores the commitment with its steps and ideas, begins its history, appends commitment.created.
// Called by commitment_api and by the form under an accepted answer.
#include "followup/create_commitment.hpp"

#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"
#include "ideas/idea_repo.hpp"

#include <algorithm>

namespace palabre::followup {

namespace {

Result<std::vector<ideas::Idea>> find_ideas(db::Tx& tx, const people::Actor& actor, const std::vector<IdeaId>& ids) {
  std::vector<ideas::Idea> found;
  for (const auto id : ids) {
    auto place = ideas::load_visible_idea(tx, id, actor);
    if (!place) return refuse(Reason::bad_field, "There is no idea " + id.text() + ".", "ideas");
    found.push_back(std::move(place->idea));
  }
  return found;
}

bool is_staff(db::Tx& tx, RedesignId redesign, PersonId person) {
  const auto roles = people::load_roles(tx, redesign, person);
  return roles.has(people::Role::officer) || roles.has(people::Role::owner);
}

Commitment row_of(const db::Tx& tx, const people::Actor& actor, const CreateCommitment& input) {
  Commitment one;
  one.redesign = input.redesign;
  one.organisation = input.organisation;
  one.officer = input.officer.is_set() ? input.officer : actor.person;
  one.state = CommitmentState::proposed;
  one.titles = input.titles;
  one.bodies = input.bodies;
  one.languages = input.languages;
  one.due_at = input.due_at;
  one.budget_eur = input.budget_eur;
  one.budget_line = input.budget_line;
  one.check_days = input.check_days;
  one.state_since = one.created_at = one.updated_at = tx.now();
  return one;
}

void store_steps(db::Tx& tx, CommitmentId id, std::vector<Milestone> milestones) {
  std::stable_sort(milestones.begin(), milestones.end(), [](const Milestone& a, const Milestone& b) { return a.due_at < b.due_at; });
  int position = 0;
  for (auto& milestone : milestones) {
    milestone.position = ++position;
    milestone.state = MilestoneState::planned;
    insert_milestone(tx, id, milestone);
  }
}

}  // namespace

Result<CommitmentDone> create_commitment(db::Tx& tx, const people::Actor& actor, const CreateCommitment& input) {
  const auto redesign = ideas::load_visible_redesign(tx, input.redesign, actor);
  if (!redesign) return redesign.error();
  if (auto staff = decide_staff(redesign->state, actor); !staff) return staff.error();
  auto ideas = find_ideas(tx, actor, input.ideas);
  if (!ideas) return ideas.error();
  NewCommitment wanted{row_of(tx, actor, input), input.milestones, std::move(*ideas), std::nullopt, false};
  if (const auto body = find_body(tx, input.organisation)) wanted.body = Body{body->id, body->is_public};
  if (input.organisation.is_set() && !wanted.body) return refuse(Reason::bad_field, "There is no such organisation.", "organisation");
  wanted.is_officer_staff = is_staff(tx, input.redesign, wanted.commitment.officer);
  const auto role = decide_create(redesign->state, actor, wanted, tx.now());
  if (!role) return role.error();
  Commitment& one = wanted.commitment;
  one.id = insert_commitment(tx, one);
  for (const auto& idea : wanted.ideas) insert_source_idea(tx, one.id, idea.id);
  store_steps(tx, one.id, wanted.milestones);
  CommitmentEntry entry = entry_of(tx, actor, one, *role, {});
  entry.act = "created";
  append_commitment_entry(tx, one.id, entry);
  if (input.is_accepted) move_commitment_row(tx, one, CommitmentState::accepted, entry);
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.created")};
}

}  // namespace palabre::followup
