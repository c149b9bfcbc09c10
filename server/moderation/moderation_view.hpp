// The JSON shapes of moderation: the queue for moderators, the log for everybody.
#pragma once
#include "base/limits.hpp"
#include "moderation/case_repo.hpp"
#include "moderation/hide_content.hpp"
#include "moderation/moderation_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::moderation {

/// What a reporter gets back: {id, target, rule, text, status, created_at, decided_at, reason}. Never who reported.
nlohmann::json report_view(const Report& report);

/// report_view and `reports` (on the same target, all states), `content` {idea, title, body, language, author {id, name}, status} and
/// `is_own_case` (the viewer wrote it: another moderator decides). For moderators only: hidden words included.
nlohmann::json queued_report_view(db::Tx& tx, const QueuedReport& queued, PersonId viewer);

/// {id, target, kind, idea, rule, reason, at, restored_at, restored_reason}. No names.
nlohmann::json hiding_view(const Hiding& hiding);

/// {target, idea, status, comments, seq, decision, undo_until}. `undo_until` null: nothing to take back (any more).
nlohmann::json change_view(const Target& target, const ContentChange& change, std::optional<Instant> undo_until = {});

/// One case of the queue: {target, kind, idea, title, body, language, status, author {texts, hidden}, is_own_case, reports, rules {rule: count},
/// notes [{at, rule, text}], since, due_at, is_late, second_opinion {note, at, is_mine} or null, watching, neighbours [{place, body, language}]}.
/// Nobody is named. `watching`: how many other moderators look at it now.
nlohmann::json case_view(db::Tx& tx, const Case& open, PersonId viewer, Instant now, const Limits& limits, std::int64_t watching);

}  // namespace palabre::moderation
