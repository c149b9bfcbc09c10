// Drops a commitment: one of officer and owner asks, the other agrees.
#pragma once
#include "followup/create_commitment.hpp"

namespace palabre::followup {

struct AskDrop {
  CommitmentId commitment;
  TextsByLanguage reasons;
  std::string decided_body;             // the body that decided it, and when
  CommitmentId replaced_by;             // unset: nothing replaces it
};
/// Public at once. Refuses: not_found, all of decide_ask_drop.
Result<CommitmentDone> ask_drop(db::Tx& tx, const people::Actor& actor, const AskDrop& input);

struct SettleDrop {
  CommitmentId commitment;
  bool is_agreed = false;               // else it goes on as before
};
/// Refuses: not_found (the commitment, or nobody asked), bad_field to (delivered meanwhile), all of decide_settle_drop.
Result<CommitmentDone> settle_drop(db::Tx& tx, const people::Actor& actor, const SettleDrop& input);

}  // namespace palabre::followup
