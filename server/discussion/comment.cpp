// The rules of comments: who may reply where, change or withdraw what, and when.
// Called by the acts of this folder.
#include "discussion/comment.hpp"
#include "base/names.hpp"

#include <algorithm>

namespace palabre::discussion {

namespace {

const std::vector<std::string_view> state_names = {"published", "hidden", "withdrawn"};

Refusal refuse_gone(CommentState state) {
  return refuse(Reason::gone, state == CommentState::hidden ? "this comment was hidden by a moderator" : "this comment was withdrawn by its author");
}

}  // namespace

const std::vector<std::string_view>& stance_names() {
  static const std::vector<std::string_view> names = {"for", "against", "question", "neutral"};
  return names;
}

std::string_view name_of(Stance stance) { return stance_names()[static_cast<std::size_t>(stance)]; }
std::string_view name_of(CommentState state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<Stance> stance_of(std::string_view name) { return find_name<Stance>(stance_names(), name); }
std::optional<CommentState> comment_state_of(std::string_view name) { return find_name<CommentState>(state_names, name); }

Result<CommentId> decide_parent(const Comment& answered, IdeaId idea, int comment_depth_max) {
  if (answered.idea != idea) return refuse(Reason::not_found, "the comment replied to stands under another idea", "parent");
  if (comment_depth_max < 2) return refuse(Reason::reply_too_deep, "replies are switched off here; comment on the idea itself", "parent");
  if (answered.state != CommentState::published) {
    Refusal refusal = refuse_gone(answered.state);
    refusal.field = "parent";
    return refusal;
  }
  return answered.parent.is_set() ? answered.parent : answered.id;
}

Result<EditKind> decide_edit(const Comment& comment, const people::Actor& actor, const Edit& edit, Instant now, const Limits& limits) {
  if (comment.author != actor.person) return refuse(Reason::not_allowed, "only its author may change a comment");
  if (comment.state != CommentState::published) return refuse_gone(comment.state);
  if (edit.seen_version && *edit.seen_version != comment.version)
    return refuse(Reason::stale_version, "the comment has changed since it was read; its version is " + std::to_string(comment.version), "version");
  if (edit.body == comment.body) return refuse(Reason::nothing_changed, "the text is the same", "body");
  const Instant newest_at = comment.edited_at.value_or(comment.created_at);
  return now < newest_at.plus_ms(limits.comment_edit_ms) ? EditKind::replace_text : EditKind::add_version;
}

Result<void> decide_withdrawal(const Comment& comment, const people::Actor& actor) {
  if (comment.author != actor.person) return refuse(Reason::not_allowed, "only its author may withdraw a comment; others may report it");
  if (comment.state != CommentState::published) return refuse_gone(comment.state);
  return {};
}

}  // namespace palabre::discussion
