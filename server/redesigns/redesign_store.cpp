// SQL that saves redesigns, phases and histories, and finds the phases whose date has come.
// Called by the acts of this slice, the clock and the import.
#include "redesigns/redesign_store.hpp"

#include "redesigns/texts.hpp"

namespace palabre::redesigns {

namespace {

constexpr std::string_view insert_redesign_sql =
    "INSERT INTO redesign (slug, state, organisation_id, service_area, languages, texts, power_level, territory, latitude, longitude, "
    "population, budget_eur, answer_days, created_at, updated_at, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id";
constexpr std::string_view update_redesign_sql =
    "UPDATE redesign SET state = $2, organisation_id = $3, service_area = $4, languages = $5, texts = $6, power_level = $7, territory = $8, "
    "latitude = $9, longitude = $10, population = $11, budget_eur = $12, answer_days = $13, updated_at = $14 WHERE id = $1";
constexpr std::string_view insert_phase_sql =
    "INSERT INTO phase (redesign_id, position, type, stage, titles, state, opens_at, closes_at, extensions, reopenings, created_at, source_key) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
constexpr std::string_view update_phase_sql =
    "UPDATE phase SET position = $2, type = $3, stage = $4, titles = $5, state = $6, opens_at = $7, closes_at = $8, extensions = $9, "
    "reopenings = $10 WHERE id = $1";
constexpr std::string_view insert_redesign_history_sql =
    "INSERT INTO redesign_history (redesign_id, from_state, to_state, person_id, at, reason) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view insert_phase_history_sql =
    "INSERT INTO phase_history (phase_id, from_state, to_state, person_id, at, reason, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view redesign_history_sql =
    "SELECT h.from_state, h.to_state, h.person_id, p.name, h.at, h.reason FROM redesign_history h LEFT JOIN person p ON p.id = h.person_id "
    "WHERE h.redesign_id = $1 ORDER BY h.at, h.id";
constexpr std::string_view phase_history_sql =
    "SELECT h.from_state, h.to_state, h.person_id, p.name, h.at, h.reason, h.ends_at FROM phase_history h "
    "LEFT JOIN person p ON p.id = h.person_id WHERE h.phase_id = $1 ORDER BY h.at, h.id";
constexpr std::string_view due_phases_sql =
    "SELECT p.id FROM phase p JOIN redesign r ON r.id = p.redesign_id WHERE r.state IN ('announced', 'open', 'follow_up') "
    "AND ((p.opens_at <= $1 AND (p.state = 'frozen' OR (p.state = 'planned' AND p.type <> 'vote'))) OR (p.state = 'open' AND p.closes_at <= $1)) "
    "ORDER BY CASE WHEN p.state = 'open' THEN p.closes_at ELSE p.opens_at END, p.position, p.id";
constexpr std::string_view next_change_sql =
    "SELECT min(CASE WHEN p.state = 'open' THEN p.closes_at ELSE p.opens_at END) FROM phase p JOIN redesign r ON r.id = p.redesign_id "
    "WHERE (p.state IN ('frozen', 'open') OR (p.state = 'planned' AND p.type <> 'vote')) AND r.state IN ('announced', 'open', 'follow_up')";

std::optional<std::string_view> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Instant or_now(const db::Tx& tx, Instant moment) { return moment.unix_ms == 0 ? tx.now() : moment; }

HistoryEntry read_entry(const db::Rows& rows) {
  HistoryEntry entry;
  entry.from = rows.text(0);
  entry.to = rows.text(1);
  entry.person = rows.id<PersonId>(2);
  entry.person_name = rows.maybe_text(3).value_or("");
  entry.at = rows.instant(4);
  entry.reason = rows.text(5);
  return entry;
}

}  // namespace

RedesignId save_new_redesign(db::Tx& tx, const Redesign& redesign, std::string_view source_key) {
  const std::string languages = stored_json(redesign.languages);
  auto rows = tx.rows(insert_redesign_sql, redesign.slug, name_of(redesign.state), redesign.organisation, redesign.service_area, languages,
                      redesign.texts_json, redesign.power_level, redesign.territory, redesign.latitude, redesign.longitude, redesign.population,
                      redesign.budget_eur, redesign.answer_days, or_now(tx, redesign.created_at), or_now(tx, redesign.updated_at),
                      unless_empty(source_key));
  rows.next();
  return rows.id<RedesignId>(0);
}

void save_redesign(db::Tx& tx, const Redesign& redesign) {
  const std::string languages = stored_json(redesign.languages);
  tx.run(update_redesign_sql, redesign.id, name_of(redesign.state), redesign.organisation, redesign.service_area, languages,
         redesign.texts_json, redesign.power_level, redesign.territory, redesign.latitude, redesign.longitude, redesign.population,
         redesign.budget_eur, redesign.answer_days, tx.now());
}

PhaseId save_new_phase(db::Tx& tx, const Phase& phase, std::string_view source_key) {
  const std::string titles = stored_json(phase.titles);
  auto rows = tx.rows(insert_phase_sql, phase.redesign, phase.position, name_of(phase.type), name_of(phase.stage), titles,
                      name_of(phase.state), phase.opens_at, phase.closes_at, phase.extensions, phase.reopenings, tx.now(), unless_empty(source_key));
  rows.next();
  return rows.id<PhaseId>(0);
}

void save_phase(db::Tx& tx, const Phase& phase) {
  const std::string titles = stored_json(phase.titles);
  tx.run(update_phase_sql, phase.id, phase.position, name_of(phase.type), name_of(phase.stage), titles, name_of(phase.state), phase.opens_at,
         phase.closes_at, phase.extensions, phase.reopenings);
}

void append_redesign_history(db::Tx& tx, RedesignId redesign, const HistoryEntry& entry) {
  tx.run(insert_redesign_history_sql, redesign, entry.from, entry.to, entry.person, entry.at, entry.reason);
}

void append_phase_history(db::Tx& tx, PhaseId phase, const HistoryEntry& entry) {
  tx.run(insert_phase_history_sql, phase, entry.from, entry.to, entry.person, entry.at, entry.reason, entry.ends_at);
}

std::vector<HistoryEntry> load_redesign_history(db::Tx& tx, RedesignId redesign) {
  std::vector<HistoryEntry> entries;
  auto rows = tx.rows(redesign_history_sql, redesign);
  while (rows.next()) entries.push_back(read_entry(rows));
  return entries;
}

std::vector<HistoryEntry> load_phase_history(db::Tx& tx, PhaseId phase) {
  std::vector<HistoryEntry> entries;
  auto rows = tx.rows(phase_history_sql, phase);
  while (rows.next()) {
    entries.push_back(read_entry(rows));
    entries.back().ends_at = rows.maybe_instant(6);
  }
  return entries;
}

std::vector<Phase> load_due_phases(db::Tx& tx) {
  std::vector<PhaseId> ids;
  {
    auto rows = tx.rows(due_phases_sql, tx.now());
    while (rows.next()) ids.push_back(rows.id<PhaseId>(0));
  }
  std::vector<Phase> phases;
  for (const PhaseId id : ids) phases.push_back(*find_phase(tx, id));
  return phases;
}

std::optional<Instant> next_phase_change(db::Tx& tx) {
  auto rows = tx.rows(next_change_sql);
  return rows.next() ? rows.maybe_instant(0) : std::nullopt;
}

}  // namespace palabre::redesigns
