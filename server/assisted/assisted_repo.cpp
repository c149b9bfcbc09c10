// Reads and writes slips, contacts, entries and counts by channel. Called by the acts and views of this slice, screens and transfer.
#include "assisted/assisted_repo.hpp"

#include "people/person_repo.hpp"

namespace palabre::assisted {
namespace {

const std::string slip_columns =
    "SELECT a.person_id, a.redesign_id, a.slip, p.name, p.language, a.created_at, a.claimed_by, a.claimed_at";
const std::string slip_tables = " FROM assisted_person a JOIN person p ON p.id = a.person_id ";
const std::string slip_of_number_sql = slip_columns + slip_tables + "WHERE a.slip = $1";
const std::string slip_of_person_sql = slip_columns + slip_tables + "WHERE a.person_id = $1";
constexpr std::string_view insert_slip_sql =
    "INSERT INTO assisted_person (person_id, redesign_id, slip, created_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view claimed_sql = "UPDATE assisted_person SET claimed_by = $2, claimed_at = $3 WHERE person_id = $1";
constexpr std::string_view has_entered_sql = "SELECT 1 FROM assisted_entry WHERE facilitator_id = $1 AND person_id = $2 LIMIT 1";
constexpr std::string_view save_contact_sql =
    "INSERT INTO assisted_contact (person_id, contact, keep_until, created_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (person_id) DO UPDATE SET contact = excluded.contact, keep_until = excluded.keep_until";
constexpr std::string_view remove_contact_sql = "DELETE FROM assisted_contact WHERE person_id = $1";
constexpr std::string_view forget_contacts_sql = "DELETE FROM assisted_contact WHERE keep_until <= $1";
constexpr std::string_view next_end_sql = "SELECT MIN(keep_until) FROM assisted_contact";
constexpr std::string_view by_key_sql = "SELECT id, fingerprint FROM assisted_entry WHERE redesign_id = $1 AND entry_key = $2";
constexpr std::string_view insert_entry_sql =
    "INSERT INTO assisted_entry (redesign_id, person_id, facilitator_id, kind, idea_id, comment_id, question_id, source, collected_on, "
    "consent_version, consent_language, batch_id, entry_key, fingerprint, created_at) "
    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) RETURNING id";
constexpr std::string_view undone_sql = "UPDATE assisted_entry SET undone_at = $2 WHERE id = $1";
constexpr std::string_view count_entries_sql = "SELECT COUNT(*) FROM assisted_entry WHERE person_id = $1 AND undone_at IS NULL";

const std::string entry_columns =
    "SELECT e.id, e.redesign_id, e.person_id, e.facilitator_id, e.kind, e.idea_id, e.comment_id, e.question_id, e.source, e.collected_on, "
    "e.consent_version, e.consent_language, e.batch_id, e.fingerprint, e.created_at, e.undone_at";
const std::string find_entry_sql = entry_columns + " FROM assisted_entry e WHERE e.id = $1";
const std::string shown_columns = entry_columns +
    ", a.slip, p.name, i.title, i.language, a.claimed_at FROM assisted_entry e JOIN assisted_person a ON a.person_id = e.person_id "
    "JOIN person p ON p.id = e.person_id LEFT JOIN idea i ON i.id = e.idea_id ";
const std::string entries_of_sql =
    shown_columns + "WHERE e.redesign_id = $1 AND e.facilitator_id = $2 AND e.created_at >= $3 ORDER BY e.created_at DESC, e.id DESC LIMIT $4";
const std::string entries_for_sql = shown_columns + "WHERE e.person_id = $1 AND e.undone_at IS NULL ORDER BY e.id LIMIT $2";
const std::string met_people_sql = slip_columns +
    ", c.contact, c.keep_until, (SELECT COUNT(*) FROM assisted_entry e WHERE e.person_id = a.person_id AND e.undone_at IS NULL)" + slip_tables +
    "LEFT JOIN assisted_contact c ON c.person_id = a.person_id WHERE a.redesign_id = $1 ORDER BY a.created_at DESC, a.person_id DESC LIMIT $2";

constexpr std::string_view insert_batch_sql =
    "INSERT INTO assisted_batch (redesign_id, label, reason, collected_from, collected_until, opened_by, created_at, open_until) "
    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8) RETURNING id";
const std::string batch_columns =
    "SELECT b.id, b.redesign_id, b.label, b.reason, b.collected_from, b.collected_until, b.opened_by, b.created_at, b.open_until";
const std::string find_batch_sql = batch_columns + " FROM assisted_batch b WHERE b.id = $1";
const std::string batches_sql = batch_columns +
    ", p.name, (SELECT COUNT(*) FROM assisted_entry e WHERE e.batch_id = b.id AND e.undone_at IS NULL) FROM assisted_batch b "
    "JOIN person p ON p.id = b.opened_by WHERE b.redesign_id = $1 ORDER BY b.created_at DESC, b.id DESC LIMIT $2";

constexpr std::string_view counts_sql = R"sql(
  WITH listed AS (SELECT id, channel, assisted_supports FROM idea WHERE redesign_id = $1 AND state IN
    ('published', 'shortlisted', 'under_review', 'on_ballot', 'accepted', 'not_selected', 'deferred', 'declined'))
  SELECT (SELECT COUNT(*) FROM listed WHERE channel = 'assisted'),
         (SELECT COUNT(*) FROM comment c JOIN listed l ON l.id = c.idea_id WHERE c.channel = 'assisted' AND c.state = 'published'),
         (SELECT COALESCE(SUM(assisted_supports), 0) FROM listed))sql";
constexpr std::string_view idea_count_sql = "SELECT assisted_supports FROM idea WHERE id = $1";

Slip read_slip(const db::Rows& row) {
  return {row.id<PersonId>(0), row.id<RedesignId>(1), row.text(2), row.text(3), row.text(4), row.instant(5), row.id<PersonId>(6), row.maybe_instant(7)};
}

std::optional<Slip> maybe_slip(db::Rows row) { return row.next() ? std::optional(read_slip(row)) : std::nullopt; }

Entry read_entry(const db::Rows& row) {
  Entry entry;
  entry.id = row.id<EntryId>(0);
  entry.redesign = row.id<RedesignId>(1);
  entry.person = row.id<PersonId>(2);
  entry.facilitator = row.id<PersonId>(3);
  entry.kind = kind_of(row.view(4)).value();
  entry.idea = row.id<IdeaId>(5);
  entry.comment = row.id<CommentId>(6);
  entry.question = row.id<QuestionId>(7);
  entry.source = source_of(row.view(8)).value();
  entry.collected_on = row.instant(9);
  entry.consent = {true, static_cast<int>(row.integer(10)), row.text(11)};
  entry.batch = row.id<BatchId>(12);
  entry.fingerprint = row.text(13);
  entry.created_at = row.instant(14);
  entry.undone_at = row.maybe_instant(15);
  return entry;
}

std::vector<ShownEntry> read_shown(db::Rows rows) {
  std::vector<ShownEntry> all;
  while (rows.next())
    all.push_back({read_entry(rows), rows.text(16), rows.text(17), rows.maybe_text(18).value_or(""), rows.maybe_text(19).value_or(""), !rows.is_null(20)});
  return all;
}

Batch read_batch(const db::Rows& row) {
  return {row.id<BatchId>(0), row.id<RedesignId>(1), row.text(2), row.text(3), row.instant(4),
          row.instant(5),     row.id<PersonId>(6),   row.instant(7), row.instant(8)};
}

}  // namespace

std::optional<Slip> find_slip(db::Tx& tx, std::string_view number) { return maybe_slip(tx.rows(slip_of_number_sql, number)); }
std::optional<Slip> find_slip(db::Tx& tx, PersonId person) { return maybe_slip(tx.rows(slip_of_person_sql, person)); }

Slip save_new_slip(db::Tx& tx, RedesignId redesign, std::string_view number, std::string_view name, std::string_view language) {
  people::NewPerson wanted;
  wanted.name = name;
  wanted.language = language;
  const auto person = people::save_new_person(tx, wanted);
  tx.run(insert_slip_sql, person.id, redesign, number, tx.now());
  return {person.id, redesign, std::string(number), person.name, person.language, tx.now(), {}, std::nullopt};
}

void save_claimed(db::Tx& tx, PersonId person, PersonId claimed_by) { tx.run(claimed_sql, person, claimed_by, tx.now()); }

bool has_entered(db::Tx& tx, PersonId facilitator, PersonId person) { return tx.rows(has_entered_sql, facilitator, person).next(); }

void save_contact(db::Tx& tx, PersonId person, std::string_view contact) {
  tx.run(save_contact_sql, person, contact, tx.now().plus_ms(contact_keep_ms), tx.now());
}

bool remove_contact(db::Tx& tx, PersonId person) { return tx.run(remove_contact_sql, person) > 0; }
std::int64_t forget_old_contacts(db::Tx& tx) { return tx.run(forget_contacts_sql, tx.now()); }

std::optional<Instant> next_contact_end(db::Tx& tx) {
  auto row = tx.rows(next_end_sql);
  return row.next() ? row.maybe_instant(0) : std::nullopt;
}

std::optional<KeyedEntry> find_entry_by_key(db::Tx& tx, RedesignId redesign, std::string_view key) {
  auto row = tx.rows(by_key_sql, redesign, key);
  if (!row.next()) return std::nullopt;
  return KeyedEntry{row.id<EntryId>(0), row.text(1)};
}

std::optional<Entry> find_entry(db::Tx& tx, EntryId id) {
  auto row = tx.rows(find_entry_sql, id);
  if (!row.next()) return std::nullopt;
  return read_entry(row);
}

EntryId save_new_entry(db::Tx& tx, const Entry& entry, std::string_view key) {
  auto row = tx.rows(insert_entry_sql, entry.redesign, entry.person, entry.facilitator, name_of(entry.kind), entry.idea, entry.comment, entry.question,
                     name_of(entry.source), entry.collected_on, entry.consent.version, entry.consent.language, entry.batch, key, entry.fingerprint,
                     tx.now());
  if (!row.next()) throw db::DatabaseError("an inserted entry has no id");
  return row.id<EntryId>(0);
}

void save_undone(db::Tx& tx, EntryId id) { tx.run(undone_sql, id, tx.now()); }

std::int64_t count_entries(db::Tx& tx, PersonId person) {
  auto row = tx.rows(count_entries_sql, person);
  return row.next() ? row.integer(0) : 0;
}

std::vector<ShownEntry> load_entries_of(db::Tx& tx, RedesignId redesign, PersonId facilitator, Instant since, std::size_t limit) {
  return read_shown(tx.rows(entries_of_sql, redesign, facilitator, since, static_cast<std::int64_t>(limit)));
}

std::vector<ShownEntry> load_entries_for(db::Tx& tx, PersonId person, std::size_t limit) {
  return read_shown(tx.rows(entries_for_sql, person, static_cast<std::int64_t>(limit)));
}

std::vector<MetPerson> load_met_people(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<MetPerson> all;
  auto rows = tx.rows(met_people_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) all.push_back({read_slip(rows), rows.maybe_text(8).value_or(""), rows.maybe_instant(9), rows.integer(10)});
  return all;
}

BatchId save_new_batch(db::Tx& tx, const Batch& batch) {
  auto row = tx.rows(insert_batch_sql, batch.redesign, batch.label, batch.reason, batch.collected_from, batch.collected_until, batch.opened_by,
                     batch.created_at, batch.open_until);
  if (!row.next()) throw db::DatabaseError("an inserted batch has no id");
  return row.id<BatchId>(0);
}

std::optional<Batch> find_batch(db::Tx& tx, BatchId id) {
  auto row = tx.rows(find_batch_sql, id);
  if (!row.next()) return std::nullopt;
  return read_batch(row);
}

std::vector<ShownBatch> load_batches(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<ShownBatch> all;
  auto rows = tx.rows(batches_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) all.push_back({read_batch(rows), rows.text(9), rows.integer(10)});
  return all;
}

ChannelCounts count_assisted(db::Tx& tx, RedesignId redesign) {
  auto row = tx.rows(counts_sql, redesign);
  return row.next() ? ChannelCounts{row.integer(0), row.integer(1), row.integer(2)} : ChannelCounts{};
}

std::int64_t count_assisted_supports(db::Tx& tx, IdeaId idea) {
  auto row = tx.rows(idea_count_sql, idea);
  return row.next() ? row.integer(0) : 0;
}

}  // namespace palabre::assisted
