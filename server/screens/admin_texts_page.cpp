// The instance's own texts: a list by subject and language, and one text with its preview and its history.
// Joined into screens::routes().
#include "instance/instance_text.hpp"
#include "instance/shipped_text.hpp"
#include "pages/document.hpp"
#include "screens/about_parts.hpp"
#include "screens/admin_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using instance::TextKey;
using instance::TextVersion;
using nlohmann::json;

namespace {

constexpr std::size_t history_max = 50;
constexpr int page_rows = 26;

std::string subject_text(const Page& page, std::string_view subject) { return page.text("admin.text_" + std::string(subject)); }
std::string text_path(const TextKey& key) { return "/admin/texts/" + key.subject + "/" + key.language; }

Result<http::Response> get_texts(const http::Call& call) {
  const auto page = open_admin(call, "admin.texts_title");
  if (!page) return page.error();
  const auto own = instance::load_own_texts(page->db());
  json subjects = json::array();
  for (const auto subject : instance::text_subjects) {
    json languages = json::array();
    for (const auto& language : call.services.catalogue->languages()) {
      std::string state = page->text("admin.text_shipped");
      bool is_own = false;
      for (const auto& text : own) {
        if (text.key.subject != subject || text.key.language != language) continue;
        state = page->text("admin.text_own", {{"day", day_words(*page, text.at)}});
        is_own = true;
      }
      languages.push_back({{"href", page->href(text_path({std::string(subject), language}))}, {"language_text", language_name(*page, language)}, {"state_text", state}, {"is_own", is_own}, {"subject_text", subject_text(*page, subject)}});
    }
    subjects.push_back({{"title_text", subject_text(*page, subject)}, {"languages", std::move(languages)}});
  }
  return page->show("admin_texts", {{"nav", admin_nav_view(*page, "texts")}, {"subjects", std::move(subjects)}});
}

struct Desk {
  Page page;
  TextKey key;
  std::vector<TextVersion> versions;

  [[nodiscard]] bool is_own() const { return !versions.empty() && versions.front().body; }
  [[nodiscard]] std::int64_t version() const { return versions.empty() ? 0 : versions.front().id; }
};

Result<Desk> open_desk(const http::Call& call) {
  auto page = open_admin(call, "admin.texts_title", "/admin/texts");
  if (!page) return page.error();
  TextKey key{std::string(call.path_value("subject")), std::string(call.path_value("language"))};
  if (!instance::is_text_subject(key.subject) || !call.services.catalogue->has_language(key.language)) return refuse(Reason::not_found, "no such text");
  const std::string title = page->text("admin.text_title", {{"subject", subject_text(*page, key.subject)}, {"language", language_name(*page, key.language)}});
  page->set_title(title);
  page->add_crumb(title);
  auto versions = instance::load_text_versions(page->db(), key, history_max);
  return Desk{std::move(*page), std::move(key), std::move(versions)};
}

Field body_field(const Page& page, const TextKey& key) {
  const std::string label = subject_text(page, key.subject);
  if (key.subject == "site_name") return {.name = "body", .label = label, .hint = page.text("admin.text_hint_name"), .length = {1, instance::site_name_chars_max}};
  if (key.subject == "site_description") return {.name = "body", .label = label, .hint = page.text("admin.text_hint_description"), .length = {1, instance::site_description_chars_max}};
  return {.name = "body", .label = label, .hint = page.text("admin.text_hint_page", {{"contact", std::string("{contact}")}, {"enforcement", std::string("{enforcement}")}}), .kind = FieldKind::area, .length = {1, instance::instance_text_chars_max}, .rows = page_rows};
}

json history_view(const Desk& desk) {
  json views = json::array();
  for (const auto& version : desk.versions) {
    views.push_back({{"text", desk.page.text(version.body ? "admin.text_history_saved" : "admin.text_history_shipped", {{"name", version.person}, {"when", when_text(desk.page, version.at)}})},
                     {"body", version.body.value_or("")},
                     {"lang", desk.key.language}});
  }
  return views;
}

json preview_view(const Desk& desk, const std::string& body) {
  json view = instance::is_page_subject(desk.key.subject)
                  ? document_view(pages::read_document(instance::filled_text(body, contact_text(desk.page), enforcement_text(desk.page))))
                  : json{{"title", body}, {"lead_html", ""}, {"has_contents", false}, {"sections", json::array()}};
  view["lang"] = desk.key.language;
  return view;
}

http::Response show_desk(Desk& desk, Form form, bool has_preview) {
  Page& page = desk.page;
  const std::string shipped = instance::shipped_text(page.call().services, desk.key);
  form.fill("body", desk.is_own() ? *desk.versions.front().body : shipped).fill("version", std::to_string(desk.version()));
  json field = form.field_view(page, body_field(page, desk.key));
  json history = history_view(desk);
  json view{{"nav", admin_nav_view(page, "texts")},
            {"title_text", page.text("admin.text_title", {{"subject", subject_text(page, desk.key.subject)}, {"language", language_name(page, desk.key.language)}})},
            {"state_text", desk.is_own() ? page.text("admin.text_own", {{"day", day_words(page, desk.versions.front().at)}}) : page.text("admin.text_shipped")},
            {"language", desk.key.language},
            {"action", page.href(text_path(desk.key))},
            {"errors", form.errors_view(page)},
            {"form_key", form.key()},
            {"version", form.value("version")},
            {"field", std::move(field)},
            {"cancel_href", page.href("/admin/texts")},
            {"preview", has_preview ? preview_view(desk, form.value("body")) : json(false)},
            {"can_restore", desk.is_own()},
            {"shipped", desk.is_own() ? shipped : std::string()},
            {"has_history", !history.empty()}};
  view["history"] = std::move(history);
  return page.show("admin_text", view, form.status());
}

Result<http::Response> get_text(const http::Call& call) {
  auto desk = open_desk(call);
  if (!desk) return desk.error();
  return show_desk(*desk, {}, false);
}

Result<void> save(const Desk& desk) {
  const http::Call& call = desk.page.call();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  for (const char* name : {"key", "do"}) input->ignore(name);
  const std::string body = instance::is_page_subject(desk.key.subject) ? input->text("body", {1, instance::instance_text_chars_max})
                                                                       : input->line("body", {1, body_field(desk.page, desk.key).length.max});
  const auto seen = input->optional_integer("version", 0, INT64_MAX).value_or(0);
  if (auto refusal = input->refusal()) return *refusal;
  const auto saved = instance::save_text(call.db(), instance::admin_actor(call), desk.key, body, seen);
  if (!saved) return saved.error();
  return {};
}

Result<http::Response> post_text(const http::Call& call) {
  auto desk = open_desk(call);
  if (!desk) return desk.error();
  Form form = Form::typed(call.request);
  const std::string wanted = form.value("do");
  if (wanted == "preview") return show_desk(*desk, std::move(form), true);
  if (wanted == "restore") {
    const auto done = instance::restore_shipped_text(call.db(), instance::admin_actor(call), desk->key);
    if (!done && done.error().reason != Reason::nothing_changed) return done.error();
    return go_to(desk->page, text_path(desk->key), "text_restored");
  }
  const auto saved = save(*desk);
  if (saved) return go_to(desk->page, text_path(desk->key), "text_saved");
  if (!form.take(saved.error())) return saved.error();
  // What was typed stays; sending it again is then meant to replace what somebody else wrote, which the page shows below.
  if (saved.error().reason == Reason::stale_version) form.set("version", std::to_string(desk->version()));
  return show_desk(*desk, std::move(form), false);
}

}  // namespace

http::Routes admin_texts_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/admin/texts", Who::admin, Kind::read, Cost::normal, Audience::mine, get_texts},
      {Method::get, "/{lang}/admin/texts/{subject}/{language}", Who::admin, Kind::read, Cost::normal, Audience::mine, get_text},
      {Method::post, "/{lang}/admin/texts/{subject}/{language}", Who::admin, Kind::write, Cost::normal, Audience::mine, post_text},
  };
}

}  // namespace palabre::screens
