// The rules of four eyes and of assignment.
// Called by send_answer, assign_idea and, to know which buttons to show, by the officers' pages.
#include "followup/pending_answer.hpp"

#include <array>

namespace palabre::followup {

namespace {

constexpr std::array<std::string_view, 4> names{"waiting", "released", "sent_back", "taken_back"};

bool answers_here(const people::Actor& actor) { return actor.is_officer() || actor.is_owner(); }

Result<void> require_waiting(const PendingAnswer& pending) {
  if (pending.state == PendingState::waiting) return {};
  return refuse(Reason::already_decided, "this answer is " + std::string(name_of(pending.state)) + " already");
}

}  // namespace

std::string_view name_of(PendingState state) { return names.at(static_cast<std::size_t>(state)); }

std::optional<PendingState> pending_state_of(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names.at(i) == name) return static_cast<PendingState>(i);
  return std::nullopt;
}

Result<void> decide_release(const PendingAnswer& pending, const ideas::Idea& idea, const people::Actor& actor) {
  if (!answers_here(actor)) return refuse(Reason::not_allowed, "an officer or the owner of this redesign releases answers");
  if (pending.answer.officer == actor.person) return refuse(Reason::own_case, "somebody else releases the answer you wrote");
  if (idea.author == actor.person) return refuse(Reason::own_case, "another officer answers your own idea");
  return require_waiting(pending);
}

Result<void> decide_sending_back(const PendingAnswer& pending, const ideas::Idea& idea, const people::Actor& actor, std::string_view note) {
  if (const auto may = decide_release(pending, idea, actor); !may) return may.error();
  if (note.empty()) return refuse(Reason::reason_required, "say what should be changed", "note");
  return {};
}

Result<void> decide_taking_back(const PendingAnswer& pending, const people::Actor& actor) {
  if (!answers_here(actor) || pending.answer.officer != actor.person)
    return refuse(Reason::not_allowed, "who wrote the answer takes it back; others send it back with a note");
  return require_waiting(pending);
}

Result<void> decide_four_eyes(const people::Actor& actor) {
  if (actor.is_owner() || actor.is_admin) return {};
  return refuse(Reason::not_allowed, "the owner of this redesign says whether answers need a release");
}

Result<void> decide_assignment(const people::Actor& actor, const std::optional<people::Roles>& assignee) {
  if (!answers_here(actor)) return refuse(Reason::not_allowed, "the officers and the owner of this redesign share out the ideas");
  const bool may_answer = !assignee || assignee->has(people::Role::officer) || assignee->has(people::Role::owner);
  if (!may_answer) return refuse(Reason::bad_field, "this person answers no ideas here", "person");
  return {};
}

}  // namespace palabre::followup
