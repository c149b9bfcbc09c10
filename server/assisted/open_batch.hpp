// A moderator or the owner records paper that comes after the close, so that facilitators may still enter it.
#pragma once
#include "assisted/assisted_repo.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::assisted {

/// Label, reason and the first and last day of collecting; the rest is filled in. Open for batch_open_ms.
/// Refuses: as decide_batch.
Result<Batch> open_batch(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, Batch wanted);

/// How to reach somebody is forgotten, at their wish. Facilitators of the redesign. Refuses: not_allowed, not_found.
Result<void> erase_contact(db::Tx& tx, const people::Actor& actor, RedesignId redesign, PersonId person);

}  // namespace palabre::assisted
