// Loads the idea and its phases, asks the rules, stores the comment, appends comment.published.
// Called by comment_api and by the form on the idea's page.
#include "discussion/post_comment.hpp"

#include "discussion/comment_events.hpp"
#include "discussion/comment_repo.hpp"
#include "discussion/open_discussion.hpp"

namespace palabre::discussion {

Result<CommentChange> post_comment(db::Tx& tx, const people::Actor& actor, const PostComment& input, const Limits& limits) {
  const auto place = load_open_discussion(tx, input.idea, actor, input.way);
  if (!place) return place.error();
  Comment comment;
  if (input.parent.is_set()) {
    const auto answered = find_comment(tx, input.parent);
    if (!answered) return refuse(Reason::not_found, "no such comment", "parent");
    const auto parent = decide_parent(*answered, input.idea, limits.comment_depth_max);
    if (!parent) return parent.error();
    comment.parent = *parent;
  }
  comment.idea = input.idea;
  comment.author = actor.person;
  comment.stance = input.stance;
  comment.language = input.language;
  comment.body = input.body;
  comment.channel = input.way.channel();
  comment.created_at = tx.now();
  comment.id = append_comment(tx, place->idea, comment).value();
  return append_count_event(tx, actor, comment, place->idea.redesign, "comment.published");
}

}  // namespace palabre::discussion
