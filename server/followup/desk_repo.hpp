// What officers share and the public never sees: answers that wait, drafts, who looks after an idea, the four-eyes switch.
#pragma once
#include "followup/answer_repo.hpp"
#include "followup/pending_answer.hpp"

namespace palabre::followup {

bool needs_four_eyes(db::Tx& tx, RedesignId redesign);
void save_four_eyes(db::Tx& tx, RedesignId redesign, bool is_on);

std::optional<PendingAnswer> find_pending(db::Tx& tx, PendingAnswerId id);
/// The one that waits for this idea.
std::optional<PendingAnswer> find_waiting(db::Tx& tx, IdeaId idea);
/// Oldest first.
std::vector<PendingAnswer> load_waiting(db::Tx& tx, RedesignId redesign, std::size_t limit);
PendingAnswerId append_pending(db::Tx& tx, const Answer& answer);
void save_pending_state(db::Tx& tx, PendingAnswerId id, PendingState state, PersonId by, std::string_view note, AnswerId published);

/// As typed: nothing in it need be right.
struct AnswerDraft {
  std::string kind;
  std::string reason_code;
  std::string review_on;
  redesigns::TextsByLanguage texts;
  std::string note;            // of the officer who sent it back
  Instant updated_at;
};
std::optional<AnswerDraft> find_answer_draft(db::Tx& tx, IdeaId idea, PersonId person);
void save_answer_draft(db::Tx& tx, IdeaId idea, PersonId person, const AnswerDraft& draft);
void remove_answer_draft(db::Tx& tx, IdeaId idea, PersonId person);

struct Assignee {
  PersonId person;
  std::string name;
};
/// Nothing: nobody any more.
void save_assignment(db::Tx& tx, IdeaId idea, PersonId person, PersonId by);
/// Those who answer in this redesign, by name.
std::vector<Assignee> load_assignees(db::Tx& tx, RedesignId redesign);

}  // namespace palabre::followup
