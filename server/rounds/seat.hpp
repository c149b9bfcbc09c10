// Seats: who sits where, how they take part, and whether their line holds. Rules without clock, socket, database or JSON.
#pragma once
#include "rounds/round.hpp"

namespace palabre::rounds {

/// What people are here as; the kinds are mixed over the tables.
enum class SeatKind { user, resident, association, professional, administration };
/// Where the person is: at an own device, on the telephone, in the room; or came with an import.
enum class SeatChannel { online, phone, onsite, imported };
enum class Presence { unseen, connected, reconnecting, gone };
/// What a host does for a seat.
enum class Care { helped, nudged, rapporteur };

const std::vector<std::string_view>& seat_kind_names();
const std::vector<std::string_view>& seat_channel_names();
const std::vector<std::string_view>& presence_names();
const std::vector<std::string_view>& care_names();
const std::vector<std::string_view>& wish_names();   // sound, text, phone, interpreter
inline std::string_view name_of(SeatKind kind) { return seat_kind_names()[static_cast<std::size_t>(kind)]; }
inline std::string_view name_of(SeatChannel channel) { return seat_channel_names()[static_cast<std::size_t>(channel)]; }
inline std::string_view name_of(Presence presence) { return presence_names()[static_cast<std::size_t>(presence)]; }

struct Seat {
  SeatId id;
  RoundId round;
  std::int64_t number = 0;
  PersonId person;                      // unset: somebody without a device
  std::string name;
  SeatKind kind = SeatKind::resident;
  SeatChannel channel = SeatChannel::online;
  std::vector<std::string> wishes;
  std::string token;
  TableId table;
  std::int64_t table_number = 0;        // 0: no table yet
  Presence presence = Presence::unseen;
  Instant presence_at;
  std::optional<Instant> help_at;
  std::optional<Instant> nudged_at;
};

/// Takes a seat, or changes its name, kind and wishes (`own` set). Until the statements are judged; a latecomer joins a table.
/// Refuses: round_not_open, round_full, own_case (who hosts the round takes no seat), organisation accounts sit for their association.
Result<void> decide_seat(const Round& round, const RoundFacts& facts, const std::optional<Seat>& own);

/// A host enters somebody without a device. Refuses: not_allowed, round_not_open, round_full.
Result<void> decide_seat_for(const Round& round, const RoundFacts& facts, const people::Actor& actor);

/// Gives the seat back, as long as no table was drawn. Refuses: round_not_open.
Result<void> decide_leave(const Round& round);

/// Asks for help. Refuses: round_not_open.
Result<void> decide_help(const Round& round);

/// Hosts do all of it; who sits at a table may offer to report for it. Refuses: not_allowed, round_not_open (nobody reports without a table), nothing_changed (no call for help).
Result<void> decide_care(const Round& round, const RoundFacts& facts, const people::Actor& actor, const Seat& seat, Care care);

/// May `actor` act for this seat: the person themselves, or a host for somebody without a device.
bool acts_for(const Seat& seat, const RoundFacts& facts, const people::Actor& actor);

/// What the line of a seat is when its socket is (not) there; `Limits::round_away_ms` after it was lost it is gone.
Presence next_presence(Presence before, Instant changed_at, bool is_followed, Instant now);

}  // namespace palabre::rounds
