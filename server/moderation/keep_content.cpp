// Loads the text and what stands open about it, asks the rules, settles the reports or flags the case.
// Called by cases_api and by the queue's forms.
#include "moderation/keep_content.hpp"

namespace palabre::moderation {

Result<DecisionId> keep_content(db::Tx& tx, const people::Actor& actor, const KeepContent& input) {
  const auto content = find_content(tx, input.target);
  if (!content) return refuse(Reason::not_found, "no such idea, comment or statement");
  const auto open = load_open_questions(tx, input.target);
  if (const auto allowed = decide_keeping(*content, open, actor, input.reason); !allowed) return allowed.error();
  const DecisionId decision = append_decision(tx, *content, {DecisionKind::kept, {}, input.reason, actor.person});
  settle_open_reports(tx, input.target, decision, ReportState::dismissed, actor.person, input.reason);
  close_second_opinion(tx, input.target, decision);
  return decision;
}

Result<void> ask_second_opinion(db::Tx& tx, const people::Actor& actor, const AskSecondOpinion& input) {
  const auto content = find_content(tx, input.target);
  if (!content) return refuse(Reason::not_found, "no such idea, comment or statement");
  const auto open = load_open_questions(tx, input.target);
  if (const auto allowed = decide_second_opinion(*content, open, actor, input.note); !allowed) return allowed.error();
  append_second_opinion(tx, *content, actor.person, input.note);
  return {};
}

}  // namespace palabre::moderation
