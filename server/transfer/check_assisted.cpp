// Compares entries with the ideas, comments and supports they made. Called by check_all.
#include "transfer/check_assisted.hpp"

namespace palabre::transfer {
namespace {

// Whose the contribution is now: the person's of the slip, or the account's that claimed it.
constexpr std::string_view lost_sql = R"sql(
  SELECT e.id, e.kind FROM assisted_entry e JOIN assisted_person a ON a.person_id = e.person_id WHERE e.undone_at IS NULL AND NOT CASE e.kind
    WHEN 'idea' THEN EXISTS (SELECT 1 FROM idea i WHERE i.id = e.idea_id AND i.channel = 'assisted' AND i.author_id = COALESCE(a.claimed_by, a.person_id))
    WHEN 'comment' THEN EXISTS (SELECT 1 FROM comment c WHERE c.id = e.comment_id AND c.idea_id = e.idea_id AND c.channel = 'assisted'
                                AND c.author_id = COALESCE(a.claimed_by, a.person_id))
    WHEN 'support' THEN a.claimed_by IS NOT NULL OR EXISTS (SELECT 1 FROM idea_support s WHERE s.idea_id = e.idea_id AND s.person_id = a.person_id
                                                            AND s.channel = 'assisted')
    ELSE TRUE END
  ORDER BY e.id)sql";
constexpr std::string_view left_over_sql = R"sql(
  SELECT e.id, e.kind FROM assisted_entry e WHERE e.undone_at IS NOT NULL AND e.kind = 'support'
    AND EXISTS (SELECT 1 FROM idea_support s WHERE s.idea_id = e.idea_id AND s.person_id = e.person_id)
    AND NOT EXISTS (SELECT 1 FROM assisted_entry o WHERE o.person_id = e.person_id AND o.idea_id = e.idea_id AND o.kind = 'support' AND o.undone_at IS NULL)
  ORDER BY e.id)sql";
constexpr std::string_view kept_contact_sql =
    "SELECT c.person_id FROM assisted_contact c LEFT JOIN assisted_person a ON a.person_id = c.person_id "
    "WHERE a.person_id IS NULL OR a.claimed_at IS NOT NULL ORDER BY c.person_id";

}  // namespace

void check_assisted(db::Tx& tx, const std::function<void(const std::string&)>& report) {
  auto lost = tx.rows(lost_sql);
  while (lost.next()) report("assisted_entry " + std::to_string(lost.integer(0)) + ": its " + lost.text(1) + " is not there as it was entered");
  auto left_over = tx.rows(left_over_sql);
  while (left_over.next()) report("assisted_entry " + std::to_string(left_over.integer(0)) + ": was taken back and its support still counts");
  auto kept = tx.rows(kept_contact_sql);
  while (kept.next()) report("assisted_contact " + std::to_string(kept.integer(0)) + ": is kept of somebody whose slip is claimed, or who has none");
}

}  // namespace palabre::transfer
