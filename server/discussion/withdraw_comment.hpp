// Takes back one's own comment.
#pragma once
#include "discussion/post_comment.hpp"

namespace palabre::discussion {

/// Why:     one's own words may be taken back in any phase; the place stays, so replies keep their sense.
/// Refuses: not_found, not_allowed, gone.
Result<CommentChange> withdraw_comment(db::Tx& tx, const people::Actor& actor, CommentId id);

}  // namespace palabre::discussion
