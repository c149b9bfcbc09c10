// Asks the phase first, then the idea, whether people may write now.
// Called by post_comment and edit_comment.
#include "discussion/open_discussion.hpp"

namespace palabre::discussion {

Result<ideas::IdeaInPlace> load_open_discussion(db::Tx& tx, IdeaId id, const people::Actor& actor, ideas::EntryWay way) {
  auto place = ideas::load_visible_idea(tx, id, actor);
  if (!place) return place.error();
  if (!way.is_late())
    if (const auto phase = ideas::decide_phase(tx, place->redesign, redesigns::Act::comment); !phase) return phase.error();
  if (const auto open = ideas::decide_comment(place->idea); !open) return open.error();
  return place;
}

}  // namespace palabre::discussion
