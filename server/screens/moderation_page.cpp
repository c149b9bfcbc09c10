// The moderators' queue: what was reported, merges under way, what is hidden; and the form that dismisses reports.
// Who: the moderators of the redesign. Joined into screens::routes().
#include "ideas/idea_repo.hpp"
#include "ideas/merge.hpp"
#include "moderation/moderation_repo.hpp"
#include "moderation/settle_report.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_parts.hpp"
#include "screens/moderation_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using moderation::Content;
using moderation::QueuedReport;
using nlohmann::json;

namespace {

/// A report that nobody looked at for this long is marked.
constexpr std::int64_t late_ms = ms_per_day;
constexpr std::size_t excerpt_chars = 400;

/// The open reports on one target: decided together.
struct ReportedTarget {
  Content content;
  std::vector<moderation::Report> reports;  // oldest first
};

std::vector<ReportedTarget> load_queue(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  std::vector<ReportedTarget> queue;
  for (auto& queued : moderation::load_reports(tx, redesign, moderation::ReportState::open, {}, limit)) {
    const auto same = std::find_if(queue.begin(), queue.end(), [&](const auto& known) { return known.content.target == queued.report.target; });
    if (same != queue.end()) {
      same->reports.push_back(std::move(queued.report));
    } else if (auto content = moderation::find_content(tx, queued.report.target)) {
      queue.push_back({std::move(*content), {std::move(queued.report)}});
    }
  }
  return queue;
}

json notes_view(const Page& page, const std::vector<moderation::Report>& reports) {
  json notes = json::array();
  for (const auto& report : reports) {
    if (!report.text.empty()) notes.push_back({{"when_text", when_text(page, report.created_at)}, {"text", report.text}});
  }
  return notes;
}

std::string dismiss_id(const moderation::Report& report) { return "report-" + report.id.text(); }

/// Who wrote the words decides nothing about them.
std::string blocked_text(const Page& page, const ReportedTarget& reported, const people::Actor& reader) {
  const auto may = moderation::decide_settling(reported.reports.front(), reported.content, reader, probe_reason);
  return may ? std::string() : refusal_text(page, may.error());
}

json report_view(const Page& page, const ReportedTarget& reported, const people::Actor& reader, ActForms& forms) {
  const moderation::Report& first = reported.reports.front();
  const Content& content = reported.content;
  const std::int64_t age_ms = page.now().unix_ms - first.created_at.unix_ms;
  const std::string blocked = blocked_text(page, reported, reader);
  const bool may_hide = moderation::decide_hiding(content, reader, probe_reason).has_value();
  Field reason = public_reason_field(page, "moderation.dismiss_reason");
  reason.hint = {};  // kept with the report, not published
  const ActForm dismissal{.id = dismiss_id(first),
                          .title = page.text("moderation.dismiss"),
                          .action = page.href("/reports/" + first.id.text() + "/dismiss"),
                          .hint = page.text("moderation.dismiss_hint"),
                          .fields = {reason}};
  return {
      {"key", dismiss_id(first)},
      {"rule_text", rule_text(page, moderation::name_of(first.rule))},
      {"count_text", page.count("count.reports", static_cast<std::int64_t>(reported.reports.size()))},
      {"is_late", age_ms > late_ms},
      {"waiting_text", page.count("moderation.waiting_hours", age_ms / ms_per_hour)},
      {"target_href", page.href(content_path(content))},
      {"target_text", content_title(page, content)},
      {"lang", content.language},
      {"excerpt", pages::excerpt(content.body, excerpt_chars)},
      {"notes", notes_view(page, reported.reports)},
      {"blocked_text", blocked},
      {"hide_href", may_hide ? with_param(page.href(content_path_of(content.target) + "/hide"), "rule", moderation::name_of(first.rule)) : std::string()},
      {"dismissal", blocked.empty() ? forms.view(page, dismissal) : json(false)},
  };
}

std::string idea_title(const Page& page, IdeaId id) {
  const auto idea = ideas::find_idea(page.db(), id);
  return idea ? idea->title : id.text();
}

json merges_view(const Page& page, RedesignId redesign) {
  json views = json::array();
  for (const auto& merge : ideas::load_open_merges(page.db(), redesign)) {
    const auto given = std::count_if(merge.consents.begin(), merge.consents.end(), [](const auto& consent) { return consent.is_given == true; });
    views.push_back({{"href", page.href("/merges/" + merge.id.text())},
                     {"text", page.text("moderation.merge_line", {{"idea", idea_title(page, merge.idea)}, {"into", idea_title(page, merge.into)}})},
                     {"state_text", page.text("moderation.merge_state", {{"given", given}, {"count", static_cast<std::int64_t>(merge.consents.size())}})}});
  }
  return views;
}

json hidden_view(const Page& page, RedesignId redesign, const people::Actor& reader) {
  json views = json::array();
  for (const auto& hiding : moderation::load_hidings(page.db(), redesign, {}, page.call().services.limits->page_size_max)) {
    const auto content = moderation::find_content(page.db(), hiding.target);
    if (hiding.restored_at || !content) continue;
    const bool may_restore = moderation::decide_restoring(*content, reader, probe_reason).has_value();
    views.push_back({{"href", page.href(content_path(*content))},
                     {"text", content_title(page, *content)},
                     {"rule_text", rule_text(page, moderation::name_of(hiding.rule))},
                     {"reason", hiding.reason},
                     {"when_text", when_text(page, hiding.at)},
                     {"restore_href", may_restore ? page.href(content_path_of(hiding.target) + "/restore") : std::string()}});
  }
  return views;
}

http::Response show_queue(Page& page, const RedesignAtHand& at, ActForms forms) {
  const people::Actor reader = page.actor(at.redesign.id);
  page.set_title(page.text("moderation.title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("moderation.title"));
  json reports = json::array();
  for (const auto& reported : load_queue(page.db(), at.redesign.id, page.call().services.limits->page_size_max))
    reports.push_back(report_view(page, reported, reader, forms));
  json merges = merges_view(page, at.redesign.id);
  json hidden = hidden_view(page, at.redesign.id, reader);
  json view = staff_head_view(page, at);
  view["errors"] = forms.errors_view(page);
  view["reports_text"] = page.count("count.reports", moderation::count_open_reports(page.db(), at.redesign.id));
  view["has_reports"] = !reports.empty();
  view["empty"] = !reports.empty() ? json(false)
                                   : json{{"is_search", false}, {"is_done", true}, {"is_start", false}, {"is_notices", false}, {"is_drafts", false}, {"title_text", page.text("moderation.empty_title")},
                                          {"text", page.text("moderation.empty_text")}, {"action", false}};
  view["reports"] = std::move(reports);
  view["has_merges"] = !merges.empty();
  view["merges"] = std::move(merges);
  view["has_hidden"] = !hidden.empty();
  view["hidden_items"] = std::move(hidden);
  return page.show("moderation", view, forms.status());
}

Result<http::Response> get_moderation(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  if (!page->actor(at->redesign.id).is_moderator()) return refuse(Reason::not_allowed, "the queue is for the moderators of this redesign");
  return show_queue(*page, *at, {});
}

/// One decision for everybody who reported the same words.
Result<void> dismiss_reports(db::Tx& tx, const people::Actor& actor, const moderation::Report& asked, const std::string& reason) {
  const std::size_t all = 1000;
  const auto open = moderation::load_reports(tx, asked.redesign, moderation::ReportState::open, {}, all);
  if (auto settled = moderation::settle_report(tx, actor, {asked.id, moderation::Decision::dismissed, reason, {}}); !settled) return settled.error();
  for (const auto& other : open) {
    if (other.report.id == asked.id || !(other.report.target == asked.target)) continue;
    if (auto settled = moderation::settle_report(tx, actor, {other.report.id, moderation::Decision::dismissed, reason, {}}); !settled) return settled.error();
  }
  return {};
}

Result<http::Response> post_dismissal(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto id = call.path_id<ReportId>();
  if (!id) return id.error();
  const auto report = moderation::find_report(page->db(), *id);
  const auto redesign = report ? redesigns::find_redesign(page->db(), report->redesign) : std::nullopt;
  if (!redesign) return refuse(Reason::not_found, "no such report");
  const people::Actor actor = page->actor(redesign->id);
  if (!actor.is_moderator()) return refuse(Reason::not_allowed, "a moderator of this redesign decides; everybody may report");
  const auto at = open_redesign(*page, redesign->slug);
  if (!at) return at.error();
  const auto dismiss = [&]() -> Result<void> {
    auto input = http::Input::read(call.request);
    if (!input) return input.error();
    input->ignore("key");
    const std::string reason = input->text("reason", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
    if (auto refusal = input->refusal()) return *refusal;
    return dismiss_reports(page->db(), actor, *report, reason);
  };
  if (auto done = dismiss(); !done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_queue(*page, *at, ActForms(dismiss_id(*report), form));
  }
  return go_to(*page, "/redesigns/" + redesign->slug + "/moderation", "report_dismissed");
}

}  // namespace

http::Routes moderation_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/moderation", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_moderation},
      {Method::post, "/{lang}/reports/{id}/dismiss", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_dismissal},
  };
}

}  // namespace palabre::screens
