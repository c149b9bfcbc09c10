// Seats in the database. Called by the acts and views of this folder, screens and transfer.
#pragma once
#include "db/tx.hpp"
#include "rounds/seat.hpp"

namespace palabre::rounds {

std::optional<Seat> find_seat(db::Tx& tx, SeatId id);
std::optional<Seat> find_seat_of(db::Tx& tx, RoundId round, PersonId person);
/// By number; the limit of seats is the limit of the list.
std::vector<Seat> load_seats(db::Tx& tx, RoundId round);
/// Gives it the next number.
SeatId insert_seat(db::Tx& tx, const Seat& seat, PersonId seated_by, std::string_view source_key = {});
/// Name, kind and wishes.
void save_seat(db::Tx& tx, const Seat& seat);
void remove_seat(db::Tx& tx, SeatId id);
void save_seat_table(db::Tx& tx, SeatId id, TableId table);
void save_help(db::Tx& tx, SeatId id, std::optional<Instant> at);
void save_nudge(db::Tx& tx, SeatId id, std::optional<Instant> at);

/// A line to watch: of a seat or of a host, in a round under way.
struct Watched {
  RoundId round;
  SeatId seat;      // unset: a host
  PersonId host;    // unset: a seat
  TableId table;
  std::string token;
  Presence presence = Presence::unseen;
  Instant presence_at;
};
std::vector<Watched> load_watched(db::Tx& tx);
void save_presence(db::Tx& tx, const Watched& line);
/// Who acts is there, with or without a socket: what was said of a lost line is forgotten.
void forget_lost_line(db::Tx& tx, RoundId round, PersonId host);
/// Whether the token names a seat or a host.
bool is_token(db::Tx& tx, std::string_view token);

std::string joined_wishes(const std::vector<std::string>& wishes);

}  // namespace palabre::rounds
