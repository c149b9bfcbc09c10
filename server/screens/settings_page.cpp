// One's own settings: name, language, mail, presence, comfort, sessions. Joined into screens::routes().
#include "http/cookie.hpp"
#include "http/easy_read.hpp"
#include "pages/language_names.hpp"
#include "people/edit_profile.hpp"
#include "people/person_repo.hpp"
#include "people/session.hpp"
#include "people/settings.hpp"
#include "screens/form.hpp"
#include "screens/me_parts.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

std::vector<Option> language_options(const Page& page) {
  std::vector<Option> options;
  for (const auto& language : page.call().services.catalogue->languages())
    options.push_back({language, pages::language_label(language, page.language())});
  return options;
}

std::vector<Option> mail_options(const Page& page) {
  std::vector<Option> options;
  for (const auto name : people::mail_frequency_names()) {
    const std::string key = "settings.mail_" + std::string(name);
    options.push_back({std::string(name), page.text(key), page.text(key + "_hint")});
  }
  return options;
}

/// A box is on when it was ticked, or, in a form that was not sent yet, when the choice is on.
json check_view(const Page& page, const Form& form, const std::string& name) {
  const std::string key = "settings." + name;
  return {{"id", "f-" + name}, {"name", name}, {"text", page.text(key)}, {"hint", page.text(key + "_hint")}, {"is_checked", form.value(name) == "true"}};
}

json mail_view(const Page& page, Form& form, const people::Person& person) {
  const bool is_sent = page.call().services.sends_mail;
  json frequency = is_sent ? form.choices_view(page, "mail", "settings.mail_legend", mail_options(page)) : json(false);
  const bool may_verify = is_sent && !person.email_verified_at && !person.email.empty();
  return {{"none_text", is_sent ? std::string() : page.text("settings.no_mail")},
          {"frequency", std::move(frequency)},
          {"unverified_text", may_verify ? page.text("settings.unverified", {{"email", person.email}}) : std::string()},
          {"verify_action", page.href("/me/verify")}};
}

Result<http::Response> show_settings(Page& page, Form& form) {
  const auto me = open_my_page(page, MyTab::settings);
  if (!me) return me.error();
  const auto settings = people::load_settings(page.db(), page.person());
  const auto fact = [](bool is_on) { return std::string(is_on ? "true" : ""); };
  form.fill("name", me->name).fill("language", me->language).fill("mail", std::string(people::name_of(settings.mail)));
  if (!form.is_refused()) {
    form.set("presence", fact(settings.hides_presence)).set("no_shortcuts", fact(!settings.has_shortcuts)).set("easy_read", fact(settings.is_easy_read));
  }
  json name_field = form.field_view(page, {.name = "name", .label = page.text("sign_up.name"), .autocomplete = "nickname",
                                           .length = {1, page.call().services.limits->name_chars_max}});
  json language_field = form.field_view(page, {.name = "language", .label = page.text("account.language"), .kind = FieldKind::select, .options = language_options(page)});
  json mail = mail_view(page, form, *me);
  const json view = {
      {"head", my_head_view(page, MyTab::settings, *me)},
      {"action", page.href("/me/settings")},
      {"name_field", std::move(name_field)},
      {"language_field", std::move(language_field)},
      {"mail", std::move(mail)},
      {"checks", {check_view(page, form, "presence"), check_view(page, form, "no_shortcuts"), check_view(page, form, "easy_read")}},
      {"errors", form.errors_view(page)},
      {"sessions_text", page.count("account.session_count", people::count_sessions(page.db(), page.person()))},
      {"sign_out_all_action", page.href("/me/sign-out-everywhere")},
  };
  return page.show("settings", view, form.status());
}

Result<http::Response> get_settings(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  Form form;
  return show_settings(*page, form);
}

struct WantedSettings {
  people::EditProfile profile;
  people::Settings settings;
};

Result<WantedSettings> read_settings(const Page& page) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  WantedSettings wanted;
  wanted.settings = people::load_settings(page.db(), page.person());
  wanted.profile.name = input->line("name", {1, page.call().services.limits->name_chars_max});
  wanted.profile.language = input->optional_line("language", {2, 2});
  if (const auto mail = input->optional_choice("mail", people::mail_frequency_names())) wanted.settings.mail = static_cast<people::MailFrequency>(*mail);
  wanted.settings.hides_presence = input->optional_fact("presence").value_or(false);
  wanted.settings.has_shortcuts = !input->optional_fact("no_shortcuts").value_or(false);
  wanted.settings.is_easy_read = input->optional_fact("easy_read").value_or(false);
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<people::Person> save_all(const Page& page) {
  const auto wanted = read_settings(page);
  if (!wanted) return wanted.error();
  auto saved = people::edit_profile(page.db(), page.person(), wanted->profile);
  if (saved) people::save_settings(page.db(), page.person(), wanted->settings);
  return saved;
}

Result<http::Response> post_settings(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto saved = save_all(*page);
  if (!saved) {
    Form form = Form::typed(call.request);
    if (!form.take(saved.error())) return saved.error();
    return show_settings(*page, form);
  }
  const bool is_spoken = call.services.catalogue->has_language(saved->language);
  const std::string language = is_spoken ? saved->language : page->language();
  http::Response response = http::see_other("/" + language + "/me/settings?notice=account_saved");
  response.header("Set-Cookie", http::cookie_line({"palabre_language", language, http::cookie_year_s, true}, call.request.is_secure));
  const bool is_easy_read = people::load_settings(page->db(), page->person()).is_easy_read;
  response.header("Set-Cookie", http::easy_read_cookie_value(is_easy_read, call.request));
  return response;
}

}  // namespace

http::Routes settings_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me/settings", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_settings},
      {Method::post, "/{lang}/me/settings", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_settings},
  };
}

}  // namespace palabre::screens
