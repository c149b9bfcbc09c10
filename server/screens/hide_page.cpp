// The forms that hide an idea, a comment or a statement of a round with a rule and a public reason, and that restore it. Joined into screens::routes().
// Who: the moderators of the redesign, never about their own words.
#include "moderation/hide_content.hpp"
#include "moderation/moderation_repo.hpp"
#include "pages/markdown.hpp"
#include "screens/case_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/moderation_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"
#include "screens/staff_parts.hpp"
#include "screens/staff_rules.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using moderation::Content;
using moderation::TargetKind;
using nlohmann::json;

std::string content_path_of(const moderation::Target& target) {
  return "/" + std::string(moderation::name_of(target.kind)) + "s/" + std::to_string(target.id);
}

std::string content_path(const Content& content) {
  if (content.target.kind == TargetKind::statement) return "/rounds/" + content.round.text() + "#statement-" + std::to_string(content.target.id);
  const std::string path = "/ideas/" + content.idea.text();
  return content.target.kind == TargetKind::idea ? path : path + "#comment-" + std::to_string(content.target.id);
}

namespace {

enum class Wanted { hide, restore };

struct ContentAtHand {
  Content content;
  RedesignAtHand at;
};

Result<void> decide(Wanted wanted, const Content& content, const people::Actor& actor) {
  return wanted == Wanted::hide ? moderation::decide_hiding(content, actor, probe_reason) : moderation::decide_restoring(content, actor, probe_reason);
}

Result<ContentAtHand> open_content(Page& page, TargetKind kind, Wanted wanted) {
  const auto id = page.call().path_id<IdeaId>();
  if (!id) return id.error();
  auto content = moderation::find_content(page.db(), {kind, id->value});
  const auto redesign = content ? redesigns::find_redesign(page.db(), content->redesign) : std::nullopt;
  if (!redesign) return refuse(Reason::not_found, "no such idea, comment or statement");
  auto at = open_redesign(page, redesign->slug);
  if (!at) return at.error();
  if (auto may = decide(wanted, *content, page.actor(redesign->id)); !may) return may.error();
  return ContentAtHand{std::move(*content), std::move(*at)};
}

json target_view(const Page& page, const ContentAtHand& here) {
  const Content& content = here.content;
  if (content.target.kind == TargetKind::statement) return {{"author", false}, {"title", ""}, {"lang", content.language}, {"body_html", pages::markdown_html(content.body)}};
  const auto roles = discussion::load_roles_by_person(page.db(), here.at.redesign.id);
  return {{"author", author_view(page, {content.author_name, content.author}, roles)},
          {"title", content.target.kind == TargetKind::idea ? content.title : std::string()},
          {"lang", content.language},
          {"body_html", pages::markdown_html(content.body)}};
}

/// Up to the idea or the round in whose place the words stand.
void add_trail(Page& page, const ContentAtHand& here, const std::string& heading) {
  add_redesign_crumb(page, here.at);
  if (here.content.round.is_set()) {
    page.add_crumb(here.content.title, "/rounds/" + here.content.round.text()).add_crumb(heading);
    return;
  }
  const auto idea = ideas::find_idea(page.db(), here.content.idea);
  page.add_crumb(here.content.title, "/ideas/" + here.content.idea.text(), idea ? idea->language : std::string()).add_crumb(heading);
}

http::Response show_form(Page& page, const ContentAtHand& here, Wanted wanted, Form& form) {
  const bool is_hiding = wanted == Wanted::hide;
  const std::string heading = page.text(is_hiding ? "hide.title_" + std::string(moderation::name_of(here.content.target.kind)) : "hide.title_restore");
  page.set_title(heading);
  add_trail(page, here, heading);
  Field reason = is_hiding ? hiding_reason_field(page) : public_reason_field(page, "hide.reason_label");
  if (!is_hiding) reason.hint = page.text("hide.reason_hint");
  json view = {{"heading_text", heading},
               {"explain_text", page.text(is_hiding ? "hide.explain" : "hide.explain_restore")},
               {"target", target_view(page, here)},
               {"action", page.href(content_path_of(here.content.target) + (is_hiding ? "/hide" : "/restore"))},
               {"form_key", form.key()}};
  view["rules"] = is_hiding ? grounds_view(page, form, here.content.language) : json(false);
  view["reason_field"] = form.field_view(page, reason);
  view["errors"] = form.errors_view(page);
  const std::string submit = page.text(is_hiding ? "hide.submit" : "hide.submit_restore");
  return page.show("hide_form", with_submit_row(std::move(view), submit, page.href(content_path(here.content))), form.status());
}

template <TargetKind kind, Wanted wanted>
Result<http::Response> get_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_content(*page, kind, wanted);
  if (!here) return here.error();
  Form form;
  form.fill("rule", call.request.param("rule").value_or(""));
  return show_form(*page, *here, wanted, form);
}

Result<void> change(const Page& page, const Content& content, Wanted wanted, const people::Actor& actor) {
  auto input = http::Input::read(page.call().request);
  if (!input) return input.error();
  input->ignore("key");
  const std::size_t rule = wanted == Wanted::hide ? input->choice("rule", moderation::rule_names()) : 0;
  const Limits& limits = *page.call().services.limits;
  const std::string reason = wanted == Wanted::hide ? read_hiding_reason(page, *input, static_cast<moderation::Rule>(rule), content.language)
                                                    : input->text("reason", {limits.reason_chars_min, limits.reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto changed = wanted == Wanted::hide ? moderation::hide_content(page.db(), actor, {content.target, static_cast<moderation::Rule>(rule), reason})
                                              : moderation::restore_content(page.db(), actor, {content.target, reason});
  if (!changed) return changed.error();
  return {};
}

template <TargetKind kind, Wanted wanted>
Result<http::Response> post_form(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_content(*page, kind, wanted);
  if (!here) return here.error();
  if (auto done = change(*page, here->content, wanted, page->actor(here->at.redesign.id)); !done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_form(*page, *here, wanted, form);
  }
  return go_to(*page, content_path(here->content), wanted == Wanted::hide ? "hidden" : "restored");
}

}  // namespace

http::Routes hide_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  constexpr auto idea = TargetKind::idea;
  constexpr auto comment = TargetKind::comment;
  constexpr auto statement = TargetKind::statement;
  return {
      {Method::get, "/{lang}/ideas/{id}/hide", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_form<idea, Wanted::hide>},
      {Method::post, "/{lang}/ideas/{id}/hide", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_form<idea, Wanted::hide>},
      {Method::get, "/{lang}/ideas/{id}/restore", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_form<idea, Wanted::restore>},
      {Method::post, "/{lang}/ideas/{id}/restore", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_form<idea, Wanted::restore>},
      {Method::get, "/{lang}/comments/{id}/hide", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_form<comment, Wanted::hide>},
      {Method::post, "/{lang}/comments/{id}/hide", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_form<comment, Wanted::hide>},
      {Method::get, "/{lang}/comments/{id}/restore", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_form<comment, Wanted::restore>},
      {Method::post, "/{lang}/comments/{id}/restore", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_form<comment, Wanted::restore>},
      {Method::get, "/{lang}/statements/{id}/hide", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_form<statement, Wanted::hide>},
      {Method::post, "/{lang}/statements/{id}/hide", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_form<statement, Wanted::hide>},
      {Method::get, "/{lang}/statements/{id}/restore", Who::moderator, Kind::read, Cost::normal, Audience::mine, get_form<statement, Wanted::restore>},
      {Method::post, "/{lang}/statements/{id}/restore", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_form<statement, Wanted::restore>},
  };
}

}  // namespace palabre::screens
