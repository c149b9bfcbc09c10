// Two small forms about what is already there: withdrawing one's own idea, and reporting words of others. Joined into screens::routes().
#include "ideas/change_idea_state.hpp"
#include "moderation/moderation_repo.hpp"
#include "moderation/report_content.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_page.hpp"
#include "screens/moderation_parts.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

json bare_view(const Form& form, std::string action, std::string draft_key) {
  return {{"context", false}, {"action", std::move(action)}, {"form", "plain"}, {"draft_key", std::move(draft_key)}, {"form_key", form.key()},
          {"hidden_fields", json::array()}, {"stance", false}, {"rules", false}, {"body_field", false}};
}

http::Response show_withdraw(Page& page, const IdeaAtHand& here, Form& form) {
  const std::string path = "/ideas/" + here.idea.id.text();
  const std::string title = page.text("withdraw.title");
  json view = bare_view(form, page.href(path + "/withdraw"), "withdraw:" + here.idea.id.text());
  view["heading_text"] = title;
  view["intro_text"] = page.text("withdraw.explain");
  view["context"] = {{"author", false}, {"title", here.idea.title}, {"lang", here.idea.language}, {"body_html", ""}};
  view["body_field"] = form.field_view(page, {.name = "reason", .label = page.text("withdraw.reason_label"), .kind = FieldKind::area,
                                              .length = {page.call().services.limits->reason_chars_min, page.call().services.limits->reason_chars_max},
                                              .rows = 3, .is_required = false});
  view["errors"] = form.errors_view(page);
  page.set_title(title);
  add_redesign_crumb(page, here.at);
  page.add_crumb(here.idea.title, path, here.idea.language).add_crumb(title);
  return page.show("reply_form", with_submit_row(std::move(view), page.text("withdraw.submit"), page.href(path)), form.status());
}

Result<IdeaAtHand> open_own(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  if (const auto decided = ideas::decide_withdraw(here->idea, page.actor(here->idea.redesign)); !decided) return decided.error();
  return std::move(*here);
}

Result<http::Response> get_withdraw(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_own(*page);
  if (!here) return here.error();
  Form form;
  return show_withdraw(*page, *here, form);
}

Result<http::Response> post_withdraw(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_own(*page);
  if (!here) return here.error();
  Form form = Form::typed(call.request);
  const auto done = ideas::withdraw_idea(page->db(), page->actor(here->idea.redesign), {here->idea.id, form.value("reason")}, *call.services.limits);
  if (done) return go_to(*page, "/ideas/" + here->idea.id.text(), "idea_withdrawn");
  if (!form.take(done.error())) return done.error();
  return show_withdraw(*page, *here, form);
}

// ---- reports

struct ReportAtHand {
  moderation::Content content;
  RedesignAtHand at;
  std::string language;   // of the content's title
};

Result<ReportAtHand> open_target(Page& page, std::string_view text) {
  const auto target = moderation::Target::parse(text);
  if (!target) return refuse(Reason::not_found, "no such content", "target");
  auto content = moderation::find_content(page.db(), *target);
  if (!content || content->is_hidden) return refuse(Reason::not_found, "no such content", "target");
  if (content->idea.is_set()) {
    auto here = open_idea(page, content->idea);
    if (!here) return here.error();
    return ReportAtHand{std::move(*content), std::move(here->at), here->idea.language};
  }
  const auto redesign = redesigns::find_redesign(page.db(), content->redesign);
  auto at = open_redesign(page, redesign->slug);
  if (!at) return at.error();
  return ReportAtHand{std::move(*content), std::move(*at), {}};
}

http::Response show_report(Page& page, const ReportAtHand& at, Form& form) {
  const moderation::Content& content = at.content;
  const bool is_idea = content.target.kind == moderation::TargetKind::idea;
  std::vector<Option> rules;
  for (const auto name : moderation::rule_names()) rules.push_back({std::string(name), rule_text(page, name)});
  json view = bare_view(form, page.href("/report"), "report:" + content.target.text());
  view["heading_text"] = page.text("report.title");
  view["intro_text"] = page.text("report.explain");
  view["hidden_fields"].push_back({{"name", "target"}, {"value", content.target.text()}});
  const auto roles = discussion::load_roles_by_person(page.db(), content.redesign);
  view["context"] = {{"author", content.author_name.empty() ? json(false) : author_view(page, {content.author_name, content.author}, roles)}, {"title", is_idea ? content.title : std::string()},
                     {"lang", content.language}, {"body_html", pages::markdown_html(content.body)}};
  view["rules"] = form.choices_view(page, "rule", "report.rule_legend", rules);
  view["body_field"] = form.field_view(page, {.name = "text", .label = page.text("report.text_label"), .kind = FieldKind::area,
                                              .length = {0, page.call().services.limits->report_chars_max}, .rows = 4, .is_required = false});
  view["errors"] = form.errors_view(page);
  page.set_title(page.text("report.title"));
  add_redesign_crumb(page, at.at);
  const std::string place = content.round.is_set() ? "/rounds/" + content.round.text() : "/ideas/" + content.idea.text();
  page.add_crumb(content.title, place, at.language).add_crumb(page.text("report.title"));
  return page.show("reply_form", with_submit_row(std::move(view), page.text("report.submit"), page.href(content_path(content))), form.status());
}

Result<http::Response> get_report(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_target(*page, call.request.param("target").value_or(""));
  if (!at) return at.error();
  Form form;
  return show_report(*page, *at, form);
}

Result<ReportId> report_from_form(Page& page, const ReportAtHand& at) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("key");
  input->ignore("target");
  moderation::ReportContent wanted{at.content.target, {}, {}};
  wanted.rule = static_cast<moderation::Rule>(input->choice("rule", moderation::rule_names()));
  wanted.text = input->optional_text("text", {0, page.call().services.limits->report_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  return moderation::report_content(page.db(), page.actor(at.content.redesign), wanted);
}

Result<http::Response> post_report(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  Form form = Form::typed(call.request);
  const auto at = open_target(*page, form.value("target"));
  if (!at) return at.error();
  const auto sent = report_from_form(*page, *at);
  if (sent) return go_to(*page, content_path(at->content), "report_sent");
  if (!form.take(sent.error())) return sent.error();
  return show_report(*page, *at, form);
}

}  // namespace

http::Routes report_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/withdraw", Who::author, Kind::read, Cost::normal, Audience::mine, get_withdraw},
      {Method::post, "/{lang}/ideas/{id}/withdraw", Who::author, Kind::write, Cost::normal, Audience::mine, post_withdraw},
      {Method::get, "/{lang}/report", Who::participant, Kind::read, Cost::normal, Audience::mine, get_report},
      {Method::post, "/{lang}/report", Who::participant, Kind::write, Cost::normal, Audience::mine, post_report},
  };
}

}  // namespace palabre::screens
