// The report of a closed round: drafts of whoever leads, notes of those who see it otherwise, holding it back.
#pragma once
#include "rounds/round_access.hpp"
#include "rounds/statement_repo.hpp"

namespace palabre::rounds {

/// A new draft lies with the participants for 48 hours again. Refuses: not_allowed, round_not_open.
Result<void> draft_report(db::Tx& tx, const RoundAt& at, const Report& report);

/// A note stands under the report. An objection does so too, and keeps the clock from publishing this draft: whoever leads writes
/// another one, or publishes it with a public reason.
enum class Standing { note, objection };

/// What a participant sees otherwise, with or without the name. Refuses: round_not_open (no draft, or fixed).
Result<void> note_dissent(db::Tx& tx, const RoundAt& at, const Seat& seat, Dissent dissent, Standing standing);

/// Holds the report back, or lets it go: at once when its 48 hours are over and nobody objects. Refuses: as decide_hold.
Result<void> hold_report(db::Tx& tx, const RoundAt& at, const HoldRequest& wanted);

/// Whether the round's report may be read by somebody with this seat (or none).
bool may_read_report(const RoundAt& at, bool has_seat);

}  // namespace palabre::rounds
