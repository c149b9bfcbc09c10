// The act claim_contributions. Called by signing in and up on the pages, by /me and by POST /me/claims.
#include "light/claim_contributions.hpp"

#include "crypto/crypto.hpp"
#include "light/answer_question.hpp"
#include "light/react_to_idea.hpp"

namespace palabre::light {
namespace {

constexpr std::string_view take_over_sql = "UPDATE contributor SET person_id = $2, token_digest = NULL WHERE id = $1";
constexpr std::string_view forget_sql = "DELETE FROM contributor WHERE id = $1";
constexpr std::string_view twice_reacted_sql =
    "SELECT v.idea_id FROM idea_reaction v JOIN idea_reaction p ON p.idea_id = v.idea_id AND p.contributor_id = $2 WHERE v.contributor_id = $1";
constexpr std::string_view drop_reaction_sql = "DELETE FROM idea_reaction WHERE idea_id = $1 AND contributor_id = $2";
constexpr std::string_view move_reactions_sql = "UPDATE idea_reaction SET contributor_id = $2 WHERE contributor_id = $1";
constexpr std::string_view twice_answered_sql =
    "SELECT v.question_id, v.position, q.redesign_id, q.closed_at FROM question_answer v JOIN question q ON q.id = v.question_id "
    "JOIN question_answer p ON p.question_id = v.question_id AND p.contributor_id = $2 WHERE v.contributor_id = $1";
constexpr std::string_view drop_answer_sql = "DELETE FROM question_answer WHERE question_id = $1 AND contributor_id = $2";
constexpr std::string_view move_answers_sql = "UPDATE question_answer SET contributor_id = $2 WHERE contributor_id = $1";
constexpr std::string_view keep_sql = "INSERT INTO light_claim (person_id, at, taken, dropped) VALUES ($1, $2, $3, $4)";
constexpr std::string_view claims_sql = "SELECT COALESCE(SUM(taken), 0), COALESCE(SUM(dropped), 0) FROM light_claim WHERE person_id = $1 AND at > $2";

struct TwiceAnswered {
  QuestionId question;
  int position = 0;
  RedesignId redesign;
  bool is_closed = false;
};

/// Both the visitor and the person reacted to these: once is enough.
std::int64_t drop_reactions(db::Tx& tx, std::string_view actor, ContributorId visitor, ContributorId person) {
  std::vector<IdeaId> twice;
  {
    auto rows = tx.rows(twice_reacted_sql, visitor, person);
    while (rows.next()) twice.push_back(rows.id<IdeaId>(0));
  }
  for (const auto idea : twice) {
    tx.run(drop_reaction_sql, idea, visitor);
    count_reaction(tx, actor, idea, -1);
  }
  return static_cast<std::int64_t>(twice.size());
}

std::int64_t drop_answers(db::Tx& tx, std::string_view actor, ContributorId visitor, ContributorId person) {
  std::vector<TwiceAnswered> twice;
  {
    auto rows = tx.rows(twice_answered_sql, visitor, person);
    while (rows.next())
      twice.push_back({rows.id<QuestionId>(0), static_cast<int>(rows.integer(1)), rows.id<RedesignId>(2), !rows.is_null(3)});
  }
  for (const auto& answer : twice) {
    tx.run(drop_answer_sql, answer.question, visitor);
    count_answer(tx, answer.question, answer.position, -1);
    if (!answer.is_closed) append_answered_event(tx, actor, answer.redesign, *load_light(tx, answer.redesign).question);
  }
  return static_cast<std::int64_t>(twice.size());
}

/// Rows that both have go first; then the rest changes hands.
std::int64_t join(db::Tx& tx, std::string_view actor, ContributorId visitor, ContributorId person) {
  const auto dropped = drop_reactions(tx, actor, visitor, person) + drop_answers(tx, actor, visitor, person);
  tx.run(move_reactions_sql, visitor, person);
  tx.run(move_answers_sql, visitor, person);
  tx.run(forget_sql, visitor);
  return dropped;
}

}  // namespace

Claim claim_contributions(db::Tx& tx, const http::Viewer& viewer, std::string_view token) {
  if (token.empty() || viewer.is_organisation) return {};
  const std::string digest = crypto::digest(token);
  const auto visitor = find_contributor(tx, digest);
  if (!visitor.is_set()) return {};
  const Claim claim = hand_over(tx, viewer.opaque_id, visitor, viewer.person);
  if (claim.taken + claim.dropped > 0) tx.run(keep_sql, viewer.person, tx.now(), claim.taken, claim.dropped);
  return claim;
}

Claim hand_over(db::Tx& tx, std::string_view actor, ContributorId from, PersonId person) {
  Claim claim;
  const auto all = count_contributions(tx, from);
  const auto own = find_contributor(tx, person);
  if (own.is_set()) claim.dropped = join(tx, actor, from, own);
  else tx.run(take_over_sql, from, person);
  claim.taken = all - claim.dropped;
  return claim;
}

Claim load_claims(db::Tx& tx, PersonId person, Instant since) {
  auto row = tx.rows(claims_sql, person, since);
  return row.next() ? Claim{row.integer(0), row.integer(1)} : Claim{};
}

}  // namespace palabre::light
