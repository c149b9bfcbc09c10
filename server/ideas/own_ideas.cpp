// Reads a person's supports and ideas, and the tags in use. Called by the pages.
#include "ideas/own_ideas.hpp"

namespace palabre::ideas {
namespace {

constexpr std::string_view own_supported_sql =
    "SELECT s.idea_id FROM idea_support s JOIN idea i ON i.id = s.idea_id WHERE s.person_id = $1 AND i.redesign_id = $2";
constexpr std::string_view supported_everywhere_sql =
    "SELECT s.idea_id FROM idea_support s JOIN idea i ON i.id = s.idea_id JOIN redesign r ON r.id = i.redesign_id "
    "WHERE s.person_id = $1 AND i.state NOT IN ('draft', 'submitted', 'hidden') AND r.state NOT IN ('draft', 'review', 'cancelled') "
    "ORDER BY s.created_at DESC, s.idea_id DESC LIMIT $2 OFFSET $3";
constexpr std::string_view written_sql = "SELECT id FROM idea WHERE author_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3";
constexpr std::string_view used_tags_sql =
    "SELECT t.tag FROM idea_tag t JOIN idea i ON i.id = t.idea_id WHERE i.redesign_id = $1 "
    "AND i.state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined') "
    "GROUP BY t.tag ORDER BY COUNT(*) DESC, t.tag LIMIT $2";

constexpr std::string_view used_places_sql =
    "SELECT place, MIN(latitude), MIN(longitude) FROM idea WHERE redesign_id = $1 AND place <> '' AND latitude IS NOT NULL "
    "AND state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined') "
    "GROUP BY place ORDER BY place LIMIT $2";

std::vector<IdeaId> load_ids(db::Tx& tx, std::string_view sql, PersonId person, std::size_t limit, std::size_t offset) {
  std::vector<IdeaId> ids;
  auto rows = tx.rows(sql, person, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset));
  while (rows.next()) ids.push_back(rows.id<IdeaId>(0));
  return ids;
}

}  // namespace

std::set<IdeaId> load_supported(db::Tx& tx, PersonId person, RedesignId redesign) {
  std::set<IdeaId> ids;
  auto rows = tx.rows(own_supported_sql, person, redesign);
  while (rows.next()) ids.insert(rows.id<IdeaId>(0));
  return ids;
}

std::vector<IdeaId> load_supported_everywhere(db::Tx& tx, PersonId person, std::size_t limit, std::size_t offset) {
  return load_ids(tx, supported_everywhere_sql, person, limit, offset);
}

std::vector<IdeaId> load_written(db::Tx& tx, PersonId author, std::size_t limit, std::size_t offset) {
  return load_ids(tx, written_sql, author, limit, offset);
}

std::vector<std::string> load_used_tags(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<std::string> tags;
  auto rows = tx.rows(used_tags_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) tags.push_back(rows.text(0));
  return tags;
}

std::vector<UsedPlace> load_used_places(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<UsedPlace> places;
  auto rows = tx.rows(used_places_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) places.push_back({rows.text(0), rows.real(1), rows.real(2)});
  return places;
}

}  // namespace palabre::ideas
