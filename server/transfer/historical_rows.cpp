// Inserts with dates of their own, one named statement each.
// Called by the importers only; people's acts never write this way.
#include "transfer/historical_rows.hpp"

#include "crypto/crypto.hpp"
#include "db/event_log.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::transfer {
namespace {

constexpr std::string_view person_by_source_sql = "SELECT id FROM person WHERE source_key = $1";
constexpr std::string_view person_by_email_sql = "SELECT id FROM person WHERE email = $1";
constexpr std::string_view insert_person_sql = R"sql(
  INSERT INTO person (opaque_id, email, email_verified_at, password_hash, name, language, is_admin, is_demo, created_at, source_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id)sql";
constexpr std::string_view grant_role_sql =
    "INSERT INTO role (redesign_id, person_id, role, granted_by, granted_at) VALUES ($1, $2, $3, NULL, $4) ON CONFLICT DO NOTHING";
constexpr std::string_view organisation_sql = "SELECT id FROM organisation WHERE kind = $1 AND names = $2";
constexpr std::string_view insert_organisation_sql = "INSERT INTO organisation (kind, names) VALUES ($1, $2) RETURNING id";
constexpr std::string_view insert_redesign_sql = R"sql(
  INSERT INTO redesign (slug, state, organisation_id, service_area, languages, texts, power_level, territory, latitude, longitude,
                        population, budget_eur, created_at, updated_at, source_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14) RETURNING id)sql";
constexpr std::string_view phase_by_source_sql = "SELECT id FROM phase WHERE source_key = $1";
constexpr std::string_view insert_phase_sql = R"sql(
  INSERT INTO phase (redesign_id, position, type, stage, titles, state, opens_at, closes_at, created_at, source_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id)sql";
constexpr std::string_view insert_redesign_step_sql =
    "INSERT INTO redesign_history (redesign_id, from_state, to_state, person_id, at, reason) VALUES ($1, $2, $3, NULL, $4, $5)";
constexpr std::string_view insert_phase_step_sql =
    "INSERT INTO phase_history (phase_id, from_state, to_state, person_id, at, reason, ends_at) VALUES ($1, $2, $3, NULL, $4, $5, $6)";
constexpr std::string_view idea_by_source_sql = "SELECT id FROM idea WHERE source_key = $1";
constexpr std::string_view comment_by_source_sql = "SELECT id FROM comment WHERE source_key = $1";
constexpr std::string_view insert_comment_sql = R"sql(
  INSERT INTO comment (idea_id, parent_id, author_id, stance, language, body, version, state, channel, created_at, source_key)
  VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10) RETURNING id)sql";
constexpr std::string_view comment_version_sql =
    "INSERT INTO comment_version (comment_id, version, body, created_at) VALUES ($1, 1, $2, $3)";
constexpr std::string_view insert_hiding_sql =
    "INSERT INTO hiding (redesign_id, target_kind, target_id, rule, reason, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view insert_merge_sql = R"sql(
  INSERT INTO merge (redesign_id, idea_id, into_id, state, reason, person_id, created_at, decided_at)
  VALUES ($1, $2, $3, 'done', $4, NULL, $5, $5) RETURNING id)sql";
constexpr std::string_view insert_consent_sql =
    "INSERT INTO merge_consent (merge_id, person_id, is_given, decided_at) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING";
constexpr std::string_view insert_answer_sql = R"sql(
  INSERT INTO answer (idea_id, person_id, kind, reason_code, review_on, created_at, supersedes, source_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id)sql";
constexpr std::string_view answer_text_sql = "INSERT INTO answer_text (answer_id, language, body) VALUES ($1, $2, $3)";
constexpr std::string_view imported_count_sql =
    "INSERT INTO imported_count (target_kind, target_id, kind, count) VALUES ($1, $2, $3, $4)";
constexpr std::string_view keep_sql = R"sql(
  INSERT INTO kept_import (redesign_id, kind, source_key, payload, imported_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING)sql";

/// The id in the first column, unset when there is no row.
template <class SomeId>
SomeId first_id(db::Rows rows) {
  return rows.next() ? rows.id<SomeId>(0) : SomeId{};
}

}  // namespace

PersonId find_person(db::Tx& tx, std::string_view source_key) { return first_id<PersonId>(tx.rows(person_by_source_sql, source_key)); }
PersonId find_person_by_email(db::Tx& tx, std::string_view email) { return first_id<PersonId>(tx.rows(person_by_email_sql, email)); }

PersonId insert_person(db::Tx& tx, const PersonRow& row) {
  const auto verified_at = row.email ? std::optional(row.created_at) : std::nullopt;
  return first_id<PersonId>(tx.rows(insert_person_sql, crypto::new_opaque_id(), row.email, verified_at, row.password_hash, row.name,
                                    row.language, row.is_admin, row.is_demo, row.created_at, row.source_key));
}

bool grant_role(db::Tx& tx, RedesignId redesign, PersonId person, std::string_view role, Instant at) {
  return tx.run(grant_role_sql, redesign, person, role, at) > 0;
}

std::pair<OrganisationId, bool> find_or_insert_organisation(db::Tx& tx, std::string_view kind, std::string_view names_json) {
  const auto known = first_id<OrganisationId>(tx.rows(organisation_sql, kind, names_json));
  if (known.is_set()) return {known, false};
  return {first_id<OrganisationId>(tx.rows(insert_organisation_sql, kind, names_json)), true};
}

RedesignId insert_redesign(db::Tx& tx, const RedesignRow& row) {
  return first_id<RedesignId>(tx.rows(insert_redesign_sql, row.slug, row.state, row.organisation, row.service_area, row.languages_json,
                                      row.texts_json, row.power_level, row.territory, row.latitude, row.longitude, row.population,
                                      row.budget_eur, row.created_at, row.source_key));
}

PhaseId find_phase_by_source(db::Tx& tx, std::string_view source_key) { return first_id<PhaseId>(tx.rows(phase_by_source_sql, source_key)); }

PhaseId insert_phase(db::Tx& tx, const PhaseRow& row) {
  return first_id<PhaseId>(tx.rows(insert_phase_sql, row.redesign, row.position, row.type, row.stage, row.titles_json, row.state,
                                   row.opens_at, row.closes_at, row.created_at, row.source_key));
}

void append_redesign_history(db::Tx& tx, RedesignId redesign, const StateStep& step) {
  tx.run(insert_redesign_step_sql, redesign, step.from, step.to, step.at, step.reason);
}

void append_phase_history(db::Tx& tx, PhaseId phase, const StateStep& step, std::optional<Instant> ends_at) {
  tx.run(insert_phase_step_sql, phase, step.from, step.to, step.at, step.reason, ends_at);
}

IdeaId find_idea_by_source(db::Tx& tx, std::string_view source_key) { return first_id<IdeaId>(tx.rows(idea_by_source_sql, source_key)); }

CommentId find_comment_by_source(db::Tx& tx, std::string_view source_key) {
  return first_id<CommentId>(tx.rows(comment_by_source_sql, source_key));
}

CommentId insert_comment(db::Tx& tx, const CommentRow& row) {
  const auto id = first_id<CommentId>(tx.rows(insert_comment_sql, row.idea, row.parent, row.author, row.stance, row.language, row.body,
                                              row.state, row.channel, row.created_at, row.source_key));
  tx.run(comment_version_sql, id, row.body, row.created_at);
  return id;
}

void insert_hiding(db::Tx& tx, const HidingRow& row) {
  tx.run(insert_hiding_sql, row.redesign, row.target_kind, row.target_id, row.rule, row.reason, row.person, row.at);
}

MergeId insert_done_merge(db::Tx& tx, const MergeRow& row) {
  return first_id<MergeId>(tx.rows(insert_merge_sql, row.redesign, row.idea, row.into, row.reason, row.at));
}

void insert_consent(db::Tx& tx, MergeId merge, PersonId person, Instant at) { tx.run(insert_consent_sql, merge, person, at); }

AnswerId insert_answer(db::Tx& tx, const AnswerRow& row) {
  return first_id<AnswerId>(tx.rows(insert_answer_sql, row.idea, row.person, row.kind, row.reason_code, row.review_on, row.created_at,
                                    row.supersedes, row.source_key));
}

void insert_answer_text(db::Tx& tx, AnswerId answer, std::string_view language, std::string_view body) {
  tx.run(answer_text_sql, answer, language, body);
}

void insert_imported_count(db::Tx& tx, const CountRow& row) {
  tx.run(imported_count_sql, row.target_kind, row.target_id, row.kind, row.count);
}

void append_import_event(db::Tx& tx, RedesignId redesign, redesigns::RedesignState state, bool is_new) {
  const bool is_news = is_new && redesigns::is_public(state);
  db::append_event(tx, "import", is_news ? "instance" : redesigns::channel_of(redesign), "", is_new ? "redesign.added" : "redesign.edited",
                   R"({"redesign":")" + redesign.text() + "\"}");
}

bool keep_payload(db::Tx& tx, RedesignId redesign, std::string_view kind, std::string_view source_key, std::string_view payload_json) {
  return tx.run(keep_sql, redesign, kind, source_key, payload_json, tx.now()) > 0;
}

}  // namespace palabre::transfer
