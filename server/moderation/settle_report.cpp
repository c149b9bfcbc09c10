// Closes a report; upheld, it hides what was reported.
// Called by moderation_api and by the queue's form.
#include "moderation/settle_report.hpp"

#include "moderation/case_repo.hpp"

namespace palabre::moderation {

Result<Report> settle_report(db::Tx& tx, const people::Actor& actor, const SettleReport& input) {
  const auto report = find_report(tx, input.report);
  if (!report) return refuse(Reason::not_found, "no such report");
  const auto content = find_content(tx, report->target);
  if (!content) return refuse(Reason::not_found, "what was reported does not exist any more");
  if (const auto allowed = decide_settling(*report, *content, actor, input.reason); !allowed) return allowed.error();
  const bool is_upheld = input.decision == Decision::upheld;
  if (is_upheld && content->is_hideable) {
    const auto hidden = hide_content(tx, actor, HideContent{report->target, input.rule.value_or(report->rule), input.reason});
    if (!hidden) return hidden.error();
    return find_report(tx, report->id).value();
  }
  save_decision(tx, report->id, is_upheld ? ReportState::upheld : ReportState::dismissed, actor.person, input.reason);
  const DecisionId decision = append_decision(tx, *content, {DecisionKind::kept, {}, input.reason, actor.person});
  save_report_decision(tx, report->id, decision);
  if (load_open_questions(tx, report->target).reports == 0) close_second_opinion(tx, report->target, decision);
  return find_report(tx, report->id).value();
}

}  // namespace palabre::moderation
