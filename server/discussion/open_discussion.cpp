// Asks the phase first, then the idea, whether people may write now.
// Called by post_comment and edit_comment.
#include "discussion/open_discussion.hpp"

namespace palabre::discussion {

Result<ideas::PublicIdea> load_open_discussion(db::Tx& tx, IdeaId id) {
  auto place = ideas::load_public_idea(tx, id);
  if (!place) return place.error();
  const auto phases = redesigns::load_phases(tx, place->redesign.id);
  const auto phase = redesigns::decide_act(place->redesign.state, phases, redesigns::Act::comment, tx.now());
  if (!phase) return phase.error();
  if (const auto open = ideas::decide_comment(place->idea); !open) return open.error();
  return place;
}

}  // namespace palabre::discussion
