// Writes rows that happened elsewhere or earlier, with their own dates. What the acts write with the time of the command,
// an import writes here; the rules that count and index are those of the slices, and `derived_numbers` sets every counter after.
#pragma once
#include "db/tx.hpp"
#include "redesigns/phase.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::transfer {

struct PersonRow {
  std::string source_key;
  std::string name;
  std::string language;
  std::optional<std::string> email;
  std::optional<std::string> password_hash;
  bool is_admin = false;
  bool is_demo = false;
  Instant created_at;
};
PersonId find_person(db::Tx& tx, std::string_view source_key);             // unset: nobody
PersonId find_person_by_email(db::Tx& tx, std::string_view email);
PersonId insert_person(db::Tx& tx, const PersonRow& row);
/// False when the person holds that role already, or one that excludes it.
bool grant_role(db::Tx& tx, RedesignId redesign, PersonId person, std::string_view role, Instant at);

/// The organisation of that kind and those names, made when it is not there; the second says whether it was made.
std::pair<OrganisationId, bool> find_or_insert_organisation(db::Tx& tx, std::string_view kind, std::string_view names_json);

struct RedesignRow {
  std::string source_key, slug, state;
  OrganisationId organisation;
  std::string service_area, languages_json, texts_json, power_level, territory;
  std::optional<double> latitude, longitude;
  std::optional<std::int64_t> population, budget_eur;
  Instant created_at;
};
RedesignId insert_redesign(db::Tx& tx, const RedesignRow& row);

struct PhaseRow {
  std::string source_key;
  RedesignId redesign;
  int position = 0;
  std::string type, stage, titles_json, state;
  std::optional<Instant> opens_at, closes_at;
  Instant created_at;
};
PhaseId find_phase_by_source(db::Tx& tx, std::string_view source_key);
PhaseId insert_phase(db::Tx& tx, const PhaseRow& row);

struct StateStep {
  std::string_view from, to;
  Instant at;
  std::string reason;
};
void append_redesign_history(db::Tx& tx, RedesignId redesign, const StateStep& step);
void append_phase_history(db::Tx& tx, PhaseId phase, const StateStep& step, std::optional<Instant> ends_at);

IdeaId find_idea_by_source(db::Tx& tx, std::string_view source_key);

struct CommentRow {
  std::string source_key;
  IdeaId idea;
  CommentId parent;
  PersonId author;
  std::string stance, language, body, state, channel;
  Instant created_at;
};
CommentId find_comment_by_source(db::Tx& tx, std::string_view source_key);
CommentId insert_comment(db::Tx& tx, const CommentRow& row);

struct HidingRow {
  RedesignId redesign;
  std::string target_kind;
  std::int64_t target_id = 0;
  std::string rule, reason;
  PersonId person;
  Instant at;
};
void insert_hiding(db::Tx& tx, const HidingRow& row);

struct MergeRow {
  RedesignId redesign;
  IdeaId idea, into;
  std::string reason;
  Instant at;
};
MergeId insert_done_merge(db::Tx& tx, const MergeRow& row);
void insert_consent(db::Tx& tx, MergeId merge, PersonId person, Instant at);

struct AnswerRow {
  std::string source_key;
  IdeaId idea;
  PersonId person;
  std::string kind, reason_code;
  std::optional<Instant> review_on;
  Instant created_at;
  AnswerId supersedes;
};
AnswerId insert_answer(db::Tx& tx, const AnswerRow& row);
void insert_answer_text(db::Tx& tx, AnswerId answer, std::string_view language, std::string_view body);

struct CountRow {
  std::string_view target_kind;
  std::int64_t target_id = 0;
  std::string_view kind;
  std::int64_t count = 0;
};
void insert_imported_count(db::Tx& tx, const CountRow& row);

/// The one event of an import: everybody hears of a new public redesign, its readers of one that got more.
void append_import_event(db::Tx& tx, RedesignId redesign, redesigns::RedesignState state, bool is_new);

/// Keeps `payload_json` word for word; false when that key is there already.
bool keep_payload(db::Tx& tx, RedesignId redesign, std::string_view kind, std::string_view source_key, std::string_view payload_json);

}  // namespace palabre::transfer
