// Removes the text, keeps the place, appends comment.withdrawn.
// Called by comment_api and by the button on the comment's page.
#include "discussion/withdraw_comment.hpp"

#include "discussion/comment_events.hpp"
#include "discussion/comment_repo.hpp"
#include "ideas/idea_access.hpp"

namespace palabre::discussion {

Result<CommentChange> withdraw_comment(db::Tx& tx, const people::Actor& actor, CommentId id) {
  const auto comment = find_comment(tx, id);
  if (!comment) return refuse(Reason::not_found, "no such comment");
  const auto place = ideas::load_visible_idea(tx, comment->idea, actor);
  if (!place) return place.error();
  if (const auto allowed = decide_withdrawal(*comment, actor); !allowed) return allowed.error();
  save_withdrawn(tx, place->idea, *comment);
  return append_count_event(tx, actor, *comment, place->idea.redesign, "comment.withdrawn");
}

}  // namespace palabre::discussion
