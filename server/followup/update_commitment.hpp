// What officers do with a commitment on the way: move it on, say how it goes, move a date, deliver it, complete it.
#pragma once
#include "followup/create_commitment.hpp"

namespace palabre::followup {

/// proposed -> accepted -> in_progress <-> at_risk, contested -> in_progress; delivered -> verified | contested by the owner after a visit.
struct MoveCommitment {
  CommitmentId commitment;
  CommitmentState to{};
  TextsByLanguage texts;
};
/// Refuses: not_found, all of decide_move.
Result<CommitmentDone> move_commitment(db::Tx& tx, const people::Actor& actor, const MoveCommitment& input);

struct UpdateCommitment {
  CommitmentId commitment;
  TextsByLanguage texts;
  std::string url;
  std::vector<MilestoneId> done;        // steps that are finished now
  std::vector<MilestoneId> begun;       // steps that are being worked on
  std::optional<CommitmentState> to;    // the same state: only the word
};
/// Refuses: not_found, missing_field text, bad_field done | begun | url, all of decide_update and decide_move.
Result<CommitmentDone> update_commitment(db::Tx& tx, const people::Actor& actor, const UpdateCommitment& input);

struct RescheduleCommitment {
  CommitmentId commitment;
  MilestoneId milestone;                // unset: the commitment itself
  Instant due_at;
  TextsByLanguage reasons;
};
/// The old date stays visible. Refuses: not_found, all of decide_reschedule.
Result<CommitmentDone> reschedule_commitment(db::Tx& tx, const people::Actor& actor, const RescheduleCommitment& input);

struct DeliverCommitment {
  CommitmentId commitment;
  TextsByLanguage texts;                // how people can see it
  std::string url;
};
/// Opens the check and finishes the steps that were still open, on this day. Refuses: not_found, bad_field url, all of decide_deliver.
Result<CommitmentDone> deliver_commitment(db::Tx& tx, const people::Actor& actor, const DeliverCommitment& input);

struct EditCommitment {
  CommitmentId commitment;
  TextsByLanguage titles, bodies;       // in languages it is not written in yet
  PersonId officer;                     // unset: as it is
  std::optional<std::int64_t> budget_eur;
  std::optional<std::string> budget_line;
  std::optional<Milestone> milestone;   // one more step
  TextsByLanguage reasons;
};
/// What was promised is never rewritten. Refuses: not_found, bad_field titles | officer | milestone, nothing_changed, all of decide_edit.
Result<CommitmentDone> edit_commitment(db::Tx& tx, const people::Actor& actor, const EditCommitment& input);

}  // namespace palabre::followup
