// The JSON shapes of moderation: the queue for moderators, the log for everybody.
#pragma once
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

/// {target, idea, status, comments, seq}
nlohmann::json change_view(const Target& target, const ContentChange& change);

}  // namespace palabre::moderation
