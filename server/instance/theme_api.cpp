// /api/v1/admin/organisations/{id}/theme, /api/v1/admin/theme-checks, and /theme/<hash>.css that every page with a theme loads.
// Called by the router, as part of the routes of administrators.
#include "http/input.hpp"
#include "instance/instance.hpp"
#include "instance/instance_api.hpp"
#include "instance/save_theme.hpp"
#include "people/person_repo.hpp"

#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

Result<const ThemeRules*> rules_of(const Call& call) {
  if (machine_of(call.services) == nullptr) return refuse(Reason::not_found, "this server has no themes");
  return &machine_of(call.services)->theme_rules;
}

json measure_view(const Measure& measure) {
  return {{"mode", mode_name(measure.mode)}, {"ink", measure.ink},     {"on", measure.on},         {"ratio", std::stod(ratio_text(measure.ratio))},
          {"least", measure.least},          {"field", measure.field}, {"passes", measure.passes()}};
}

json measures_view(const Theme& theme, const ThemeRules& rules) {
  json views = json::array();
  for (const auto& measure : measure_theme(theme, rules)) views.push_back(measure_view(measure));
  return views;
}

json theme_view(OrganisationId organisation, const std::optional<ThemeVersion>& version, const ThemeRules& rules) {
  json view{{"organisation", organisation.text()}, {"theme", nullptr}, {"css", nullptr}, {"checks", json::array()}};
  if (!version || !version->theme) return view;
  view["theme"] = theme_json(*version->theme);
  view["css"] = "/theme/" + version->hash + ".css";
  view["checks"] = measures_view(*version->theme, rules);
  return view;
}

/// The colours of one mode; what they hold is for check_theme to judge.
Tokens read_colours(http::Input& input) {
  Tokens colours;
  for (const auto name : colour_names) colours[std::string(name)] = input.optional_line(name, {0, 20}).value_or("");
  return colours;
}

Result<Theme> read_theme(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  Theme theme;
  for (const bool is_dark : {false, true}) {
    const std::string_view mode = is_dark ? "dark" : "light";
    auto block = input->object(mode);
    if (!block) continue;
    Tokens colours = read_colours(*block);
    if (auto refusal = block->refusal()) return *refusal;
    if (is_dark) theme.dark = std::move(colours);
    else theme.light = std::move(colours);
  }
  theme.font = input->optional_line("font", {1, 20}).value_or("system");
  theme.radius_px = static_cast<int>(input->optional_integer("radius", 0, radius_px_max).value_or(12));
  if (auto refusal = input->refusal()) return *refusal;
  return theme;
}

Result<Response> get_theme(const Call& call) {
  const auto id = call.path_id<OrganisationId>();
  if (!id) return id.error();
  const auto rules = rules_of(call);
  if (!rules) return rules.error();
  if (!people::find_organisation(call.db(), *id)) return refuse(Reason::not_found, "no such organisation", "id");
  return http::json_response(theme_view(*id, find_theme(call.db(), *id), **rules));
}

Result<Response> put_theme(const Call& call) {
  const auto id = call.path_id<OrganisationId>();
  if (!id) return id.error();
  const auto rules = rules_of(call);
  if (!rules) return rules.error();
  const auto theme = read_theme(call);
  if (!theme) return theme.error();
  const auto saved = save_theme(call.db(), admin_actor(call), *id, *theme, **rules);
  if (!saved) return saved.error();
  return http::json_response(theme_view(*id, *saved, **rules));
}

Result<Response> delete_theme(const Call& call) {
  const auto id = call.path_id<OrganisationId>();
  if (!id) return id.error();
  if (auto done = reset_theme(call.db(), admin_actor(call), *id); !done) return done.error();
  return http::no_content();
}

/// Measures without saving: what an editor asks while somebody chooses.
Result<Response> post_check(const Call& call) {
  const auto rules = rules_of(call);
  if (!rules) return rules.error();
  const auto theme = read_theme(call);
  if (!theme) return theme.error();
  if (auto checked = check_theme(*theme); !checked) return checked.error();
  return http::json_response({{"checks", measures_view(*theme, **rules)}});
}

/// A sheet never changes under its address, so a browser keeps it for good; old pages find theirs as long as the database lives.
Result<Response> get_sheet(const Call& call) {
  constexpr std::string_view end = ".css";
  std::string_view file = call.path_value("file");
  if (!file.ends_with(end)) return refuse(Reason::not_found, "no such style sheet");
  file.remove_suffix(end.size());
  std::string css = find_theme_css(call.db(), file);
  if (css.empty()) return refuse(Reason::not_found, "no such style sheet");
  Response response = http::text_response(std::move(css), "text/css; charset=utf-8");
  response.header("Cache-Control", "public, max-age=31536000, immutable");
  return response;
}

}  // namespace

http::Routes theme_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/admin/organisations/{id}/theme", Who::admin, Kind::read, Cost::normal, Audience::mine, get_theme},
      {Method::put, "/api/v1/admin/organisations/{id}/theme", Who::admin, Kind::write, Cost::normal, Audience::mine, put_theme},
      {Method::del, "/api/v1/admin/organisations/{id}/theme", Who::admin, Kind::write, Cost::normal, Audience::mine, delete_theme},
      {Method::post, "/api/v1/admin/theme-checks", Who::admin, Kind::read, Cost::normal, Audience::mine, post_check},
      {Method::get, "/theme/{file}", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_sheet},
  };
}

}  // namespace palabre::instance
