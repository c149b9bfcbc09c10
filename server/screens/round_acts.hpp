// What the forms of the room and the desk do from a seat: one small vocabulary of acts, each calling the slice's act.
#pragma once
#include "http/input.hpp"
#include "screens/round_parts.hpp"

namespace palabre::screens {

/// The words of the field "do".
const std::vector<std::string_view>& seat_act_names();

/// Obeys "do" for the reader's seat, or for the field "seat" of somebody without a device. Returns the code of a notice, often empty.
/// Refuses: what the acts refuse, bad_field for what was typed.
Result<std::string> do_seat_act(Page& page, const RoundOnPage& here, http::Input& input);

/// Buttons of a seat's turn: ask, give away, done.
nlohmann::json turn_buttons(const Page& page, const RoundOnPage& here, const rounds::Seat& seat, const std::string& action, bool names_seat);

}  // namespace palabre::screens
