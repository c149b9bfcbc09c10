// Ideas in the database. Called by the acts and views of this slice, and by discussion, moderation, followup, screens.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ideas {

std::optional<Idea> find_idea(db::Tx& tx, IdeaId id);

/// Moves the idea to `to`, appends idea_history, keeps redesign.ideas / comments / supports / answers and the search index true,
/// and appends the event idea.state_changed. The one way a state changes. `actor_role`: author, moderator, officer, owner, clock, import.
struct StateMove {
  IdeaState to{};
  PersonId person;            // unset: clock or import
  std::string actor;          // opaque id for the event
  std::string actor_role;
  std::string reason;
  std::string reason_code;
};
void move_idea(db::Tx& tx, const Idea& idea, const StateMove& move);

/// Adds `difference` to idea.comments and, when the idea is listed, to redesign.comments. In the act's transaction.
void add_to_comment_count(db::Tx& tx, const Idea& idea, int difference);

}  // namespace palabre::ideas
