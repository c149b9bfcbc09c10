// Reads the votes one took part in from the register.
// Called by one's own page.
#include "votes/voted.hpp"

namespace palabre::votes {
namespace {

constexpr std::string_view voted_sql =
    "SELECT DISTINCT r.vote_id FROM vote_register r WHERE r.person_id = $1 OR "
    "r.person_id IN (SELECT a.person_id FROM assisted_person a WHERE a.claimed_by = $1) ORDER BY r.vote_id DESC LIMIT $2 OFFSET $3";

}  // namespace

std::vector<VoteId> load_voted(db::Tx& tx, PersonId person, std::size_t limit, std::size_t offset) {
  std::vector<VoteId> ids;
  auto rows = tx.rows(voted_sql, person, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset));
  while (rows.next()) ids.push_back(rows.id<VoteId>(0));
  return ids;
}

}  // namespace palabre::votes
