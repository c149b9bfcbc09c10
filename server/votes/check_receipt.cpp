// The read check_receipt: is a ballot in the box, and is it as it was cast? Called by POST /votes/{id}/receipts and its page.
#include "votes/acts.hpp"
#include "votes/receipt.hpp"

namespace palabre::votes {

Result<ReceiptCheck> check_receipt(db::Tx& tx, VoteId id, std::string_view receipt) {
  const auto vote = find_vote(tx, id);
  if (!vote) return refuse(Reason::not_found, "no such vote", "id");
  const auto clean = clean_receipt(receipt);
  if (!clean) return clean.error();
  const auto ballot = find_ballot(tx, id, digest_of_receipt(id, *clean));
  if (!ballot) return ReceiptCheck{};
  const bool is_unaltered = ballot->seal == seal_of(id, ballot->receipt_digest, ballot->channel, ballot->weight, ballot->choices);
  return ReceiptCheck{true, is_unaltered, ballot->channel, vote->counted_at.has_value()};
}

}  // namespace palabre::votes
