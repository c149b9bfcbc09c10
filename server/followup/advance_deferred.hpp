// Brings deferred ideas back under review on their day.
#pragma once
#include "db/tx.hpp"

#include <optional>

namespace palabre::followup {

/// Moves every deferred idea whose review day has come (also while the server was down) to under_review; a new answer is due
/// answer_days after that day. Returns how many moved. Called by the clock.
int advance_deferred(db::Tx& tx);

/// When advance_deferred has something to do next; nothing: nothing is deferred.
std::optional<Instant> next_deferred_at(db::Tx& tx);

}  // namespace palabre::followup
