// The step between asking a phase to move and moving it: what will people be able to do?
#pragma once
#include "redesigns/phase_preview.hpp"
#include "screens/staff_parts.hpp"

namespace palabre::screens {

/// `sent` is the form as it came: it goes on, hidden, behind the button that confirms.
http::Response show_phase_preview(Page& page, const RedesignAtHand& at, const redesigns::Phase& phase, const redesigns::Transition& move, const Form& sent);

}  // namespace palabre::screens
