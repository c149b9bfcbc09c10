// The public shapes of answers and of the officers' inbox.
#pragma once
#include "followup/answer_repo.hpp"
#include "followup/pending_answer.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::followup {

/// {id, idea, kind, body, language, texts {fr, en}, reason_code, review_on, officer {id, name, organisation {fr, en} or null}, created_at,
/// supersedes, is_current}. `body` is the text in `preferred` (the idea's language) when there is one, else the first; `language` says which.
nlohmann::json answer_view(const ShownAnswer& shown, std::string_view preferred);

/// {id, title, language, status, author {id, name}, supports, imported_supports, comments, created_at, answer_due_at, is_overdue, answer}
/// where `answer` is the kind of the answer in force or null; and `body`, `pending` (an answer that waits for release), `is_asked`, `assignee
/// {id, name}` or null.
nlohmann::json waiting_view(const WaitingIdea& waiting, Instant now);

/// {id, idea, kind, texts, reason_code, review_on, writer {id, name}, sent_at, status}: for officers only.
nlohmann::json pending_view(const PendingAnswer& pending);

}  // namespace palabre::followup
