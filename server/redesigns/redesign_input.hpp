// What a person sent about redesigns and phases, as the typed inputs of the acts: JSON or a form.
#pragma once
#include "http/input.hpp"
#include "http/route.hpp"
#include "redesigns/create_redesign.hpp"
#include "redesigns/edit_redesign.hpp"
#include "redesigns/transition_redesign.hpp"

namespace palabre::redesigns {

Result<CreateRedesign> read_create_redesign(const http::Call& call);
Result<EditRedesign> read_edit_redesign(const http::Call& call, const Redesign& redesign);
Result<TransitionRedesign> read_transition_redesign(const http::Call& call);
Result<NewPhase> read_new_phase(const http::Call& call, const Redesign& redesign);
Result<EditPhase> read_edit_phase(const http::Call& call, const Redesign& redesign);
Result<TransitionRequest> read_transition(const http::Call& call);

/// The redesign of "{slug}" and the viewer as actor in it. One that is not public is not_found to those who have no part in it.
struct Place {
  Redesign redesign;
  people::Actor actor;
};
Result<Place> place_of(const http::Call& call);
/// The same for the phase "{id}".
struct PhasePlace {
  Phase phase;
  Redesign redesign;
  people::Actor actor;
};
Result<PhasePlace> phase_place_of(const http::Call& call);

}  // namespace palabre::redesigns
