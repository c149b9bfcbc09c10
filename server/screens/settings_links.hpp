// Whether the settings of a redesign hold anything for a reader: texts to change, or a state to move to.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "people/actor.hpp"

namespace palabre::screens {

bool may_open_settings(const redesigns::Redesign& redesign, const people::Actor& reader);

}  // namespace palabre::screens
