// How far a person has read an idea's discussion: what is new since, and where it begins.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"

namespace palabre::notices {

struct Visit {
  CommentId seen;               // unset: never been here
  std::int64_t new_comments = 0;  // of others, published, after it; 0 on a first visit
  CommentId first_new;
};
Visit load_visit(db::Tx& tx, PersonId person, IdeaId idea);

/// Remembers that everything up to `seen` was shown; never goes back. Marks the idea's notices as read.
/// Refuses: not_found (idea), bad_field (a comment that is not there).
Result<void> save_visit(db::Tx& tx, const people::Actor& actor, IdeaId idea, CommentId seen);

/// The newest comment of the idea; unset when there is none.
CommentId newest_comment(db::Tx& tx, IdeaId idea);

}  // namespace palabre::notices
