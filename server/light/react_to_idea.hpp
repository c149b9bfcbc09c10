// "This matters to me": one reaction of one contributor to one idea, given and taken back.
#pragma once
#include "db/tx.hpp"
#include "light/visitor.hpp"

namespace palabre::light {

struct ReactionCount {
  std::int64_t reactions = 0;
  bool is_reacted = false;
  bool is_changed = false;
  std::int64_t seq = 0;      // of the event; of the log's newest one when nothing changed
};

/// Doing it twice is doing it once. Refuses: not_found, and as decide_reaction.
Result<ReactionCount> react_to_idea(db::Tx& tx, const Participant& who, IdeaId id);
Result<ReactionCount> take_reaction_back(db::Tx& tx, const Participant& who, IdeaId id);

/// Adds `difference` to the idea's count and its redesign's, and tells everybody; the event's number.
std::int64_t count_reaction(db::Tx& tx, std::string_view actor, IdeaId id, int difference);

}  // namespace palabre::light
