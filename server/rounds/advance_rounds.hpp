// What the server's clock and the sockets do to rounds. Called by app on its clockwork's turns.
#pragma once
#include "rounds/round_repo.hpp"
#include "rounds/seat_repo.hpp"

#include <functional>

namespace palabre::rounds {

/// Something that advance_rounds would do now. Cheap: read on a snapshot several times a second.
bool is_round_due(db::Tx& tx);

/// Ends turns whose time is over and lets the next speak, opens lobbies, ends stages, pauses rounds whose moderator is away.
void advance_rounds(db::Tx& tx);

/// Lines that are not what is stored of them. `is_followed`: whether a socket follows the channel of a token.
std::vector<Watched> find_changed_lines(db::Tx& tx, const std::function<bool(const std::string&)>& is_followed);

/// Stores them; one event for each round and table that changed.
void note_presence(db::Tx& tx, const std::vector<Watched>& lines);

}  // namespace palabre::rounds
