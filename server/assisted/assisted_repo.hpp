// Assisted people, their entries and batches in the database. Called by the acts and views of this slice, by screens and transfer.
#pragma once
#include "assisted/assisted.hpp"
#include "db/tx.hpp"

namespace palabre::assisted {

/// `number` as tidy_slip gives it.
std::optional<Slip> find_slip(db::Tx& tx, std::string_view number);
std::optional<Slip> find_slip(db::Tx& tx, PersonId person);
/// A new person without an account, in the redesign.
Slip save_new_slip(db::Tx& tx, RedesignId redesign, std::string_view number, std::string_view name, std::string_view language);
void save_claimed(db::Tx& tx, PersonId person, PersonId claimed_by);
/// Whether `facilitator` entered anything for `person`, taken back or not.
bool has_entered(db::Tx& tx, PersonId facilitator, PersonId person);

/// Replaces what was there; kept for contact_keep_ms.
void save_contact(db::Tx& tx, PersonId person, std::string_view contact);
bool remove_contact(db::Tx& tx, PersonId person);
/// Those whose day has come are forgotten; how many. The clock calls it when next_contact_end() is due.
std::int64_t forget_old_contacts(db::Tx& tx);
std::optional<Instant> next_contact_end(db::Tx& tx);

struct KeyedEntry {
  EntryId id;
  std::string fingerprint;
};
std::optional<KeyedEntry> find_entry_by_key(db::Tx& tx, RedesignId redesign, std::string_view key);
std::optional<Entry> find_entry(db::Tx& tx, EntryId id);
EntryId save_new_entry(db::Tx& tx, const Entry& entry, std::string_view key);
void save_undone(db::Tx& tx, EntryId id);
std::int64_t count_entries(db::Tx& tx, PersonId person);  // not taken back

/// An entry as lists show it.
struct ShownEntry {
  Entry entry;
  std::string slip;
  std::string name;       // of the person
  std::string title;      // of the idea; empty for an answer
  std::string title_language;
  bool is_claimed = false;
};
/// What one facilitator entered since `since`, newest first, at most `limit`.
std::vector<ShownEntry> load_entries_of(db::Tx& tx, RedesignId redesign, PersonId facilitator, Instant since, std::size_t limit);
/// What was entered under one slip, oldest first, taken back left out.
std::vector<ShownEntry> load_entries_for(db::Tx& tx, PersonId person, std::size_t limit);

/// People met in the redesign, with how to reach them; newest first.
struct MetPerson {
  Slip slip;
  std::string contact;           // empty: none was given, or it is forgotten
  std::optional<Instant> keep_until;
  std::int64_t entries = 0;
};
std::vector<MetPerson> load_met_people(db::Tx& tx, RedesignId redesign, std::size_t limit);

BatchId save_new_batch(db::Tx& tx, const Batch& batch);
std::optional<Batch> find_batch(db::Tx& tx, BatchId id);
struct ShownBatch {
  Batch batch;
  std::string opened_by_name;
  std::int64_t entries = 0;
};
std::vector<ShownBatch> load_batches(db::Tx& tx, RedesignId redesign, std::size_t limit);

/// Public contributions of one redesign by how they came in. Imported supports are theirs to count (imported_count).
struct ChannelCounts {
  std::int64_t ideas = 0, comments = 0, supports = 0;  // assisted ones
};
ChannelCounts count_assisted(db::Tx& tx, RedesignId redesign);
/// Supports of one idea that came in over a facilitator.
std::int64_t count_assisted_supports(db::Tx& tx, IdeaId idea);

}  // namespace palabre::assisted
