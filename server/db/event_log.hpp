// The event log: audit trail, outbox of live updates and resume point of sockets, in one hash-linked table.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>
#include <vector>

namespace palabre::db {

/// Appends one event to the chain; its number. Part of the act's transaction, published by the gate after COMMIT.
/// `payload` is a JSON object with ids, counts and states only: nothing a person typed, no name, no address.
std::int64_t append_event(Tx& tx, std::string_view actor, std::string_view channel, std::string_view subject,
                          std::string_view type, std::string_view payload);

/// The number of the newest event, 0 when there is none.
std::int64_t last_seq(Tx& tx);

/// Events after `since` on any of `channels` (as channel or subject), oldest first, at most `limit`.
std::vector<Event> load_events(Tx& tx, std::int64_t since, const std::vector<std::string>& channels, std::size_t limit);

/// All events after `since`, whatever their channel, oldest first, at most `limit`.
std::vector<Event> load_all_events(Tx& tx, std::int64_t since, std::size_t limit);

/// Walks the whole chain; calls `report` with each break ("event 12: …"). Returns the number of events walked.
std::int64_t check_chain(Tx& tx, const std::function<void(const std::string&)>& report);

/// The JSON object a socket sends and the API shows: {"seq":…,"at":…,"channel":…,"subject":…,"type":…,"data":{…}}.
std::string event_json(const Event& event, std::string_view channel);

}  // namespace palabre::db
