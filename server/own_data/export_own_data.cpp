// The queries of a person's own export, one per kind of thing. Called by /me/export and the data page.
#include "own_data/export_own_data.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace palabre::own_data {
namespace {

using nlohmann::json;

enum class As { text, integer, fact, moment, real };

struct Cell {
  const char* name;
  As as;
};

struct OwnTable {
  const char* name;
  std::string_view sql;   // $1: the person, $2: how many rows at most
  std::vector<Cell> cells;
};

std::vector<OwnTable> written_tables() {
  using enum As;
  return {
      {"account",
       "SELECT id, opaque_id, email, email_verified_at, name, language, created_at FROM person WHERE id = $1 LIMIT $2",
       {{"id", text}, {"opaque_id", text}, {"email", text}, {"email_verified_at", moment}, {"name", text}, {"language", text}, {"created_at", moment}}},
      {"settings",
       "SELECT mail_frequency, hides_presence, has_shortcuts, is_easy_read, mailed_at FROM person_setting WHERE person_id = $1 LIMIT $2",
       {{"mail_frequency", text}, {"hides_presence", fact}, {"has_shortcuts", fact}, {"is_easy_read", fact}, {"mailed_at", moment}}},
      {"sessions",
       "SELECT created_at, expires_at FROM session WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"created_at", moment}, {"expires_at", moment}}},
      {"roles",
       "SELECT r.slug, o.role, o.granted_at FROM role o JOIN redesign r ON r.id = o.redesign_id WHERE o.person_id = $1 ORDER BY r.slug, o.role LIMIT $2",
       {{"redesign", text}, {"role", text}, {"granted_at", moment}}},
      {"ideas",
       "SELECT i.id, r.slug, i.state, i.language, i.title, i.body, i.place, i.latitude, i.longitude, i.created_at FROM idea i "
       "JOIN redesign r ON r.id = i.redesign_id WHERE i.author_id = $1 ORDER BY i.id LIMIT $2",
       {{"id", text}, {"redesign", text}, {"state", text}, {"language", text}, {"title", text}, {"body", text}, {"place", text},
        {"latitude", real}, {"longitude", real}, {"created_at", moment}}},
      {"idea_versions",
       "SELECT idea_id, version, language, title, body, note, created_at FROM idea_version WHERE person_id = $1 ORDER BY idea_id, version, language LIMIT $2",
       {{"idea", text}, {"version", integer}, {"language", text}, {"title", text}, {"body", text}, {"note", text}, {"created_at", moment}}},
      {"drafts",
       "SELECT d.id, r.slug, d.title, d.body, d.language, d.tags, d.place, d.latitude, d.longitude, d.updated_at FROM draft d JOIN redesign r ON r.id = d.redesign_id "
       "WHERE d.person_id = $1 ORDER BY d.id LIMIT $2",
       {{"id", text}, {"redesign", text}, {"title", text}, {"body", text}, {"language", text}, {"tags", text}, {"place", text},
        {"latitude", real}, {"longitude", real}, {"updated_at", moment}}},
      {"comments",
       "SELECT id, idea_id, parent_id, stance, state, language, body, created_at, edited_at FROM comment WHERE author_id = $1 ORDER BY id LIMIT $2",
       {{"id", text}, {"idea", text}, {"parent", text}, {"stance", text}, {"state", text}, {"language", text}, {"body", text},
        {"created_at", moment}, {"edited_at", moment}}},
      {"comment_versions",
       "SELECT v.comment_id, v.version, v.body, v.created_at FROM comment_version v JOIN comment c ON c.id = v.comment_id WHERE c.author_id = $1 "
       "ORDER BY v.comment_id, v.version LIMIT $2",
       {{"comment", text}, {"version", integer}, {"body", text}, {"created_at", moment}}},
      {"pictures",
       "SELECT p.id, p.idea_id, p.draft_id, p.entry_id, p.state, p.description, p.language, b.hash, p.created_at FROM picture p "
       "LEFT JOIN picture_bytes b ON b.picture_id = p.id AND b.size = 'large' WHERE p.person_id = $1 ORDER BY p.id LIMIT $2",
       {{"id", text}, {"idea", text}, {"draft", text}, {"commitment_entry", text}, {"state", text}, {"description", text}, {"language", text}, {"hash", text},
        {"created_at", moment}}},
  };
}

std::vector<OwnTable> done_tables() {
  using enum As;
  return {
      {"supports",
       "SELECT s.idea_id, i.title, s.created_at FROM idea_support s JOIN idea i ON i.id = s.idea_id WHERE s.person_id = $1 ORDER BY s.created_at LIMIT $2",
       {{"idea", text}, {"title", text}, {"at", moment}}},
      {"reactions",
       "SELECT r.idea_id, i.title, r.created_at FROM idea_reaction r JOIN contributor c ON c.id = r.contributor_id JOIN idea i ON i.id = r.idea_id "
       "WHERE c.person_id = $1 ORDER BY r.created_at LIMIT $2",
       {{"idea", text}, {"title", text}, {"created_at", moment}}},
      {"question_answers",
       "SELECT a.question_id, a.position, a.created_at FROM question_answer a JOIN contributor c ON c.id = a.contributor_id "
       "WHERE c.person_id = $1 ORDER BY a.created_at LIMIT $2",
       {{"question", text}, {"choice", integer}, {"created_at", moment}}},
      {"claims",
       "SELECT at, taken, dropped FROM light_claim WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"at", moment}, {"taken", integer}, {"dropped", integer}}},
      {"follows",
       "SELECT target_kind, target_id, origin, is_on, since FROM follow WHERE person_id = $1 ORDER BY target_kind, target_id LIMIT $2",
       {{"kind", text}, {"id", text}, {"origin", text}, {"is_on", fact}, {"since", moment}}},
      {"notices",
       "SELECT id, kind, subject, word, count, at, read_at FROM notice WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"id", text}, {"kind", text}, {"subject", text}, {"word", text}, {"count", integer}, {"at", moment}, {"read_at", moment}}},
      {"visits",
       "SELECT idea_id, seen_comment, at FROM idea_visit WHERE person_id = $1 ORDER BY idea_id LIMIT $2",
       {{"idea", text}, {"seen_comment", text}, {"at", moment}}},
      {"mails",
       "SELECT kind, subject, state, created_at, done_at FROM mail WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"kind", text}, {"subject", text}, {"state", text}, {"created_at", moment}, {"done_at", moment}}},
      {"reports",
       "SELECT target_kind, target_id, rule, body, state, created_at, decision FROM report WHERE reporter_id = $1 ORDER BY id LIMIT $2",
       {{"target_kind", text}, {"target", text}, {"rule", text}, {"text", text}, {"state", text}, {"created_at", moment}, {"decision", text}}},
      {"merge_consents",
       "SELECT merge_id, is_given, decided_at FROM merge_consent WHERE person_id = $1 ORDER BY merge_id LIMIT $2",
       {{"merge", text}, {"is_given", fact}, {"decided_at", moment}}},
      {"answers_given",
       "SELECT id, idea_id, kind, created_at FROM answer WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"id", text}, {"idea", text}, {"kind", text}, {"created_at", moment}}},
      {"answer_drafts",
       "SELECT idea_id, kind, texts, updated_at FROM answer_draft WHERE person_id = $1 ORDER BY idea_id LIMIT $2",
       {{"idea", text}, {"kind", text}, {"texts", text}, {"updated_at", moment}}},
      {"pending_answers",
       "SELECT id, idea_id, kind, texts, state, created_at FROM pending_answer WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"id", text}, {"idea", text}, {"kind", text}, {"texts", text}, {"state", text}, {"created_at", moment}}},
      {"decisions",
       "SELECT target_kind, target_id, kind, rule, reason, at, undone_at FROM moderation_decision WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"target_kind", text}, {"target", text}, {"kind", text}, {"rule", text}, {"reason", text}, {"at", moment}, {"undone_at", moment}}},
      {"second_opinions",
       "SELECT target_kind, target_id, note, at FROM second_opinion WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"target_kind", text}, {"target", text}, {"note", text}, {"at", moment}}},
      {"seats",
       "SELECT id, round_id, number, name, kind, channel, wishes, created_at FROM seat WHERE person_id = $1 ORDER BY id LIMIT $2",
       {{"id", text}, {"round", text}, {"number", integer}, {"name", text}, {"kind", text}, {"channel", text}, {"wishes", text}, {"created_at", moment}}},
      {"statements",
       "SELECT t.id, t.round_id, t.texts, t.created_at FROM statement t JOIN seat s ON s.id = t.seat_id WHERE s.person_id = $1 ORDER BY t.id LIMIT $2",
       {{"id", text}, {"round", text}, {"texts", text}, {"created_at", moment}}},
      {"judgements",
       "SELECT v.statement_id, v.choice FROM statement_vote v JOIN seat s ON s.id = v.seat_id WHERE s.person_id = $1 ORDER BY v.statement_id LIMIT $2",
       {{"statement", text}, {"choice", integer}}},
      {"dissents",
       "SELECT d.round_id, d.language, d.body, d.is_named, d.objects_to, d.updated_at FROM dissent d JOIN seat s ON s.id = d.seat_id "
       "WHERE s.person_id = $1 ORDER BY d.round_id LIMIT $2",
       {{"round", text}, {"language", text}, {"text", text}, {"is_named", fact}, {"objects_to", integer}, {"updated_at", moment}}},
      {"votes",
       "SELECT r.vote_id, d.slug, r.way FROM vote_register r JOIN vote v ON v.id = r.vote_id JOIN redesign d ON d.id = v.redesign_id "
       "WHERE r.person_id = $1 ORDER BY r.vote_id LIMIT $2",
       {{"vote", text}, {"redesign", text}, {"way", text}}},
      {"events",
       "SELECT e.seq, e.at, e.type, e.subject FROM event e JOIN person p ON p.opaque_id = e.actor WHERE p.id = $1 ORDER BY e.seq LIMIT $2",
       {{"seq", integer}, {"at", moment}, {"type", text}, {"subject", text}}},
  };
}

std::vector<OwnTable> make_tables() {
  auto tables = written_tables();
  for (auto& table : done_tables()) tables.push_back(std::move(table));
  return tables;
}

json value_of(const db::Rows& row, int column, As as) {
  if (row.is_null(column)) return nullptr;
  switch (as) {
    case As::text: return row.text(column);
    case As::integer: return row.integer(column);
    case As::fact: return row.fact(column);
    case As::moment: return iso_text(row.instant(column));
    case As::real: return row.real(column);
  }
  return nullptr;
}

json rows_of(db::Tx& tx, const OwnTable& table, PersonId person) {
  json list = json::array();
  auto rows = tx.rows(table.sql, person, rows_max + 1);
  while (rows.next()) {
    json object = json::object();
    int column = 0;
    for (const auto& cell : table.cells) object[cell.name] = value_of(rows, column++, cell.as);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace

json export_own_data(db::Tx& tx, PersonId person, std::string_view site_name) {
  static const std::vector<OwnTable> tables = make_tables();
  json document = {{"exported_at", iso_text(tx.now())}, {"site", site_name}, {"is_cut", json::array()}};
  for (const auto& table : tables) {
    json list = rows_of(tx, table, person);
    if (static_cast<std::int64_t>(list.size()) > rows_max) {
      list.erase(list.size() - 1);
      document["is_cut"].push_back(table.name);
    }
    const bool is_one = std::string_view(table.name) == "account" || std::string_view(table.name) == "settings";
    document[table.name] = !is_one ? std::move(list) : list.empty() ? json(nullptr) : list.front();
  }
  return document;
}

}  // namespace palabre::own_data
