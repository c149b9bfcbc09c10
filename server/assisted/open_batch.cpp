// The acts open_batch and erase_contact. Called by the API and by the pages of the desk.
#include "assisted/open_batch.hpp"

#include "db/event_log.hpp"

namespace palabre::assisted {

Result<Batch> open_batch(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, Batch wanted) {
  if (auto may = decide_batch(actor, wanted, tx.now()); !may) return may.error();
  wanted.redesign = redesign.id;
  wanted.opened_by = actor.person;
  wanted.created_at = tx.now();
  wanted.open_until = tx.now().plus_ms(batch_open_ms);
  wanted.id = save_new_batch(tx, wanted);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(redesign.id), "", "batch.opened",
                   R"({"redesign":")" + redesign.id.text() + R"(","batch":")" + wanted.id.text() + "\"}");
  return wanted;
}

Result<void> erase_contact(db::Tx& tx, const people::Actor& actor, RedesignId redesign, PersonId person) {
  if (!actor.is_facilitator()) return refuse(Reason::not_allowed, "facilitators of this redesign erase what they noted");
  const auto slip = find_slip(tx, person);
  if (!slip || slip->redesign != redesign || !remove_contact(tx, person)) return refuse(Reason::not_found, "nothing is noted about this person", "person");
  return {};
}

}  // namespace palabre::assisted
