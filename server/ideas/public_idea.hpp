// An idea together with the redesign it belongs to, as a stranger may see them. Used by every slice that hangs something on ideas.
#pragma once
#include "base/refusal.hpp"
#include "ideas/idea.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::ideas {

struct PublicIdea {
  Idea idea;
  redesigns::Redesign redesign;
};

/// Why:     one answer for everybody: what is not public yet does not exist for anyone who asks by its number.
/// Refuses: not_found (no such idea, a draft, a redesign that is not public).
Result<PublicIdea> load_public_idea(db::Tx& tx, IdeaId id);

}  // namespace palabre::ideas
