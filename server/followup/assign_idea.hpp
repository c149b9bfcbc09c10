// Which officer looks after an idea, and whether answers need four eyes.
#pragma once
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "people/actor.hpp"

namespace palabre::followup {

struct AssignIdea {
  IdeaId idea;
  PersonId person;   // unset: nobody any more
};
/// Refuses: not_found, as decide_assignment.
Result<void> assign_idea(db::Tx& tx, const people::Actor& actor, const AssignIdea& input);

/// What waits keeps waiting when the switch goes off. Refuses: as decide_four_eyes.
Result<void> switch_four_eyes(db::Tx& tx, const people::Actor& actor, RedesignId redesign, bool is_on);

}  // namespace palabre::followup
