// Full-text search on FTS5. Used by the slices through Tx: save_search_entry, remove_search_entry, search.
#include "db/sqlite/sqlite_connection.hpp"
#include "db/typed_words.hpp"

namespace palabre::db::sqlite {
namespace {

constexpr std::string_view save_sql = R"sql(
  INSERT INTO search_entry (kind, target_id, redesign_id, idea_id, title, body) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (kind, target_id) DO UPDATE SET title = excluded.title, body = excluded.body)sql";

constexpr std::string_view remove_sql = "DELETE FROM search_entry WHERE kind = $1 AND target_id = $2";

// A word in the title weighs as much as four in the body.
constexpr std::string_view search_sql = R"sql(
  SELECT e.kind, e.target_id, e.redesign_id, e.idea_id,
         highlight(search_text, 0, char(1), char(2)), snippet(search_text, 1, char(1), char(2), '…', 32)
  FROM search_text JOIN search_entry e ON e.id = search_text.rowid
  WHERE search_text MATCH $1 AND ($2 IS NULL OR e.redesign_id = $2) AND ($3 IS NULL OR e.kind = $3)
  ORDER BY bm25(search_text, 4.0, 1.0), e.id LIMIT $4 OFFSET $5)sql";

/// Each word as a quoted FTS5 string, so that no typed character is an operator; FTS5 itself drops what is punctuation to it inside
/// the quotes. All must occur, or any of them for "similar".
std::string match_expression(const SearchQuery& query) {
  std::string expression;
  for (const auto& word : typed_words(query)) {
    if (!expression.empty()) expression += query.wants_any_word ? " OR " : " ";
    expression += '"';
    expression += word.text;
    expression += '"';
    if (word.is_prefix) expression += '*';
  }
  return expression;
}

}  // namespace

void SqliteConnection::save_search_entry(const SearchEntry& entry) {
  run(save_sql, static_cast<int>(entry.kind), entry.id, entry.redesign, entry.idea, entry.title, entry.body);
}

void SqliteConnection::remove_search_entry(SearchKind kind, std::int64_t id) { run(remove_sql, static_cast<int>(kind), id); }

std::vector<SearchHit> SqliteConnection::search(const SearchQuery& query) {
  std::vector<SearchHit> hits;
  const std::string expression = match_expression(query);
  if (expression.empty()) return hits;
  const std::optional<int> kind = query.kind ? std::optional(static_cast<int>(*query.kind)) : std::nullopt;
  auto found = rows(search_sql, expression, query.redesign, kind, static_cast<std::int64_t>(query.limit),
                    static_cast<std::int64_t>(query.offset));
  while (found.next()) {
    hits.push_back({static_cast<SearchKind>(found.integer(0)), found.integer(1), found.id<RedesignId>(2), found.id<IdeaId>(3),
                    found.text(4), found.text(5)});
  }
  return hits;
}

}  // namespace palabre::db::sqlite
