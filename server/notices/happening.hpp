// What the rules of notices ask about an event, read from the tables.
#pragma once
#include "db/event_log.hpp"
#include "notices/notice.hpp"

namespace palabre::notices {

Happening load_happening(db::Tx& tx, const db::Event& event);

}  // namespace palabre::notices
