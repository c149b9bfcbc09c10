// The act claim_slip. Called by POST /me/slips and by the page of a slip.
#include "assisted/claim_slip.hpp"

#include "assisted/slip.hpp"
#include "db/event_log.hpp"
#include "ideas/support_idea.hpp"
#include "light/claim_contributions.hpp"
#include "light/light_repo.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::assisted {
namespace {

constexpr std::string_view twice_supported_sql =
    "SELECT s.idea_id FROM idea_support s JOIN idea_support p ON p.idea_id = s.idea_id AND p.person_id = $2 WHERE s.person_id = $1";
constexpr std::string_view move_supports_sql = "UPDATE idea_support SET person_id = $2 WHERE person_id = $1";
constexpr std::string_view move_ideas_sql = "UPDATE idea SET author_id = $2 WHERE author_id = $1";
constexpr std::string_view move_comments_sql = "UPDATE comment SET author_id = $2 WHERE author_id = $1";
// Who is asked for consent already keeps one line.
constexpr std::string_view move_consents_sql =
    "UPDATE merge_consent SET person_id = $2 WHERE person_id = $1 AND is_given IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM merge_consent o WHERE o.merge_id = merge_consent.merge_id AND o.person_id = $2)";

/// Marks of one person under two names are one mark.
std::int64_t drop_supports(db::Tx& tx, std::string_view actor, PersonId from, PersonId to) {
  std::vector<IdeaId> twice;
  {
    auto rows = tx.rows(twice_supported_sql, from, to);
    while (rows.next()) twice.push_back(rows.id<IdeaId>(0));
  }
  for (const auto idea : twice) ideas::drop_support(tx, actor, idea, from);
  return static_cast<std::int64_t>(twice.size());
}

SlipClaim hand_over(db::Tx& tx, const people::Actor& actor, const Slip& slip) {
  SlipClaim claim{slip.redesign, 0, drop_supports(tx, actor.opaque_id, slip.person, actor.person), false};
  claim.taken = tx.run(move_supports_sql, slip.person, actor.person);
  claim.taken += tx.run(move_ideas_sql, slip.person, actor.person);
  claim.taken += tx.run(move_comments_sql, slip.person, actor.person);
  tx.run(move_consents_sql, slip.person, actor.person);
  if (const auto contributor = light::find_contributor(tx, slip.person); contributor.is_set()) {
    const auto marks = light::hand_over(tx, actor.opaque_id, contributor, actor.person);
    claim.taken += marks.taken;
    claim.dropped += marks.dropped;
  }
  return claim;
}

}  // namespace

Result<SlipClaim> claim_slip(db::Tx& tx, const people::Actor& actor, std::string_view number) {
  const auto tidy = tidy_slip(number);
  if (!tidy) return refuse(Reason::bad_field, "this is not the number of a slip: ten letters and digits, one is mistyped", "slip");
  const auto slip = find_slip(tx, *tidy);
  if (!slip) return refuse(Reason::not_found, "no slip has this number", "slip");
  if (slip->claimed_by.is_set() && slip->claimed_by == actor.person) return SlipClaim{slip->redesign, 0, 0, true};
  if (auto may = decide_claim(*slip, actor, has_entered(tx, actor.person, slip->person)); !may) return may.error();
  const auto claim = hand_over(tx, actor, *slip);
  remove_contact(tx, slip->person);
  save_claimed(tx, slip->person, actor.person);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(slip->redesign), "", "slip.claimed", R"({"redesign":")" + slip->redesign.text() + "\"}");
  return claim;
}

}  // namespace palabre::assisted
