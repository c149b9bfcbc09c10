// The queries of the export: every condition that keeps something private stands here.
// Called by export_all.
#include "transfer/export_tables.hpp"

#include "transfer/export_commitments.hpp"
#include "transfer/export_rounds.hpp"
#include "transfer/export_votes.hpp"

namespace palabre::transfer {
namespace {

constexpr std::string_view redesigns_sql = R"sql(
  SELECT r.id, r.slug, r.state, r.organisation_id, r.service_area, r.languages, r.texts, r.power_level, r.territory, r.latitude,
         r.longitude, r.population, r.budget_eur, r.answer_days, r.ideas, r.comments, r.supports, r.answers, r.takes_light,
         r.reactions, r.created_at, r.updated_at
  FROM redesign r WHERE @redesigns ORDER BY r.id)sql";
constexpr std::string_view redesign_history_sql = R"sql(
  SELECT h.redesign_id, h.from_state, h.to_state, p.opaque_id, h.at, h.reason FROM redesign_history h
  JOIN redesign r ON r.id = h.redesign_id LEFT JOIN person p ON p.id = h.person_id WHERE @redesigns ORDER BY h.id)sql";
constexpr std::string_view phases_sql = R"sql(
  SELECT f.id, f.redesign_id, f.position, f.type, f.stage, f.titles, f.state, f.opens_at, f.closes_at, f.extensions, f.reopenings
  FROM phase f JOIN redesign r ON r.id = f.redesign_id WHERE @redesigns ORDER BY f.redesign_id, f.position, f.id)sql";
constexpr std::string_view phase_history_sql = R"sql(
  SELECT h.phase_id, h.from_state, h.to_state, p.opaque_id, h.at, h.reason, h.ends_at FROM phase_history h JOIN phase f ON f.id = h.phase_id
  JOIN redesign r ON r.id = f.redesign_id LEFT JOIN person p ON p.id = h.person_id WHERE @redesigns ORDER BY h.id)sql";
// The text and the author of a hidden idea stay inside; its rule and reason are lines of kind "hiding".
constexpr std::string_view ideas_sql = R"sql(
  SELECT i.id, i.redesign_id, i.phase_id, CASE WHEN i.state <> 'hidden' THEN p.opaque_id END, i.state, i.version, i.frozen_version,
         i.language, CASE WHEN i.state <> 'hidden' THEN i.title END, CASE WHEN i.state <> 'hidden' THEN i.body END, i.channel,
         CASE WHEN i.state <> 'hidden' THEN i.place END, CASE WHEN i.state <> 'hidden' THEN i.latitude END,
         CASE WHEN i.state <> 'hidden' THEN i.longitude END, i.merged_into, i.supports, i.comments,
         i.imported_supports, i.assisted_supports, i.reactions, i.created_at, i.updated_at
  FROM idea i JOIN redesign r ON r.id = i.redesign_id JOIN person p ON p.id = i.author_id WHERE @ideas ORDER BY i.id)sql";
constexpr std::string_view versions_sql = R"sql(
  SELECT v.idea_id, v.version, v.language, v.is_original, v.title, v.body, v.note, p.opaque_id, v.created_at
  FROM idea_version v JOIN idea i ON i.id = v.idea_id JOIN redesign r ON r.id = i.redesign_id LEFT JOIN person p ON p.id = v.person_id
  WHERE @ideas AND i.state <> 'hidden' ORDER BY v.idea_id, v.version, v.is_original DESC, v.language)sql";
constexpr std::string_view tags_sql = R"sql(
  SELECT t.idea_id, t.tag FROM idea_tag t JOIN idea i ON i.id = t.idea_id JOIN redesign r ON r.id = i.redesign_id
  WHERE @ideas AND i.state <> 'hidden' ORDER BY t.idea_id, t.tag)sql";
// Pictures of ideas everybody reads; the bytes are fetched by their hash: /pictures/<hash>.webp.
constexpr std::string_view pictures_sql = R"sql(
  SELECT c.id, c.idea_id, c.position, c.state, CASE WHEN c.state = 'kept' THEN c.description END, c.language, s.hash, l.hash, l.width, l.height, c.created_at
  FROM picture c JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id
  LEFT JOIN picture_bytes s ON s.picture_id = c.id AND s.size = 'small' LEFT JOIN picture_bytes l ON l.picture_id = c.id AND l.size = 'large'
  WHERE @ideas AND i.state NOT IN ('hidden', 'withdrawn') ORDER BY c.id)sql";
// Who hid or restored is answered for by the instance, not by a name in a file.
constexpr std::string_view idea_history_sql = R"sql(
  SELECT h.idea_id, h.from_state, h.to_state, CASE WHEN 'hidden' NOT IN (i.state, h.from_state, h.to_state) THEN p.opaque_id END, h.actor_role, h.at,
         h.reason, h.reason_code
  FROM idea_history h JOIN idea i ON i.id = h.idea_id JOIN redesign r ON r.id = i.redesign_id LEFT JOIN person p ON p.id = h.person_id
  WHERE @ideas ORDER BY h.id)sql";
constexpr std::string_view comments_sql = R"sql(
  SELECT c.id, c.idea_id, c.parent_id, CASE WHEN c.state = 'published' THEN p.opaque_id END, c.stance, c.language,
         CASE WHEN c.state = 'published' THEN c.body END, c.version, c.state, c.channel, c.created_at, c.edited_at
  FROM comment c JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id JOIN person p ON p.id = c.author_id
  WHERE @ideas AND i.state <> 'hidden' ORDER BY c.id)sql";
constexpr std::string_view comment_versions_sql = R"sql(
  SELECT v.comment_id, v.version, v.body, v.created_at FROM comment_version v JOIN comment c ON c.id = v.comment_id
  JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id
  WHERE @ideas AND i.state <> 'hidden' AND c.state = 'published' ORDER BY v.comment_id, v.version)sql";
constexpr std::string_view answers_sql = R"sql(
  SELECT a.id, a.idea_id, p.opaque_id, a.kind, a.reason_code, a.review_on, a.created_at, a.supersedes
  FROM answer a JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id JOIN person p ON p.id = a.person_id
  WHERE @ideas AND i.state <> 'hidden' ORDER BY a.id)sql";
constexpr std::string_view answer_texts_sql = R"sql(
  SELECT t.answer_id, t.language, t.body FROM answer_text t JOIN answer a ON a.id = t.answer_id JOIN idea i ON i.id = a.idea_id
  JOIN redesign r ON r.id = i.redesign_id WHERE @ideas AND i.state <> 'hidden' ORDER BY t.answer_id, t.language)sql";
constexpr std::string_view hidings_sql = R"sql(
  SELECT h.redesign_id, h.target_kind, h.target_id, h.rule, h.reason, h.at, h.restored_at, h.restored_reason
  FROM hiding h JOIN redesign r ON r.id = h.redesign_id WHERE @redesigns ORDER BY h.id)sql";
constexpr std::string_view merges_sql = R"sql(
  SELECT m.idea_id, m.into_id, m.reason, m.decided_at FROM merge m JOIN redesign r ON r.id = m.redesign_id
  WHERE @redesigns AND m.state = 'done' ORDER BY m.id)sql";
constexpr std::string_view imported_counts_sql = R"sql(
  SELECT n.target_kind, n.target_id, n.kind, n.count FROM imported_count n
  WHERE (n.target_kind = 'idea' AND EXISTS (SELECT 1 FROM idea i JOIN redesign r ON r.id = i.redesign_id WHERE i.id = n.target_id AND @ideas))
     OR (n.target_kind = 'comment' AND EXISTS (SELECT 1 FROM comment c JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id
                                               WHERE c.id = n.target_id AND c.state = 'published' AND i.state <> 'hidden' AND @ideas))
  ORDER BY n.target_kind, n.target_id, n.kind)sql";

// What came in over facilitators: how, when, under which consent. Neither who entered it nor for whom, and nothing of the slip.
constexpr std::string_view entries_sql = R"sql(
  SELECT e.id, e.redesign_id, e.kind, e.idea_id, e.comment_id, e.question_id, e.source, e.consent_version, e.consent_language, e.batch_id
  FROM assisted_entry e JOIN redesign r ON r.id = e.redesign_id LEFT JOIN idea i ON i.id = e.idea_id
  WHERE @redesigns AND e.undone_at IS NULL AND (e.idea_id IS NULL OR i.state NOT IN ('draft', 'submitted')) ORDER BY e.id)sql";
constexpr std::string_view batches_sql = R"sql(
  SELECT b.id, b.redesign_id, b.label, b.reason, b.collected_from, b.collected_until, b.created_at, b.open_until FROM assisted_batch b
  JOIN redesign r ON r.id = b.redesign_id WHERE @redesigns ORDER BY b.id)sql";
constexpr std::string_view questions_sql = R"sql(
  SELECT q.id, q.redesign_id, q.texts, q.answers, q.created_at, q.closed_at FROM question q JOIN redesign r ON r.id = q.redesign_id
  WHERE @redesigns ORDER BY q.id)sql";
constexpr std::string_view choices_sql = R"sql(
  SELECT c.question_id, c.position, c.texts, c.answers FROM question_choice c JOIN question q ON q.id = c.question_id
  JOIN redesign r ON r.id = q.redesign_id WHERE @redesigns ORDER BY c.question_id, c.position)sql";
// One line for each answer, to recount by; in the order of the choices, so that neither who nor when can be read from it.
constexpr std::string_view question_answers_sql = R"sql(
  SELECT a.question_id, a.position FROM question_answer a JOIN question q ON q.id = a.question_id
  JOIN redesign r ON r.id = q.redesign_id WHERE @redesigns ORDER BY a.question_id, a.position)sql";

std::vector<ExportedTable> make_tables() {
  using enum CellType;
  return {
      {"organisation", "SELECT id, kind, names FROM organisation ORDER BY id", {{"id", id}, {"organisation_kind", text}, {"names", json}}},
      {"redesign",
       redesigns_sql,
       {{"id", id}, {"slug", text}, {"state", text}, {"organisation", id}, {"service_area", text}, {"languages", json}, {"texts", json},
        {"power_level", text}, {"territory", text}, {"latitude", real}, {"longitude", real}, {"population", integer}, {"budget_eur", integer},
        {"answer_days", integer}, {"ideas", integer}, {"comments", integer}, {"supports", integer}, {"answers", integer},
        {"takes_light", fact}, {"reactions", integer}, {"created_at", moment}, {"updated_at", moment}}},
      {"redesign_history",
       redesign_history_sql,
       {{"redesign", id}, {"from", text}, {"to", text}, {"person", text}, {"at", moment}, {"reason", text}}},
      {"phase",
       phases_sql,
       {{"id", id}, {"redesign", id}, {"position", integer}, {"type", text}, {"stage", text}, {"titles", json}, {"state", text},
        {"opens_at", moment}, {"closes_at", moment}, {"extensions", integer}, {"reopenings", integer}}},
      {"phase_history",
       phase_history_sql,
       {{"phase", id}, {"from", text}, {"to", text}, {"person", text}, {"at", moment}, {"reason", text}, {"ends_at", moment}}},
      {"idea",
       ideas_sql,
       {{"id", id}, {"redesign", id}, {"phase", id}, {"author", text}, {"state", text}, {"version", integer}, {"frozen_version", integer},
        {"language", text}, {"title", text}, {"body", text}, {"channel", text}, {"place", text}, {"latitude", real}, {"longitude", real},
        {"merged_into", id}, {"supports", integer}, {"comments", integer}, {"imported_supports", integer}, {"assisted_supports", integer}, {"reactions", integer}, {"created_at", moment},
        {"updated_at", moment}}},
      {"idea_version",
       versions_sql,
       {{"idea", id}, {"version", integer}, {"language", text}, {"is_original", fact}, {"title", text}, {"body", text}, {"note", text},
        {"person", text}, {"created_at", moment}}},
      {"idea_tag", tags_sql, {{"idea", id}, {"tag", text}}},
      {"picture",
       pictures_sql,
       {{"id", id}, {"idea", id}, {"position", integer}, {"state", text}, {"description", text}, {"language", text}, {"small", text}, {"large", text},
        {"width", integer}, {"height", integer}, {"created_at", moment}}},
      {"idea_history",
       idea_history_sql,
       {{"idea", id}, {"from", text}, {"to", text}, {"person", text}, {"actor_role", text}, {"at", moment}, {"reason", text}, {"reason_code", text}}},
      {"comment",
       comments_sql,
       {{"id", id}, {"idea", id}, {"parent", id}, {"author", text}, {"stance", text}, {"language", text}, {"body", text}, {"version", integer},
        {"state", text}, {"channel", text}, {"created_at", moment}, {"edited_at", moment}}},
      {"comment_version", comment_versions_sql, {{"comment", id}, {"version", integer}, {"body", text}, {"created_at", moment}}},
      {"answer",
       answers_sql,
       {{"id", id}, {"idea", id}, {"person", text}, {"answer_kind", text}, {"reason_code", text}, {"review_on", moment}, {"created_at", moment},
        {"supersedes", id}}},
      {"answer_text", answer_texts_sql, {{"answer", id}, {"language", text}, {"body", text}}},
      {"hiding",
       hidings_sql,
       {{"redesign", id}, {"target_kind", text}, {"target", id}, {"rule", text}, {"reason", text}, {"at", moment}, {"restored_at", moment},
        {"restored_reason", text}}},
      {"merge", merges_sql, {{"idea", id}, {"into", id}, {"reason", text}, {"decided_at", moment}}},
      {"imported_count", imported_counts_sql, {{"target_kind", text}, {"target", id}, {"count_kind", text}, {"count", integer}}},
      {"question",
       questions_sql,
       {{"id", id}, {"redesign", id}, {"texts", json}, {"answers", integer}, {"created_at", moment}, {"closed_at", moment}}},
      {"question_choice", choices_sql, {{"question", id}, {"position", integer}, {"texts", json}, {"answers", integer}}},
      {"question_answer", question_answers_sql, {{"question", id}, {"position", integer}}},
      {"assisted_batch",
       batches_sql,
       {{"id", id}, {"redesign", id}, {"label", text}, {"reason", text}, {"collected_from", moment}, {"collected_until", moment}, {"created_at", moment},
        {"open_until", moment}}},
      {"assisted_entry",
       entries_sql,
       {{"id", id}, {"redesign", id}, {"contribution", text}, {"idea", id}, {"comment", id}, {"question", id}, {"source", text},
        {"consent_version", integer}, {"consent_language", text}, {"batch", id}}},
  };
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

}  // namespace

const std::vector<ExportedTable>& exported_tables() {
  static const std::vector<ExportedTable> tables = [] {
    auto all = make_tables();
    for (auto& table : exported_commitments()) all.push_back(std::move(table));
    for (auto& table : exported_rounds()) all.push_back(std::move(table));
    for (auto& table : exported_votes()) all.push_back(std::move(table));
    return all;
  }();
  return tables;
}

std::string public_sql(std::string_view sql) {
  std::string text(sql);
  replace_all(text, "@ideas", "i.state NOT IN ('draft', 'submitted') AND @redesigns");
  replace_all(text, "@redesigns", "r.state NOT IN ('draft', 'review', 'cancelled')");
  return text;
}

}  // namespace palabre::transfer
