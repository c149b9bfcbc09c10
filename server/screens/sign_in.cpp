// Signing in, up and out. Joined into screens::routes(). Password work runs on the slow pool.
#include "people/sign_in.hpp"

#include "db/gate.hpp"
#include "http/input.hpp"
#include "light/claim_contributions.hpp"
#include "light/visitor.hpp"
#include "people/person_repo.hpp"
#include "people/suspend_person.hpp"
#include "screens/form.hpp"
#include "screens/carried_draft.hpp"
#include "screens/page_routes.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::string_view demo_password = "palabre-demo";
constexpr std::string_view demo_host = "@demo.palabre.example";
/// Account of the demo and the role it shows.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> demo_accounts{{{"citizen", "participant"},
                                                                                      {"facilitator", "facilitator"},
                                                                                      {"moderator", "moderator"},
                                                                                      {"officer", "officer"},
                                                                                      {"owner", "owner"},
                                                                                      {"admin", "admin"}}};
constexpr std::size_t password_chars_read_max = 1000;

/// Where to go afterwards: a page of ours, or home.
std::string back_of(const Page& page, const std::string& typed) { return local_path(typed, page.href("/")); }

json demo_view(const Page& page) {
  json accounts = json::array();
  if (!page.call().services.is_demo) return accounts;
  for (const auto& [account, role] : demo_accounts)
    accounts.push_back({{"role_text", page.text("role." + std::string(role))}, {"email", std::string(account) + std::string(demo_host)}});
  return accounts;
}

Field email_field(const Page& page) {
  return {.name = "email", .label = page.text("sign_in.email"), .type = "email", .autocomplete = "email",
          .length = {1, page.call().services.limits->email_chars_max}};
}

/// To those who just proved who they are: why, since when, and to whom to complain.
json suspension_view(const Page& page, const std::string& email) {
  const http::Services& services = page.call().services;
  const auto suspension = services.gate->read([&](db::Tx& tx) -> std::optional<people::Suspension> {
    const auto person = people::find_person_by_email(tx, people::lower_email(email));
    return person ? people::find_suspension(tx, person->id) : std::nullopt;
  });
  if (!suspension) return false;
  const std::string& contact = services.contact;
  const bool is_address = contact.find('@') != std::string::npos && contact.find_first_of(" <>()[]") == std::string::npos;
  return {{"title_text", page.text("sign_in.suspended_title", {{"day", day_words(page, suspension->suspended_at)}})},
          {"reason", suspension->reason},
          {"complain_text", contact.empty() ? page.text("sign_in.suspended_complain_page") : page.text("sign_in.suspended_complain", {{"contact", is_address ? std::string() : contact}})},
          {"contact_href", contact.empty() ? page.href("/about/help") : is_address ? "mailto:" + contact : std::string()},
          {"contact_text", contact.empty() ? page.text("sign_in.suspended_help") : contact}};
}

http::Response show_sign_in(Page& page, Form& form, json suspension = false) {
  const std::string back = back_of(page, form.value("back"));
  page.set_title(page.text("sign_in.title")).add_crumb(page.text("sign_in.title"));
  json fields = json::array();
  fields.push_back(form.field_view(page, email_field(page)));
  fields.push_back(form.field_view(page, {.name = "password", .label = page.text("sign_in.password"), .type = "password", .autocomplete = "current-password"}));
  json demo = demo_view(page);
  json view = {{"action", page.href("/sign-in")},
               {"back", back},
               {"carried", form.value("carried")},
               {"reason_text", !form.value("carried").empty() ? page.text("sign_in.reason_carried")
                               : back == page.href("/") ? std::string() : page.text("sign_in.reason")},
               {"errors", suspension.is_object() ? json(false) : form.errors_view(page)},
               {"suspension", suspension},
               {"fields", std::move(fields)},
               {"sign_up_action", page.href("/sign-up")},
               {"sign_up_href", with_param(page.href("/sign-up"), "back", back)},
               {"reset_href", page.call().services.sends_mail ? page.href("/reset") : std::string()},
               {"has_demo", !demo.empty()},
               {"demo_text", page.text("sign_in.demo_text", {{"password", std::string(demo_password)}})},
               {"demo", std::move(demo)}};
  return page.show("sign_in", with_submit_row(std::move(view), page.text("sign_in.submit"), ""), form.status());
}

http::Response open_sign_in(Page& page, Form& form) { return show_sign_in(page, form); }

http::Response show_sign_up(Page& page, Form& form) {
  const std::string back = back_of(page, form.value("back"));
  const Limits& limits = *page.call().services.limits;
  page.set_title(page.text("sign_up.title")).add_crumb(page.text("sign_up.title"));
  json fields = json::array();
  fields.push_back(form.field_view(page, {.name = "name", .label = page.text("sign_up.name"), .hint = page.text("sign_up.name_hint"),
                                          .autocomplete = "nickname", .length = {1, limits.name_chars_max}}));
  Field email = email_field(page);
  email.hint = page.text("sign_up.email_hint");
  fields.push_back(form.field_view(page, email));
  fields.push_back(form.field_view(page, {.name = "password", .label = page.text("sign_in.password"), .hint = page.text("sign_up.password_hint"),
                                          .type = "password", .autocomplete = "new-password",
                                          .length = {limits.password_chars_min, limits.password_chars_max}}));
  json view = {{"action", page.href("/sign-up")},
               {"back", back},
               {"carried", form.value("carried")},
               {"errors", form.errors_view(page)},
               {"fields", std::move(fields)},
               {"sign_in_action", page.href("/sign-in")},
               {"sign_in_href", with_param(page.href("/sign-in"), "back", back)}};
  return page.show("sign_up", with_submit_row(std::move(view), page.text("sign_up.submit"), ""), form.status());
}

template <http::Response (*show)(Page&, Form&)>
Result<http::Response> get_door(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (call.viewer) return http::see_other(back_of(*page, call.request.param("back").value_or("")));
  Form form;
  form.fill("back", call.request.param("back").value_or(""));
  return show(*page, form);
}

http::Response enter(const Page& page, const people::SignedIn& signed_in, std::string_view notice) {
  const Form form = Form::typed(page.call().request);
  const std::string kept = keep_carried(page.call(), signed_in.viewer, form.value("carried"), page.language());
  const std::string back = kept.empty() ? back_of(page, form.value("back")) : page.href(kept);
  const std::string token(page.call().request.cookie_value(light::visitor_cookie));
  light::Claim claim;
  if (!token.empty())
    claim = page.call().services.gate->write([&](db::Tx& tx) { return light::claim_contributions(tx, signed_in.viewer, token); });
  http::Response response = http::see_other(with_param(back, "notice", claim.taken + claim.dropped > 0 ? "claimed" : notice));
  if (!token.empty() && !signed_in.viewer.is_organisation) light::forget_visitor(page.call().request, response);
  response.header("Set-Cookie", people::session_cookie_value(signed_in.token, page.call().request, *page.call().services.limits));
  return response;
}

Result<people::SignedIn> sign_in_from_form(const http::Call& call) {
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  input->ignore("back");
  input->ignore("carried");
  people::SignIn wanted;
  wanted.email = input->line("email", {1, call.services.limits->email_chars_max});
  wanted.password = input->secret("password", {1, password_chars_read_max});
  if (auto refusal = input->refusal()) return *refusal;
  return people::sign_in(call.services, wanted);
}

/// "Create an account" and "sign in" lead to each other by a button when words travel along: nothing is checked yet.
bool only_shows(const http::Call& call) { return Form::typed(call.request).value("do") == "show"; }

Result<http::Response> post_sign_in(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (only_shows(call)) {
    Form shown = Form::typed(call.request);
    return show_sign_in(*page, shown);
  }
  const auto signed_in = sign_in_from_form(call);
  if (signed_in) return enter(*page, *signed_in, "signed_in");
  Form form = Form::typed(call.request);
  if (!form.take(signed_in.error())) return signed_in.error();
  const bool is_suspended = signed_in.error().reason == Reason::account_suspended;
  return show_sign_in(*page, form, is_suspended ? suspension_view(*page, form.value("email")) : json(false));
}

Result<people::SignedIn> sign_up_from_form(const Page& page) {
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  input->ignore("back");
  input->ignore("carried");
  const Limits& limits = *page.call().services.limits;
  people::SignUp wanted;
  wanted.name = input->line("name", {1, limits.name_chars_max});
  wanted.email = input->line("email", {1, limits.email_chars_max});
  wanted.password = input->secret("password", {1, password_chars_read_max});
  wanted.language = page.language();
  if (auto refusal = input->refusal()) return *refusal;
  return people::sign_up_and_in(page.call().services, wanted);
}

Result<http::Response> post_sign_up(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (only_shows(call)) {
    Form shown = Form::typed(call.request);
    return show_sign_up(*page, shown);
  }
  const auto signed_in = sign_up_from_form(*page);
  if (signed_in) return enter(*page, *signed_in, "signed_up");
  Form form = Form::typed(call.request);
  if (!form.take(signed_in.error())) return signed_in.error();
  return show_sign_up(*page, form);
}

http::Response leave(const Page& page, std::string_view notice) {
  http::Response response = go_to(page, "/", notice);
  response.header("Set-Cookie", people::session_cookie_value("", page.call().request, *page.call().services.limits));
  return response;
}

Result<http::Response> post_sign_out(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (call.viewer) people::end_session(page->db(), call.viewer->session);
  return leave(*page, "signed_out");
}

Result<http::Response> post_sign_out_everywhere(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  people::end_all_sessions(page->db(), page->person());
  return leave(*page, "signed_out_all");
}

}  // namespace

http::Response show_sign_in_with(Page& page, std::string carried) {
  Form form;
  form.set("carried", std::move(carried));
  return show_sign_in(page, form);
}

http::Routes sign_in_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/sign-in", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_door<open_sign_in>},
      {Method::post, "/{lang}/sign-in", Who::anyone, Kind::slow, Cost::password, Audience::mine, post_sign_in},
      {Method::get, "/{lang}/sign-up", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_door<show_sign_up>},
      {Method::post, "/{lang}/sign-up", Who::anyone, Kind::slow, Cost::password, Audience::mine, post_sign_up},
      {Method::post, "/{lang}/sign-out", Who::anyone, Kind::write, Cost::normal, Audience::mine, post_sign_out},
      {Method::post, "/{lang}/me/sign-out-everywhere", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_sign_out_everywhere},
  };
}

}  // namespace palabre::screens
