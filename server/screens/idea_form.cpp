// Proposing an idea, editing one's own into a new version, withdrawing it: with preview, draft and similar ideas, also without scripts.
// Joined into screens::routes().
#include "ideas/change_idea_state.hpp"
#include "ideas/draft.hpp"
#include "ideas/edit_idea.hpp"
#include "ideas/propose_idea.hpp"
#include "pages/fold.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

enum class Wish { publish, preview, draft };

struct TypedIdea {
  ideas::IdeaText text;
  std::string tags;
  std::string note;
  DraftId draft;
  std::optional<int> version;
  Wish wish = Wish::publish;
};

/// Lengths are the act's to judge: a draft may be short.
Result<TypedIdea> read_idea(const Page& page) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  const Limits& limits = *page.call().services.limits;
  TypedIdea typed;
  typed.text.title = input->optional_line("title", {0, limits.title_chars_max}).value_or("");
  typed.text.body = input->optional_text("body", {0, limits.idea_chars_max}).value_or("");
  typed.text.language = page.language();
  typed.text.tags = input->lines("tags", {0, limits.tag_chars_max}, limits.tags_max);
  typed.text.place.label = input->optional_line("place", {0, limits.place_chars_max}).value_or("");
  typed.note = input->optional_line("note", {0, limits.reason_chars_max}).value_or("");
  if (const auto draft = input->optional_integer("draft", 0, INT64_MAX)) typed.draft = DraftId{*draft};
  if (const auto version = input->optional_integer("version", 0, INT32_MAX); version && *version > 0) typed.version = static_cast<int>(*version);
  if (const auto wish = input->optional_choice("do", {"publish", "preview", "draft"})) typed.wish = static_cast<Wish>(*wish);
  input->ignore("key");
  if (auto refusal = input->refusal()) return *refusal;
  typed.tags = Form::typed(page.call().request).value("tags");
  return typed;
}

json more_fields_view(const Page& page, Form& form, bool is_edit) {
  const Limits& limits = *page.call().services.limits;
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "place", .label = page.text("idea_form.place_label"), .hint = page.text("idea_form.place_hint"),
                                          .length = {0, limits.place_chars_max}, .is_required = false}));
  fields.push_back(form.field_view(page, {.name = "tags", .label = page.text("idea_form.tags_label"), .hint = page.text("idea_form.tags_hint"), .is_required = false}));
  if (is_edit)
    fields.push_back(form.field_view(page, {.name = "note", .label = page.text("idea_form.reason_label"), .length = {0, limits.reason_chars_max}, .is_required = false}));
  return fields;
}

/// What a new idea and an edited one share.
json form_view(Page& page, const RedesignAtHand& at, Form& form, IdeaId self) {
  const Limits& limits = *page.call().services.limits;
  const bool is_edit = self.is_set();
  json title = form.field_view(page, {.name = "title", .label = page.text("idea_form.title_label"), .hint = page.text("idea_form.title_hint"),
                                      .length = {limits.title_chars_min, limits.title_chars_max}});
  json body = form.field_view(page, {.name = "body", .label = page.text("idea_form.body_label"), .hint = page.text("idea_form.body_hint"),
                                     .kind = FieldKind::area, .length = {limits.idea_chars_min, limits.idea_chars_max}, .rows = 10});
  const bool is_preview = form.value("do") == "preview";
  json similar = {{"has_items", false}, {"heading_text", ""}, {"items", json::array()}};
  if (is_preview || form.is_refused()) similar = similar_view(page, at.redesign, form.value("title"), self);
  return {{"form_key", form.key()},
          {"title_field", std::move(title)},
          {"body_field", std::move(body)},
          {"more_fields", more_fields_view(page, form, is_edit)},
          {"similar_url", "/api/v1/redesigns/" + at.redesign.slug + "/similar"},
          {"similar_language", page.language()},
          {"similar", std::move(similar)},
          {"errors", form.errors_view(page)},
          {"preview_html", is_preview ? pages::markdown_html(form.value("body")) : std::string()},
          {"draft", form.value("draft")}};
}

http::Response show_new(Page& page, const RedesignAtHand& at, Form& form) {
  const std::string base = "/redesigns/" + at.redesign.slug;
  json view = form_view(page, at, form, IdeaId{});
  view["heading_text"] = page.text("idea_form.new_title");
  const LocalText redesign_title = local_text(page, at.texts.title, at.redesign.languages);
  view["intro_text"] = redesign_title.text;
  view["intro_lang"] = redesign_title.language;
  view["action"] = page.href(base + "/ideas/new");
  view["draft_key"] = "idea:new:" + at.redesign.slug;
  view["version"] = 0;
  view["submit_text"] = page.text("idea_form.publish");
  view["can_draft"] = true;
  view["cancel_href"] = page.href(base);
  page.set_title(page.text("idea_form.new_title"));
  add_redesign_crumb(page, at);
  page.add_crumb(page.text("idea_form.new_title"));
  return page.show("idea_form", view, form.status());
}

Form draft_form(const Page& page, const RedesignAtHand& at) {
  Form form;
  const auto wanted = DraftId::parse(page.call().request.param("draft").value_or(""));
  if (!wanted) return form;
  for (const auto& draft : ideas::load_drafts(page.db(), page.person(), at.redesign.id)) {
    if (draft.id != *wanted) continue;
    form.fill("title", draft.title).fill("body", draft.body).fill("tags", draft.tags).fill("place", draft.place).fill("draft", draft.id.text());
  }
  return form;
}

Result<http::Response> get_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  Form form = draft_form(*page, *at);
  const auto possible = redesigns::decide_act(at->redesign.state, at->phases, redesigns::Act::propose, page->now());
  if (!possible) form.take(possible.error());
  return show_new(*page, *at, form);
}

/// Keeps what was typed as the person's draft.
Result<DraftId> keep_draft(Page& page, const RedesignAtHand& at, const TypedIdea& typed) {
  ideas::Draft draft;
  draft.id = typed.draft;
  draft.redesign = at.redesign.id;
  draft.title = typed.text.title;
  draft.body = typed.text.body;
  draft.language = typed.text.language;
  draft.tags = typed.tags;
  draft.place = typed.text.place.label;
  return ideas::save_draft(page.db(), page.actor(at.redesign.id), draft, *page.call().services.limits);
}

Result<http::Response> post_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  Form form = Form::typed(call.request);
  const auto show_refused = [&](const Refusal& refusal) -> Result<http::Response> {
    if (!form.take(refusal)) return refusal;
    return show_new(*page, *at, form);
  };
  const auto typed = read_idea(*page);
  if (!typed) return show_refused(typed.error());
  if (typed->wish == Wish::preview) return show_new(*page, *at, form);
  if (typed->wish == Wish::draft) {
    const auto kept = keep_draft(*page, *at, *typed);
    if (!kept) return show_refused(kept.error());
    return go_to(*page, "/redesigns/" + at->redesign.slug + "/ideas/new?draft=" + kept->text(), "draft_kept");
  }
  const auto proposed = ideas::propose_idea(page->db(), page->actor(at->redesign.id), {at->redesign.id, typed->text, typed->draft}, *call.services.limits);
  if (!proposed) return show_refused(proposed.error());
  return go_to(*page, "/ideas/" + proposed->id.text(), "idea_published");
}

// ---- editing one's own

http::Response show_edit(Page& page, const IdeaAtHand& here, Form& form) {
  const ideas::Idea& idea = here.idea;
  const std::string path = "/ideas/" + idea.id.text();
  json view = form_view(page, here.at, form, idea.id);
  view["heading_text"] = page.text("idea_form.edit_title");
  view["intro_text"] = page.text("idea_form.edit_intro");
  view["intro_lang"] = "";
  view["action"] = page.href(path + "/edit");
  view["draft_key"] = "idea:" + idea.id.text();
  view["version"] = form.value("version");
  view["submit_text"] = page.text("idea_form.publish_version");
  view["can_draft"] = false;
  view["cancel_href"] = page.href(path);
  page.set_title(page.text("idea_form.edit_title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(idea.title, path, idea.language).add_crumb(page.text("idea_form.edit_title"));
  return page.show("idea_form", view, form.status());
}

std::string joined(const std::vector<std::string>& tags) {
  std::string line;
  for (const auto& tag : tags) line += (line.empty() ? "" : ", ") + tag;
  return line;
}

/// Refuses: as decide_edit, when it is not the reader's or cannot be edited any more.
Result<IdeaAtHand> open_own_idea(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  if (const auto decided = ideas::decide_edit(here->idea, page.actor(here->idea.redesign)); !decided) return decided.error();
  return std::move(*here);
}

Result<http::Response> get_edit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_own_idea(*page);
  if (!here) return here.error();
  Form form;
  form.fill("title", here->idea.title).fill("body", here->idea.body).fill("place", here->idea.place);
  form.fill("tags", joined(ideas::load_tags(page->db(), here->idea.id))).fill("version", std::to_string(here->idea.version));
  return show_edit(*page, *here, form);
}

Result<http::Response> post_edit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_own_idea(*page);
  if (!here) return here.error();
  Form form = Form::typed(call.request);
  const auto show_refused = [&](const Refusal& refusal) -> Result<http::Response> {
    if (!form.take(refusal)) return refusal;
    if (refusal.reason == Reason::stale_version) form.set("version", std::to_string(here->idea.version));
    return show_edit(*page, *here, form);
  };
  const auto typed = read_idea(*page);
  if (!typed) return show_refused(typed.error());
  if (typed->wish != Wish::publish) return show_edit(*page, *here, form);
  ideas::Place place{typed->text.place.label, here->idea.latitude, here->idea.longitude};
  const auto edited = ideas::edit_idea(page->db(), page->actor(here->idea.redesign),
                                       {here->idea.id, typed->text.title, typed->text.body, typed->text.tags, place, typed->note, typed->version},
                                       *call.services.limits);
  if (!edited) return show_refused(edited.error());
  return go_to(*page, "/ideas/" + here->idea.id.text(), "idea_edited");
}

}  // namespace

http::Routes idea_form_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/ideas/new", Who::participant, Kind::read, Cost::normal, Audience::mine, get_new},
      {Method::post, "/{lang}/redesigns/{slug}/ideas/new", Who::participant, Kind::write, Cost::normal, Audience::mine, post_new},
      {Method::get, "/{lang}/ideas/{id}/edit", Who::author, Kind::read, Cost::normal, Audience::mine, get_edit},
      {Method::post, "/{lang}/ideas/{id}/edit", Who::author, Kind::write, Cost::normal, Audience::mine, post_edit},
  };
}

}  // namespace palabre::screens
