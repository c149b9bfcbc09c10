// A person, or an organisation, proposes an idea; it is public at once.
#pragma once
#include "db/tx.hpp"
#include "ideas/entry_way.hpp"
#include "ideas/idea_text.hpp"
#include "people/actor.hpp"

namespace palabre::ideas {

struct ProposeIdea {
  RedesignId redesign;
  IdeaText text;
  DraftId draft;  // the draft it grew from, forgotten when published; may be unset
  EntryWay way = {};
};

struct Proposed {
  IdeaId id;
  std::int64_t seq = 0;
};

/// Refuses: not_found, redesign_not_open, phase_closed, already_exists (the same text by the same author), and as check_idea_text.
Result<Proposed> propose_idea(db::Tx& tx, const people::Actor& actor, const ProposeIdea& input, const Limits& limits);

}  // namespace palabre::ideas
