// The act of creating a redesign.
// Called by POST /redesigns and by the new-redesign page.
#include "redesigns/create_redesign.hpp"

#include "db/event_log.hpp"
#include "people/person_repo.hpp"
#include "redesigns/advance_phases.hpp"
#include "redesigns/redesign_store.hpp"

#include <nlohmann/json.hpp>

namespace palabre::redesigns {

namespace {

Result<void> decide_creation(const people::Actor& actor, const CreateRedesign& input) {
  if (!actor.is_admin) return refuse(Reason::not_allowed, "Redesigns are created by an administrator, who can then name owners.");
  if (auto checked = check_slug(input.redesign.slug); !checked) return checked.error();
  if (auto checked = check_redesign(input.redesign, input.texts); !checked) return checked.error();
  const RedesignState state = input.redesign.state;
  if (state != RedesignState::draft && state != RedesignState::announced && state != RedesignState::open)
    return refuse(Reason::redesign_transition_refused, "A new redesign is draft, announced or open.", "state");
  return {};
}

}  // namespace

Result<Redesign> create_redesign(db::Tx& tx, const people::Actor& actor, const CreateRedesign& input) {
  if (auto decision = decide_creation(actor, input); !decision) return decision.error();
  if (find_redesign(tx, input.redesign.slug)) return refuse(Reason::slug_taken, "another redesign has this slug", "slug");
  if (input.redesign.organisation.is_set() && !people::find_organisation(tx, input.redesign.organisation))
    return refuse(Reason::not_found, "no such organisation", "organisation");
  Redesign redesign = input.redesign;
  redesign.texts_json = stored_json(input.texts);
  redesign.id = save_new_redesign(tx, redesign);
  people::save_role(tx, {redesign.id, actor.person, people::Role::owner}, actor.person);
  const std::string state(name_of(redesign.state));
  append_redesign_history(tx, redesign.id, {"draft", state, actor.person, {}, tx.now(), {}, {}});
  const std::string channel = is_public(redesign.state) ? "instance" : channel_of(redesign.id);
  db::append_event(tx, actor.opaque_id, channel, "", "redesign.added", nlohmann::json{{"redesign", redesign.id.text()}}.dump());
  people::Actor owner = actor;
  owner.roles.add(people::Role::owner);
  for (const NewPhase& phase : input.phases)
    if (auto added = add_phase(tx, owner, redesign, phase); !added) return added.error();
  advance_phases(tx);
  return *find_redesign(tx, redesign.id);
}

}  // namespace palabre::redesigns
