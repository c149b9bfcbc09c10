// What people sent about rounds, as the typed inputs of the acts. Called by the routes and, for seats, by the pages' forms.
#pragma once
#include "http/input.hpp"
#include "rounds/prepare_round.hpp"
#include "rounds/take_seat.hpp"

namespace palabre::rounds {

inline constexpr http::Length question_length{10, 400};
inline constexpr http::Length access_length{3, 200};
inline constexpr http::Length address_length{0, 300};
inline constexpr http::Length seat_name_length{1, 80};

/// In JSON a list of texts; a form has one text with a measure on each line and reads it itself.
enum class AccessShape { list, lines };

/// Fields that are not sent keep what `before` says. Ask the input's refusal() afterwards.
Announcement read_announcement(http::Input& input, const Limits& limits, const redesigns::Redesign& redesign, const Announcement& before,
                               AccessShape wants = AccessShape::list);
/// The announcement of a round that is there.
Announcement announcement_of(db::Tx& tx, const Round& round);
/// An address of a call: https and nothing that a browser would run. Records bad_field.
std::string read_call_url(http::Input& input);

}  // namespace palabre::rounds
