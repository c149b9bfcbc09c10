// Answers that wait for a second pair of eyes: who may release one, send it back or take it back. Pure rules.
#pragma once
#include "followup/answer.hpp"

namespace palabre::followup {

enum class PendingState { waiting, released, sent_back, taken_back };
std::string_view name_of(PendingState state);
std::optional<PendingState> pending_state_of(std::string_view name);

struct PendingAnswer {
  PendingAnswerId id;
  Answer answer;             // as it would be published: `officer` wrote it, `created_at` is when it was sent for release
  std::string writer_name;   // read only
  PendingState state = PendingState::waiting;
};

/// Four eyes: an officer or the owner, never who wrote it, nor the author of the idea. A `note` is needed to send it back.
/// Refuses: not_allowed, own_case (one's own answer or idea), already_decided (not waiting any more), reason_required note.
Result<void> decide_release(const PendingAnswer& pending, const ideas::Idea& idea, const people::Actor& actor);
Result<void> decide_sending_back(const PendingAnswer& pending, const ideas::Idea& idea, const people::Actor& actor, std::string_view note);

/// Who wrote it takes it back to go on writing. Refuses: not_allowed, already_decided.
Result<void> decide_taking_back(const PendingAnswer& pending, const people::Actor& actor);

/// The owner says whether answers need a release. Refuses: not_allowed.
Result<void> decide_four_eyes(const people::Actor& actor);

/// An officer takes an idea on, or gives it to one who answers in this redesign. Refuses: not_allowed, bad_field person.
Result<void> decide_assignment(const people::Actor& actor, const std::optional<people::Roles>& assignee);

}  // namespace palabre::followup
