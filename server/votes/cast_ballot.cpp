// The act cast_ballot: one ballot into the box, the person onto the register, nothing between the two.
// Called by POST /votes/{id}/ballots and the ballot's page.
#include "votes/acts.hpp"
#include "votes/receipt.hpp"
#include "votes/vote_act.hpp"

namespace palabre::votes {
namespace {

// A ballot handed to the person of a slip is the account's that claimed the slip.
constexpr std::string_view has_voted_sql =
    "SELECT r.way FROM vote_register r WHERE r.vote_id = $1 AND (r.person_id = $2 OR "
    "r.person_id IN (SELECT a.person_id FROM assisted_person a WHERE a.claimed_by = $2)) ORDER BY r.way LIMIT 1";

/// The same form came twice: its ballot is in the box, and whoever sends it has voted. What it says now is not compared: the answer
/// would tell who holds another's receipt what that ballot says.
bool is_repeated(db::Tx& tx, const Elector& elector, VoteId vote, std::string_view digest) {
  return elector.has_voted == Channel::online && find_ballot(tx, vote, digest).has_value();
}

/// A receipt that names no ballot yet and is no printed code.
Result<void> check_fresh(db::Tx& tx, VoteId vote, std::string_view digest) {
  if (!find_ballot(tx, vote, digest) && !is_code(tx, vote, digest)) return {};
  return refuse(Reason::bad_field, "this receipt is taken: load the ballot again, it comes with another one", "receipt");
}

}  // namespace

Elector elector_of(db::Tx& tx, const http::Viewer* viewer, VoteId vote) {
  if (viewer == nullptr) return {};
  Elector elector{true, viewer->is_organisation, viewer->is_email_verified, {}};
  auto row = tx.rows(has_voted_sql, vote, viewer->person);
  if (row.next()) elector.has_voted = channel_of_ballot(row.view(0));
  return elector;
}

Result<CastBallot> cast_ballot(db::Tx& tx, const people::Actor& actor, const Elector& elector, VoteId id, const Casting& casting) {
  const auto at = load_for_act(tx, id);
  if (!at) return at.error();
  const auto receipt = clean_receipt(casting.receipt);
  if (!receipt) return receipt.error();
  const std::string digest = digest_of_receipt(id, *receipt);
  if (is_repeated(tx, elector, id, digest)) return CastBallot{*receipt, at->vote.cast, false, 0};
  if (auto may = decide_vote_now(at->redesign, at->phase, at->vote, elector, tx.now()); !may) return may.error();
  const auto choices = check_choices(at->vote, casting.choices);
  if (!choices) return choices.error();
  if (auto fresh = check_fresh(tx, id, digest); !fresh) return fresh.error();
  if (!add_to_register(tx, id, actor.person, Channel::online)) return refuse(Reason::already_voted, "this person has voted");
  const std::string text = choices_text(*choices);
  insert_ballot(tx, id, {digest, Channel::online, BatchId{}, 1, text, seal_of(id, digest, Channel::online, 1, text)});
  const std::int64_t cast = at->vote.cast + 1;
  const auto seq = append_vote_event(tx, "box", "vote.cast", at->vote, R"(,"cast":)" + std::to_string(cast));
  return CastBallot{*receipt, cast, true, seq};
}

}  // namespace palabre::votes
