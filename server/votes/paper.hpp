// Paper ballots: who hands them out, what an envelope may hold, when it may be signed. No clock, socket, database or JSON.
#pragma once
#include "votes/vote_repo.hpp"

namespace palabre::votes {

inline constexpr std::size_t batch_label_chars_max = 120;

/// May `actor` hand a paper ballot to `person`? Who handles paper, never to themselves, once frozen, until the close.
/// Refuses: not_allowed, own_case, vote_not_ready, phase_closed.
Result<void> decide_hand_out(const people::Actor& actor, const redesigns::Phase& phase, const Vote& vote, PersonId person, Instant now);

/// Are label and number of papers of a new envelope right? Refuses: missing_field, too_long label; bad_field papers.
Result<void> check_batch(std::string_view label, std::int64_t papers);

/// What the paper of one vote adds up to, all envelopes together.
struct PaperSum {
  std::int64_t handed_out = 0;            // people on the register by paper
  std::int64_t entered = 0;
};

/// May `added` papers more go into the box out of this envelope? Not beyond what was counted by hand when it was opened, and never
/// more papers in all than ballots were handed out: codes nobody was handed do not count.
/// Refuses: not_allowed, already_decided (signed, or the vote is counted), batch_not_reconciled entries.
Result<void> decide_enter(const people::Actor& actor, const Vote& vote, const Batch& batch, std::int64_t added, const PaperSum& sum);

/// May the number of void papers of this envelope be `spoiled`? Refuses: not_allowed, already_decided, bad_field, batch_not_reconciled spoiled.
Result<void> decide_spoiled(const people::Actor& actor, const Vote& vote, const Batch& batch, std::int64_t spoiled);

/// May `actor` sign the envelope? Who handles paper and did not open it; entered and void papers are all papers, or a public reason says
/// which are lost.
/// Refuses: not_allowed, own_case, already_decided, batch_not_reconciled, too_long lost_reason.
Result<void> decide_sign_batch(const people::Actor& actor, const Vote& vote, const Batch& batch, std::string_view lost_reason);

}  // namespace palabre::votes
