// Whether a page of staff holds anything for a reader: asked of the slices' rules before there is an answer, a reason or another
// idea to judge, for the pages themselves and for every link and button that leads to them.
#pragma once
#include "ideas/idea.hpp"
#include "people/actor.hpp"
#include "redesigns/redesign_repo.hpp"

#include <string_view>

namespace palabre::screens {

/// A reason that satisfies every rule: given to a `decide_*` function to learn whether a button may be shown at all.
inline constexpr std::string_view probe_reason = "Asked only to know whether the act is possible.";

/// The inbox is for the officers and the owner of the redesign. Refuses: not_allowed.
Result<void> decide_inbox(const people::Actor& reader);

/// followup::decide_answer with an answer that lacks nothing. Refuses: as decide_answer, but nothing about fields.
Result<void> decide_answering(const redesigns::Redesign& redesign, const ideas::Idea& idea, const people::Actor& reader, Instant now);

/// ideas::decide_propose_merge with a twin of the idea that stands open. Refuses: as propose_merge, but nothing about the other idea.
Result<void> decide_proposing_merge(const redesigns::Redesign& redesign, const ideas::Idea& idea, const people::Actor& reader);

/// There are texts this reader may change or a state to move to.
bool may_open_settings(const redesigns::Redesign& redesign, const people::Actor& reader);

}  // namespace palabre::screens
