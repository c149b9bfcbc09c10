// /me/export, /me/erase, /me/settings: JSON in, act, view out. Joined with the other slices' tables by serve().
#include "own_data/own_data_api.hpp"

#include "http/input.hpp"
#include "own_data/erase_account.hpp"
#include "own_data/export_own_data.hpp"
#include "people/session.hpp"
#include "people/settings.hpp"

#include <nlohmann/json.hpp>

namespace palabre::own_data {
namespace {

using http::Call;
using http::Response;

constexpr std::size_t password_chars_read_max = 1000;

Result<Response> get_export(const Call& call) {
  Response response = http::json_response(export_own_data(call.db(), call.viewer->person, call.services.site_name));
  response.header("Content-Disposition", "attachment; filename=\"my-data.json\"");
  return response;
}

Result<Response> post_erase(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto password = input->secret("password", {1, password_chars_read_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto done = erase_with_password(call.services, call.viewer->person, password);
  if (!done) return done.error();
  Response response = http::no_content();
  response.header("Set-Cookie", people::session_cookie_value("", call.request, *call.services.limits));
  return response;
}

Response settings_response(const Call& call, const people::Settings& settings) {
  return http::json_response({{"mail", people::name_of(settings.mail)},
                              {"sends_mail", call.services.sends_mail},
                              {"hides_presence", settings.hides_presence},
                              {"has_shortcuts", settings.has_shortcuts},
                              {"is_easy_read", settings.is_easy_read}});
}

Result<Response> get_settings(const Call& call) { return settings_response(call, people::load_settings(call.db(), call.viewer->person)); }

Result<Response> patch_settings(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  auto settings = people::load_settings(call.db(), call.viewer->person);
  if (const auto mail = input->optional_choice("mail", people::mail_frequency_names())) settings.mail = static_cast<people::MailFrequency>(*mail);
  settings.hides_presence = input->optional_fact("hides_presence").value_or(settings.hides_presence);
  settings.has_shortcuts = input->optional_fact("has_shortcuts").value_or(settings.has_shortcuts);
  settings.is_easy_read = input->optional_fact("is_easy_read").value_or(settings.is_easy_read);
  if (auto refusal = input->refusal()) return *refusal;
  people::save_settings(call.db(), call.viewer->person, settings);
  return settings_response(call, settings);
}

}  // namespace

http::Routes routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {get, "/api/v1/me/export", Who::signed_in, Kind::read, Cost::costly, Audience::mine, get_export},
      {post, "/api/v1/me/erase", Who::signed_in, Kind::slow, Cost::password, Audience::mine, post_erase},
      {get, "/api/v1/me/settings", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_settings},
      {patch, "/api/v1/me/settings", Who::signed_in, Kind::write, Cost::normal, Audience::mine, patch_settings},
  };
}

}  // namespace palabre::own_data
