// The pages of the three steps. Called by idea_new.cpp.
#include "screens/idea_steps.hpp"

#include "http/utf8.hpp"
#include "pages/markdown.hpp"
#include "screens/picture_parts.hpp"
#include "screens/place_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 8> carried_names{"title", "body", "place", "latitude", "longitude", "tags", "name", "draft"};

bool is_on(Step step, std::string_view name) {
  if (name == "draft") return false;
  if (name == "name") return step == Step::preview;
  return step_of(name) == step && step != Step::preview;
}

/// What stands on other steps goes along in hidden fields, so that nothing typed depends on anything being kept.
json carried_view(const Form& form, Step step) {
  json fields = json::array();
  for (const auto name : carried_names) {
    if (!is_on(step, name) && !form.value(name).empty()) fields.push_back({{"name", name}, {"value", form.value(name)}});
  }
  return fields;
}

json progress_view(const Page& page, Step step) {
  json steps = json::array();
  int number = 0;
  for (const char* key : {"idea_new.step_title", "idea_new.step_details", "idea_new.step_preview"}) {
    ++number;
    steps.push_back({{"text", page.text(key)}, {"number", number}, {"is_current", number == static_cast<int>(step)}, {"is_done", number < static_cast<int>(step)}});
  }
  return steps;
}

json title_step(Page& page, const RedesignAtHand& at, Form& form) {
  const Limits& limits = *page.call().services.limits;
  json similar = {{"has_items", false}, {"heading_text", ""}, {"items", json::array()}};
  if (!form.value("title").empty()) similar = similar_view(page, at.redesign, form.value("title"), IdeaId{});
  return {{"title_field", form.field_view(page, {.name = "title", .label = page.text("idea_form.title_label"), .hint = page.text("idea_form.title_hint"),
                                                 .length = {limits.title_chars_min, limits.title_chars_max}})},
          {"similar_url", "/api/v1/redesigns/" + at.redesign.slug + "/similar"},
          {"similar_language", page.language()},
          {"similar", std::move(similar)}};
}

json details_step(Page& page, const RedesignAtHand& at, Form& form) {
  const Limits& limits = *page.call().services.limits;
  const auto draft = DraftId::parse(form.value("draft"));
  json desk = false;
  if (page.is_signed_in()) {
    auto pictures = draft ? media::load_pictures(page.db(), {{}, *draft}) : std::vector<media::Picture>();
    desk = picture_desk_view(page, form, {std::move(pictures), page.call().services.limits->pictures_per_idea_max});
  }
  json body = form.field_view(page, {.name = "body", .label = page.text("idea_form.body_label"), .hint = page.text("idea_form.body_hint"),
                                     .kind = FieldKind::area, .length = {limits.idea_chars_min, limits.idea_chars_max}, .rows = 8});
  json tags = form.field_view(page, {.name = "tags", .label = page.text("idea_form.tags_label"), .hint = page.text("idea_form.tags_hint"), .is_required = false});
  return {{"title_text", form.value("title")}, {"body_field", std::move(body)}, {"place", place_fields_view(page, form, at.redesign)}, {"tags_field", std::move(tags)},
          {"desk", std::move(desk)}};
}

json preview_step(Page& page, Form& form) {
  const Limits& limits = *page.call().services.limits;
  const auto draft = DraftId::parse(form.value("draft"));
  auto pictures = draft && page.is_signed_in() ? media::load_pictures(page.db(), {{}, *draft}) : std::vector<media::Picture>();
  json name = false;
  if (page.is_signed_in()) {
    form.fill("name", page.call().viewer->name);
    name = form.field_view(page, {.name = "name", .label = page.text("idea_new.name_label"), .hint = page.text("idea_new.name_hint"), .autocomplete = "nickname",
                                  .length = {1, limits.name_chars_max}});
  }
  json tags = json::array();
  for (const auto& tag : ideas::tidy_tags({form.value("tags")})) tags.push_back({{"text", tag}});
  return {{"title_text", http::tidy_line(form.value("title"))},
          {"body_html", pages::markdown_html(form.value("body"), 4)},
          {"place_text", form.value("place")},
          {"author_text", page.is_signed_in() ? page.call().viewer->name : std::string()},
          {"pictures", pictures_view(pictures)},
          {"name_field", std::move(name)}};
}

json step_view(Page& page, const RedesignAtHand& at, Form& form, Step step) {
  if (step == Step::title) return title_step(page, at, form);
  return step == Step::details ? details_step(page, at, form) : preview_step(page, form);
}

}  // namespace

Step step_of(std::string_view field) {
  if (field == "title") return Step::title;
  return field == "name" ? Step::preview : Step::details;
}

std::string step_path(const RedesignAtHand& at, DraftId draft, Step step) {
  const std::string path = "/redesigns/" + at.redesign.slug + "/ideas/new?draft=" + draft.text();
  return step == Step::title ? path : path + "&step=" + std::to_string(static_cast<int>(step));
}

Result<TypedIdea> read_typed(const Page& page, const FormFields& fields) {
  const Limits& limits = *page.call().services.limits;
  FormFields known;
  for (const auto& field : fields) {
    if (!field.first.starts_with("description") && field.first != "picture") known.push_back(field);
  }
  auto input = http::Input::from_fields(known);
  TypedIdea typed;
  typed.text.title = input.optional_line("title", {0, limits.title_chars_max}).value_or("");
  typed.text.body = input.optional_text("body", {0, limits.idea_chars_max}).value_or("");
  typed.text.language = page.language();
  typed.text.tags = input.lines("tags", {0, limits.tag_chars_max}, limits.tags_max);
  typed.text.place.label = input.optional_line("place", {0, limits.place_chars_max}).value_or("");
  typed.text.place.latitude = input.optional_real("latitude", -90, 90);
  typed.text.place.longitude = input.optional_real("longitude", -180, 180);
  typed.name = input.optional_line("name", {0, limits.name_chars_max}).value_or("");
  if (const auto draft = input.optional_integer("draft", 0, INT64_MAX)) typed.draft = DraftId{*draft};
  typed.step = static_cast<Step>(input.optional_integer("step", 1, 3).value_or(3));
  typed.wish = input.optional_line("do", {0, 40}).value_or("next");
  input.ignore("key");
  if (auto refusal = input.refusal()) return *refusal;
  typed.tags = Form::of_fields(known).value("tags");
  return typed;
}

Result<void> check_steps(const ideas::IdeaText& text, Step step, const Limits& limits) {
  const auto fits = ideas::check_idea_text(text, limits);
  if (fits) return {};
  std::optional<Refusal> faults;
  const auto note = [&faults, step](const Refusal& fault) {
    if (static_cast<int>(step_of(fault.field)) > static_cast<int>(step)) return;
    const std::string_view name = fault.field == "place.label" ? "place" : fault.field == "place.lat" ? "latitude" : fault.field == "place.lon" ? "longitude" : std::string_view(fault.field);
    add_fault(faults, refuse(fault.reason, fault.detail, name));
  };
  note(fits.error());
  for (const auto& fault : fits.error().also) note(fault);
  if (faults) return std::move(*faults);
  return {};
}

http::Response show_step(Page& page, const RedesignAtHand& at, Form& form, Step step) {
  const std::string base = "/redesigns/" + at.redesign.slug;
  const bool takes_files = step == Step::details && page.is_signed_in();
  json view = step_view(page, at, form, step);
  const std::string heading = page.text("idea_form.new_title");
  view["heading_text"] = heading;
  const LocalText redesign_title = local_text(page, at.texts.title, at.redesign.languages);
  view["intro_text"] = redesign_title.text;
  view["intro_lang"] = redesign_title.language;
  view["progress_text"] = page.text("idea_new.progress", {{"step", static_cast<int>(step)}});
  view["steps"] = progress_view(page, step);
  view["step"] = static_cast<int>(step);
  for (const auto& [name, number] : {std::pair{"is_title", Step::title}, std::pair{"is_details", Step::details}, std::pair{"is_preview", Step::preview}})
    view[name] = step == number;
  view["action"] = page.href(base + (takes_files ? "/ideas/new/details" : "/ideas/new"));
  view["takes_files"] = takes_files;
  view["form_key"] = page.is_signed_in() && !takes_files ? form.key() : std::string();
  view["carried"] = carried_view(form, step);
  view["draft_key"] = "idea:new:" + at.redesign.slug + (step == Step::preview ? "" : ":" + std::to_string(static_cast<int>(step)));
  view["is_sent_by_script"] = step == Step::preview && page.is_signed_in();
  view["is_signed_in"] = page.is_signed_in();
  view["cancel_href"] = page.href(base);
  view["errors"] = form.errors_view(page);
  page.set_title(page.text("idea_new.progress", {{"step", static_cast<int>(step)}}) + " – " + heading);
  add_redesign_crumb(page, at);
  page.add_crumb(heading);
  if (step == Step::details) page.needs_map();
  return page.show("idea_new", view, form.status());
}

}  // namespace palabre::screens
