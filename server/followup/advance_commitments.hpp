// What the clock does with commitments: closes checks and puts late ones at risk.
#pragma once
#include "db/tx.hpp"

#include <optional>

namespace palabre::followup {

/// Ends every check whose time is over and moves its commitment to verified or contested (too few opinions: it stays delivered, for
/// a visit); puts commitments in progress at risk when a step is more than 14 days late. Also after being down. How many changed.
int advance_commitments(db::Tx& tx);

/// When advance_commitments has something to do next; nothing: no date lies ahead.
std::optional<Instant> next_commitment_change(db::Tx& tx);

}  // namespace palabre::followup
