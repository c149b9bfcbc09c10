// The page of one idea, shown by its GET and shown again by forms under it that were refused.
#pragma once
#include "screens/comment_parts.hpp"

namespace palabre::screens {

/// An idea as the reader may see it, in its redesign.
struct IdeaAtHand {
  ideas::Idea idea;
  RedesignAtHand at;
};
/// The page depends on both channels. Refuses: not_found.
Result<IdeaAtHand> open_idea(Page& page, IdeaId id);
/// The same, id from the path "{id}".
Result<IdeaAtHand> open_idea(Page& page);

/// `form`: of the comment form at its foot.
http::Response show_idea(Page& page, const IdeaAtHand& here, Form& form);

}  // namespace palabre::screens
