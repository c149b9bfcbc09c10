// Finds the ids of one page of a list. Called by the ideas API, the redesign page and the feeds.
#include "ideas/idea_list.hpp"
#include "base/names.hpp"

#include "base/random.hpp"
#include "ideas/idea_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

namespace palabre::ideas {
namespace {

constexpr std::array<std::string_view, 4> sort_names{"random", "newest", "supported", "discussed"};
constexpr std::array<std::string_view, 4> sort_columns{"0", "created_at", "supports + imported_supports", "comments"};
constexpr std::string_view listed_sql =
    "state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined')";
constexpr std::size_t text_hits_max = 2000;

struct Keyed {
  std::int64_t key = 0;
  IdeaId id;
};

/// A WHERE clause that grows, and the values its numbers stand for.
struct Clause {
  std::string sql;
  std::vector<db::Value> values;

  template <class V>
  std::string bind(const V& value) {
    values.push_back(db::to_value(value));
    return "$" + std::to_string(values.size());
  }
};

constexpr double metres_per_degree = 111'195;
constexpr double degree = 3.14159265358979323846 / 180;

bool is_narrowed_by_place(const IdeaQuery& query) { return !query.place.empty() || query.near || query.is_on_map; }

/// A box the circle lies in, for the database; keep_near does the rest. Near a pole or the date line: all longitudes.
void add_box(Clause& clause, const Near& near) {
  const double up = near.radius_m / metres_per_degree;
  clause.sql += " AND latitude BETWEEN " + clause.bind(near.latitude - up) + " AND " + clause.bind(near.latitude + up);
  const double steepest = std::abs(near.latitude) + up;
  if (steepest > 89) return;
  const double across = up / std::cos(steepest * degree);
  if (near.longitude - across <= -180 || near.longitude + across >= 180) return;
  clause.sql += " AND longitude BETWEEN " + clause.bind(near.longitude - across) + " AND " + clause.bind(near.longitude + across);
}

Clause clause_of(const redesigns::Redesign& redesign, const IdeaQuery& query) {
  Clause clause;
  clause.sql = " FROM idea WHERE redesign_id = " + clause.bind(redesign.id);
  if (query.status) clause.sql += " AND state = " + clause.bind(name_of(*query.status));
  else clause.sql += " AND " + std::string(listed_sql);
  if (query.phase.is_set()) clause.sql += " AND phase_id = " + clause.bind(query.phase);
  if (query.author.is_set()) clause.sql += " AND author_id = " + clause.bind(query.author);
  if (!query.tag.empty()) clause.sql += " AND EXISTS (SELECT 1 FROM idea_tag t WHERE t.idea_id = idea.id AND t.tag = " + clause.bind(query.tag) + ")";
  if (query.is_on_map || query.near) clause.sql += " AND latitude IS NOT NULL";
  if (!query.place.empty()) clause.sql += " AND place <> ''";
  if (query.near) add_box(clause, *query.near);
  return clause;
}

bool is_unfiltered(const IdeaQuery& query) {
  return !is_narrowed_by_place(query) && !query.status && !query.phase.is_set() && !query.author.is_set() && query.tag.empty() && query.text.empty();
}

std::vector<Keyed> read_keyed(db::Tx& tx, std::string_view sql, const Clause& clause) {
  std::vector<Keyed> found;
  auto rows = tx.rows_of(sql, clause.values);
  while (rows.next()) found.push_back({rows.integer(0), rows.id<IdeaId>(1)});
  return found;
}

std::string column_of(const IdeaQuery& query) { return std::string(sort_columns.at(static_cast<std::size_t>(query.sort))); }

std::int64_t count_ideas(db::Tx& tx, const Clause& clause) {
  auto row = tx.rows_of("SELECT COUNT(*)" + clause.sql, clause.values);
  return row.next() ? row.integer(0) : 0;
}

/// One page straight from the index: everything after the cursor, highest first. One row more than asked tells whether there is a next.
std::vector<Keyed> load_by_key(db::Tx& tx, Clause clause, const IdeaQuery& query) {
  const std::string column = column_of(query);
  if (query.after) {
    const std::string key = clause.bind(query.after->key);
    clause.sql += " AND (" + column + ", id) < (" + key + ", " + clause.bind(query.after->id) + ")";
  }
  clause.sql += " ORDER BY " + column + " DESC, id DESC LIMIT " + clause.bind(static_cast<std::int64_t>(query.limit + 1));
  return read_keyed(tx, "SELECT " + column + ", id" + clause.sql, clause);
}

void keep_matching(db::Tx& tx, const redesigns::Redesign& redesign, const IdeaQuery& query, std::vector<Keyed>& keyed) {
  std::unordered_set<std::int64_t> hits;
  db::SearchQuery search{query.text, redesign.id, db::SearchKind::idea, text_hits_max, 0, false};
  for (const auto& hit : tx.search(search)) hits.insert(hit.id);
  std::erase_if(keyed, [&](const Keyed& row) { return !hits.contains(row.id.value); });
}

constexpr std::string_view place_sql = "SELECT place, latitude, longitude FROM idea WHERE id = $1";

/// What the database cannot say by itself: distances, and names without regard to case.
void keep_placed(db::Tx& tx, const IdeaQuery& query, std::vector<Keyed>& keyed) {
  const std::string wanted = folded(query.place);
  std::erase_if(keyed, [&](const Keyed& row) {
    auto found = tx.rows(place_sql, row.id);
    if (!found.next()) return true;
    if (!wanted.empty() && folded(found.view(0)).find(wanted) == std::string::npos) return true;
    return query.near && (found.is_null(1) || distance_m(found.real(1), found.real(2), *query.near) > query.near->radius_m);
  });
}

/// Orders what matches in memory: the random order, and lists narrowed by full text. `keyed` becomes the page and one row more.
void take_page(std::vector<Keyed>& keyed, const IdeaQuery& query, std::int64_t seed) {
  const bool is_random = query.sort == IdeaSort::random;
  if (is_random)
    for (auto& row : keyed) row.key = shuffle_key(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(row.id.value));
  const auto comes_first = [is_random](const Keyed& left, const Keyed& right) {
    if (left.key != right.key) return is_random ? left.key < right.key : left.key > right.key;
    return is_random ? left.id < right.id : left.id > right.id;
  };
  if (query.after) {
    const Keyed last{query.after->key, IdeaId{query.after->id}};
    std::erase_if(keyed, [&](const Keyed& row) { return !comes_first(last, row); });
  }
  const auto wanted = std::min(keyed.size(), query.limit + 1);
  std::partial_sort(keyed.begin(), keyed.begin() + static_cast<std::ptrdiff_t>(wanted), keyed.end(), comes_first);
  keyed.resize(wanted);
}

}  // namespace

std::string_view name_of(IdeaSort sort) { return sort_names.at(static_cast<std::size_t>(sort)); }

std::optional<IdeaSort> idea_sort_of(std::string_view name) {
  return find_name<IdeaSort>(sort_names, name);
}

namespace {

std::optional<double> number_of(std::string_view text, double least, double most) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !(number >= least && number <= most)) return std::nullopt;
  return number;
}

}  // namespace

std::optional<double> radius_of(std::string_view text) { return number_of(text, 100, 50'000); }

std::optional<Near> near_of(std::string_view point, std::string_view radius) {
  const auto comma = point.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto latitude = number_of(point.substr(0, comma), -90, 90);
  const auto longitude = number_of(point.substr(comma + 1), -180, 180);
  if (!latitude || !longitude) return std::nullopt;
  return Near{*latitude, *longitude, radius_of(radius).value_or(500)};
}

double distance_m(double latitude, double longitude, const Near& near) {
  const double up = std::sin((latitude - near.latitude) * degree / 2);
  const double across = std::sin((longitude - near.longitude) * degree / 2);
  const double part = up * up + std::cos(latitude * degree) * std::cos(near.latitude * degree) * across * across;
  return 2 * metres_per_degree / degree * std::asin(std::sqrt(std::min(1.0, part)));
}

IdeaPage load_idea_page(db::Tx& tx, const redesigns::Redesign& redesign, const IdeaQuery& query) {
  IdeaPage page;
  page.seed = query.after ? query.after->seed : query.seed;
  const Clause clause = clause_of(redesign, query);
  std::vector<Keyed> keyed;
  if (query.sort == IdeaSort::random || !query.text.empty() || !query.place.empty() || query.near) {
    keyed = read_keyed(tx, "SELECT " + column_of(query) + ", id" + clause.sql, clause);
    if (!query.text.empty()) keep_matching(tx, redesign, query, keyed);
    if (!query.place.empty() || query.near) keep_placed(tx, query, keyed);
    page.total = static_cast<std::int64_t>(keyed.size());
    take_page(keyed, query, page.seed);
  } else {
    page.total = is_unfiltered(query) ? redesign.ideas : count_ideas(tx, clause);
    keyed = load_by_key(tx, clause, query);
  }
  const bool has_more = keyed.size() > query.limit;
  if (has_more) keyed.resize(query.limit);
  for (const auto& row : keyed) page.ids.push_back(row.id);
  if (has_more && !keyed.empty()) page.next = http::Cursor{std::string(name_of(query.sort)), keyed.back().key, keyed.back().id.value, page.seed};
  return page;
}

std::int64_t hour_seed(Instant now) { return shuffle_key(0x70616C61627265ULL, static_cast<std::uint64_t>(now.unix_ms / ms_per_hour)); }

Instant hour_end(Instant now) { return Instant{(now.unix_ms / ms_per_hour + 1) * ms_per_hour}; }

}  // namespace palabre::ideas
