// The acts of votes. Each loads, asks its rule, saves and appends one event; a refusal takes everything back.
#pragma once
#include "votes/vote_repo.hpp"

namespace palabre::votes {

/// Sets up or changes the vote of a phase. Event vote.defined.
Result<Vote> define_vote(db::Tx& tx, const people::Actor& actor, PhaseId phase, Vote wanted);
/// Ideas on the ballot keep their version and become on_ballot; the phase becomes frozen. Event vote.frozen.
Result<Vote> freeze_vote(db::Tx& tx, const people::Actor& actor, VoteId id, std::string_view reason);

struct Casting {
  std::string receipt;                    // as the form carried it
  Choices choices;
};
struct CastBallot {
  std::string receipt;                    // clean, in groups
  std::int64_t cast = 0;
  bool is_new = false;                    // false: the ballot of this receipt was in the box already (sent twice)
  std::int64_t seq = 0;
};
/// One ballot into the box, the person onto the register. The event vote.cast says only how many there are, by "box".
/// A receipt that is in the box, sent by somebody on the register, answers as the first time and changes nothing, whatever the choices:
/// else who knows a receipt could try out what its ballot says. So is_new = false promises only that the first one sent counts.
/// A code printed on paper is no receipt of a screen: bad_field receipt.
Result<CastBallot> cast_ballot(db::Tx& tx, const people::Actor& actor, const Elector& elector, VoteId id, const Casting& casting);
/// What is known of the person as an elector of this vote, the slips they claimed included.
Elector elector_of(db::Tx& tx, const http::Viewer* viewer, VoteId vote);

struct ReceiptCheck {
  bool is_in_box = false;
  bool is_unaltered = false;              // its row still says what its seal says
  Channel channel{};
  bool is_counted = false;                // the result was made with it
};
Result<ReceiptCheck> check_receipt(db::Tx& tx, VoteId id, std::string_view receipt);

/// Fresh codes, shown once. Event vote.printed.
Result<std::vector<std::string>> print_ballots(db::Tx& tx, const people::Actor& actor, VoteId id, std::int64_t count);
/// A paper ballot is handed to a person: on the register by "paper", once, whatever slips they claimed. Who it is behind a slip is
/// assisted/hand_out_ballot's to find. Refuses as decide_hand_out (paper.hpp); not_found person, organisation_may_not_vote, already_voted.
/// Event vote.handed_out {vote, handed_out}.
Result<RegisterCount> hand_out_ballot(db::Tx& tx, const people::Actor& actor, VoteId id, PersonId person);
/// An envelope and how many papers are in it, counted by hand. Event vote.batch_opened {vote, batch, papers}.
Result<Batch> open_batch(db::Tx& tx, const people::Actor& actor, VoteId id, std::string_view label, std::int64_t papers);

struct PaperEntry {
  std::string code;
  Choices choices;
};
struct EnteredPaper {
  Batch batch;
  std::int64_t added = 0, known = 0;      // known: the same paper sent twice
};
/// All or none; refuses with the field (from 0, as Input names lists) `entries.3.code` (bad_field: no such code; already_exists: entered in another envelope, or with
/// other choices) or `entries.3.choices`, and as decide_enter. Event vote.paper_entered {vote, batch, entered, cast}.
Result<EnteredPaper> enter_papers(db::Tx& tx, const people::Actor& actor, BatchId id, const std::vector<PaperEntry>& entries);
/// Papers that are void: how many in this envelope. Event vote.batch_changed {vote, batch, spoiled}.
Result<Batch> set_spoiled(db::Tx& tx, const people::Actor& actor, BatchId id, std::int64_t spoiled);
/// Refuses batch_not_reconciled unless entered + spoiled = papers, or a reason says which are lost; own_case for who opened it.
/// Event vote.batch_signed {vote, batch, lost}.
Result<Batch> sign_batch(db::Tx& tx, const people::Actor& actor, BatchId id, std::string_view lost_reason);

/// closed -> counted. Event vote.counted with root and ballots.
Result<Vote> count_vote(db::Tx& tx, const people::Actor& actor, VoteId id);
/// counted -> results_published; ideas become accepted or not_selected by the vote. Event vote.published.
Result<Vote> sign_count(db::Tx& tx, const people::Actor& actor, VoteId id);

}  // namespace palabre::votes
