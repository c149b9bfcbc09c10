// Rounds as JSON: the public shape, what one seat sees, what the desk sees.
#pragma once
#include "rounds/room.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::rounds {

/// A line of the list.
nlohmann::json round_line_view(const Round& round);
/// The same for everybody: question, agenda, tables by number, statements, results after the close, the report once published.
nlohmann::json round_view(db::Tx& tx, const Round& round);
/// What a person at a table sees: their seat, who speaks, the line, what they are asked, their own judgements.
nlohmann::json room_view(db::Tx& tx, const RoundAt& at, const Seat& seat);
/// All tables at a glance, with who is silent, away or calls for help.
nlohmann::json desk_view(db::Tx& tx, const RoundAt& at);
nlohmann::json seat_view(const Seat& seat);
nlohmann::json turn_view(const Turn& turn);
nlohmann::json statement_view(const Statement& statement);
nlohmann::json join_view(const Join& join);

}  // namespace palabre::rounds
