// Finds an idea and its redesign, or says not_found as to a stranger.
// Called by discussion, moderation, followup and screens.
#include "ideas/public_idea.hpp"

#include "ideas/idea_repo.hpp"

namespace palabre::ideas {

Result<PublicIdea> load_public_idea(db::Tx& tx, IdeaId id) {
  auto idea = find_idea(tx, id);
  if (!idea || !is_readable(idea->state)) return refuse(Reason::not_found, "no such idea");
  auto redesign = redesigns::find_redesign(tx, idea->redesign);
  if (!redesign || !redesigns::is_public(redesign->state)) return refuse(Reason::not_found, "no such idea");
  return PublicIdea{std::move(*idea), std::move(*redesign)};
}

}  // namespace palabre::ideas
