// The act hand_out_ballot: finds or makes the person of the slip, then puts them on the register of the vote.
// Called by POST /votes/{id}/handed-out and by the page of the vote's desk.
#include "assisted/hand_out_ballot.hpp"

#include "assisted/slip.hpp"
#include "votes/acts.hpp"
#include "votes/paper.hpp"

namespace palabre::assisted {
namespace {

/// Who takes the ballot.
struct Taker {
  PersonId person;
  std::string slip;
  bool is_new = false;
};

Result<Taker> taker_by_slip(db::Tx& tx, const votes::VoteAt& at, const std::string& typed) {
  const auto number = typed.empty() ? std::optional(new_slip()) : tidy_slip(typed);
  if (!number) return refuse(Reason::bad_field, "this is not the number of a slip: ten letters and digits, one is mistyped", "slip");
  const auto slip = find_slip(tx, *number);
  if (!slip) return Taker{save_new_slip(tx, at.redesign.id, *number, "", at.redesign.languages.front()).person, *number, true};
  if (slip->redesign != at.redesign.id) return refuse(Reason::not_found, "this slip is of another redesign", "slip");
  return Taker{slip->claimed_by.is_set() ? slip->claimed_by : slip->person, *number, false};
}

Result<Taker> find_taker(db::Tx& tx, const votes::VoteAt& at, const BallotTaker& taker) {
  if (!taker.person.is_set()) return taker_by_slip(tx, at, taker.slip);
  // People of slips are named by their slips, so that one of another redesign is not taken for an account.
  if (find_slip(tx, taker.person)) return refuse(Reason::not_found, "nobody has an account by this number", "person");
  return Taker{taker.person, "", false};
}

}  // namespace

Result<HandedOut> hand_out_ballot(db::Tx& tx, const votes::VoteAt& at, const BallotTaker& taker) {
  if (auto may = votes::decide_hand_out(at.actor, at.phase, at.vote, {}, tx.now()); !may) return may.error();
  const auto found = find_taker(tx, at, taker);
  if (!found) return found.error();
  const auto count = votes::hand_out_ballot(tx, at.actor, at.vote.id, found->person);
  if (!count) {
    Refusal refusal = count.error();
    if (refusal.reason == Reason::already_voted || refusal.reason == Reason::own_case) refusal.field = found->slip.empty() ? "person" : "slip";
    return refusal;
  }
  return HandedOut{found->slip, found->is_new, *count};
}

}  // namespace palabre::assisted
