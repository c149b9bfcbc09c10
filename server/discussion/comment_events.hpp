// The events of comments, so that every act writes the same payload.
#pragma once
#include "discussion/post_comment.hpp"

namespace palabre::discussion {

/// comment.published, comment.withdrawn: {idea, comment, comments}, with the idea's count as it is now.
CommentChange append_count_event(db::Tx& tx, const people::Actor& actor, const Comment& comment, RedesignId redesign, std::string_view type);
/// comment.edited: {idea, comment}.
CommentChange append_edit_event(db::Tx& tx, const people::Actor& actor, const Comment& comment, RedesignId redesign);

}  // namespace palabre::discussion
