// The report of a closed round: drafts of whoever leads, notes of those who see it otherwise.
#pragma once
#include "rounds/round_access.hpp"
#include "rounds/statement_repo.hpp"

namespace palabre::rounds {

/// A new draft lies with the participants for 48 hours again. Refuses: not_allowed, round_not_open.
Result<void> draft_report(db::Tx& tx, const RoundAt& at, const Report& report);

/// What a participant sees otherwise; stands under the report, with or without the name. Refuses: round_not_open (no draft, or fixed).
Result<void> note_dissent(db::Tx& tx, const RoundAt& at, const Seat& seat, Dissent dissent);

/// Whether the round's report may be read by somebody with this seat (or none).
bool may_read_report(const RoundAt& at, bool has_seat);

}  // namespace palabre::rounds
