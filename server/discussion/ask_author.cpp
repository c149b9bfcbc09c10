// Asks the rule, posts the question as a comment, marks it as one of the public body's.
// Called by comment_api and by the officers' form.
#include "discussion/ask_author.hpp"

#include "discussion/open_discussion.hpp"

namespace palabre::discussion {

namespace {

constexpr std::string_view insert_sql = "INSERT INTO clarification (comment_id, idea_id, at) VALUES ($1, $2, $3)";

}  // namespace

Result<void> decide_asking(const ideas::Idea& idea, const people::Actor& actor) {
  if (!actor.is_officer() && !actor.is_owner())
    return refuse(Reason::not_allowed, "an officer or the owner of this redesign asks for the public body; everybody may comment");
  if (idea.author == actor.person) return refuse(Reason::own_case, "this idea is your own");
  return {};
}

Result<CommentChange> ask_author(db::Tx& tx, const people::Actor& actor, const AskAuthor& input, const Limits& limits) {
  const auto place = ideas::load_visible_idea(tx, input.idea, actor);
  if (!place) return place.error();
  if (const auto may = decide_asking(place->idea, actor); !may) return may.error();
  const auto posted = post_comment(tx, actor, {input.idea, {}, Stance::question, input.language, input.body}, limits);
  if (!posted) return posted.error();
  tx.run(insert_sql, posted->comment, input.idea, tx.now());
  return posted;
}

}  // namespace palabre::discussion
