// What happened on some channels since a number, read from the event log. For sockets that were away and for polling.
#pragma once
#include "db/tx.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace palabre::live {

/// Oldest first, at most `limit`. Knows the instance channel, which the log's own reader does not.
std::vector<db::Event> load_missed(db::Tx& tx, std::int64_t since, const std::vector<std::string>& channels, std::size_t limit);

}  // namespace palabre::live
