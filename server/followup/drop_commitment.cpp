// Asks for a drop and settles it; both leave a line in the public history.
// Called by commitment_api and by the page of a commitment.
#include "followup/drop_commitment.hpp"

#include "followup/commitment_access.hpp"
#include "followup/commitment_rules.hpp"
#include "followup/commitment_store.hpp"

namespace palabre::followup {

namespace {

DropWanted judged(const AskDrop& input, const std::optional<Commitment>& replacement, bool is_asked) {
  return {has_words(input.reasons), !input.decided_body.empty(), is_asked, replacement ? &*replacement : nullptr};
}

}  // namespace

Result<CommitmentDone> ask_drop(db::Tx& tx, const people::Actor& actor, const AskDrop& input) {
  const auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  const Commitment& one = place->commitment;
  const auto replacement = input.replaced_by.is_set() ? find_commitment(tx, input.replaced_by) : std::nullopt;
  if (input.replaced_by.is_set() && !replacement) return refuse(Reason::bad_field, "There is no such commitment.", "replaced_by");
  const bool is_asked = find_open_drop(tx, one.id).has_value();
  const auto role = decide_ask_drop(place->redesign.state, one, actor, judged(input, replacement, is_asked));
  if (!role) return role.error();
  Drop drop;
  drop.commitment = one.id;
  drop.asked_by = actor.person;
  drop.asked_role = *role;
  drop.asked_at = tx.now();
  drop.reasons = input.reasons;
  drop.decided_body = input.decided_body;
  drop.replaced_by = input.replaced_by;
  insert_drop(tx, drop);
  CommitmentEntry entry = entry_of(tx, actor, one, *role, input.reasons);
  entry.act = "drop_asked";
  append_commitment_entry(tx, one.id, entry);
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.updated")};
}

Result<CommitmentDone> settle_drop(db::Tx& tx, const people::Actor& actor, const SettleDrop& input) {
  auto place = load_visible_commitment(tx, input.commitment, actor);
  if (!place) return place.error();
  Commitment& one = place->commitment;
  const auto drop = find_open_drop(tx, one.id);
  if (!drop) return refuse(Reason::not_found, "nobody asked to drop this commitment");
  const auto role = decide_settle_drop(*drop, actor, input.is_agreed);
  if (!role) return role.error();
  if (input.is_agreed) {
    const auto replacement = drop->replaced_by.is_set() ? find_commitment(tx, drop->replaced_by) : std::nullopt;
    const DropWanted still{true, true, false, replacement ? &*replacement : nullptr};
    if (auto may = decide_ask_drop(place->redesign.state, one, actor, still); !may) return may.error();
  }
  save_drop_settled(tx, drop->id, input.is_agreed, actor.person);
  CommitmentEntry entry = entry_of(tx, actor, one, *role, input.is_agreed ? drop->reasons : TextsByLanguage{});
  if (!input.is_agreed) {
    entry.act = "drop_refused";
    append_commitment_entry(tx, one.id, entry);
    return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.updated")};
  }
  one.replaced_by = drop->replaced_by;
  move_commitment_row(tx, one, CommitmentState::dropped, std::move(entry));
  return CommitmentDone{one.id, append_commitment_event(tx, actor.opaque_id, one, "commitment.state_changed")};
}

}  // namespace palabre::followup
