// Runs every check of the stored data and gathers the differences.
// Called by `palabre check` and by tests after each import.
#include "transfer/check_all.hpp"

#include "db/event_log.hpp"
#include "transfer/check_assisted.hpp"
#include "transfer/check_histories.hpp"
#include "transfer/check_pictures.hpp"
#include "transfer/check_notices.hpp"
#include "transfer/check_rounds.hpp"
#include "transfer/check_votes.hpp"
#include "transfer/derived_numbers.hpp"

#include <array>

namespace palabre::transfer {
namespace {

/// A column that names a row of another table; checked by query, so that every engine gives the same answer.
struct Reference {
  std::string_view table, key, column, target;
};

constexpr std::array references{
    Reference{"person", "id", "organisation_id", "organisation"},
    Reference{"session", "id", "person_id", "person"},
    Reference{"redesign", "id", "organisation_id", "organisation"},
    Reference{"redesign_history", "id", "redesign_id", "redesign"},
    Reference{"redesign_history", "id", "person_id", "person"},
    Reference{"role", "redesign_id", "redesign_id", "redesign"},
    Reference{"role", "person_id", "person_id", "person"},
    Reference{"role", "granted_by", "granted_by", "person"},
    Reference{"phase", "id", "redesign_id", "redesign"},
    Reference{"phase_history", "id", "phase_id", "phase"},
    Reference{"phase_history", "id", "person_id", "person"},
    Reference{"idea", "id", "redesign_id", "redesign"},
    Reference{"idea", "id", "phase_id", "phase"},
    Reference{"idea", "id", "author_id", "person"},
    Reference{"idea", "id", "merged_into", "idea"},
    Reference{"idea_version", "idea_id", "idea_id", "idea"},
    Reference{"idea_version", "idea_id", "person_id", "person"},
    Reference{"idea_tag", "idea_id", "idea_id", "idea"},
    Reference{"idea_support", "idea_id", "idea_id", "idea"},
    Reference{"idea_support", "idea_id", "person_id", "person"},
    Reference{"idea_history", "id", "idea_id", "idea"},
    Reference{"idea_history", "id", "person_id", "person"},
    Reference{"draft", "id", "person_id", "person"},
    Reference{"draft", "id", "redesign_id", "redesign"},
    Reference{"picture", "id", "person_id", "person"},
    Reference{"picture", "id", "idea_id", "idea"},
    Reference{"picture", "id", "draft_id", "draft"},
    Reference{"picture_bytes", "picture_id", "picture_id", "picture"},
    Reference{"picture_history", "id", "picture_id", "picture"},
    Reference{"picture_history", "id", "person_id", "person"},
    Reference{"comment", "id", "idea_id", "idea"},
    Reference{"comment", "id", "parent_id", "comment"},
    Reference{"comment", "id", "author_id", "person"},
    Reference{"comment_version", "comment_id", "comment_id", "comment"},
    Reference{"report", "id", "redesign_id", "redesign"},
    Reference{"report", "id", "reporter_id", "person"},
    Reference{"report", "id", "decided_by", "person"},
    Reference{"hiding", "id", "redesign_id", "redesign"},
    Reference{"hiding", "id", "person_id", "person"},
    Reference{"hiding", "id", "restored_by", "person"},
    Reference{"merge", "id", "redesign_id", "redesign"},
    Reference{"merge", "id", "idea_id", "idea"},
    Reference{"merge", "id", "into_id", "idea"},
    Reference{"merge", "id", "person_id", "person"},
    Reference{"merge_consent", "merge_id", "merge_id", "merge"},
    Reference{"merge_consent", "merge_id", "person_id", "person"},
    Reference{"answer", "id", "idea_id", "idea"},
    Reference{"answer", "id", "person_id", "person"},
    Reference{"answer", "id", "supersedes", "answer"},
    Reference{"answer_text", "answer_id", "answer_id", "answer"},
    Reference{"kept_import", "id", "redesign_id", "redesign"},
    Reference{"round", "id", "redesign_id", "redesign"},
    Reference{"round", "id", "phase_id", "phase"},
    Reference{"round", "id", "lead_id", "person"},
    Reference{"round_history", "id", "round_id", "round"},
    Reference{"round_host", "round_id", "round_id", "round"},
    Reference{"round_host", "round_id", "person_id", "person"},
    Reference{"round_table", "id", "round_id", "round"},
    Reference{"round_table", "id", "rapporteur_id", "seat"},
    Reference{"seat", "id", "round_id", "round"},
    Reference{"seat", "id", "person_id", "person"},
    Reference{"seat", "id", "table_id", "round_table"},
    Reference{"turn", "id", "table_id", "round_table"},
    Reference{"turn", "id", "seat_id", "seat"},
    Reference{"statement", "id", "round_id", "round"},
    Reference{"statement", "id", "table_id", "round_table"},
    Reference{"statement", "id", "seat_id", "seat"},
    Reference{"statement_join", "id", "statement_id", "statement"},
    Reference{"statement_join", "id", "into_id", "statement"},
    Reference{"statement_vote", "statement_id", "statement_id", "statement"},
    Reference{"statement_vote", "statement_id", "seat_id", "seat"},
    Reference{"round_report", "round_id", "round_id", "round"},
    Reference{"dissent", "round_id", "seat_id", "seat"},
    Reference{"vote", "id", "redesign_id", "redesign"},
    Reference{"vote", "id", "phase_id", "phase"},
    Reference{"vote", "id", "created_by", "person"},
    Reference{"vote", "id", "counted_by", "person"},
    Reference{"vote", "id", "signed_by", "person"},
    Reference{"vote_option", "vote_id", "vote_id", "vote"},
    Reference{"vote_option", "vote_id", "idea_id", "idea"},
    Reference{"vote_register", "vote_id", "vote_id", "vote"},
    Reference{"vote_register", "vote_id", "person_id", "person"},
    Reference{"vote_code", "vote_id", "vote_id", "vote"},
    Reference{"vote_batch", "id", "vote_id", "vote"},
    Reference{"vote_batch", "id", "opened_by", "person"},
    Reference{"vote_batch", "id", "signed_by", "person"},
    Reference{"ballot", "vote_id", "vote_id", "vote"},
    Reference{"ballot", "vote_id", "batch_id", "vote_batch"},
    Reference{"contributor", "id", "person_id", "person"},
    Reference{"idea_reaction", "idea_id", "idea_id", "idea"},
    Reference{"idea_reaction", "idea_id", "contributor_id", "contributor"},
    Reference{"question", "id", "redesign_id", "redesign"},
    Reference{"question_choice", "question_id", "question_id", "question"},
    Reference{"question_answer", "question_id", "contributor_id", "contributor"},
    Reference{"commitment", "id", "redesign_id", "redesign"},
    Reference{"commitment", "id", "organisation_id", "organisation"},
    Reference{"commitment", "id", "officer_id", "person"},
    Reference{"commitment", "id", "replaced_by", "commitment"},
    Reference{"commitment_idea", "commitment_id", "commitment_id", "commitment"},
    Reference{"commitment_idea", "commitment_id", "idea_id", "idea"},
    Reference{"milestone", "id", "commitment_id", "commitment"},
    Reference{"moved_date", "id", "commitment_id", "commitment"},
    Reference{"moved_date", "id", "milestone_id", "milestone"},
    Reference{"moved_date", "id", "person_id", "person"},
    Reference{"commitment_history", "id", "commitment_id", "commitment"},
    Reference{"commitment_history", "id", "person_id", "person"},
    Reference{"commitment_check", "id", "commitment_id", "commitment"},
    Reference{"commitment_opinion", "check_id", "check_id", "commitment_check"},
    Reference{"commitment_opinion", "check_id", "person_id", "person"},
    Reference{"commitment_drop", "id", "commitment_id", "commitment"},
    Reference{"commitment_drop", "id", "asked_by", "person"},
    Reference{"commitment_drop", "id", "settled_by", "person"},
    Reference{"commitment_drop", "id", "replaced_by", "commitment"},
    Reference{"light_claim", "id", "person_id", "person"},
    Reference{"person_setting", "person_id", "person_id", "person"},
    Reference{"follow", "person_id", "person_id", "person"},
    Reference{"notice", "id", "person_id", "person"},
    Reference{"notice", "id", "redesign_id", "redesign"},
    Reference{"notice", "id", "idea_id", "idea"},
    Reference{"notice", "id", "comment_id", "comment"},
    Reference{"notice", "id", "phase_id", "phase"},
    Reference{"notice", "id", "merge_id", "merge"},
    Reference{"phase_warning", "phase_id", "phase_id", "phase"},
    Reference{"idea_visit", "idea_id", "idea_id", "idea"},
    Reference{"idea_visit", "idea_id", "person_id", "person"},
    Reference{"mail", "id", "person_id", "person"},
    Reference{"mail_try", "mail_id", "mail_id", "mail"},
    Reference{"mail_link", "person_id", "person_id", "person"},
    Reference{"assisted_person", "person_id", "person_id", "person"},
    Reference{"assisted_person", "person_id", "redesign_id", "redesign"},
    Reference{"assisted_entry", "id", "facilitator_id", "person"},
    Reference{"assisted_entry", "id", "idea_id", "idea"},
    Reference{"assisted_entry", "id", "comment_id", "comment"},
    Reference{"assisted_batch", "id", "opened_by", "person"},
    Reference{"suspension", "id", "person_id", "person"},
    Reference{"suspension", "id", "suspended_by", "person"},
    Reference{"suspension", "id", "lifted_by", "person"},
    Reference{"theme", "id", "organisation_id", "organisation"},
    Reference{"theme", "id", "person_id", "person"},
    Reference{"instance_text", "id", "person_id", "person"},
};

constexpr std::array<std::string_view, 3> targets_by_kind{"imported_count", "hiding", "report"};

constexpr std::string_view strange_replies_sql =
    "SELECT c.id FROM comment c JOIN comment p ON p.id = c.parent_id WHERE p.idea_id <> c.idea_id OR p.id >= c.id ORDER BY c.id";

using Report = std::function<void(const std::string&)>;

void check_reference(db::Tx& tx, const Reference& reference, const Report& report) {
  const auto text = [](std::string_view part) { return std::string(part); };
  const std::string column = text(reference.column);
  const std::string sql = "SELECT t." + text(reference.key) + ", t." + column + " FROM " + text(reference.table) + " t LEFT JOIN " +
                          text(reference.target) + " x ON x.id = t." + column + " WHERE t." + column + " IS NOT NULL AND x.id IS NULL";
  auto rows = tx.rows(sql);
  while (rows.next())
    report(text(reference.table) + " " + std::to_string(rows.integer(0)) + ": " + column + " names " + text(reference.target) + " " +
           std::to_string(rows.integer(1)) + ", which is not there");
}

void check_target(db::Tx& tx, std::string_view table, const std::string& kind, const Report& report) {
  const std::string sql = "SELECT t.target_id FROM " + std::string(table) + " t LEFT JOIN " + kind + " x ON x.id = t.target_id WHERE t.target_kind = '" +
                          kind + "' AND x.id IS NULL";
  auto rows = tx.rows(sql);
  while (rows.next()) report(std::string(table) + ": names " + kind + " " + std::to_string(rows.integer(0)) + ", which is not there");
}

constexpr std::string_view wrong_suspensions_sql =
    "SELECT p.id, p.suspended_at IS NOT NULL FROM person p LEFT JOIN suspension s ON s.person_id = p.id AND s.lifted_at IS NULL "
    "WHERE (p.suspended_at IS NULL) <> (s.id IS NULL) ORDER BY p.id";

void check_suspensions(db::Tx& tx, const Report& report) {
  auto rows = tx.rows(wrong_suspensions_sql);
  while (rows.next())
    report("person " + std::to_string(rows.integer(0)) + (rows.fact(1) ? ": is suspended without a reason in force" : ": a suspension is in force, the account is not"));
}

void check_references(db::Tx& tx, const Report& report) {
  for (const auto& reference : references) check_reference(tx, reference, report);
  for (const auto table : targets_by_kind)
    for (const std::string kind : {"idea", "comment", "statement"}) check_target(tx, table, kind, report);
  auto replies = tx.rows(strange_replies_sql);
  while (replies.next()) report("comment " + std::to_string(replies.integer(0)) + ": answers a comment of another idea, or a later one");
}

}  // namespace

std::vector<std::string> check_all(db::Tx& tx) {
  std::vector<std::string> differences;
  const Report report = [&differences](const std::string& difference) { differences.push_back(difference); };
  compare_derived_numbers(tx, report);
  check_histories(tx, report);
  check_references(tx, report);
  check_suspensions(tx, report);
  check_pictures(tx, report);
  check_notices(tx, report);
  check_assisted(tx, report);
  check_rounds(tx, report);
  check_votes(tx, report);
  db::check_chain(tx, report);
  return differences;
}

}  // namespace palabre::transfer
