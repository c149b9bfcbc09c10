// Changes the text of one's own comment.
#pragma once
#include "discussion/post_comment.hpp"

namespace palabre::discussion {

struct EditComment {
  CommentId comment;
  std::string body;
  std::optional<int> seen_version;  // refused when a newer one exists
};

/// Why:     a published text is never altered behind readers' backs: after the first minutes the old version stays readable.
/// Refuses: not_found, not_allowed, gone, stale_version, nothing_changed, redesign_not_open, phase_closed, idea_not_open.
Result<CommentChange> edit_comment(db::Tx& tx, const people::Actor& actor, const EditComment& input, const Limits& limits);

}  // namespace palabre::discussion
