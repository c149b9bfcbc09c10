// One's own data: download everything, or leave. Joined into screens::routes().
#include "http/input.hpp"
#include "own_data/erase_account.hpp"
#include "people/session.hpp"
#include "screens/form.hpp"
#include "screens/me_parts.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t password_chars_read_max = 1000;

Result<http::Response> get_data(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto me = open_my_page(*page, MyTab::data);
  if (!me) return me.error();
  return page->show("my_data", {{"head", my_head_view(*page, MyTab::data, *me)}, {"export_href", "/api/v1/me/export"}, {"erase_href", page->href("/me/erase")}});
}

http::Response show_erase(Page& page, Form& form) {
  const std::string title = page.text("erase.title");
  page.set_title(title).add_crumb(page.text("account.title"), "/me").add_crumb(page.text("me.tab_data"), "/me/data").add_crumb(title);
  json field = form.field_view(page, {.name = "password", .label = page.text("sign_in.password"), .type = "password", .autocomplete = "current-password"});
  const json view = {{"action", page.href("/me/erase")}, {"password_field", std::move(field)}, {"errors", form.errors_view(page)},
                     {"cancel_href", page.href("/me/data")}, {"export_href", "/api/v1/me/export"}};
  return page.show("erase", view, form.status());
}

Result<http::Response> get_erase(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  Form form;
  return show_erase(*page, form);
}

Result<void> erase(const http::Call& call) {
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto password = input->secret("password", {1, password_chars_read_max});
  if (auto refusal = input->refusal()) return *refusal;
  return own_data::erase_with_password(call.services, call.viewer->person, password);
}

Result<http::Response> post_erase(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto done = erase(call);
  if (!done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_erase(*page, form);
  }
  http::Response response = go_to(*page, "/", "account_erased");
  response.header("Set-Cookie", people::session_cookie_value("", call.request, *call.services.limits));
  return response;
}

}  // namespace

http::Routes my_data_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me/data", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_data},
      {Method::get, "/{lang}/me/erase", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_erase},
      {Method::post, "/{lang}/me/erase", Who::signed_in, Kind::slow, Cost::password, Audience::mine, post_erase},
  };
}

}  // namespace palabre::screens
