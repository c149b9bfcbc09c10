// Turns reports and hidings into JSON; no shape here has room for a reporter.
// Called by moderation_api and by the moderators' pages.
#include "moderation/moderation_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::moderation {

namespace {

using nlohmann::json;

json maybe_date(const std::optional<Instant>& moment) { return moment ? json(iso_text(*moment)) : json(nullptr); }

}  // namespace

json report_view(const Report& report) {
  return {
      {"id", report.id.text()},
      {"target", report.target.text()},
      {"rule", name_of(report.rule)},
      {"text", report.text},
      {"status", name_of(report.state)},
      {"created_at", iso_text(report.created_at)},
      {"decided_at", maybe_date(report.decided_at)},
      {"reason", report.decision},
  };
}

json queued_report_view(db::Tx& tx, const QueuedReport& queued, PersonId viewer) {
  json view = report_view(queued.report);
  view["reports"] = queued.reports_on_target;
  const auto content = find_content(tx, queued.report.target);
  view["is_own_case"] = content && content->author == viewer;
  view["content"] = nullptr;
  if (content) {
    view["content"] = {
        {"idea", content->idea.text()},
        {"title", content->title},
        {"body", content->body},
        {"language", content->language},
        {"author", {{"id", content->author.text()}, {"name", content->author_name}}},
        {"status", content->status},
    };
  }
  return view;
}

json hiding_view(const Hiding& hiding) {
  return {
      {"id", std::to_string(hiding.id)},
      {"target", hiding.target.text()},
      {"kind", name_of(hiding.target.kind)},
      {"idea", hiding.idea.text()},
      {"rule", name_of(hiding.rule)},
      {"reason", hiding.reason},
      {"at", iso_text(hiding.at)},
      {"restored_at", maybe_date(hiding.restored_at)},
      {"restored_reason", hiding.restored_reason},
  };
}

json change_view(const Target& target, const ContentChange& change) {
  return {
      {"target", target.text()}, {"idea", change.idea.text()}, {"status", change.status}, {"comments", change.comments}, {"seq", change.seq}};
}

}  // namespace palabre::moderation
