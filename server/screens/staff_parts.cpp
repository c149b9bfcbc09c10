// Builds what the pages of staff share. Called by the inbox, answer, moderation, merge, phases, settings and roles pages.
#include "screens/staff_parts.hpp"

#include "pages/language_names.hpp"
#include "pages/local_time.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

json staff_head_view(const Page& page, const RedesignAtHand& at) {
  const LocalText title = local_text(page, at.texts.title, at.redesign.languages);
  return {{"redesign_href", page.href("/redesigns/" + at.redesign.slug)}, {"redesign_title", title.text}, {"lang", title.language}};
}

std::string language_name(const Page& page, std::string_view language) {
  return pages::language_name(language, page.language());
}

std::vector<std::string> text_languages(const Page& page, const std::vector<std::string>& languages) {
  std::vector<std::string> all = languages;
  for (const auto& language : page.call().services.catalogue->languages()) {
    if (std::find(all.begin(), all.end(), language) == all.end()) all.push_back(language);
  }
  return all;
}

Field moment_field(const Page& page, std::string name, std::string_view label_key) {
  return {.name = std::move(name),
          .label = page.text(label_key),
          .hint = page.text("phases.ends_hint", {{"zone", std::string(pages::default_zone)}}),
          .type = "datetime-local",
          .is_required = false};
}

std::optional<Instant> read_moment(http::Input& input, std::string_view name) {
  const auto text = input.optional_line(name, {1, 40});
  if (!text) return std::nullopt;
  const auto moment = pages::parse_local_time(*text);
  if (!moment) input.refuse_field(Reason::bad_field, name, "a day and a time like 2026-11-21T13:05");
  return moment;
}

Field public_reason_field(const Page& page, std::string_view label_key) {
  const Limits& limits = *page.call().services.limits;
  return {.name = "reason",
          .label = page.text(label_key),
          .hint = page.count("form.reason_hint", static_cast<std::int64_t>(limits.reason_chars_min)),
          .kind = FieldKind::area,
          .length = {limits.reason_chars_min, limits.reason_chars_max},
          .rows = 3};
}

json with_id_suffix(json field_view, std::string_view suffix) {
  field_view["id"] = field_view["id"].get<std::string>() + std::string(suffix);
  return field_view;
}

Form& ActForms::form(std::string_view id) {
  if (is_refused(id)) return refused_;
  empty_ = Form{};
  return empty_;
}

json ActForms::view(const Page& page, const ActForm& act) {
  Form& sent = form(act.id);
  for (const auto& [name, value] : act.values) sent.fill(name, value);
  json hidden = json::array();
  for (const auto& [name, value] : act.hidden) hidden.push_back({{"name", name}, {"value", value}});
  json fields = json::array();
  for (const auto& field : act.fields) fields.push_back(with_id_suffix(sent.field_view(page, field), "-" + act.id));
  return {{"is_open", is_refused(act.id)},
          {"summary_text", act.title},
          {"action", act.action},
          {"form_key", sent.key()},
          {"hidden", std::move(hidden)},
          {"hint_text", act.hint},
          {"fields", std::move(fields)},
          {"submit_text", act.submit.empty() ? act.title : act.submit}};
}

json ActForms::errors_view(const Page& page) const {
  json view = refused_.errors_view(page);
  if (!view.is_object()) return view;
  for (auto& error : view["errors"]) {
    const std::string href = error["href"].get<std::string>();
    if (!href.empty()) error["href"] = href + "-" + refused_id_;
  }
  return view;
}

json one_error_view(const Page& page, const Field& field, const std::string& problem) {
  const std::string line = page.text("form.field_problem", {{"field", field.label}, {"problem", problem}});
  return {{"title_text", page.count("count.errors", 1)}, {"errors", json::array({{{"href", "#f-" + field.name}, {"text", line}}})}};
}

}  // namespace palabre::screens
