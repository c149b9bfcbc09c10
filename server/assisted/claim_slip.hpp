// A person with a slip signs in: what a facilitator entered for them becomes theirs, each thing counted once.
#pragma once
#include "assisted/assisted_repo.hpp"

namespace palabre::assisted {

struct SlipClaim {
  RedesignId redesign;
  std::int64_t taken = 0;    // contributions that are now the account's
  std::int64_t dropped = 0;  // marks the account had made already: their count goes down by one
  bool is_repeated = false;  // the same account claimed this slip before; nothing happened now
};

/// Ideas and comments keep their channel and their versions' names; supports and light marks are counted once; how to reach the
/// person is forgotten, and the slip is used up. `number` as typed.
/// Refuses: bad_field, not_found slip, and as decide_claim.
Result<SlipClaim> claim_slip(db::Tx& tx, const people::Actor& actor, std::string_view number);

}  // namespace palabre::assisted
