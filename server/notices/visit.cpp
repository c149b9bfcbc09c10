// Reading marks of discussions. Called by the idea's page, the visit route and my page's follows.
#include "notices/visit.hpp"

#include "ideas/idea_access.hpp"
#include "notices/notice_store.hpp"

namespace palabre::notices {
namespace {

constexpr std::string_view seen_sql = "SELECT seen_comment FROM idea_visit WHERE person_id = $1 AND idea_id = $2";
constexpr std::string_view news_sql =
    "SELECT count(*), MIN(id) FROM comment WHERE idea_id = $1 AND id > $2 AND state = 'published' AND author_id <> $3";
constexpr std::string_view newest_sql = "SELECT MAX(id) FROM comment WHERE idea_id = $1";
constexpr std::string_view save_visit_sql =
    "INSERT INTO idea_visit (person_id, idea_id, seen_comment, at) VALUES ($1, $2, $3, $4) ON CONFLICT (person_id, idea_id) DO UPDATE SET "
    "seen_comment = CASE WHEN excluded.seen_comment > idea_visit.seen_comment THEN excluded.seen_comment ELSE idea_visit.seen_comment END, "
    "at = excluded.at";

}  // namespace

Visit load_visit(db::Tx& tx, PersonId person, IdeaId idea) {
  Visit visit;
  {
    auto row = tx.rows(seen_sql, person, idea);
    if (!row.next()) return visit;
    visit.seen = row.id<CommentId>(0);
  }
  auto row = tx.rows(news_sql, idea, visit.seen.value, person);
  row.next();
  visit.new_comments = row.integer(0);
  visit.first_new = row.id<CommentId>(1);
  return visit;
}

Result<void> save_visit(db::Tx& tx, const people::Actor& actor, IdeaId idea, CommentId seen) {
  const auto found = ideas::load_visible_idea(tx, idea, actor);
  if (!found) return found.error();
  if (seen.value > newest_comment(tx, idea).value) return refuse(Reason::bad_field, "no such comment here yet", "seen");
  tx.run(save_visit_sql, actor.person, idea, seen.value, tx.now());
  read_notices_of(tx, actor.person, idea);
  return {};
}

CommentId newest_comment(db::Tx& tx, IdeaId idea) {
  auto row = tx.rows(newest_sql, idea);
  return row.next() ? row.id<CommentId>(0) : CommentId{};
}

}  // namespace palabre::notices
