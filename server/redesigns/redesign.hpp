// The rules of a redesign itself: who may change it, through which states it goes, what its fields may be.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "redesigns/texts.hpp"

#include <array>

namespace palabre::redesigns {

/// What the public body promises, weakest first: IAP2's spectrum.
inline constexpr std::array<std::string_view, 5> power_levels{"inform", "consult", "involve", "collaborate", "empower"};

/// In these states the clock opens and closes phases and people take part.
bool clock_runs(RedesignState state);
/// archived and cancelled are read-only for ever.
bool is_final(RedesignState state);
/// The phase's state as shown: by the clock where it runs, else as stored.
PhaseState shown_state(RedesignState redesign, const Phase& phase, Instant now);

/// a-z, 0-9 and single hyphens inside, 2 to slug_chars_max. Refuses: bad_field.
Result<void> check_slug(std::string_view slug);
/// A title in the first language, languages known to be two letters, a known power level, answer_days 1 to 365, coordinates in
/// pairs and on the globe. Refuses: missing_field, bad_field.
Result<void> check_redesign(const Redesign& redesign, const RedesignTexts& texts);
/// The dates of a phase are in order. Refuses: bad_field.
Result<void> check_phase_dates(const Phase& phase);
/// The stage a type usually serves.
Stage usual_stage(PhaseType type);

/// The owner or an administrator, until the redesign is archived or cancelled. Refuses: not_allowed, redesign_not_open.
Result<void> decide_redesign_edit(RedesignState state, const people::Actor& actor);

/// What a change of state depends on beyond the state.
struct RedesignFacts {
  bool has_promise = false;        // title, summary and promise are written
  bool has_follow_up = false;      // a follow_up phase is planned
  std::int64_t unanswered = 0;     // public ideas without an answer
  std::int64_t uncommitted = 0;    // accepted ideas that no commitment follows, dropped ones aside
  bool has_answerer = true;        // somebody is named who answers within the days promised
  bool has_room = true;            // something can change, or no more than information is promised
};

/// Whether `actor` may move the redesign from `from` to `to`. The table is in redesign.cpp; the tests walk it.
/// Refuses: redesign_transition_refused, not_allowed, reason_required.
Result<void> decide_redesign_transition(RedesignState from, RedesignState to, const people::Actor& actor, std::string_view reason,
                                        const RedesignFacts& facts);

/// Only a phase that never began can be taken out, and from a public redesign never the last follow-up. Refuses: phase_transition_refused.
/// `others`: the phases that stay.
Result<void> decide_phase_removal(RedesignState redesign, const Phase& phase, std::span<const Phase> others, Instant now);

/// Whether a phase's dates or type may be changed by editing: only before it starts.
/// Refuses: phase_transition_refused (extend, close or reopen instead).
Result<void> decide_phase_edit(const Phase& before, const Phase& after, Instant now);

}  // namespace palabre::redesigns
