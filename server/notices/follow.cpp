// Follows in the database, and the act of beginning and stopping. Called by the follow routes and pages, and by the reader of the event log.
#include "notices/follow.hpp"

#include "ideas/idea_access.hpp"

namespace palabre::notices {
namespace {

constexpr std::string_view save_sql =
    "INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since) VALUES ($1, $2, $3, 'chosen', $4, $5) "
    "ON CONFLICT (person_id, target_kind, target_id) DO UPDATE SET "
    "since = CASE WHEN follow.is_on < excluded.is_on THEN excluded.since ELSE follow.since END, is_on = excluded.is_on";
constexpr std::string_view is_on_sql = "SELECT 1 FROM follow WHERE person_id = $1 AND target_kind = $2 AND target_id = $3 AND is_on = 1";
constexpr std::string_view count_sql = "SELECT count(*) FROM follow WHERE person_id = $1 AND is_on = 1";
constexpr std::string_view own_sql =
    "INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since) "
    "SELECT p.id, 'idea', $2, $3, 1, $4 FROM person p WHERE p.id = $1 AND p.email IS NOT NULL ON CONFLICT DO NOTHING";
constexpr std::string_view merged_sql =
    "INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since) "
    "SELECT f.person_id, 'idea', $2, 'merge', 1, $3 FROM follow f WHERE f.target_kind = 'idea' AND f.target_id = $1 AND f.is_on = 1 "
    "ON CONFLICT DO NOTHING";
constexpr std::string_view imported_ideas_sql =
    "INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since) "
    "SELECT i.author_id, 'idea', i.id, 'author', 1, i.created_at FROM idea i JOIN person p ON p.id = i.author_id "
    "WHERE i.redesign_id = $1 AND p.email IS NOT NULL ON CONFLICT DO NOTHING";
constexpr std::string_view imported_comments_sql =
    "INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since) "
    "SELECT c.author_id, 'idea', c.idea_id, 'comment', 1, MIN(c.created_at) FROM comment c JOIN person p ON p.id = c.author_id "
    "JOIN idea i ON i.id = c.idea_id WHERE i.redesign_id = $1 AND p.email IS NOT NULL GROUP BY c.author_id, c.idea_id ON CONFLICT DO NOTHING";

// Only what strangers may read too: what went back into preparation is not named any more.
constexpr std::string_view list_sql = R"sql(
  SELECT f.target_kind, f.target_id, r.id, i.id, f.since,
    CASE WHEN i.id IS NULL THEN 0 ELSE (SELECT count(*) FROM comment c WHERE c.idea_id = i.id AND c.state = 'published' AND c.author_id <> $1
      AND c.id > COALESCE((SELECT v.seen_comment FROM idea_visit v WHERE v.person_id = $1 AND v.idea_id = i.id),
        (SELECT MAX(e.id) FROM comment e WHERE e.idea_id = i.id AND e.created_at <= f.since), 0)) END
  FROM follow f
  LEFT JOIN idea i ON f.target_kind = 'idea' AND i.id = f.target_id
  JOIN redesign r ON r.id = CASE f.target_kind WHEN 'redesign' THEN f.target_id ELSE i.redesign_id END
  WHERE f.person_id = $1 AND f.is_on = 1 AND r.state NOT IN ('draft', 'review', 'cancelled')
    AND (i.id IS NULL OR i.state NOT IN ('draft', 'submitted', 'hidden'))
    AND (f.since < $2 OR (f.since = $2 AND f.target_id < $3))
  ORDER BY f.since DESC, f.target_id DESC LIMIT $4)sql";

}  // namespace

std::string_view name_of(FollowKind kind) { return kind == FollowKind::idea ? "idea" : "redesign"; }

Result<void> follow(db::Tx& tx, const people::Actor& actor, FollowTarget target, bool is_wanted) {
  if (target.kind == FollowKind::idea) {
    const auto found = ideas::load_visible_idea(tx, IdeaId{target.id}, actor);
    if (!found) return found.error();
  } else {
    const auto found = ideas::load_visible_redesign(tx, RedesignId{target.id}, actor);
    if (!found) return found.error();
  }
  if (is_wanted && count_followed(tx, actor.person) >= follows_max)
    return refuse(Reason::too_large, "at most " + std::to_string(follows_max) + " follows; stop some first");
  tx.run(save_sql, actor.person, name_of(target.kind), target.id, is_wanted, tx.now());
  return {};
}

bool is_following(db::Tx& tx, PersonId person, FollowTarget target) {
  return person.is_set() && tx.rows(is_on_sql, person, name_of(target.kind), target.id).next();
}

void follow_own(db::Tx& tx, PersonId person, IdeaId idea, Origin origin) {
  tx.run(own_sql, person, idea, origin == Origin::author ? "author" : "comment", tx.now());
}

void follow_merged(db::Tx& tx, IdeaId from, IdeaId into) { tx.run(merged_sql, from, into, tx.now()); }

void follow_imported(db::Tx& tx, RedesignId redesign) {
  tx.run(imported_ideas_sql, redesign);
  tx.run(imported_comments_sql, redesign);
}

std::vector<Followed> load_followed(db::Tx& tx, PersonId person, FollowPlace after, std::size_t limit) {
  std::vector<Followed> all;
  auto rows = tx.rows(list_sql, person, after.since, after.id, static_cast<std::int64_t>(limit));
  while (rows.next()) {
    const auto kind = rows.view(0) == "idea" ? FollowKind::idea : FollowKind::redesign;
    all.push_back({{kind, rows.integer(1)}, rows.id<RedesignId>(2), rows.id<IdeaId>(3), rows.instant(4), rows.integer(5)});
  }
  return all;
}

std::int64_t count_followed(db::Tx& tx, PersonId person) {
  auto row = tx.rows(count_sql, person);
  return row.next() ? row.integer(0) : 0;
}

}  // namespace palabre::notices
