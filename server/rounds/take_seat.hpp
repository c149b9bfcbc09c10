// Takes a seat, changes or gives it back, seats somebody without a device, and asks for help.
#pragma once
#include "rounds/round_access.hpp"

namespace palabre::rounds {

struct WantedSeat {
  std::string name;                  // shown at the table
  SeatKind kind = SeatKind::resident;
  std::vector<std::string> wishes;   // of wish_names()
  SeatChannel channel = SeatChannel::online;
};

/// The first time it takes a seat, later it changes it. Refuses: as decide_seat, bad_field wishes.
Result<Seat> take_seat(db::Tx& tx, const RoundAt& at, const WantedSeat& wanted);
/// Refuses: as decide_seat_for.
Result<Seat> seat_somebody(db::Tx& tx, const RoundAt& at, const WantedSeat& wanted);
/// Refuses: not_found (no seat), as decide_leave.
Result<void> leave_seat(db::Tx& tx, const RoundAt& at);
/// Calls for help, or takes the call back. Refuses: as decide_help.
Result<void> ask_for_help(db::Tx& tx, const RoundAt& at, const Seat& seat, bool is_wanted);
/// A host answers a call, reminds somebody that they may speak, or names who reports for a table. Refuses: as decide_care.
Result<void> care_for_seat(db::Tx& tx, const RoundAt& at, SeatId seat, Care care);

}  // namespace palabre::rounds
