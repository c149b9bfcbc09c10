// Replaces the text within the first minutes, adds a visible version after; appends comment.edited.
// Called by comment_api and by the form on the comment's page.
#include "discussion/edit_comment.hpp"

#include "discussion/comment_events.hpp"
#include "discussion/comment_repo.hpp"
#include "discussion/open_discussion.hpp"

namespace palabre::discussion {

Result<CommentChange> edit_comment(db::Tx& tx, const people::Actor& actor, const EditComment& input, const Limits& limits) {
  const auto comment = find_comment(tx, input.comment);
  if (!comment) return refuse(Reason::not_found, "no such comment");
  const auto place = load_open_discussion(tx, comment->idea, actor);
  if (!place) return place.error();
  const auto kind = decide_edit(*comment, actor, Edit{input.body, input.seen_version}, tx.now(), limits);
  if (!kind) return kind.error();
  if (*kind == EditKind::replace_text) replace_text(tx, place->idea, *comment, input.body);
  else append_version(tx, place->idea, *comment, input.body, tx.now());
  return append_edit_event(tx, actor, *comment, place->idea.redesign);
}

}  // namespace palabre::discussion
