// A facilitator enters an idea, a comment or a mark for a person who is offline.
#pragma once
#include "assisted/assisted_repo.hpp"
#include "base/limits.hpp"
#include "discussion/comment.hpp"
#include "ideas/idea_text.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::assisted {

struct NewEntry {
  std::string key;                 // of this entry: sent again, nothing is entered again
  EntryFrame frame;
  std::string slip;                // as typed; empty: a new slip is made. A number nobody used yet is a new person's
  std::string name;                // of a new person, or of one who had given marks only
  std::string contact;             // empty: none, or as before
  BatchId batch;                   // late paper
  ideas::IdeaText text;            // of an idea; its title, tags and place
  IdeaId idea;                     // of a comment, a support or a reaction
  CommentId parent;
  discussion::Stance stance = discussion::Stance::neutral;
  std::string body;                // of a comment
  std::int64_t choice = 0;         // of an answer: the position
};

struct Entered {
  EntryId entry;
  std::string slip;
  bool is_new_person = false;
  bool is_repeated = false;        // it had been entered before; nothing happened now
};

/// Why:     what people say at a market stall becomes the same idea, comment or support as on the web, and counts once.
/// Refuses: as decide_entry, decide_name and decide_late_entry; missing_field name or key; idempotency_mismatch (the key was used
///          for something else); bad_field, not_found or gone slip (mistyped, of another redesign, claimed); already_exists (this
///          slip did that already); and as propose_idea, post_comment, support_idea, react_to_idea, answer_question.
Result<Entered> enter_contribution(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const NewEntry& input,
                                   const Limits& limits);

}  // namespace palabre::assisted
