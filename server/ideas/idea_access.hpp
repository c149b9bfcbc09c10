// What an actor may see, and in which phase an act may happen now. Asked first by every act and read of this slice and above.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea.hpp"
#include "redesigns/redesign_repo.hpp"

#include <string_view>

namespace palabre::ideas {

/// Everybody sees a public redesign; one in preparation only those with a role in it, and administrators.
bool may_see(const redesigns::Redesign& redesign, const people::Actor& actor);

/// Refuses: not_found, also for a redesign the actor may not see: that it exists is not told.
Result<redesigns::Redesign> load_visible_redesign(db::Tx& tx, RedesignId id, const people::Actor& actor);
/// The same for visitors, whoever they are: public redesigns only.
Result<redesigns::Redesign> load_public_redesign(db::Tx& tx, std::string_view slug);

struct IdeaInPlace {
  Idea idea;
  redesigns::Redesign redesign;
};
/// The idea and its redesign as the actor may see them; a draft or waiting idea is its author's and the moderator's alone.
/// Refuses: not_found.
Result<IdeaInPlace> load_visible_idea(db::Tx& tx, IdeaId id, const people::Actor& actor);

/// The redesign of an idea, to load an actor's roles in it. Refuses: not_found.
Result<RedesignId> load_redesign_of(db::Tx& tx, IdeaId id);

/// The open phase that allows `act` now. Refuses as redesigns::decide_act.
Result<PhaseId> decide_phase(db::Tx& tx, const redesigns::Redesign& redesign, redesigns::Act act);

/// May staff still move and merge ideas? Refuses: redesign_not_open (in preparation, evaluated, archived, cancelled).
Result<void> decide_staff_work(redesigns::RedesignState state);

}  // namespace palabre::ideas
