// The owner switches light contributions on or off and writes the question.
#pragma once
#include "db/tx.hpp"
#include "light/light.hpp"
#include "people/actor.hpp"
#include "redesigns/redesign_repo.hpp"

namespace palabre::light {

/// Refuses: as redesigns::decide_redesign_edit and decide_light_edit; nothing_changed.
Result<Light> edit_light(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const EditLight& wanted);

}  // namespace palabre::light
