// Searches people by name or address, page by page.
// Called by the routes and the people page of administrators.
#include "people/people_search.hpp"

#include "base/ascii.hpp"
#include "people/person_repo.hpp"

namespace palabre::people {

namespace {

constexpr std::string_view held_sql =
    "SELECT o.redesign_id, r.slug, o.role FROM role o JOIN redesign r ON r.id = o.redesign_id WHERE o.person_id = $1 ORDER BY r.slug, o.role";

/// People who came with an import and never had an account are found by the ideas they left, not here.
constexpr std::string_view where_sql =
    " FROM person p WHERE (p.email IS NOT NULL OR p.password_hash IS NOT NULL) "
    "AND ($1 = '' OR LOWER(p.name) LIKE $1 ESCAPE '\\' OR p.email LIKE $1 ESCAPE '\\')";

std::string_view filter_sql(PeopleFilter filter) {
  switch (filter) {
    case PeopleFilter::all: return "";
    case PeopleFilter::admins: return " AND p.is_admin = 1";
    case PeopleFilter::suspended: return " AND p.suspended_at IS NOT NULL";
    case PeopleFilter::staff: return " AND EXISTS (SELECT 1 FROM role o WHERE o.person_id = p.id)";
    case PeopleFilter::organisations: return " AND p.organisation_id IS NOT NULL";
  }
  return "";
}

/// What was typed, anywhere in the text, in lower case as addresses are; its own % and _ are letters.
std::string pattern_of(const std::string& text) {
  if (text.empty()) return {};
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += lower_ascii(c);
  }
  return pattern + "%";
}

}  // namespace

std::vector<Person> search_people(db::Tx& tx, const PeopleQuery& query) {
  const std::string sql = "SELECT p.id" + std::string(where_sql) + std::string(filter_sql(query.filter)) +
                          " AND ($2 = 0 OR p.id < $2) ORDER BY p.id DESC LIMIT $3";
  std::vector<PersonId> ids;
  {
    const std::string pattern = pattern_of(query.text);
    auto rows = tx.rows(sql, pattern, query.before.value, static_cast<std::int64_t>(query.limit));
    while (rows.next()) ids.push_back(rows.id<PersonId>(0));
  }
  std::vector<Person> people;
  for (const auto id : ids) people.push_back(*find_person(tx, id));
  return people;
}

std::int64_t count_people(db::Tx& tx, const PeopleQuery& query) {
  const std::string sql = "SELECT count(*)" + std::string(where_sql) + std::string(filter_sql(query.filter));
  const std::string pattern = pattern_of(query.text);
  auto rows = tx.rows(sql, pattern);
  rows.next();
  return rows.integer(0);
}

std::vector<RoleHeld> load_roles_held(db::Tx& tx, PersonId person) {
  std::vector<RoleHeld> held;
  auto rows = tx.rows(held_sql, person);
  while (rows.next()) held.push_back({rows.id<RedesignId>(0), rows.text(1), rows.text(2)});
  return held;
}

}  // namespace palabre::people
