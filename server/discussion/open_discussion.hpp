// The idea a comment is written under, when its phase and state let people write.
#pragma once
#include "ideas/entry_way.hpp"
#include "ideas/idea_access.hpp"

namespace palabre::discussion {

/// Refuses: not_found, redesign_not_open, phase_closed, idea_not_open.
Result<ideas::IdeaInPlace> load_open_discussion(db::Tx& tx, IdeaId id, const people::Actor& actor, ideas::EntryWay way = {});

}  // namespace palabre::discussion
