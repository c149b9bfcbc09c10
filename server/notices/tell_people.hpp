// Turns what was committed into notices: a reader of the event log that neither loses nor doubles, whatever kills the program.
#pragma once
#include "db/gate.hpp"

#include <cstddef>

namespace palabre::notices {

/// Is there anything to tell, or has the reader fallen far behind? A cheap look at a snapshot.
bool is_there_news(db::Tx& tx);

/// Takes at most `events_max` events after the cursor, makes their notices and moves the cursor, all in this transaction.
/// Promise: after any crash the cursor and the notices agree, because one COMMIT holds both; a line counts an event only when
///          its number is higher than the line's last, so that even a cursor put back tells nothing twice.
/// True when there may be more.
bool tell_events(db::Tx& tx, std::size_t events_max);

/// Asks the authors of merges proposed since the last look.
void tell_merges(db::Tx& tx);

/// Tells followers of phases that close within two days, once for each end.
void tell_closing_phases(db::Tx& tx);

/// Tells those with a seat in a round that begins within a day, once for each beginning.
void tell_coming_rounds(db::Tx& tx);

/// All of it, as the clockwork does on every turn.
void tell_people(db::Gate& gate);

}  // namespace palabre::notices
