// A round with what an act needs to judge about it. Called by every act and page of rounds.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "rounds/round_repo.hpp"
#include "rounds/seat_repo.hpp"

namespace palabre::rounds {

struct RoundAt {
  Round round;
  redesigns::Redesign redesign;
  people::Actor actor;
  RoundFacts facts;
};

/// `viewer` may be nobody. Refuses: not_found (no such round, or its redesign is not public and the viewer has no part in it).
Result<RoundAt> load_round_at(db::Tx& tx, RoundId id, const std::optional<http::Viewer>& viewer);

/// The round that the address of a request names.
Result<RoundAt> round_at(const http::Call& call);

/// The seat an actor acts for: their own, or `wanted` of somebody without a device. Refuses: not_allowed.
Result<Seat> load_acting_seat(db::Tx& tx, const RoundAt& at, SeatId wanted);

/// Takes the round as it is after an act.
void refresh(db::Tx& tx, RoundAt& at);

/// Strangers may follow the rounds and tables of public redesigns; a line's own channel whoever knows its name. Everything else as before.
bool may_follow(db::Tx& tx, std::string_view channel);

}  // namespace palabre::rounds
