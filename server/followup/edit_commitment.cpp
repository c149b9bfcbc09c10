// Completes a commitment: translations, another officer, another budget, one more step. Its words stay.
// Called by commitment_api and by the page of a commitment.
#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"
#include "followup/update_commitment.hpp"

#include <algorithm>

namespace palabre::followup {

namespace {

Result<bool> add_texts(TextsByLanguage& texts, const TextsByLanguage& more, std::string_view field) {
  for (const auto& [language, text] : more) {
    if (!texts.try_emplace(language, text).second)
      return refuse(Reason::bad_field, "What was promised in \"" + language + "\" is not rewritten; add other languages.", field);
  }
  return !more.empty();
}

Result<bool> add_step(db::Tx& tx, const Commitment& one, std::optional<Milestone> step) {
  if (!step) return false;
  const auto milestones = load_milestones(tx, one.id);
  if (milestones.size() >= milestones_max) return refuse(Reason::bad_field, "A commitment has at most 20 milestones.", "milestone");
  if (step->due_at > one.due_at || is_late(step->due_at, tx.now()))
    return refuse(Reason::bad_field, "A milestone is due from today on, before the commitment itself or on the same day.", "milestone");
  step->position = static_cast<int>(milestones.size()) + 1;
  step->state = MilestoneState::planned;
  insert_milestone(tx, one.id, *step);
  return true;
}

}  // namespace

Result<CommitmentDone> edit_commitment(db::Tx& tx, const people::Actor& actor, const EditCommitment& input) {
  auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  Commitment& one = place->commitment;
  const auto role = decide_edit(place->redesign.state, one, actor, has_words(input.reasons));
  if (!role) return role.error();
  const auto has_titles = add_texts(one.titles, input.titles, "title");
  if (!has_titles) return has_titles.error();
  const auto has_bodies = add_texts(one.bodies, input.bodies, "body");
  if (!has_bodies) return has_bodies.error();
  const auto has_step = add_step(tx, one, input.milestone);
  if (!has_step) return has_step.error();
  bool is_changed = *has_titles || *has_bodies || *has_step;
  if (input.officer.is_set() && input.officer != one.officer) {
    const auto roles = people::load_roles(tx, one.redesign, input.officer);
    if (!roles.has(people::Role::officer) && !roles.has(people::Role::owner))
      return refuse(Reason::bad_field, "The person who looks after it is an officer or the owner of this redesign.", "officer");
    one.officer = input.officer;
    is_changed = true;
  }
  if (input.budget_eur && *input.budget_eur != one.budget_eur) {
    one.budget_eur = *input.budget_eur;
    is_changed = true;
  }
  if (input.budget_line && *input.budget_line != one.budget_line) {
    one.budget_line = *input.budget_line;
    is_changed = true;
  }
  if (!is_changed) return refuse(Reason::nothing_changed, "Nothing would change.");
  for (const auto& [language, text] : one.titles)
    if (std::find(one.languages.begin(), one.languages.end(), language) == one.languages.end()) one.languages.push_back(language);
  save_commitment(tx, one);
  CommitmentEntry entry = entry_of(tx, actor, one, *role, input.reasons);
  entry.act = "edited";
  append_commitment_entry(tx, one.id, entry);
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.edited")};
}

}  // namespace palabre::followup
