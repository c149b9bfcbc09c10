// The rules of official answers.
// Called by publish_answer and by advance_deferred.
#include "followup/answer.hpp"
#include "base/names.hpp"

#include <algorithm>

namespace palabre::followup {

namespace {

using ideas::IdeaState;
using redesigns::RedesignState;

bool may_be_answered(RedesignState state) {
  return state == RedesignState::announced || state == RedesignState::open || state == RedesignState::paused ||
         state == RedesignState::follow_up || state == RedesignState::evaluated;
}

Result<void> decide_fields(const Answer& answer, Instant now) {
  if (answer.texts.empty()) return refuse(Reason::missing_field, "an answer says why, in at least one language", "body");
  if (answer.kind == AnswerKind::declined && !answer.reason_code)
    return refuse(Reason::missing_field, "a declined idea names its reason: competence, law, cost, charter or existing", "reason_code");
  if (answer.kind != AnswerKind::declined && answer.reason_code)
    return refuse(Reason::bad_field, "only a declined idea has a reason code", "reason_code");
  if (answer.kind == AnswerKind::deferred && !answer.review_on)
    return refuse(Reason::missing_field, "a deferred idea names the day it comes back", "review_on");
  if (answer.kind != AnswerKind::deferred && answer.review_on)
    return refuse(Reason::bad_field, "only a deferred idea has a review day", "review_on");
  if (answer.review_on && *answer.review_on <= now) return refuse(Reason::bad_field, "the review day lies in the future", "review_on");
  return {};
}

std::optional<Instant> due_after(const Answer& answer, Instant now, int answer_days) {
  if (answer.kind == AnswerKind::deferred) return answer.review_on;
  if (answer.kind == AnswerKind::in_study) return now.plus_ms(answer_days * ms_per_day);
  return std::nullopt;
}

}  // namespace

const std::vector<std::string_view>& kind_names() {
  static const std::vector<std::string_view> names = {"accepted", "in_study", "deferred", "declined"};
  return names;
}

const std::vector<std::string_view>& reason_code_names() {
  static const std::vector<std::string_view> names = {"competence", "law", "cost", "charter", "existing"};
  return names;
}

std::string_view name_of(AnswerKind kind) { return kind_names()[static_cast<std::size_t>(kind)]; }
std::string_view name_of(ReasonCode code) { return reason_code_names()[static_cast<std::size_t>(code)]; }
std::optional<AnswerKind> kind_of(std::string_view name) { return find_name<AnswerKind>(kind_names(), name); }
std::optional<ReasonCode> reason_code_of(std::string_view name) { return find_name<ReasonCode>(reason_code_names(), name); }

IdeaState state_after(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::accepted: return IdeaState::accepted;
    case AnswerKind::in_study: return IdeaState::under_review;
    case AnswerKind::deferred: return IdeaState::deferred;
    case AnswerKind::declined: return IdeaState::declined;
  }
  return IdeaState::under_review;
}

bool is_answerable(IdeaState state) { return ideas::is_listed(state) && state != IdeaState::on_ballot; }

Result<AnswerEffect> decide_answer(RedesignState redesign, const ideas::Idea& idea, const people::Actor& actor, const Answer& answer,
                                   Instant now, int answer_days) {
  if (!actor.is_officer() && !actor.is_owner())
    return refuse(Reason::not_allowed, "an officer or the owner of this redesign answers; everybody may comment");
  if (idea.author == actor.person) return refuse(Reason::own_case, "another officer answers your own idea");
  if (!may_be_answered(redesign)) return refuse(Reason::redesign_not_open, "a redesign that is " + std::string(name_of(redesign)) + " is not answered any more");
  if (!is_answerable(idea.state)) {
    const std::string why = idea.state == IdeaState::on_ballot ? "the vote decides first" : "it takes no answer";
    return refuse(Reason::idea_transition_refused, "an idea that is " + std::string(ideas::name_of(idea.state)) + ": " + why);
  }
  if (const auto complete = decide_fields(answer, now); !complete) return complete.error();
  return AnswerEffect{state_after(answer.kind), actor.is_officer() ? "officer" : "owner", due_after(answer, now, answer_days)};
}

}  // namespace palabre::followup
