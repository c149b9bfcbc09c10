// Pages behind the links of mails: verify an address, set a new password, stop mail. A link alone changes nothing: mail programs open
// links by themselves, so each page has a button. Joined into screens::routes().
#include "crypto/crypto.hpp"
#include "db/gate.hpp"
#include "http/input.hpp"
#include "notices/mail_link.hpp"
#include "people/person_repo.hpp"
#include "people/session.hpp"
#include "screens/form.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t password_chars_read_max = 1000;

notices::MailFrame frame_of(const http::Services& services) {
  return {services.catalogue, services.public_url, services.site_name, services.default_language};
}

/// The template mail_page: a heading, a sentence, fields if any, one button.
json page_view(const Page& page, std::string_view name, const std::string& action) {
  const std::string key = "mail_page." + std::string(name);
  return {{"title_text", page.text(key + "_title")}, {"lead_text", page.text(key + "_lead")}, {"action", action},
          {"fields", json::array()},                 {"errors", false},                       {"submit_text", page.text(key + "_button")}};
}

http::Response show(Page& page, const json& view, int status = 200) {
  const std::string title = view["title_text"];
  page.set_title(title).add_crumb(title);
  return page.show("mail_page", view, status);
}

/// A link that was used, or is too old: what to do instead.
http::Response show_over(Page& page, const std::string& path) {
  json view = page_view(page, "over", page.href(path));
  view["submit_text"] = "";
  return show(page, view, 410);
}

// ---- verify

Result<http::Response> post_send_verify(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (!call.services.sends_mail) return refuse(Reason::not_found, "this site sends no mail");
  const auto person = people::find_person(page->db(), page->person());
  if (!person) return refuse(Reason::not_found, "this account is gone");
  const auto sent = notices::send_link(page->db(), frame_of(call.services), *person, notices::LinkKind::verify, page->language());
  if (!sent) return sent.error();
  return go_to(*page, "/me/settings", "mail_sent");
}

Result<http::Response> get_verify(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const std::string token(call.path_value("token"));
  if (!notices::find_link(page->db(), token, notices::LinkKind::verify)) return show_over(*page, "/me/settings");
  return show(*page, page_view(*page, "verify", page->href("/verify/" + token)));
}

Result<http::Response> post_verify(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto done = notices::use_verify_link(page->db(), call.path_value("token"));
  if (!done) return show_over(*page, "/me/settings");
  return go_to(*page, page->is_signed_in() ? "/me/settings" : "/sign-in", "email_verified");
}

// ---- stop mail

Result<http::Response> get_unsubscribe(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const std::string token(call.path_value("token"));
  if (!notices::read_unsubscribe_token(page->db(), token)) return refuse(Reason::not_found, "no such link");
  return show(*page, page_view(*page, "stop", page->href("/unsubscribe/" + token)));
}

/// Also the one click of mail programs (RFC 8058): no session, no question.
Result<http::Response> post_unsubscribe(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto person = notices::read_unsubscribe_token(page->db(), call.path_value("token"));
  if (!person) return refuse(Reason::not_found, "no such link");
  notices::stop_mail(page->db(), *person);
  json view = page_view(*page, "stopped", "");
  view["submit_text"] = "";
  return show(*page, view);
}

// ---- a new password

http::Response show_ask_reset(Page& page, Form& form) {
  json view = page_view(page, "ask_reset", page.href("/reset"));
  view["fields"].push_back(form.field_view(page, {.name = "email", .label = page.text("sign_in.email"), .type = "email", .autocomplete = "username",
                                                  .length = {1, page.call().services.limits->email_chars_max}}));
  view["errors"] = form.errors_view(page);
  return show(page, view, form.status());
}

Result<http::Response> get_ask_reset(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (!call.services.sends_mail) return refuse(Reason::not_found, "this site sends no mail");
  Form form;
  return show_ask_reset(*page, form);
}

/// The same answer whether the address is known or not.
Result<http::Response> post_ask_reset(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (!call.services.sends_mail) return refuse(Reason::not_found, "this site sends no mail");
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto email = input->line("email", {1, call.services.limits->email_chars_max});
  if (auto refusal = input->refusal()) {
    Form form = Form::typed(call.request);
    if (!form.take(*refusal)) return *refusal;
    return show_ask_reset(*page, form);
  }
  const auto person = people::find_person_by_email(page->db(), people::lower_email(email));
  if (person && !person->is_suspended) {
    const auto sent = notices::send_link(page->db(), frame_of(call.services), *person, notices::LinkKind::reset, page->language());
    if (!sent && sent.error().reason != Reason::too_many_requests) return sent.error();
  }
  json view = page_view(*page, "reset_asked", "");
  view["submit_text"] = "";
  return show(*page, view);
}

http::Response show_reset(Page& page, Form& form, const std::string& token) {
  json view = page_view(page, "reset", page.href("/reset/" + token));
  view["fields"].push_back(form.field_view(page, {.name = "password", .label = page.text("sign_in.password"), .hint = page.text("sign_up.password_hint"),
                                                  .type = "password", .autocomplete = "new-password"}));
  view["errors"] = form.errors_view(page);
  return show(page, view, form.status());
}

Result<http::Response> get_reset(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const std::string token(call.path_value("token"));
  if (!notices::find_link(page->db(), token, notices::LinkKind::reset)) return show_over(*page, "/reset");
  Form form;
  return show_reset(*page, form, token);
}

/// Runs on the slow pool, where passwords are hashed. Refuses: gone, what check_password refuses.
Result<void> set_password(const http::Call& call, std::string_view token) {
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto password = input->secret("password", {1, password_chars_read_max});
  if (auto refusal = input->refusal()) return *refusal;
  db::Gate& gate = *call.services.gate;
  const auto person = gate.read([&](db::Tx& tx) -> std::optional<people::Person> {
    const auto id = notices::find_link(tx, token, notices::LinkKind::reset);
    return id ? people::find_person(tx, *id) : std::nullopt;
  });
  if (!person) return refuse(Reason::gone, "this link was used or is too old");
  if (auto checked = people::check_password(password, person->email, person->name); !checked) return checked;
  const std::string hash = crypto::hash_password(password);
  return db::write_result(gate, [&](db::Tx& tx) { return notices::use_reset_link(tx, token, hash); });
}

Result<http::Response> post_reset(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const std::string token(call.path_value("token"));
  const auto done = set_password(call, token);
  if (done) return go_to(*page, "/sign-in", "password_set");
  if (done.error().reason == Reason::gone) return show_over(*page, "/reset");
  Form form = Form::typed(call.request);
  if (!form.take(done.error())) return done.error();
  return show_reset(*page, form, token);
}

}  // namespace

http::Routes mail_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::post, "/{lang}/me/verify", Who::signed_in, Kind::write, Cost::costly, Audience::mine, post_send_verify},
      {Method::get, "/{lang}/verify/{token}", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_verify},
      {Method::post, "/{lang}/verify/{token}", Who::anyone, Kind::write, Cost::normal, Audience::mine, post_verify},
      {Method::get, "/{lang}/unsubscribe/{token}", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_unsubscribe},
      {Method::post, "/{lang}/unsubscribe/{token}", Who::anyone, Kind::write, Cost::normal, Audience::mine, post_unsubscribe},
      {Method::get, "/{lang}/reset", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_ask_reset},
      {Method::post, "/{lang}/reset", Who::anyone, Kind::write, Cost::password, Audience::mine, post_ask_reset},
      {Method::get, "/{lang}/reset/{token}", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_reset},
      {Method::post, "/{lang}/reset/{token}", Who::anyone, Kind::slow, Cost::password, Audience::mine, post_reset},
  };
}

}  // namespace palabre::screens
