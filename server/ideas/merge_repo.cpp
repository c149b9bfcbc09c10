// Merges and consents in the database. Called by propose_merge, answer_merge, the marks API and the moderators' page.
#include "ideas/merge.hpp"

#include <stdexcept>

namespace palabre::ideas {
namespace {

constexpr std::string_view find_merge_sql =
    "SELECT m.id, m.redesign_id, m.idea_id, m.into_id, i.title, t.title, m.state, m.reason, m.person_id, m.created_at FROM merge m "
    "JOIN idea i ON i.id = m.idea_id JOIN idea t ON t.id = m.into_id WHERE m.id = $1";
constexpr std::string_view find_of_sql = "SELECT id FROM merge WHERE idea_id = $1 AND state IN ('proposed', 'done')";
constexpr std::string_view consents_sql =
    "SELECT c.person_id, p.name, c.is_given, p.password_hash IS NOT NULL FROM merge_consent c JOIN person p ON p.id = c.person_id "
    "WHERE c.merge_id = $1 ORDER BY c.person_id";
constexpr std::string_view insert_merge_sql =
    "INSERT INTO merge (redesign_id, idea_id, into_id, state, reason, person_id, created_at) VALUES ($1,$2,$3,$4,$5,$6,$7) RETURNING id";
constexpr std::string_view consent_sql =
    "INSERT INTO merge_consent (merge_id, person_id, is_given, decided_at) VALUES ($1,$2,$3,$4) "
    "ON CONFLICT (merge_id, person_id) DO UPDATE SET is_given = excluded.is_given, decided_at = excluded.decided_at";
constexpr std::string_view state_sql = "UPDATE merge SET state = $2, decided_at = $3 WHERE id = $1";
constexpr std::string_view reason_sql = "UPDATE merge SET reason = $2 WHERE id = $1";
constexpr std::string_view open_sql = "SELECT id FROM merge WHERE redesign_id = $1 AND state = 'proposed' ORDER BY id";
constexpr std::string_view waiting_sql =
    "SELECT m.id FROM merge_consent c JOIN merge m ON m.id = c.merge_id "
    "WHERE c.person_id = $1 AND c.is_given IS NULL AND m.state = 'proposed' AND m.redesign_id = $2 ORDER BY m.id";

std::vector<Consent> load_consents(db::Tx& tx, MergeId id) {
  std::vector<Consent> found;
  auto rows = tx.rows(consents_sql, id);
  while (rows.next())
    found.push_back({rows.id<PersonId>(0), rows.text(1), rows.is_null(2) ? std::nullopt : std::optional(rows.fact(2)), rows.fact(3)});
  return found;
}

std::vector<Merge> load_each(db::Tx& tx, const std::vector<MergeId>& ids) {
  std::vector<Merge> found;
  for (const auto id : ids)
    if (auto merge = find_merge(tx, id)) found.push_back(std::move(*merge));
  return found;
}

std::vector<MergeId> read_ids(db::Rows rows) {
  std::vector<MergeId> ids;
  while (rows.next()) ids.push_back(rows.id<MergeId>(0));
  return ids;
}

}  // namespace

std::optional<Merge> find_merge(db::Tx& tx, MergeId id) {
  Merge merge;
  {
    auto row = tx.rows(find_merge_sql, id);
    if (!row.next()) return std::nullopt;
    const auto state = merge_state_of(row.view(6));
    if (!state) throw std::runtime_error("merge state unknown: " + row.text(6));
    merge = {row.id<MergeId>(0), row.id<RedesignId>(1), row.id<IdeaId>(2), row.id<IdeaId>(3), row.text(4), row.text(5),
             *state,             row.text(7),           row.id<PersonId>(8), row.instant(9), {}};
  }
  merge.consents = load_consents(tx, id);
  return merge;
}

std::optional<Merge> find_merge_of(db::Tx& tx, IdeaId idea) {
  const auto ids = read_ids(tx.rows(find_of_sql, idea));
  return ids.empty() ? std::nullopt : find_merge(tx, ids.front());
}

MergeId insert_merge(db::Tx& tx, const Merge& merge) {
  MergeId id;
  {
    auto row = tx.rows(insert_merge_sql, merge.redesign, merge.idea, merge.into, name_of(merge.state), merge.reason, merge.moderator, merge.created_at);
    if (!row.next()) throw db::DatabaseError("an inserted merge has no id");
    id = row.id<MergeId>(0);
  }
  for (const auto& consent : merge.consents) save_consent(tx, id, consent);
  return id;
}

void save_consent(db::Tx& tx, MergeId merge, const Consent& consent) {
  const auto decided_at = consent.is_given ? std::optional(tx.now()) : std::nullopt;
  tx.run(consent_sql, merge, consent.person, consent.is_given, decided_at);
}

void save_merge_state(db::Tx& tx, MergeId merge, MergeState state) {
  const auto decided_at = state == MergeState::proposed ? std::nullopt : std::optional(tx.now());
  tx.run(state_sql, merge, name_of(state), decided_at);
}

void save_merge_reason(db::Tx& tx, MergeId merge, std::string_view reason) { tx.run(reason_sql, merge, reason); }

std::vector<Merge> load_open_merges(db::Tx& tx, RedesignId redesign) { return load_each(tx, read_ids(tx.rows(open_sql, redesign))); }

std::vector<Merge> load_waiting_merges(db::Tx& tx, PersonId person, RedesignId redesign) {
  return load_each(tx, read_ids(tx.rows(waiting_sql, person, redesign)));
}

}  // namespace palabre::ideas
