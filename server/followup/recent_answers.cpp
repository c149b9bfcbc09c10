// Finds the newest answers. Called by the pages.
#include "followup/recent_answers.hpp"

namespace palabre::followup {
namespace {

constexpr std::string_view recent_sql =
    "SELECT a.idea_id, a.created_at FROM answer a JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id "
    "WHERE ($1 IS NULL OR i.redesign_id = $1) AND r.state NOT IN ('draft', 'review', 'cancelled') "
    "AND i.state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined') "
    "AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id) ORDER BY a.created_at DESC, a.id DESC LIMIT $2";

}  // namespace

std::vector<RecentAnswer> load_recent_answers(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<RecentAnswer> answers;
  auto rows = tx.rows(recent_sql, redesign, static_cast<std::int64_t>(limit));
  while (rows.next()) answers.push_back({rows.id<IdeaId>(0), rows.instant(1)});
  return answers;
}

}  // namespace palabre::followup
