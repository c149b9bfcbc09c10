// Writes the payloads of comment events.
// Called by the acts of this folder.
#include "discussion/comment_events.hpp"

#include "db/event_log.hpp"
#include "ideas/idea_repo.hpp"
#include "redesigns/redesign_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::discussion {

namespace {

CommentChange append(db::Tx& tx, const people::Actor& actor, const Comment& comment, RedesignId redesign, std::string_view type, bool has_count) {
  CommentChange change;
  change.comment = comment.id;
  change.comments = ideas::find_idea(tx, comment.idea).value().comments;
  nlohmann::json payload = {{"idea", comment.idea.text()}, {"comment", comment.id.text()}};
  if (has_count) payload["comments"] = change.comments;
  change.seq = db::append_event(tx, actor.opaque_id, redesigns::channel_of(redesign), redesigns::subject_of(comment.idea), type, payload.dump());
  return change;
}

}  // namespace

CommentChange append_count_event(db::Tx& tx, const people::Actor& actor, const Comment& comment, RedesignId redesign, std::string_view type) {
  return append(tx, actor, comment, redesign, type, true);
}

CommentChange append_edit_event(db::Tx& tx, const people::Actor& actor, const Comment& comment, RedesignId redesign) {
  return append(tx, actor, comment, redesign, "comment.edited", false);
}

}  // namespace palabre::discussion
