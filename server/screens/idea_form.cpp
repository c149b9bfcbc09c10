// Editing one's own idea into a new version: with preview and similar ideas, also without scripts. A new one: idea_new.cpp.
// Joined into screens::routes().
#include "ideas/edit_idea.hpp"
#include "pages/markdown.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/place_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

enum class EditWish { publish, preview };

struct TypedVersion {
  ideas::IdeaText text;
  std::string tags;
  std::string note;
  std::optional<int> version;
  EditWish wish = EditWish::publish;
};

/// Lengths are the act's to judge: a draft may be short.
Result<TypedVersion> read_idea(const Page& page) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  const Limits& limits = *page.call().services.limits;
  TypedVersion typed;
  typed.text.title = input->optional_line("title", {0, limits.title_chars_max}).value_or("");
  typed.text.body = input->optional_text("body", {0, limits.idea_chars_max}).value_or("");
  typed.text.language = page.language();
  typed.text.tags = input->lines("tags", {0, limits.tag_chars_max}, limits.tags_max);
  typed.text.place.label = input->optional_line("place", {0, limits.place_chars_max}).value_or("");
  typed.note = input->optional_line("note", {0, limits.reason_chars_max}).value_or("");
  typed.text.place.latitude = input->optional_real("latitude", -90, 90);
  typed.text.place.longitude = input->optional_real("longitude", -180, 180);
  if (const auto version = input->optional_integer("version", 0, INT32_MAX); version && *version > 0) typed.version = static_cast<int>(*version);
  if (const auto wish = input->optional_choice("do", {"publish", "preview"})) typed.wish = static_cast<EditWish>(*wish);
  input->ignore("key");
  if (auto refusal = input->refusal()) return *refusal;
  typed.tags = Form::typed(page.call().request).value("tags");
  return typed;
}

json more_fields_view(const Page& page, Form& form) {
  const Limits& limits = *page.call().services.limits;
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "tags", .label = page.text("idea_form.tags_label"), .hint = page.text("idea_form.tags_hint"), .is_required = false}));
  fields.push_back(form.field_view(page, {.name = "note", .label = page.text("idea_form.reason_label"), .length = {0, limits.reason_chars_max}, .is_required = false}));
  return fields;
}

json form_view(Page& page, const RedesignAtHand& at, Form& form, IdeaId self) {
  const Limits& limits = *page.call().services.limits;
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
          {"place", place_fields_view(page, form, at.redesign)},
          {"more_fields", more_fields_view(page, form)},
          {"similar_url", "/api/v1/redesigns/" + at.redesign.slug + "/similar"},
          {"similar_language", page.language()},
          {"similar", std::move(similar)},
          {"errors", form.errors_view(page)},
          {"preview_html", is_preview ? pages::markdown_html(form.value("body"), 3) : std::string()}};
}

// ---- editing one's own

http::Response show_edit(Page& page, const IdeaAtHand& here, Form& form) {
  const ideas::Idea& idea = here.idea;
  const std::string path = "/ideas/" + idea.id.text();
  json view = form_view(page, here.at, form, idea.id);
  view["heading_text"] = page.text("idea_form.edit_title");
  view["intro_text"] = page.text("idea_form.edit_intro");
  view["action"] = page.href(path + "/edit");
  view["draft_key"] = "idea:" + idea.id.text();
  view["version"] = form.value("version");
  view["submit_text"] = page.text("idea_form.publish_version");
  view["pictures_href"] = page.href(path + "/pictures");
  view["cancel_href"] = page.href(path);
  page.set_title(page.text("idea_form.edit_title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(idea.title, path, idea.language).add_crumb(page.text("idea_form.edit_title"));
  page.needs_map();
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
  if (here->idea.latitude && here->idea.longitude) form.fill("latitude", degrees_text(*here->idea.latitude)).fill("longitude", degrees_text(*here->idea.longitude));
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
  if (typed->wish != EditWish::publish) return show_edit(*page, *here, form);
  const auto edited = ideas::edit_idea(page->db(), page->actor(here->idea.redesign),
                                       {here->idea.id, typed->text.title, typed->text.body, typed->text.tags, typed->text.place, typed->note, typed->version},
                                       *call.services.limits);
  if (!edited) return show_refused(edited.error());
  return go_to(*page, "/ideas/" + here->idea.id.text(), "idea_edited");
}

}  // namespace

http::Routes idea_form_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/edit", Who::author, Kind::read, Cost::normal, Audience::mine, get_edit},
      {Method::post, "/{lang}/ideas/{id}/edit", Who::author, Kind::write, Cost::normal, Audience::mine, post_edit},
  };
}

}  // namespace palabre::screens
