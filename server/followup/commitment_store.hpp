// Saves commitments: rows, history, events. Called by the acts of this folder, and by transfer for rows with dates of their own.
#pragma once
#include "db/tx.hpp"
#include "followup/commitment_repo.hpp"

#include <string_view>
#include <vector>

namespace palabre::followup {

/// The row; `source_key` of an import, else empty. Neither milestones, ideas, history nor event.
CommitmentId insert_commitment(db::Tx& tx, const Commitment& commitment, std::string_view source_key = {});
void insert_source_idea(db::Tx& tx, CommitmentId commitment, IdeaId idea);
MilestoneId insert_milestone(db::Tx& tx, CommitmentId commitment, const Milestone& milestone);
CheckId insert_check(db::Tx& tx, const Check& check);
void insert_moved_date(db::Tx& tx, CommitmentId commitment, const MovedDate& moved, PersonId person);

/// What an act of a person leaves in the history, `act` still unnamed: at now, from and to the state it stands in.
CommitmentEntry entry_of(const db::Tx& tx, const people::Actor& actor, const Commitment& one, std::string_view role, redesigns::TextsByLanguage texts);
CommitmentEntryId append_commitment_entry(db::Tx& tx, CommitmentId commitment, const CommitmentEntry& entry);

/// State, state_since, replaced_by, officer, budget, texts, due_at and updated_at.
void save_commitment(db::Tx& tx, const Commitment& commitment);
/// State, done_at, due_at and evidence.
void save_milestone(db::Tx& tx, const Milestone& milestone);
/// One person's opinion, given or changed, and the counts of the check.
void save_opinion(db::Tx& tx, const Check& check, PersonId person, Opinion opinion);
void save_check_result(db::Tx& tx, CheckId check, CheckResult result);

void insert_drop(db::Tx& tx, const Drop& drop);
void save_drop_settled(db::Tx& tx, std::int64_t drop, bool is_agreed, PersonId person);

/// Moves the commitment to `to` and writes the line of its history. The one way a state changes.
CommitmentEntryId move_commitment_row(db::Tx& tx, Commitment& commitment, CommitmentState to, CommitmentEntry entry);

/// Appends an event of this commitment on its redesign's channel, about the first idea behind it:
/// {commitment, ideas, state} and what `more_json` (an object) adds. The event's number.
std::int64_t append_commitment_event(db::Tx& tx, std::string_view actor, const Commitment& commitment, std::string_view type,
                                     std::string_view more_json = "{}");

}  // namespace palabre::followup
