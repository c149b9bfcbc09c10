// A facilitator gives a paper ballot to somebody: whose it is, by the number of a slip or of an account.
#pragma once
#include "assisted/assisted_repo.hpp"
#include "votes/vote_access.hpp"

#include <string>

namespace palabre::assisted {

struct BallotTaker {
  std::string slip;     // as typed; empty: a new slip is made. A number nobody used yet is a new person's; a claimed one is its account's
  PersonId person;      // instead of a slip: an account
};

struct HandedOut {
  std::string slip;     // empty for an account
  bool is_new_person = false;
  votes::RegisterCount count;
};

/// Why:     one person has one ballot, whichever way they come: the register knows them behind slip and account.
/// Refuses: as votes::hand_out_ballot; bad_field slip (mistyped); not_found slip (of another redesign).
Result<HandedOut> hand_out_ballot(db::Tx& tx, const votes::VoteAt& at, const BallotTaker& taker);

}  // namespace palabre::assisted
