// The queries of the open data: what is private is kept back here. Called by open_files and by the pages.
#include "open_data/open_tables.hpp"

#include <array>

namespace palabre::open_data {
namespace {

using enum Kind;

// Stand-ins in the queries. @listed: ideas in lists and counts, of redesigns everybody may see; the same in every query, so that
// all files count the same things. @author: a pseudonym, and the name of those alone who speak for an organisation.
constexpr std::string_view listed_sql =
    "r.id = $1 AND r.state NOT IN ('draft', 'review', 'cancelled') AND i.state NOT IN ('draft', 'submitted', 'merged', 'withdrawn', 'hidden')";
constexpr std::string_view author_sql =
    "p.opaque_id, CASE WHEN p.organisation_id IS NULL THEN 'person' ELSE 'organisation' END, CASE WHEN p.organisation_id IS NULL THEN '' ELSE p.name END";

constexpr std::string_view ideas_sql =
    "SELECT i.id, i.id, i.phase_id, @author, i.state, i.language, i.title, i.body,"
    " (SELECT group_concat(tag, '; ') FROM (SELECT tag FROM idea_tag t WHERE t.idea_id = i.id ORDER BY tag) AS sorted), i.channel, i.place, i.latitude, i.longitude,"
    " i.supports, i.imported_supports, i.reactions, i.comments, i.version,"
    " (SELECT a.kind FROM answer a WHERE a.idea_id = i.id AND NOT EXISTS (SELECT 1 FROM answer b WHERE b.supersedes = a.id)),"
    " i.created_at, i.updated_at, '/ideas/' || CAST(i.id AS TEXT)"
    " FROM idea i JOIN redesign r ON r.id = i.redesign_id JOIN person p ON p.id = i.author_id"
    " WHERE @listed AND i.id > $2 ORDER BY i.id LIMIT $3";
constexpr std::string_view ideas_count_sql = "SELECT COUNT(*) FROM idea i JOIN redesign r ON r.id = i.redesign_id WHERE @listed";
constexpr auto ideas_columns = std::to_array<Column>({
    {"id", id}, {"phase", id}, {"author", person}, {"author_kind", code}, {"organisation", words}, {"state", code}, {"language", code},
    {"title", words}, {"body", words}, {"tags", words}, {"channel", code}, {"place", words}, {"latitude", real}, {"longitude", real},
    {"supports", integer}, {"supports_carried_over", integer}, {"reactions", integer}, {"comments", integer}, {"version", integer},
    {"answer", code}, {"created_at", moment}, {"updated_at", moment}, {"address", address}});

constexpr std::string_view comments_sql =
    "SELECT c.id, c.id, c.idea_id, CASE WHEN q.state = 'published' THEN c.parent_id END, @author, c.stance, c.language, c.body, c.version, c.channel,"
    " c.created_at, c.edited_at, '/ideas/' || CAST(c.idea_id AS TEXT) || '#comment-' || CAST(c.id AS TEXT)"
    " FROM comment c JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id JOIN person p ON p.id = c.author_id"
    " LEFT JOIN comment q ON q.id = c.parent_id"
    " WHERE @listed AND c.state = 'published' AND c.id > $2 ORDER BY c.id LIMIT $3";
constexpr std::string_view comments_count_sql =
    "SELECT COUNT(*) FROM comment c JOIN idea i ON i.id = c.idea_id JOIN redesign r ON r.id = i.redesign_id WHERE @listed AND c.state = 'published'";
constexpr auto comments_columns = std::to_array<Column>({
    {"id", id}, {"idea", id}, {"parent", id}, {"author", person}, {"author_kind", code}, {"organisation", words}, {"stance", code},
    {"language", code}, {"body", words}, {"version", integer}, {"channel", code}, {"created_at", moment}, {"edited_at", moment}, {"address", address}});

// An answer has a row for each language it was given in: the key puts them one behind the other.
constexpr std::string_view answers_sql =
    "SELECT * FROM (SELECT a.id * 1000 + (SELECT COUNT(*) FROM answer_text u WHERE u.answer_id = a.id AND u.language < t.language) AS place,"
    " a.id, a.idea_id, a.kind, a.reason_code, a.review_on, t.language, t.body, a.created_at, a.supersedes,"
    " NOT EXISTS (SELECT 1 FROM answer b WHERE b.supersedes = a.id), '/ideas/' || CAST(a.idea_id AS TEXT)"
    " FROM answer_text t JOIN answer a ON a.id = t.answer_id JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id"
    " WHERE @listed) AS given WHERE place > $2 ORDER BY place LIMIT $3";
constexpr std::string_view answers_count_sql =
    "SELECT COUNT(*) FROM answer_text t JOIN answer a ON a.id = t.answer_id JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id"
    " WHERE @listed";
constexpr auto answers_columns = std::to_array<Column>({
    {"id", id}, {"idea", id}, {"kind", code}, {"reason_code", code}, {"review_on", day}, {"language", code}, {"body", words},
    {"created_at", moment}, {"supersedes", id}, {"in_force", fact}, {"address", address}});

constexpr std::string_view phases_sql =
    "SELECT f.id, f.id, f.position, f.type, f.stage, f.titles, f.state, f.opens_at, f.closes_at, f.extensions, f.reopenings"
    " FROM phase f JOIN redesign r ON r.id = f.redesign_id"
    " WHERE r.id = $1 AND r.state NOT IN ('draft', 'review', 'cancelled') AND f.id > $2 ORDER BY f.id LIMIT $3";
constexpr std::string_view phases_count_sql =
    "SELECT COUNT(*) FROM phase f JOIN redesign r ON r.id = f.redesign_id WHERE r.id = $1 AND r.state NOT IN ('draft', 'review', 'cancelled')";
constexpr auto phases_columns = std::to_array<Column>({
    {"id", id}, {"position", integer}, {"type", code}, {"stage", code}, {"titles", words}, {"state", code}, {"opens_at", moment},
    {"closes_at", moment}, {"extensions", integer}, {"reopenings", integer}});

// Of supports: @carried:kind: is what came with an import, @stance:name: the comments with that stance.
constexpr std::string_view carried_sql =
    "COALESCE((SELECT n.count FROM imported_count n WHERE n.target_kind = 'idea' AND n.target_id = i.id AND n.kind = '@kind'), 0)";
constexpr std::string_view stance_sql = "(SELECT COUNT(*) FROM comment c WHERE c.idea_id = i.id AND c.state = 'published' AND c.stance = '@kind')";
constexpr std::string_view supports_sql =
    "SELECT i.id, i.id, i.supports, @carried:support_online:, @carried:support_assisted:, @carried:votes_for:, @carried:votes_against:,"
    " @carried:votes_mixed:, i.reactions, @stance:for:, @stance:against:, @stance:question:, @stance:neutral:"
    " FROM idea i JOIN redesign r ON r.id = i.redesign_id WHERE @listed AND i.id > $2 ORDER BY i.id LIMIT $3";
constexpr auto supports_columns = std::to_array<Column>({
    {"idea", id}, {"supports", integer}, {"carried_over_online", integer}, {"carried_over_paper", integer}, {"votes_for", integer},
    {"votes_against", integer}, {"votes_mixed", integer}, {"reactions", integer}, {"comments_for", integer}, {"comments_against", integer},
    {"comments_question", integer}, {"comments_neutral", integer}});
void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

/// "@stance:for:" becomes `pattern` with its @kind put in.
void replace_kinds(std::string& text, std::string_view name, std::string_view pattern) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
    const auto start = at + name.size();
    const auto end = text.find(':', start);
    std::string made(pattern);
    replace_all(made, "@kind", text.substr(start, end - start));
    text.replace(at, end + 1 - at, made);
  }
}

std::string whole_sql(std::string_view sql) {
  std::string text(sql);
  replace_all(text, "@listed", listed_sql);
  replace_all(text, "@author", author_sql);
  replace_kinds(text, "@carried:", carried_sql);
  replace_kinds(text, "@stance:", stance_sql);
  return text;
}

std::vector<Table> make_tables() {
  return {
      {"ideas", whole_sql(ideas_sql), whole_sql(ideas_count_sql), ideas_columns},
      {"comments", whole_sql(comments_sql), whole_sql(comments_count_sql), comments_columns},
      {"answers", whole_sql(answers_sql), whole_sql(answers_count_sql), answers_columns},
      {"phases", whole_sql(phases_sql), whole_sql(phases_count_sql), phases_columns},
      {"supports", whole_sql(supports_sql), whole_sql(ideas_count_sql), supports_columns},
  };
}

}  // namespace

const std::vector<Table>& tables() {
  static const std::vector<Table> all = make_tables();
  return all;
}

const Table* find_table(std::string_view name) {
  for (const auto& table : tables())
    if (table.name == name) return &table;
  return nullptr;
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case id: return "id";
    case integer: return "integer";
    case real: return "number";
    case words: return "text";
    case code: return "code";
    case day: return "date";
    case moment: return "dateTime";
    case fact: return "boolean";
    case person: return "pseudonym";
    case address: return "address";
  }
  return "text";
}

std::int64_t count_rows(db::Tx& tx, const Table& table, RedesignId redesign) {
  auto rows = tx.rows(table.count_sql, redesign);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace palabre::open_data
