// The theme editor of one organisation: colours with a preview and every contrast measured, saved only when all can be read.
// Works by plain posts; the island theme_editor does the same while one types. Joined into screens::routes().
#include "instance/instance.hpp"
#include "instance/save_theme.hpp"
#include "people/person_repo.hpp"
#include "screens/admin_parts.hpp"
#include "screens/theme_form.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using instance::Theme;
using instance::ThemeRules;
using nlohmann::json;

namespace {

constexpr std::size_t theme_history_max = 20;

struct ThemeDesk {
  Page page;
  people::Organisation organisation;
  const ThemeRules* rules = nullptr;
};

Result<ThemeDesk> open_theme_desk(const http::Call& call) {
  auto page = open_admin(call, "admin.organisations_title", "/admin/organisations");
  if (!page) return page.error();
  const auto id = call.path_id<OrganisationId>();
  if (!id) return id.error();
  auto organisation = people::find_organisation(page->db(), *id);
  if (!organisation || instance::machine_of(call.services) == nullptr) return refuse(Reason::not_found, "no such organisation", "id");
  page->set_title(page->text("theme.title"));
  page->add_crumb(page->text("theme.title"));
  return ThemeDesk{std::move(*page), std::move(*organisation), &instance::machine_of(call.services)->theme_rules};
}

std::string desk_path(const ThemeDesk& desk) { return "/admin/organisations/" + desk.organisation.id.text() + "/theme"; }

const Theme& first_theme(const ThemeRules& rules) {
  const auto found = rules.shipped.find("palabre");
  return (found == rules.shipped.end() ? rules.shipped.begin() : found)->second;
}

/// "14594a,…": thirteen colours for the address of the preview's sheet.
std::string colours_param(const instance::Tokens& tokens) {
  std::string text;
  for (const auto name : instance::colour_names) text += (text.empty() ? "" : ",") + tokens.find(name)->second.substr(1);
  return text;
}

std::string preview_href(const Page& page, const Theme& theme) {
  std::string href = with_param(page.href("/admin/theme-preview.css"), "light", colours_param(theme.light));
  if (theme.dark) href = with_param(href, "dark", colours_param(*theme.dark));
  return with_param(with_param(href, "font", theme.font), "radius", std::to_string(theme.radius_px));
}

std::vector<Option> font_options(const Page& page) {
  std::vector<Option> options;
  for (const auto& font : instance::fonts) options.push_back({std::string(font.name), page.text("theme.font_" + std::string(font.name))});
  return options;
}

std::vector<Option> start_options(const Page& page, const ThemeDesk& desk) {
  std::vector<Option> options;
  for (const auto& [name, theme] : desk.rules->shipped) options.push_back({name, page.text("theme.start_" + name)});
  return options;
}

json history_view(const Page& page, const ThemeDesk& desk) {
  json views = json::array();
  for (const auto& version : instance::load_themes(page.db(), desk.organisation.id, theme_history_max)) {
    views.push_back({{"text", page.text(version.theme ? "theme.history_saved" : "theme.history_reset", {{"name", version.person}, {"when", when_text(page, version.at)}})},
                     {"version", version.theme ? version.id : 0},
                     {"version_action", page.href(desk_path(desk))}});
  }
  return views;
}

/// What is wrong, by field: the first wrong value, or every contrast that does not suffice.
std::map<std::string, std::string> errors_of(const Page& page, const Theme& theme, const ThemeRules& rules) {
  std::map<std::string, std::string> errors;
  if (const auto checked = instance::check_theme(theme); !checked) {
    const std::string& field = checked.error().field;
    errors[field] = page.text(field == "radius" ? "theme.bad_radius" : field == "font" ? "field_error.bad" : "theme.bad_colour");
    return errors;
  }
  for (const auto& measure : instance::measure_theme(theme, rules)) {
    if (measure.passes()) continue;
    std::string& words = errors[measure.field];
    if (!words.empty()) continue;  // the first pair says enough; the table has them all
    words = page.text("theme.too_close", {{"pair", page.text("theme.pair", {{"ink", token_text(page, measure.ink)}, {"ground", token_text(page, measure.on)}})},
                                          {"ratio", ratio_words(page, measure.ratio)}, {"least", ratio_words(page, measure.least)}});
  }
  return errors;
}

/// "By night, brand: …"
std::string field_label(const Page& page, const std::string& field) {
  const auto dot = field.find('.');
  if (dot == std::string::npos) return page.text("theme." + field);
  return page.text("theme." + field.substr(0, dot) + "_field", {{"field", token_text(page, field.substr(dot + 1))}});
}

json summary_view(const Page& page, const std::map<std::string, std::string>& errors) {
  if (errors.empty()) return false;
  json lines = json::array();
  for (const auto& [field, words] : errors) {
    std::string id = field;
    std::replace(id.begin(), id.end(), '.', '-');
    lines.push_back({{"href", "#f-" + id}, {"text", page.text("form.field_problem", {{"field", field_label(page, field)}, {"problem", words}})}});
  }
  return {{"title_text", page.count("count.errors", static_cast<std::int64_t>(errors.size()))}, {"errors", std::move(lines)}};
}

/// The words the script needs; "{count}" stays for it to fill.
json script_words(const Page& page) {
  const auto kept = [&](std::string_view key, std::string_view other = {}) {
    pages::Arguments arguments{{"count", std::string("{count}")}, {"total", std::string("{total}")}};
    if (!other.empty()) arguments = {{"pair", std::string("{pair}")}, {"ratio", std::string("{ratio}")}, {"least", std::string("{least}")}};
    return page.text(key, arguments);
  };
  const auto& assets = page.call().services.assets;
  const auto rules = assets == nullptr ? std::string() : assets->contains("theme_rules.json") ? assets->at("theme_rules.json") : std::string();
  json stacks = json::object();
  for (const auto& font : instance::fonts) stacks[std::string(font.name)] = font.stack;
  return {{"rules_href", rules}, {"pass", page.text("theme.pass")}, {"fail", page.text("theme.fail")}, {"all_pass", kept("theme.all_pass")},
          {"some_fail", kept("theme.some_fail")}, {"too_close", kept("theme.too_close", "pair")}, {"bad_colour", page.text("theme.bad_colour")}, {"fonts", stacks.dump()}};
}

std::string summary_text(const Page& page, const json& rows) {
  std::int64_t total = 0;
  std::int64_t bad = 0;
  for (const auto& row : rows) {
    for (const char* mode : {"day", "night"}) {
      if (!row[mode].is_object()) continue;
      ++total;
      if (row[mode]["is_bad"].get<bool>()) ++bad;
    }
  }
  const pages::Arguments counts{{"count", std::to_string(bad)}, {"total", std::to_string(total)}};
  return page.text(bad == 0 ? "theme.all_pass" : "theme.some_fail", counts);
}

/// `is_refused`: somebody tried to save; a preview shows the same errors at the fields without the summary on top.
http::Response show_desk(ThemeDesk& desk, Form& form, bool is_refused, int status = 200) {
  Page& page = desk.page;
  const Theme theme = read_theme_form(form);
  const bool is_whole = instance::check_theme(theme).has_value();
  const auto errors = errors_of(page, theme, *desk.rules);
  json rows = is_whole ? measures_view(page, theme, *desk.rules) : json::array();
  const auto in_force = instance::find_theme(page.db(), desk.organisation.id);
  const LocalText name = local_text(page, desk.organisation.names);
  const auto error_at = [&](const char* field) { return errors.contains(field) ? errors.at(field) : std::string(); };
  json font = form.field_view(page, {.name = "font", .label = page.text("theme.font"), .hint = page.text("theme.font_hint"), .kind = FieldKind::select, .options = font_options(page)});
  json radius = form.field_view(page, {.name = "radius", .label = page.text("theme.radius"), .hint = page.text("theme.radius_hint"), .type = "number", .length = {0, 2}});
  font["error"] = error_at("font");
  radius["error"] = error_at("radius");
  json view{{"nav", admin_nav_view(page, "organisations")},
            {"organisation", name.text}, {"lang", name.language},
            {"state_text", page.text(in_force && in_force->theme ? "theme.state_own" : "theme.state_shared")},
            {"errors", is_refused ? summary_view(page, errors) : json(false)},
            {"action", page.href(desk_path(desk))},
            {"was", typed_colours(theme, form)},
            {"light_fields", colour_fields_view(page, form, "light", errors)},
            {"dark_fields", colour_fields_view(page, form, "dark", errors)},
            {"has_dark", theme.dark.has_value()},
            {"font_field", std::move(font)}, {"radius_field", std::move(radius)},
            {"start", form.field_view(page, {.name = "start", .label = page.text("theme.start"), .kind = FieldKind::select, .options = start_options(page, desk)})},
            {"preview_css", is_whole ? preview_href(page, theme) : std::string()},
            {"summary_text", is_whole ? summary_text(page, rows) : page.text("theme.not_measured")},
            {"is_bad", !errors.empty()},
            {"has_rows", !rows.empty()},
            {"script", script_words(page)},
            {"can_reset", in_force && in_force->theme},
            {"form_key", form.key()}};
  json history = history_view(page, desk);
  view["has_history"] = !history.empty();
  view["history"] = std::move(history);
  view["rows"] = std::move(rows);
  return page.show("admin_theme", view, status);
}

Result<http::Response> get_theme(const http::Call& call) {
  auto desk = open_theme_desk(call);
  if (!desk) return desk.error();
  const auto in_force = instance::find_theme(desk->page.db(), desk->organisation.id);
  Form form;
  fill_theme(form, in_force && in_force->theme ? *in_force->theme : first_theme(*desk->rules), first_theme(*desk->rules));
  return show_desk(*desk, form, false);
}

http::Response begin_from(ThemeDesk& desk, Form& form) {
  const auto chosen = desk.rules->shipped.find(form.value("start"));
  if (chosen != desk.rules->shipped.end()) fill_theme(form, chosen->second, first_theme(*desk.rules));
  return show_desk(desk, form, false);
}

/// An earlier theme into the fields; saved only when somebody says so.
http::Response begin_from_version(ThemeDesk& desk, Form& form) {
  const auto versions = instance::load_themes(desk.page.db(), desk.organisation.id, theme_history_max);
  const auto wanted = form.value("version");
  for (const auto& version : versions)
    if (version.theme && std::to_string(version.id) == wanted) fill_theme(form, *version.theme, first_theme(*desk.rules));
  return show_desk(desk, form, false);
}

Result<http::Response> save(ThemeDesk& desk, Form& form) {
  const auto saved = instance::save_theme(desk.page.db(), instance::admin_actor(desk.page.call()), desk.organisation.id, read_theme_form(form), *desk.rules);
  if (saved) return go_to(desk.page, desk_path(desk), "theme_saved");
  if (saved.error().reason == Reason::nothing_changed) return go_to(desk.page, desk_path(desk), "theme_saved");
  if (!form.take(saved.error())) return saved.error();
  return show_desk(desk, form, true, http::problem_status(saved.error().reason));
}

Result<http::Response> post_theme(const http::Call& call) {
  auto desk = open_theme_desk(call);
  if (!desk) return desk.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  Form form = Form::typed(call.request);
  const std::string wanted = form.value("do");
  if (wanted == "reset") {
    const auto done = instance::reset_theme(desk->page.db(), instance::admin_actor(call), desk->organisation.id);
    if (!done && done.error().reason != Reason::nothing_changed) return done.error();
    return go_to(desk->page, desk_path(*desk), "theme_reset");
  }
  if (wanted == "save") return save(*desk, form);
  if (wanted == "start") return begin_from(*desk, form);
  if (wanted == "version") return begin_from_version(*desk, form);
  return show_desk(*desk, form, false);
}

std::optional<instance::Tokens> read_param(const std::string& text) {
  instance::Tokens tokens;
  std::size_t at = 0;
  for (const auto name : instance::colour_names) {
    tokens[std::string(name)] = "#" + text.substr(std::min(at, text.size()), 6);
    at += 7;
  }
  if (text.size() != at - 1) return std::nullopt;
  return tokens;
}

/// The colours of the address under the samples' own names: nothing is stored, and nothing but checked colours comes out.
Result<http::Response> get_preview(const http::Call& call) {
  Theme theme;
  const auto light = read_param(call.request.param("light").value_or(""));
  if (!light) return refuse(Reason::bad_field, "thirteen colours", "light");
  theme.light = *light;
  if (const auto dark = call.request.param("dark")) theme.dark = read_param(*dark).value_or(instance::Tokens{});
  theme.font = call.request.param("font").value_or("");
  const std::string radius = call.request.param("radius").value_or("");
  theme.radius_px = radius.size() == 1 || radius.size() == 2 ? std::atoi(radius.c_str()) : -1;
  if (auto checked = instance::check_theme(theme); !checked) return checked.error();
  return http::text_response(instance::preview_css(theme, "[data-sample=\"light\"]", "[data-sample=\"dark\"]"), "text/css; charset=utf-8");
}

}  // namespace

http::Routes admin_theme_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/admin/organisations/{id}/theme", Who::admin, Kind::read, Cost::normal, Audience::mine, get_theme},
      {Method::post, "/{lang}/admin/organisations/{id}/theme", Who::admin, Kind::write, Cost::normal, Audience::mine, post_theme},
      {Method::get, "/{lang}/admin/theme-preview.css", Who::admin, Kind::read, Cost::normal, Audience::mine, get_preview},
  };
}

}  // namespace palabre::screens
