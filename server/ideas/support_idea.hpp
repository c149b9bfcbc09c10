// A person supports an idea or takes the support back: the busiest write of the product.
#pragma once
#include "db/tx.hpp"
#include "ideas/entry_way.hpp"
#include "people/actor.hpp"

namespace palabre::ideas {

struct SupportCount {
  std::int64_t supports = 0;
  bool is_supported = false;
  std::int64_t seq = 0;  // of the event; of the log's newest one when nothing changed
};

/// Doing it twice is doing it once: the second time changes nothing and appends no event.
/// `actor.roles` are not needed. Refuses: not_found, redesign_not_open, phase_closed, and as decide_support.
Result<SupportCount> support_idea(db::Tx& tx, const people::Actor& actor, IdeaId id, EntryWay way = {});
Result<SupportCount> unsupport_idea(db::Tx& tx, const people::Actor& actor, IdeaId id, EntryWay way = {});

/// A row of `person` that is counted already under another name (a slip that is claimed) goes: both counters and the event follow.
void drop_support(db::Tx& tx, std::string_view actor, IdeaId id, PersonId person);

}  // namespace palabre::ideas
