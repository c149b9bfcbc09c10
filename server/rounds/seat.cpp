// The rules of seats. Called by take_seat, care_for_seat, note_presence and the room's page.
#include "rounds/seat.hpp"

#include "base/limits.hpp"

namespace palabre::rounds {

namespace {

bool takes_people(const Round& round) { return round.stage() <= RoundState::plenary; }

Result<void> require_room(const Round& round) {
  if (!takes_people(round)) return refuse(Reason::round_not_open, "Seats are taken until the statements are judged.");
  if (round.seats >= round.seats_max) return refuse(Reason::round_full, "All " + std::to_string(round.seats_max) + " seats are taken.");
  return {};
}

}  // namespace

const std::vector<std::string_view>& seat_kind_names() {
  static const std::vector<std::string_view> names = {"user", "resident", "association", "professional", "administration"};
  return names;
}
const std::vector<std::string_view>& seat_channel_names() {
  static const std::vector<std::string_view> names = {"online", "phone", "onsite", "imported"};
  return names;
}
const std::vector<std::string_view>& presence_names() {
  static const std::vector<std::string_view> names = {"unseen", "connected", "reconnecting", "gone"};
  return names;
}
const std::vector<std::string_view>& care_names() {
  static const std::vector<std::string_view> names = {"helped", "nudged", "rapporteur"};
  return names;
}
const std::vector<std::string_view>& wish_names() {
  static const std::vector<std::string_view> names = {"sound", "text", "phone", "interpreter"};
  return names;
}

Result<void> decide_seat(const Round& round, const RoundFacts& facts, const std::optional<Seat>& own) {
  if (own) {
    if (!takes_people(round)) return refuse(Reason::round_not_open, "The round is past its tables; your seat stays as it is.");
    return {};
  }
  if (facts.is_host) return refuse(Reason::own_case, "You facilitate this round; those who do take no seat in it.");
  return require_room(round);
}

Result<void> decide_seat_for(const Round& round, const RoundFacts& facts, const people::Actor& actor) {
  if (!facts.is_host && !actor.is_moderator()) return refuse(Reason::not_allowed, "The facilitators of this round seat people who have no device.");
  return require_room(round);
}

Result<void> decide_leave(const Round& round) {
  if (round.drawn_at || round.stage() > RoundState::briefing) return refuse(Reason::round_not_open, "The tables are drawn: your seat stays yours.");
  return {};
}

Result<void> decide_help(const Round& round) {
  if (!is_live(round.state)) return refuse(Reason::round_not_open, "Help is there while the round is under way.");
  return {};
}

Result<void> decide_care(const Round& round, const RoundFacts& facts, const people::Actor& actor, const Seat& seat, Care care) {
  const bool is_offer = care == Care::rapporteur && acts_for(seat, facts, actor);
  if (!facts.is_host && !actor.is_moderator() && !is_offer) return refuse(Reason::not_allowed, "The facilitators of this round look after its seats.");
  if (!is_live(round.state)) return refuse(Reason::round_not_open, "The round is not under way.");
  if (care == Care::helped && !seat.help_at) return refuse(Reason::nothing_changed, "This seat has not asked for help.");
  if (care == Care::rapporteur && !seat.table.is_set()) return refuse(Reason::round_not_open, "Tables are not drawn yet.");
  return {};
}

bool acts_for(const Seat& seat, const RoundFacts& facts, const people::Actor& actor) {
  if (seat.person.is_set()) return seat.person == actor.person;
  return seat.channel != SeatChannel::imported && (facts.is_host || actor.is_moderator());
}

Presence next_presence(Presence before, Instant changed_at, bool is_followed, Instant now) {
  if (is_followed) return Presence::connected;
  if (before == Presence::connected) return Presence::reconnecting;
  if (before == Presence::reconnecting && changed_at.plus_ms(Limits{}.round_away_ms) <= now) return Presence::gone;
  return before;
}

}  // namespace palabre::rounds
