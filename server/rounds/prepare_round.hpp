// Prepares a round in a deliberation phase, and changes what was announced as long as it is planned.
#pragma once
#include "rounds/round_access.hpp"

namespace palabre::rounds {

struct Announcement {
  PhaseId phase;
  redesigns::TextsByLanguage questions;
  std::vector<redesigns::TextsByLanguage> access;
  std::string call_url;
  Instant starts_at;
  Agenda minutes{10, 15, 45, 20, 20};
  std::int64_t turn_seconds = 120;
  std::int64_t table_seats = 6;
  std::int64_t seats_max = 24;
  std::vector<PersonId> hosts;
};

/// Why:     the seed of the draw is made now and its SHA-256 shown from now on, so that nobody can choose it later.
/// Refuses: not_allowed, redesign_not_open, round_not_open, bad_field, too_long (rounds in one redesign), missing_field hosts.
Result<RoundId> prepare_round(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const Announcement& input);

/// Refuses: as prepare_round.
Result<void> edit_round(db::Tx& tx, const RoundAt& at, const Announcement& input);

}  // namespace palabre::rounds
