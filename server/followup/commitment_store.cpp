// SQL that writes commitments, and their events.
// Called by the acts of this folder and by transfer.
#include "followup/commitment_store.hpp"

#include "db/event_log.hpp"
#include "redesigns/texts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

using redesigns::stored_json;

constexpr std::string_view insert_commitment_sql =
    "INSERT INTO commitment (redesign_id, organisation_id, officer_id, state, titles, bodies, languages, due_at, budget_eur, budget_line, check_days, "
    "state_since, created_at, updated_at, source_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
constexpr std::string_view insert_idea_sql = "INSERT INTO commitment_idea (commitment_id, idea_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
constexpr std::string_view insert_milestone_sql =
    "INSERT INTO milestone (commitment_id, position, titles, state, due_at, done_at, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
constexpr std::string_view insert_check_sql =
    "INSERT INTO commitment_check (commitment_id, opens_at, closes_at, result, imported_done, imported_partly, imported_not_done) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
constexpr std::string_view insert_moved_sql =
    "INSERT INTO moved_date (commitment_id, milestone_id, from_at, to_at, person_id, at, reasons) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view insert_entry_sql =
    "INSERT INTO commitment_history (commitment_id, act, from_state, to_state, person_id, actor_role, at, texts, url) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
constexpr std::string_view save_sql =
    "UPDATE commitment SET state = $2, state_since = $3, replaced_by = $4, officer_id = $5, titles = $6, bodies = $7, languages = $8, due_at = $9, "
    "budget_eur = $10, budget_line = $11, updated_at = $12 WHERE id = $1";
constexpr std::string_view save_milestone_sql = "UPDATE milestone SET state = $2, due_at = $3, evidence = $4 WHERE id = $1";
constexpr std::string_view finish_milestone_sql = "UPDATE milestone SET state = 'done', done_at = $2, evidence = $3 WHERE id = $1 AND done_at IS NULL";
constexpr std::string_view add_opinion_sql =
    "INSERT INTO commitment_opinion (check_id, person_id, opinion, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) "
    "ON CONFLICT (check_id, person_id) DO UPDATE SET opinion = excluded.opinion, updated_at = excluded.updated_at";
constexpr std::string_view count_opinions_sql =
    "UPDATE commitment_check SET done = (SELECT count(*) FROM commitment_opinion o WHERE o.check_id = commitment_check.id AND o.opinion = 'done'), "
    "partly = (SELECT count(*) FROM commitment_opinion o WHERE o.check_id = commitment_check.id AND o.opinion = 'partly'), "
    "not_done = (SELECT count(*) FROM commitment_opinion o WHERE o.check_id = commitment_check.id AND o.opinion = 'not_done') WHERE id = $1";
constexpr std::string_view result_sql = "UPDATE commitment_check SET result = $2 WHERE id = $1";
constexpr std::string_view insert_drop_sql =
    "INSERT INTO commitment_drop (commitment_id, asked_by, asked_role, asked_at, reasons, decided_body, replaced_by, state) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked')";
constexpr std::string_view settle_drop_sql = "UPDATE commitment_drop SET state = $2, settled_by = $3, settled_at = $4 WHERE id = $1";

template <class SomeId>
SomeId inserted(db::Rows row) {
  row.next();
  return row.id<SomeId>(0);
}

}  // namespace

CommitmentId insert_commitment(db::Tx& tx, const Commitment& one, std::string_view source_key) {
  const std::string titles = stored_json(one.titles), bodies = stored_json(one.bodies), languages = stored_json(one.languages);
  const auto key = source_key.empty() ? std::nullopt : std::optional(source_key);
  return inserted<CommitmentId>(tx.rows(insert_commitment_sql, one.redesign, one.organisation, one.officer, name_of(one.state), titles, bodies, languages, one.due_at,
                                        one.budget_eur, one.budget_line, one.check_days, one.state_since, one.created_at, one.updated_at, key));
}

void insert_source_idea(db::Tx& tx, CommitmentId commitment, IdeaId idea) { tx.run(insert_idea_sql, commitment, idea); }

MilestoneId insert_milestone(db::Tx& tx, CommitmentId commitment, const Milestone& one) {
  const std::string titles = stored_json(one.titles), evidence = stored_json(one.evidence);
  return inserted<MilestoneId>(
      tx.rows(insert_milestone_sql, commitment, one.position, titles, name_of(one.state), one.due_at, one.done_at, evidence));
}

CheckId insert_check(db::Tx& tx, const Check& check) {
  const auto result = check.result ? std::optional(name_of(*check.result)) : std::nullopt;
  return inserted<CheckId>(
      tx.rows(insert_check_sql, check.commitment, check.opens_at, check.closes_at, result, check.done, check.partly, check.not_done));
}

void insert_moved_date(db::Tx& tx, CommitmentId commitment, const MovedDate& moved, PersonId person) {
  const std::string reasons = stored_json(moved.reasons);
  tx.run(insert_moved_sql, commitment, moved.milestone, moved.from_at, moved.to_at, person, moved.at, reasons);
}

CommitmentEntry entry_of(const db::Tx& tx, const people::Actor& actor, const Commitment& one, std::string_view role, redesigns::TextsByLanguage texts) {
  CommitmentEntry entry;
  entry.from = entry.to = one.state;
  entry.person = actor.person;
  entry.actor_role = role;
  entry.at = tx.now();
  entry.texts = std::move(texts);
  return entry;
}

CommitmentEntryId append_commitment_entry(db::Tx& tx, CommitmentId commitment, const CommitmentEntry& entry) {
  const std::string texts = stored_json(entry.texts);
  return inserted<CommitmentEntryId>(
      tx.rows(insert_entry_sql, commitment, entry.act, name_of(entry.from), name_of(entry.to), entry.person, entry.actor_role, entry.at, texts, entry.url));
}

void save_commitment(db::Tx& tx, const Commitment& one) {
  const std::string titles = stored_json(one.titles), bodies = stored_json(one.bodies), languages = stored_json(one.languages);
  tx.run(save_sql, one.id, name_of(one.state), one.state_since, one.replaced_by, one.officer, titles, bodies, languages, one.due_at, one.budget_eur,
         one.budget_line, tx.now());
}

void save_milestone(db::Tx& tx, const Milestone& one) {
  const std::string evidence = stored_json(one.evidence);
  if (one.done_at)
    tx.run(finish_milestone_sql, one.id, *one.done_at, evidence);
  else
    tx.run(save_milestone_sql, one.id, name_of(one.state), one.due_at, evidence);
}

void save_opinion(db::Tx& tx, const Check& check, PersonId person, Opinion opinion) {
  tx.run(add_opinion_sql, check.id, person, name_of(opinion), tx.now());
  tx.run(count_opinions_sql, check.id);
}

void save_check_result(db::Tx& tx, CheckId check, CheckResult result) { tx.run(result_sql, check, name_of(result)); }

void insert_drop(db::Tx& tx, const Drop& drop) {
  const std::string reasons = stored_json(drop.reasons);
  tx.run(insert_drop_sql, drop.commitment, drop.asked_by, drop.asked_role, drop.asked_at, reasons, drop.decided_body, drop.replaced_by);
}

void save_drop_settled(db::Tx& tx, std::int64_t drop, bool is_agreed, PersonId person) {
  tx.run(settle_drop_sql, drop, is_agreed ? "agreed" : "refused", person, tx.now());
}

CommitmentEntryId move_commitment_row(db::Tx& tx, Commitment& commitment, CommitmentState to, CommitmentEntry entry) {
  entry.act = "moved";
  entry.from = commitment.state;
  entry.to = to;
  entry.at = tx.now();
  commitment.state = to;
  commitment.state_since = tx.now();
  save_commitment(tx, commitment);
  return append_commitment_entry(tx, commitment.id, entry);
}

std::int64_t append_commitment_event(db::Tx& tx, std::string_view actor, const Commitment& commitment, std::string_view type, std::string_view more_json) {
  nlohmann::json payload = nlohmann::json::parse(more_json);
  payload["commitment"] = commitment.id.text();
  payload["state"] = name_of(commitment.state);
  payload["ideas"] = nlohmann::json::array();
  const auto ideas = load_source_ids(tx, commitment.id);
  for (const auto idea : ideas) payload["ideas"].push_back(idea.text());
  const std::string subject = ideas.empty() ? std::string() : redesigns::subject_of(ideas.front());
  return db::append_event(tx, actor, redesigns::channel_of(commitment.redesign), subject, type, payload.dump());
}

}  // namespace palabre::followup
