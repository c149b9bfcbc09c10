// Loads the decision, asks the rule, turns the text back, reopens what the decision had settled.
// Called by cases_api and by the queue's forms.
#include "moderation/undo_decision.hpp"

#include "moderation/case_repo.hpp"

namespace palabre::moderation {

namespace {

/// What the idea's history gives as reason of the way back.
constexpr std::string_view undone_code = "undone";

}  // namespace

Result<ContentChange> undo_decision(db::Tx& tx, const people::Actor& actor, DecisionId id, const Limits& limits) {
  const auto made = find_decision(tx, id);
  if (!made) return refuse(Reason::not_found, "no such decision");
  if (const auto allowed = decide_undo(*made, actor, tx.now(), limits.undo_ms); !allowed) return allowed.error();
  const auto content = find_content(tx, made->target);
  if (!content) return refuse(Reason::not_found, "what was decided about does not exist any more");
  const bool is_shown_again = made->kind == DecisionKind::hidden;
  if (made->kind != DecisionKind::kept && content->is_hidden != is_shown_again)
    return refuse(Reason::already_decided, "the text has changed since: it is " + content->status);
  save_undone(tx, id);
  ContentChange change;
  change.idea = content->idea;
  change.status = content->status;
  if (is_shown_again) {
    save_hiding_undone(tx, id);
    change = save_visibility(tx, actor, *content, Visibility::shown, "", undone_code);
  } else if (made->kind == DecisionKind::restored) {
    save_restoration_undone(tx, id);
    change = save_visibility(tx, actor, *content, Visibility::hidden, "", undone_code);
  }
  reopen_reports(tx, id);
  reopen_second_opinion(tx, id);
  change.decision = id;
  return change;
}

}  // namespace palabre::moderation
