// Finds the words reported, asks the rules, stores the report.
// Called by moderation_api and by the report form.
#include "moderation/report_content.hpp"

#include "moderation/moderation_repo.hpp"

namespace palabre::moderation {

Result<ReportId> report_content(db::Tx& tx, const people::Actor& actor, const ReportContent& input) {
  const auto content = find_content(tx, input.target);
  if (!content || !is_place_visible(tx, *content, actor)) return refuse(Reason::not_found, "no such idea, comment or statement", "target");
  if (const auto allowed = decide_report(*content, actor, input.rule, input.text); !allowed) return allowed.error();
  if (has_open_report(tx, input.target, actor.person))
    return refuse(Reason::already_exists, "you reported this before; a moderator will look at it", "target");
  Report report;
  report.redesign = content->redesign;
  report.target = input.target;
  report.reporter = actor.person;
  report.rule = input.rule;
  report.text = input.text;
  report.created_at = tx.now();
  return append_report(tx, report);
}

}  // namespace palabre::moderation
