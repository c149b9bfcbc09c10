// Full-text search on tsvector columns. Used by the slices through Tx: save_search_entry, remove_search_entry, search.
// PostgreSQL finds the texts; this program splits them into words, ranks them by BM25 as FTS5 does, and marks what was found.
#include "db/postgres/postgres_search.hpp"

#include "db/postgres/search_excerpt.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::db::postgres {
namespace {

constexpr std::string_view save_sql = R"sql(
  INSERT INTO search_entry (kind, target_id, redesign_id, idea_id, title, body, words, word_count)
  VALUES ($1, $2, $3, $4, $5, $6, CAST($7 AS TSVECTOR), $8)
  ON CONFLICT (kind, target_id) DO UPDATE SET title = excluded.title, body = excluded.body, words = excluded.words,
    word_count = excluded.word_count)sql";

constexpr std::string_view remove_sql = "DELETE FROM search_entry WHERE kind = $1 AND target_id = $2";

constexpr std::string_view totals_sql = "SELECT COUNT(*), CAST(COALESCE(SUM(word_count), 0) AS BIGINT) FROM search_entry";

constexpr std::string_view frequency_sql = "SELECT COUNT(*) FROM search_entry WHERE words @@ CAST($1 AS TSQUERY)";

constexpr std::string_view found_sql = R"sql(
  SELECT e.id, e.kind, e.target_id, e.redesign_id, e.idea_id, e.title, e.body
  FROM search_entry e
  WHERE e.words @@ CAST($1 AS TSQUERY) AND (CAST($2 AS BIGINT) IS NULL OR e.redesign_id = CAST($2 AS BIGINT))
    AND (CAST($3 AS BIGINT) IS NULL OR e.kind = CAST($3 AS BIGINT)))sql";

// When more is found than is ranked, PostgreSQL's own rank says which; and before it, with any word, how rare those are that occur.
constexpr std::string_view likely_order_sql = "ts_rank('{0.25, 0, 0, 1}', e.words, CAST($1 AS TSQUERY)) DESC, e.id LIMIT $4";

// A word in the title weighs as much as four in the body.
constexpr double title_weight = 4.0;
constexpr double body_weight = 1.0;
// The constants of FTS5's bm25, and its least weight: of a word that more than half of all texts hold.
constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr double rarity_min = 1e-6;
constexpr std::size_t excerpt_words_max = 32;
constexpr std::size_t ranked_block = 500;

struct Statistics {
  std::int64_t entries = 0;
  double mean_words = 0;
  std::vector<double> rarities;  // of each phrase
};

Statistics load_statistics(Tx& tx, const std::vector<Phrase>& phrases) {
  Statistics statistics;
  {
    auto totals = tx.rows(totals_sql);
    totals.next();
    statistics.entries = totals.integer(0);
    if (statistics.entries > 0) statistics.mean_words = static_cast<double>(totals.integer(1)) / static_cast<double>(statistics.entries);
  }
  for (const auto& phrase : phrases) {
    const std::string literal = query_literal({phrase}, Need::all);
    auto counted = tx.rows(frequency_sql, literal);
    counted.next();
    const double rarity = std::log((static_cast<double>(statistics.entries - counted.integer(0)) + 0.5) / (static_cast<double>(counted.integer(0)) + 0.5));
    statistics.rarities.push_back(rarity > 0 ? rarity : rarity_min);
  }
  return statistics;
}

struct Candidate {
  std::int64_t entry = 0;
  double score = 0;
  SearchHit hit;
  std::string title;
  std::string body;
};

double score_of(const FoundIn& title, const FoundIn& body, const Statistics& statistics) {
  std::vector<double> frequencies(statistics.rarities.size());
  for (const auto& match : title.matches) frequencies[match.phrase] += title_weight;
  for (const auto& match : body.matches) frequencies[match.phrase] += body_weight;
  const auto words = static_cast<double>(title.words.size() + body.words.size());
  const double length = k1 * (1 - b + b * words / statistics.mean_words);
  double score = 0;
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    score += statistics.rarities[i] * ((frequencies[i] * (k1 + 1.0)) / (frequencies[i] + length));
  }
  return score;
}

/// The texts that may stand on the wanted page, not yet in order: the likeliest `ranked_block`, or as many blocks as reach to it.
std::string found_text(std::size_t phrases, bool wants_any_word) {
  std::string sql(found_sql);
  sql += " ORDER BY ";
  for (std::size_t i = 0; wants_any_word && i < phrases; ++i) {
    const std::string literal = "$" + std::to_string(5 + 2 * i);
    const std::string rarity = "$" + std::to_string(6 + 2 * i);
    sql += "CASE WHEN e.words @@ CAST(" + literal + " AS TSQUERY) THEN CAST(" + rarity + " AS DOUBLE PRECISION) ELSE 0 END";
    sql += i + 1 < phrases ? " + " : " DESC, ";
  }
  return sql.append(likely_order_sql);
}

std::vector<Candidate> load_candidates(Tx& tx, const SearchQuery& query, const std::vector<Phrase>& phrases, const Statistics& statistics) {
  const std::string literal = query_literal(phrases, query.wants_any_word ? Need::any : Need::all);
  const std::size_t ranked = (query.offset + query.limit + ranked_block - 1) / ranked_block * ranked_block;
  std::vector<Value> values{to_value(literal), to_value(query.redesign),
                            query.kind ? to_value(static_cast<int>(*query.kind)) : to_value(nullptr), to_value(static_cast<std::int64_t>(ranked))};
  std::vector<std::string> literals;
  for (const auto& phrase : phrases) literals.push_back(query_literal({phrase}, Need::all));
  for (std::size_t i = 0; query.wants_any_word && i < phrases.size(); ++i) {
    values.push_back(to_value(literals[i]));
    values.push_back(to_value(statistics.rarities[i]));
  }
  std::vector<Candidate> candidates;
  auto found = tx.rows_of(found_text(phrases.size(), query.wants_any_word), values);
  while (found.next()) {
    Candidate candidate{found.integer(0), 0, {}, found.text(5), found.text(6)};
    candidate.hit = {static_cast<SearchKind>(found.integer(1)), found.integer(2), found.id<RedesignId>(3), found.id<IdeaId>(4), {}, {}};
    candidate.score = score_of(look_into(candidate.title, phrases), look_into(candidate.body, phrases), statistics);
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace

void save_entry(Tx& tx, const SearchEntry& entry) {
  const auto title = split_words(entry.title);
  const auto body = split_words(entry.body);
  const std::string words = vector_literal(title, body);
  tx.run(save_sql, static_cast<int>(entry.kind), entry.id, entry.redesign, entry.idea, entry.title, entry.body, words,
         static_cast<std::int64_t>(title.size() + body.size()));
}

void remove_entry(Tx& tx, SearchKind kind, std::int64_t id) { tx.run(remove_sql, static_cast<int>(kind), id); }

std::vector<SearchHit> search_entries(Tx& tx, const SearchQuery& query) {
  std::vector<SearchHit> hits;
  const auto phrases = phrases_of(query);
  if (phrases.empty() || query.limit == 0) return hits;
  const auto statistics = load_statistics(tx, phrases);
  if (statistics.entries == 0) return hits;
  auto candidates = load_candidates(tx, query, phrases, statistics);
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
    return x.score != y.score ? x.score > y.score : x.entry < y.entry;
  });
  for (std::size_t i = query.offset; i < candidates.size() && hits.size() < query.limit; ++i) {
    auto& candidate = candidates[i];
    candidate.hit.title = highlight(look_into(candidate.title, phrases));
    candidate.hit.excerpt = excerpt(look_into(candidate.body, phrases), excerpt_words_max);
    hits.push_back(std::move(candidate.hit));
  }
  return hits;
}

}  // namespace palabre::db::postgres
