// Recounts everything that is derived and walks everything that is chained: what `palabre check` says.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <vector>

namespace palabre::transfer {

/// Every difference found, in plain English; empty when all is right. Only reads.
/// Covers: derived counters, search index, states against their histories, versions, answers, the event chain, lost references.
std::vector<std::string> check_all(db::Tx& tx);

}  // namespace palabre::transfer
