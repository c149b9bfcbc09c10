// Posts a comment under an idea, or a reply under a comment.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "db/tx.hpp"
#include "discussion/comment.hpp"
#include "ideas/entry_way.hpp"

namespace palabre::discussion {

struct PostComment {
  IdeaId idea;
  CommentId parent;                 // unset: directly under the idea
  Stance stance = Stance::neutral;
  std::string language;
  std::string body;
  ideas::EntryWay way = {};
};

/// What an act on a comment left behind: the comment, the idea's count and the number of the event.
struct CommentChange {
  CommentId comment;
  std::int64_t comments = 0;
  std::int64_t seq = 0;
};

/// Refuses: not_found, redesign_not_open, phase_closed, idea_not_open, gone, reply_too_deep.
Result<CommentChange> post_comment(db::Tx& tx, const people::Actor& actor, const PostComment& input, const Limits& limits);

}  // namespace palabre::discussion
