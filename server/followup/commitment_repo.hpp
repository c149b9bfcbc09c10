// Commitments in the database, as read. Called by the acts and views of this folder, by screens and by transfer.
#pragma once
#include "db/tx.hpp"
#include "followup/commitment.hpp"
#include "media/picture_repo.hpp"
#include "redesigns/redesign_repo.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::followup {

std::optional<Commitment> find_commitment(db::Tx& tx, CommitmentId id);
/// In the order of the steps.
std::vector<Milestone> load_milestones(db::Tx& tx, CommitmentId id);
/// The newest one, open or ended.
std::optional<Check> find_last_check(db::Tx& tx, CommitmentId id);
/// Oldest first.
std::vector<Check> load_checks(db::Tx& tx, CommitmentId id);
std::optional<Opinion> find_opinion(db::Tx& tx, CheckId check, PersonId person);
std::optional<Drop> find_open_drop(db::Tx& tx, CommitmentId id);

/// An organisation by id: whether it is a public body, and its names as stored.
struct BodyRow {
  OrganisationId id;
  bool is_public = false;
  TextsByLanguage names;
};
std::optional<BodyRow> find_body(db::Tx& tx, OrganisationId id);
/// Those that may answer for a commitment, the redesign's own first, at most 100.
std::vector<BodyRow> load_public_bodies(db::Tx& tx, OrganisationId own);

struct Officer {
  PersonId person;
  std::string name;
};
/// Officers and owners of a redesign, by name.
std::vector<Officer> load_officers_and_owners(db::Tx& tx, RedesignId redesign);

struct SourceIdea {
  IdeaId idea;
  std::string title;
  std::string language;
  std::string state;
};
/// The ideas behind it that people may read, oldest first.
std::vector<SourceIdea> load_source_ideas(db::Tx& tx, CommitmentId id);
std::vector<IdeaId> load_source_ids(db::Tx& tx, CommitmentId id);

/// One line of the public history.
struct CommitmentEntry {
  CommitmentEntryId id;
  std::string act;                      // created, moved, updated, rescheduled, edited, drop_asked, drop_refused
  CommitmentState from{};
  CommitmentState to{};
  PersonId person;                      // unset: the clock or an import
  std::string person_name;              // read only
  std::string actor_role;
  Instant at;
  TextsByLanguage texts;
  std::string url;
  std::vector<media::Picture> pictures; // read only
  std::int64_t removed_pictures = 0;    // read only: that they were there stays
};
/// Newest first.
std::vector<CommitmentEntry> load_commitment_history(db::Tx& tx, CommitmentId id, std::size_t limit);

/// A line by its id, where it stands, and whether nothing followed it.
struct EntryInPlace {
  CommitmentEntry entry;
  CommitmentId commitment;
  bool is_newest = false;
};
std::optional<EntryInPlace> find_commitment_entry(db::Tx& tx, CommitmentEntryId id);

/// A day that was given and moved.
struct MovedDate {
  MilestoneId milestone;                // unset: of the commitment itself
  Instant from_at, to_at, at;
  TextsByLanguage reasons;
};
/// Oldest first.
std::vector<MovedDate> load_moved_dates(db::Tx& tx, CommitmentId id);

/// Commitments of an idea, newest first; of those in a redesign that are not dropped, for a replacement.
std::vector<CommitmentId> load_commitments_of(db::Tx& tx, IdeaId idea);
std::vector<Commitment> load_replacements(db::Tx& tx, const Commitment& commitment);
/// What a dropped commitment was replaced for.
std::vector<CommitmentId> load_replaced(db::Tx& tx, CommitmentId id);

/// Accepted ideas of a redesign that no commitment follows (dropped ones do not count), oldest first.
std::vector<SourceIdea> load_ideas_without_commitment(db::Tx& tx, RedesignId redesign, std::size_t limit);

}  // namespace palabre::followup
