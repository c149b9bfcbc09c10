// Seats people and looks after them. Called by seats_api, the lobby's form, the room and the desk.
#include "rounds/take_seat.hpp"

#include "rounds/draw_tables.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

Result<void> decide_wishes(const std::vector<std::string>& wishes) {
  const auto& known = wish_names();
  for (const auto& wish : wishes)
    if (std::find(known.begin(), known.end(), wish) == known.end()) return refuse(Reason::bad_field, "any of sound, text, phone, interpreter", "wishes");
  return {};
}

Seat add_seat(db::Tx& tx, const RoundAt& at, const WantedSeat& wanted, PersonId person) {
  Seat seat;
  seat.round = at.round.id;
  seat.person = person;
  seat.name = wanted.name;
  seat.kind = wanted.kind;
  seat.channel = wanted.channel;
  seat.wishes = wanted.wishes;
  seat.token = new_seat_token();
  if (at.round.drawn_at) seat.table = table_for_latecomer(tx, at.round, wanted.kind);
  seat.id = insert_seat(tx, seat, person.is_set() ? PersonId{} : at.actor.person);
  store_round_numbers(tx, at.round.id);
  append_round_event(tx, at.actor, at.round, "round.seat_changed", seat.table);
  return find_seat(tx, seat.id).value();
}

}  // namespace

Result<Seat> take_seat(db::Tx& tx, const RoundAt& at, const WantedSeat& wanted) {
  const auto own = find_seat_of(tx, at.round.id, at.actor.person);
  if (const auto may = decide_seat(at.round, at.facts, own); !may) return may.error();
  if (const auto known = decide_wishes(wanted.wishes); !known) return known.error();
  if (!own) return add_seat(tx, at, wanted, at.actor.person);
  Seat changed = *own;
  changed.name = wanted.name;
  changed.wishes = wanted.wishes;
  if (!at.round.drawn_at) changed.kind = wanted.kind;  // what was drawn with stays as it was
  save_seat(tx, changed);
  append_round_event(tx, at.actor, at.round, "round.seat_changed", changed.table);
  return changed;
}

Result<Seat> seat_somebody(db::Tx& tx, const RoundAt& at, const WantedSeat& wanted) {
  if (const auto may = decide_seat_for(at.round, at.facts, at.actor); !may) return may.error();
  if (const auto known = decide_wishes(wanted.wishes); !known) return known.error();
  return add_seat(tx, at, wanted, PersonId{});
}

Result<void> leave_seat(db::Tx& tx, const RoundAt& at) {
  const auto own = find_seat_of(tx, at.round.id, at.actor.person);
  if (!own) return refuse(Reason::not_found, "You have no seat in this round.");
  if (const auto may = decide_leave(at.round); !may) return may.error();
  remove_seat(tx, own->id);
  store_round_numbers(tx, at.round.id);
  append_round_event(tx, at.actor, at.round, "round.seat_changed");
  return {};
}

Result<void> ask_for_help(db::Tx& tx, const RoundAt& at, const Seat& seat, bool is_wanted) {
  if (const auto may = decide_help(at.round); !may) return may.error();
  if (is_wanted == seat.help_at.has_value()) return {};
  save_help(tx, seat.id, is_wanted ? std::optional(tx.now()) : std::nullopt);
  append_round_event(tx, at.actor, at.round, "round.seat_changed", seat.table);
  return {};
}

Result<void> care_for_seat(db::Tx& tx, const RoundAt& at, SeatId id, Care care) {
  const auto seat = find_seat(tx, id);
  if (!seat || seat->round != at.round.id) return refuse(Reason::not_found, "no such seat in this round", "id");
  if (const auto may = decide_care(at.round, at.facts, at.actor, *seat, care); !may) return may.error();
  switch (care) {
    case Care::helped: save_help(tx, id, std::nullopt); break;
    case Care::nudged: save_nudge(tx, id, tx.now()); break;
    case Care::rapporteur: save_rapporteur(tx, seat->table, id); break;
  }
  append_round_event(tx, at.actor, at.round, "round.seat_changed", seat->table);
  return {};
}

}  // namespace palabre::rounds
