// Hides and restores: asks the rules, writes the hiding, moves the idea, the comment or the statement with all its counts, appends the event.
// Called by settle_report, moderation_api and the moderators' forms.
#include "moderation/hide_content.hpp"

#include "db/event_log.hpp"
#include "ideas/idea_repo.hpp"
#include "moderation/case_repo.hpp"
#include "redesigns/redesign_repo.hpp"
#include "rounds/statement_repo.hpp"
#include "rounds/write_statement.hpp"

#include <nlohmann/json.hpp>

namespace palabre::moderation {

namespace {

std::int64_t append_comment_event(db::Tx& tx, const people::Actor& actor, const Content& content, std::int64_t comments, Visibility visibility) {
  const nlohmann::json payload = {
      {"idea", content.idea.text()}, {"comment", std::to_string(content.target.id)}, {"comments", comments}};
  const std::string_view type = visibility == Visibility::shown ? "comment.restored" : "comment.hidden";
  return db::append_event(tx, actor.opaque_id, redesigns::channel_of(content.redesign), redesigns::subject_of(content.idea), type, payload.dump());
}

/// Moves what `content` describes; for a comment only the visibility counts, for an idea only `move`.
ContentChange move_content(db::Tx& tx, const people::Actor& actor, const Content& content, Visibility visibility, const ideas::StateMove& move) {
  const ideas::Idea idea = ideas::find_idea(tx, content.idea).value();
  ContentChange change;
  change.idea = idea.id;
  if (content.target.kind == TargetKind::idea) {
    change.status = ideas::name_of(move.to);
    change.comments = idea.comments;
    change.seq = ideas::move_idea(tx, idea, move);
    return change;
  }
  save_comment_visibility(tx, idea, content, visibility);
  change.status = visibility == Visibility::shown ? "published" : "hidden";
  change.comments = ideas::find_idea(tx, content.idea).value().comments;
  change.seq = append_comment_event(tx, actor, content, change.comments, visibility);
  return change;
}

/// Statements are append-only: whether one is hidden stands in the hidings alone.
ContentChange move_statement(db::Tx& tx, const people::Actor& actor, const Content& content, Visibility visibility) {
  ContentChange change;
  change.status = visibility == Visibility::shown ? "published" : "hidden";
  change.seq = rounds::note_visibility(tx, actor, rounds::find_statement(tx, StatementId{content.target.id}).value());
  return change;
}

ideas::StateMove moderator_move(const people::Actor& actor, std::string_view reason) {
  ideas::StateMove move;
  move.person = actor.person;
  move.actor = actor.opaque_id;
  move.actor_role = "moderator";
  move.reason = reason;
  return move;
}

}  // namespace

ContentChange save_visibility(db::Tx& tx, const people::Actor& actor, const Content& content, Visibility visibility, std::string_view reason,
                              std::string_view reason_code) {
  if (content.target.kind == TargetKind::statement) return move_statement(tx, actor, content, visibility);
  ideas::StateMove move = moderator_move(actor, reason);
  move.reason_code = reason_code;
  if (visibility == Visibility::hidden) move.to = ideas::IdeaState::hidden;
  else if (content.target.kind == TargetKind::idea) move.to = ideas::find_idea(tx, content.idea).value().state_before_hidden.value();
  return move_content(tx, actor, content, visibility, move);
}

Result<ContentChange> hide_content(db::Tx& tx, const people::Actor& actor, const HideContent& input) {
  const auto content = find_content(tx, input.target);
  if (!content) return refuse(Reason::not_found, "no such idea, comment or statement");
  if (const auto allowed = decide_hiding(*content, actor, input.reason); !allowed) return allowed.error();
  const DecisionId decision = append_decision(tx, *content, {DecisionKind::hidden, input.rule, input.reason, actor.person});
  append_hiding(tx, *content, decision, input.rule, input.reason, actor.person);
  settle_open_reports(tx, input.target, decision, ReportState::upheld, actor.person, input.reason);
  close_second_opinion(tx, input.target, decision);
  auto change = save_visibility(tx, actor, *content, Visibility::hidden, input.reason, name_of(input.rule));
  change.decision = decision;
  return change;
}

Result<ContentChange> restore_content(db::Tx& tx, const people::Actor& actor, const RestoreContent& input) {
  const auto content = find_content(tx, input.target);
  if (!content) return refuse(Reason::not_found, "no such idea, comment or statement");
  if (const auto allowed = decide_restoring(*content, actor, input.reason); !allowed) return allowed.error();
  const DecisionId decision = append_decision(tx, *content, {DecisionKind::restored, {}, input.reason, actor.person});
  save_restored(tx, input.target, decision, input.reason, actor.person);
  auto change = save_visibility(tx, actor, *content, Visibility::shown, input.reason, "");
  change.decision = decision;
  return change;
}

}  // namespace palabre::moderation
