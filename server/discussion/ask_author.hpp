// The public body asks the author of an idea for a clarification, in public: a comment with its badge, open until the author's next word.
#pragma once
#include "discussion/post_comment.hpp"
#include "ideas/idea.hpp"

namespace palabre::discussion {

struct AskAuthor {
  IdeaId idea;
  std::string language;
  std::string body;
};

/// Only who answers ideas here asks in the name of the public body, and nobody asks themselves. Refuses: not_allowed, own_case.
Result<void> decide_asking(const ideas::Idea& idea, const people::Actor& actor);

/// Refuses: not_found, as decide_asking, as post_comment.
Result<CommentChange> ask_author(db::Tx& tx, const people::Actor& actor, const AskAuthor& input, const Limits& limits);

}  // namespace palabre::discussion
