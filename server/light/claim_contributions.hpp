// A visitor signs in: what they did without an account becomes theirs, each thing counted once.
#pragma once
#include "db/tx.hpp"
#include "http/route.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::light {

struct Claim {
  std::int64_t taken = 0;    // contributions that are now the person's
  std::int64_t dropped = 0;  // those the person had made already: their count goes down by one
};

/// Gives the contributions of the visitor with this token to `viewer`. A second claim (another tab, the same again) finds no
/// visitor and takes nothing. An organisation's account claims nothing: these are people's.
Claim claim_contributions(db::Tx& tx, const http::Viewer& viewer, std::string_view token);

/// Gives everything `from` contributed to `person`, who keeps what they had done already. Kept and named in `load_claims`
/// by the caller's own act, not here.
Claim hand_over(db::Tx& tx, std::string_view actor, ContributorId from, PersonId person);

/// What the person claimed since `since`, all times together.
Claim load_claims(db::Tx& tx, PersonId person, Instant since);

}  // namespace palabre::light
