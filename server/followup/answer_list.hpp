// All answers in force of a redesign, for everybody: what was decided about which idea, and where its follow-up stands.
#pragma once
#include "followup/answer_repo.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::followup {

struct AnswerListQuery {
  std::optional<AnswerKind> kind;
  std::string language;              // answers written in it; empty: all
  bool is_late_only = false;         // whose next look is overdue
  Instant now;
  InboxPlace after;
  std::size_t limit = 20;
};

struct ListedAnswer {
  ShownAnswer shown;
  std::string title;                 // of the idea
  std::string title_language;
  std::optional<Instant> due_at;     // when the next answer is due
  InboxPlace place;
};
/// Newest first; only of ideas that lists show.
std::vector<ListedAnswer> load_answer_list(db::Tx& tx, RedesignId redesign, const AnswerListQuery& query);
std::int64_t count_answer_list(db::Tx& tx, RedesignId redesign, const AnswerListQuery& query);

/// answer_view and `title`, `title_language`, `next_due_at`, `is_late`.
nlohmann::json listed_answer_view(const ListedAnswer& listed, Instant now);
/// RFC 4180: idea, title, kind, reason_code, answered_at, review_on, next_due_at, is_late, organisation-free; one row per answer.
std::string answer_list_csv(const std::vector<ListedAnswer>& answers, Instant now);

}  // namespace palabre::followup
