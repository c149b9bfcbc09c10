// The public shapes of commitments.
#pragma once
#include "followup/follow_up.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::followup {

/// A line of the list: {id, redesign, state, is_late, title, language, titles, due_on, budget_eur, organisation {id, names}, officer {id, name},
/// ideas [{id, title, language, status}], milestone_counts {done, total, late}, next_on, state_since, check {…} or null}.
nlohmann::json commitment_line_view(db::Tx& tx, const Commitment& commitment, Instant now);
/// The line and all else: body, bodies, budget_line, check_days, milestones with the days they had, moved, history, checks, replaced_by,
/// replaces, drop_asked, resume_by, created_at, updated_at.
nlohmann::json commitment_view(db::Tx& tx, const Commitment& commitment, Instant now);
/// {total, by_state, late, milestone_counts {done, total, late}, moved_dates, opinions, without_commitment [ideas]}.
nlohmann::json follow_up_view(db::Tx& tx, RedesignId redesign, Instant now);

}  // namespace palabre::followup
