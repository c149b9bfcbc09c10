// SQL that reads commitments.
// Called by the acts and views of this folder, by screens and by transfer.
#include "followup/commitment_repo.hpp"

#include "redesigns/texts.hpp"

namespace palabre::followup {

namespace {

using redesigns::parse_languages;
using redesigns::parse_texts_by_language;

constexpr std::string_view commitment_sql =
    "SELECT id, redesign_id, organisation_id, officer_id, state, titles, bodies, languages, due_at, budget_eur, budget_line, check_days, state_since, "
    "replaced_by, created_at, updated_at FROM commitment WHERE id = $1";
constexpr std::string_view milestones_sql =
    "SELECT id, position, titles, state, due_at, done_at, evidence FROM milestone WHERE commitment_id = $1 ORDER BY position";
constexpr std::string_view checks_sql =
    "SELECT id, commitment_id, opens_at, closes_at, result, done + imported_done, partly + imported_partly, not_done + imported_not_done "
    "FROM commitment_check WHERE commitment_id = $1 ORDER BY opens_at, id";
constexpr std::string_view opinion_sql = "SELECT opinion FROM commitment_opinion WHERE check_id = $1 AND person_id = $2";
constexpr std::string_view drop_sql =
    "SELECT d.id, d.commitment_id, d.asked_by, p.name, d.asked_role, d.asked_at, d.reasons, d.decided_body, d.replaced_by FROM commitment_drop d "
    "JOIN person p ON p.id = d.asked_by WHERE d.commitment_id = $1 AND d.state = 'asked'";
constexpr std::string_view body_sql = "SELECT id, kind = 'public_authority', names FROM organisation WHERE id = $1";
constexpr std::string_view bodies_sql =
    "SELECT id, 1, names FROM organisation WHERE kind = 'public_authority' ORDER BY id <> COALESCE($1, 0), id LIMIT 100";
constexpr std::string_view officers_sql =
    "SELECT DISTINCT p.id, p.name FROM role r JOIN person p ON p.id = r.person_id WHERE r.redesign_id = $1 AND r.role IN ('officer', 'owner') "
    "ORDER BY p.name, p.id LIMIT 100";
constexpr std::string_view source_ideas_sql =
    "SELECT i.id, i.title, i.language, i.state FROM commitment_idea c JOIN idea i ON i.id = c.idea_id WHERE c.commitment_id = $1 "
    "AND i.state NOT IN ('draft', 'submitted', 'hidden', 'withdrawn') ORDER BY i.id";
constexpr std::string_view source_ids_sql = "SELECT idea_id FROM commitment_idea WHERE commitment_id = $1 ORDER BY idea_id";
std::string entries_where(std::string_view condition) {
  return "SELECT h.id, h.act, h.from_state, h.to_state, h.person_id, p.name, h.actor_role, h.at, h.texts, h.url, "
         "(SELECT COUNT(*) FROM picture c WHERE c.entry_id = h.id AND c.state = 'removed'), "
         "EXISTS (SELECT 1 FROM picture c WHERE c.entry_id = h.id AND c.state = 'kept'), h.commitment_id, "
         "NOT EXISTS (SELECT 1 FROM commitment_history n WHERE n.commitment_id = h.commitment_id AND n.id > h.id) "
         "FROM commitment_history h LEFT JOIN person p ON p.id = h.person_id WHERE " + std::string(condition);
}
const std::string history_sql = entries_where("h.commitment_id = $1 ORDER BY h.at DESC, h.id DESC LIMIT $2");
const std::string entry_sql = entries_where("h.id = $1");
constexpr std::string_view moved_sql =
    "SELECT milestone_id, from_at, to_at, at, reasons FROM moved_date WHERE commitment_id = $1 ORDER BY at, id";
constexpr std::string_view of_idea_sql =
    "SELECT c.id FROM commitment_idea s JOIN commitment c ON c.id = s.commitment_id WHERE s.idea_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT 20";
constexpr std::string_view replacements_sql =
    "SELECT id FROM commitment WHERE redesign_id = $1 AND id <> $2 AND state <> 'dropped' ORDER BY created_at DESC, id DESC LIMIT 100";
constexpr std::string_view replaced_sql = "SELECT id FROM commitment WHERE replaced_by = $1 ORDER BY id LIMIT 20";
constexpr std::string_view without_sql =
    "SELECT i.id, i.title, i.language, i.state FROM idea i WHERE i.redesign_id = $1 AND i.state = 'accepted' AND NOT EXISTS "
    "(SELECT 1 FROM commitment_idea s JOIN commitment c ON c.id = s.commitment_id WHERE s.idea_id = i.id AND c.state <> 'dropped') "
    "ORDER BY i.id LIMIT $2";

Check read_check(const db::Rows& row) {
  Check check;
  check.id = row.id<CheckId>(0);
  check.commitment = row.id<CommitmentId>(1);
  check.opens_at = row.instant(2);
  check.closes_at = row.instant(3);
  if (!row.is_null(4)) check.result = check_result_of(row.view(4));
  check.done = row.integer(5);
  check.partly = row.integer(6);
  check.not_done = row.integer(7);
  return check;
}

BodyRow read_body(const db::Rows& row) { return {row.id<OrganisationId>(0), row.fact(1), parse_texts_by_language(row.view(2))}; }
SourceIdea read_source(const db::Rows& row) { return {row.id<IdeaId>(0), row.text(1), row.text(2), row.text(3)}; }

CommitmentEntry read_entry(const db::Rows& row) {
  CommitmentEntry one;
  one.id = row.id<CommitmentEntryId>(0);
  one.act = row.text(1);
  one.from = commitment_state_of(row.view(2)).value();
  one.to = commitment_state_of(row.view(3)).value();
  one.person = row.id<PersonId>(4);
  one.person_name = row.maybe_text(5).value_or("");
  one.actor_role = row.text(6);
  one.at = row.instant(7);
  one.texts = parse_texts_by_language(row.view(8));
  one.url = row.text(9);
  one.removed_pictures = row.integer(10);
  return one;
}

template <class SomeId>
std::vector<SomeId> read_ids(db::Rows rows) {
  std::vector<SomeId> ids;
  while (rows.next()) ids.push_back(rows.id<SomeId>(0));
  return ids;
}

}  // namespace

std::optional<Commitment> find_commitment(db::Tx& tx, CommitmentId id) {
  auto row = tx.rows(commitment_sql, id);
  if (!row.next()) return std::nullopt;
  Commitment one;
  one.id = row.id<CommitmentId>(0);
  one.redesign = row.id<RedesignId>(1);
  one.organisation = row.id<OrganisationId>(2);
  one.officer = row.id<PersonId>(3);
  one.state = commitment_state_of(row.view(4)).value();
  one.titles = parse_texts_by_language(row.view(5));
  one.bodies = parse_texts_by_language(row.view(6));
  one.languages = parse_languages(row.view(7));
  one.due_at = row.instant(8);
  one.budget_eur = row.integer(9);
  one.budget_line = row.text(10);
  one.check_days = static_cast<int>(row.integer(11));
  one.state_since = row.instant(12);
  one.replaced_by = row.id<CommitmentId>(13);
  one.created_at = row.instant(14);
  one.updated_at = row.instant(15);
  return one;
}

std::vector<Milestone> load_milestones(db::Tx& tx, CommitmentId id) {
  std::vector<Milestone> milestones;
  auto rows = tx.rows(milestones_sql, id);
  while (rows.next()) {
    Milestone one;
    one.id = rows.id<MilestoneId>(0);
    one.position = static_cast<int>(rows.integer(1));
    one.titles = parse_texts_by_language(rows.view(2));
    one.state = milestone_state_of(rows.view(3)).value();
    one.due_at = rows.instant(4);
    one.done_at = rows.maybe_instant(5);
    one.evidence = parse_texts_by_language(rows.view(6));
    milestones.push_back(std::move(one));
  }
  return milestones;
}

std::vector<Check> load_checks(db::Tx& tx, CommitmentId id) {
  std::vector<Check> checks;
  auto rows = tx.rows(checks_sql, id);
  while (rows.next()) checks.push_back(read_check(rows));
  return checks;
}

std::optional<Check> find_last_check(db::Tx& tx, CommitmentId id) {
  const auto checks = load_checks(tx, id);
  return checks.empty() ? std::nullopt : std::optional(checks.back());
}

std::optional<Opinion> find_opinion(db::Tx& tx, CheckId check, PersonId person) {
  auto row = tx.rows(opinion_sql, check, person);
  return row.next() ? opinion_of(row.view(0)) : std::nullopt;
}

std::optional<Drop> find_open_drop(db::Tx& tx, CommitmentId id) {
  auto row = tx.rows(drop_sql, id);
  if (!row.next()) return std::nullopt;
  return Drop{row.integer(0),  row.id<CommitmentId>(1), row.id<PersonId>(2), row.text(3), row.text(4), row.instant(5), parse_texts_by_language(row.view(6)),
              row.text(7), row.id<CommitmentId>(8)};
}

std::optional<BodyRow> find_body(db::Tx& tx, OrganisationId id) {
  auto row = tx.rows(body_sql, id);
  return row.next() ? std::optional(read_body(row)) : std::nullopt;
}

std::vector<BodyRow> load_public_bodies(db::Tx& tx, OrganisationId own) {
  std::vector<BodyRow> bodies;
  auto rows = tx.rows(bodies_sql, own);
  while (rows.next()) bodies.push_back(read_body(rows));
  return bodies;
}

std::vector<Officer> load_officers_and_owners(db::Tx& tx, RedesignId redesign) {
  std::vector<Officer> officers;
  auto rows = tx.rows(officers_sql, redesign);
  while (rows.next()) officers.push_back({rows.id<PersonId>(0), rows.text(1)});
  return officers;
}

std::vector<SourceIdea> load_source_ideas(db::Tx& tx, CommitmentId id) {
  std::vector<SourceIdea> ideas;
  auto rows = tx.rows(source_ideas_sql, id);
  while (rows.next()) ideas.push_back(read_source(rows));
  return ideas;
}

std::vector<IdeaId> load_source_ids(db::Tx& tx, CommitmentId id) { return read_ids<IdeaId>(tx.rows(source_ids_sql, id)); }

std::vector<CommitmentEntry> load_commitment_history(db::Tx& tx, CommitmentId id, std::size_t limit) {
  std::vector<CommitmentEntry> entries;
  std::vector<std::size_t> shown;  // those with pictures
  {
    auto rows = tx.rows(history_sql, id, static_cast<std::int64_t>(limit));
    while (rows.next()) {
      if (rows.fact(11)) shown.push_back(entries.size());
      entries.push_back(read_entry(rows));
    }
  }
  for (const auto at : shown) entries[at].pictures = media::load_pictures(tx, {.entry = entries[at].id});
  return entries;
}

std::optional<EntryInPlace> find_commitment_entry(db::Tx& tx, CommitmentEntryId id) {
  EntryInPlace found;
  {
    auto row = tx.rows(entry_sql, id);
    if (!row.next()) return std::nullopt;
    found = {read_entry(row), row.id<CommitmentId>(12), row.fact(13)};
  }
  found.entry.pictures = media::load_pictures(tx, {.entry = id});
  return found;
}

std::vector<MovedDate> load_moved_dates(db::Tx& tx, CommitmentId id) {
  std::vector<MovedDate> moved;
  auto rows = tx.rows(moved_sql, id);
  while (rows.next()) moved.push_back({rows.id<MilestoneId>(0), rows.instant(1), rows.instant(2), rows.instant(3), parse_texts_by_language(rows.view(4))});
  return moved;
}

std::vector<CommitmentId> load_commitments_of(db::Tx& tx, IdeaId idea) { return read_ids<CommitmentId>(tx.rows(of_idea_sql, idea)); }

std::vector<Commitment> load_replacements(db::Tx& tx, const Commitment& commitment) {
  std::vector<Commitment> found;
  for (const auto id : read_ids<CommitmentId>(tx.rows(replacements_sql, commitment.redesign, commitment.id)))
    found.push_back(find_commitment(tx, id).value());
  return found;
}

std::vector<CommitmentId> load_replaced(db::Tx& tx, CommitmentId id) { return read_ids<CommitmentId>(tx.rows(replaced_sql, id)); }

std::vector<SourceIdea> load_ideas_without_commitment(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<SourceIdea> ideas;
  auto rows = tx.rows(without_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) ideas.push_back(read_source(rows));
  return ideas;
}

}  // namespace palabre::followup
