// Reads redesigns and their phases from the database, in the words of the program.
// Called by the acts and views of this slice and of the slices above it.
#include "redesigns/redesign_repo.hpp"

#include "redesigns/texts.hpp"

namespace palabre::redesigns {

namespace {

constexpr std::string_view by_slug_sql =
    "SELECT id, slug, state, organisation_id, service_area, languages, texts, power_level, territory, latitude, longitude, population, "
    "budget_eur, answer_days, ideas, comments, supports, answers, created_at, updated_at FROM redesign WHERE slug = $1";
constexpr std::string_view by_id_sql =
    "SELECT id, slug, state, organisation_id, service_area, languages, texts, power_level, territory, latitude, longitude, population, "
    "budget_eur, answer_days, ideas, comments, supports, answers, created_at, updated_at FROM redesign WHERE id = $1";
constexpr std::string_view public_sql =
    "SELECT id, slug, state, organisation_id, service_area, languages, texts, power_level, territory, latitude, longitude, population, "
    "budget_eur, answer_days, ideas, comments, supports, answers, created_at, updated_at FROM redesign "
    "WHERE state NOT IN ('draft', 'review', 'cancelled') ORDER BY id";
constexpr std::string_view of_person_sql =
    "SELECT r.id, r.slug, r.state, r.organisation_id, r.service_area, r.languages, r.texts, r.power_level, r.territory, r.latitude, "
    "r.longitude, r.population, r.budget_eur, r.answer_days, r.ideas, r.comments, r.supports, r.answers, r.created_at, r.updated_at "
    "FROM redesign r WHERE EXISTS (SELECT 1 FROM role o WHERE o.redesign_id = r.id AND o.person_id = $1) ORDER BY r.id";
constexpr std::string_view phases_sql =
    "SELECT id, redesign_id, position, type, stage, titles, state, opens_at, closes_at, extensions, reopenings "
    "FROM phase WHERE redesign_id = $1 ORDER BY position, id";
constexpr std::string_view phase_by_id_sql =
    "SELECT id, redesign_id, position, type, stage, titles, state, opens_at, closes_at, extensions, reopenings FROM phase WHERE id = $1";

template <class T>
T known(std::optional<T> value, std::string_view what) {
  if (!value) throw db::DatabaseError("unknown word in the database: " + std::string(what));
  return *value;
}

Redesign read_redesign(const db::Rows& rows) {
  Redesign redesign;
  redesign.id = rows.id<RedesignId>(0);
  redesign.slug = rows.text(1);
  redesign.state = known(redesign_state_of(rows.view(2)), rows.view(2));
  redesign.organisation = rows.id<OrganisationId>(3);
  redesign.service_area = rows.text(4);
  redesign.languages = parse_languages(rows.view(5));
  redesign.texts_json = rows.text(6);
  redesign.power_level = rows.text(7);
  redesign.territory = rows.text(8);
  redesign.latitude = rows.maybe_real(9);
  redesign.longitude = rows.maybe_real(10);
  redesign.population = rows.maybe_integer(11);
  redesign.budget_eur = rows.maybe_integer(12);
  redesign.answer_days = static_cast<int>(rows.integer(13));
  redesign.ideas = rows.integer(14);
  redesign.comments = rows.integer(15);
  redesign.supports = rows.integer(16);
  redesign.answers = rows.integer(17);
  redesign.created_at = rows.instant(18);
  redesign.updated_at = rows.instant(19);
  return redesign;
}

Phase read_phase(const db::Rows& rows) {
  Phase phase;
  phase.id = rows.id<PhaseId>(0);
  phase.redesign = rows.id<RedesignId>(1);
  phase.position = static_cast<int>(rows.integer(2));
  phase.type = known(phase_type_of(rows.view(3)), rows.view(3));
  phase.stage = known(stage_of(rows.view(4)), rows.view(4));
  phase.titles = parse_texts_by_language(rows.view(5));
  phase.state = known(phase_state_of(rows.view(6)), rows.view(6));
  phase.opens_at = rows.maybe_instant(7);
  phase.closes_at = rows.maybe_instant(8);
  phase.extensions = static_cast<int>(rows.integer(9));
  phase.reopenings = static_cast<int>(rows.integer(10));
  return phase;
}

std::optional<Redesign> first_redesign(db::Rows rows) { return rows.next() ? std::optional(read_redesign(rows)) : std::nullopt; }

std::vector<Redesign> all_redesigns(db::Rows rows) {
  std::vector<Redesign> redesigns;
  while (rows.next()) redesigns.push_back(read_redesign(rows));
  return redesigns;
}

}  // namespace

std::optional<Redesign> find_redesign(db::Tx& tx, std::string_view slug) { return first_redesign(tx.rows(by_slug_sql, slug)); }
std::optional<Redesign> find_redesign(db::Tx& tx, RedesignId id) { return first_redesign(tx.rows(by_id_sql, id)); }
std::vector<Redesign> load_public_redesigns(db::Tx& tx) { return all_redesigns(tx.rows(public_sql)); }
std::vector<Redesign> load_redesigns_of(db::Tx& tx, PersonId person) { return all_redesigns(tx.rows(of_person_sql, person)); }

std::vector<Phase> load_phases(db::Tx& tx, RedesignId redesign) {
  std::vector<Phase> phases;
  auto rows = tx.rows(phases_sql, redesign);
  while (rows.next()) phases.push_back(read_phase(rows));
  return phases;
}

std::optional<Phase> find_phase(db::Tx& tx, PhaseId id) {
  auto rows = tx.rows(phase_by_id_sql, id);
  return rows.next() ? std::optional(read_phase(rows)) : std::nullopt;
}

bool is_public(RedesignState state) {
  return state != RedesignState::draft && state != RedesignState::review && state != RedesignState::cancelled;
}

std::string channel_of(RedesignId id) { return "redesign:" + id.text(); }
std::string subject_of(IdeaId id) { return "idea:" + id.text(); }

}  // namespace palabre::redesigns
