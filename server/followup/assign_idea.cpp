// Asks the rule with the roles of both, stores. Called by desk_api, the inbox and the answer form.
#include "followup/assign_idea.hpp"

#include "followup/desk_repo.hpp"
#include "ideas/idea_access.hpp"

namespace palabre::followup {

Result<void> assign_idea(db::Tx& tx, const people::Actor& actor, const AssignIdea& input) {
  const auto place = ideas::load_visible_idea(tx, input.idea, actor);
  if (!place) return place.error();
  std::optional<people::Roles> assignee;
  if (input.person.is_set()) assignee = people::load_roles(tx, place->redesign.id, input.person);
  if (const auto may = decide_assignment(actor, assignee); !may) return may.error();
  save_assignment(tx, input.idea, input.person, actor.person);
  return {};
}

Result<void> switch_four_eyes(db::Tx& tx, const people::Actor& actor, RedesignId redesign, bool is_on) {
  if (const auto may = decide_four_eyes(actor); !may) return may.error();
  save_four_eyes(tx, redesign, is_on);
  return {};
}

}  // namespace palabre::followup
