// Asks the slices' rules whether a page of staff is for a reader. Called by those pages and by the links that lead to them.
#include "screens/staff_rules.hpp"

#include "followup/answer.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/merge.hpp"
#include "redesigns/redesign.hpp"

namespace palabre::screens {

using redesigns::RedesignState;

Result<void> decide_inbox(const people::Actor& reader) {
  if (reader.is_officer() || reader.is_owner()) return {};
  return refuse(Reason::not_allowed, "the inbox is for the officers and the owner of this redesign");
}

Result<void> decide_answering(const redesigns::Redesign& redesign, const ideas::Idea& idea, const people::Actor& reader, Instant now) {
  followup::Answer probe;
  probe.idea = idea.id;
  probe.kind = followup::AnswerKind::accepted;
  probe.texts[idea.language] = probe_reason;
  const auto decided = followup::decide_answer(redesign.state, idea, reader, probe, now, redesign.answer_days);
  if (!decided) return decided.error();
  return {};
}

Result<void> decide_proposing_merge(const redesigns::Redesign& redesign, const ideas::Idea& idea, const people::Actor& reader) {
  ideas::Idea twin = idea;
  twin.id = IdeaId{idea.id.value + 1};
  twin.state = ideas::IdeaState::published;
  if (auto may = ideas::decide_propose_merge(idea, twin, reader); !may) return may.error();
  return ideas::decide_staff_work(redesign.state);
}

bool may_open_settings(const redesigns::Redesign& redesign, const people::Actor& reader) {
  if (redesigns::decide_redesign_edit(redesign.state, reader)) return true;
  constexpr redesigns::RedesignFacts ready{true, true, 0};
  for (int state = 0; state <= static_cast<int>(RedesignState::cancelled); ++state) {
    if (redesigns::decide_redesign_transition(redesign.state, static_cast<RedesignState>(state), reader, probe_reason, ready)) return true;
  }
  return false;
}

}  // namespace palabre::screens
