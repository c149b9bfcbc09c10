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

http::Routes data_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me/data", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_data},
      {Method::get, "/{lang}/me/erase", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_erase},
      {Method::post, "/{lang}/me/erase", Who::signed_in, Kind::slow, Cost::password, Audience::mine, post_erase},
  };
}

}  // namespace palabre::screens
// Open data: the page of the catalogue, and the files it leads to. Joined into screens::routes().
#include "http/language.hpp"
#include "open_data/licence.hpp"
#include "open_data/open_files.hpp"
#include "pages/catalogue.hpp"
#include "pages/localised.hpp"
#include "screens/data_catalogue.hpp"
#include "screens/redesign_parts.hpp"
#include "screens/wording.hpp"
#include <charconv>
json tables_view(const Page& page, const redesigns::Redesign& redesign) {
  json views = json::array();
  for (const auto& table : open_data::tables()) {
    const std::int64_t count = open_data::count_rows(page.db(), table, redesign.id);
    const std::string path = data_path(redesign, table.name);
    views.push_back({{"key", "data-" + redesign.id.text() + "-" + std::string(table.name)},
                     {"name", table.name},
                     {"title_text", page.text("data.table." + std::string(table.name))},
                     {"count", count},
                     {"count_text", page.count("data.rows", count)},
                     {"csv_href", path + ".csv"},
                     {"sheet_href", path + ".csv?bom=1"},
                     {"json_href", path + ".json"}});
  return views;
json redesigns_view(Page& page) {
  json views = json::array();
  for (auto& redesign : redesigns::load_public_redesigns(page.db())) {
    const auto at = at_hand(page, std::move(redesign));
    const LocalText title = local_text(page, at.texts.title, at.redesign.languages);
    views.push_back({{"id", at.redesign.id.value},
                     {"lang", title.language},
                     {"title", title.text},
                     {"href", page.href("/redesigns/" + at.redesign.slug)},
                     {"owner_text", owner_text(page, at.redesign)},
                     {"tables", tables_view(page, at.redesign)}});
  return views;
json codebook_view(const Page& page) {
  json views = json::array();
  for (const auto& table : open_data::tables()) {
    json columns = json::array();
    for (const auto& column : table.columns)
      columns.push_back({{"name", column.name},
                         {"kind_text", page.text("data.kind." + std::string(open_data::name_of(column.kind)))},
                         {"text", page.text(column_key(table.name, column.name))}});
    views.push_back({{"name", table.name}, {"title_text", page.text("data.table." + std::string(table.name))}, {"text", page.text("data.about." + std::string(table.name))}, {"columns", std::move(columns)}});
  return views;
  const auto& licence = open_data::licence_of(call.services.data_licence);
  page->set_title(page->text("data.title")).set_description(page->text("data.description")).add_crumb(page->text("data.title")).depend_on("instance");
  json redesigns = redesigns_view(*page);
  const json view = {{"licence_name", licence.name},
                     {"licence_href", licence.address},
                     {"rows_text", page->text("data.long", {{"rows", pages::format_number(page->language(), static_cast<std::int64_t>(call.services.limits->data_rows_max))}})},
                     {"has_redesigns", !redesigns.empty()},
                     {"redesigns", std::move(redesigns)},
                     {"codebook", codebook_view(*page)}};
  return page->show("data", view);
/// "/data": to the page in the reader's language.
Result<http::Response> get_data_door(const http::Call& call) {
  const auto page = Page::open_anyhow(call);
  http::Response response;
  response.status = 302;
  response.content_type.clear();
  response.header("Location", page.href("/data")).header("Vary", "Accept-Language, Cookie");
// ---- files
Result<std::int64_t> after_of(const http::Request& request) {
  const auto text = request.param("after");
  if (!text) return std::int64_t{0};
  std::int64_t after = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), after);
  if (error != std::errc{} || end != text->data() + text->size() || after < 0) return refuse(Reason::bad_field, "after is the number the part before gave", "after");
  return after;
Result<http::Response> get_file(const http::Call& call) {
  const std::string name(call.path_value("file"));
  const auto dot = name.rfind('.');
  const std::string ending = dot == std::string::npos ? std::string() : name.substr(dot + 1);
  const auto* table = open_data::find_table(name.substr(0, dot));
  if (table == nullptr || (ending != "csv" && ending != "json")) return refuse(Reason::not_found, "there is no such file", "file");
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign || !redesigns::is_public(redesign->state)) return refuse(Reason::not_found, "no such redesign", "slug");
  const auto after = after_of(call.request);
  if (!after) return after.error();
  const http::Services& services = call.services;
  const open_data::FileAsked asked{redesign->id, redesign->slug, services.data_key, services.site_address, services.default_language, *after, call.request.param("bom") == "1"};
  auto file = (ending == "csv" ? open_data::csv_file : open_data::json_file)(call.db(), *table, asked, *services.limits);
  http::Response response = http::text_response(std::move(file.bytes), ending == "csv" ? "text/csv; charset=utf-8; header=present" : "application/json; charset=utf-8");
  const std::string path = data_path(*redesign, table->name) + "." + ending;
  if (file.next) response.header("Link", "<" + path + "?after=" + std::to_string(*file.next) + ">; rel=\"next\"");
  response.header("Content-Disposition", "attachment; filename=\"" + redesign->slug + "-" + name + "\"");
  response.header("Access-Control-Allow-Origin", "*");
  response.depends_on = {redesigns::channel_of(redesign->id)};
      {Method::get, "/data", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_data_door},
      {Method::get, "/data/catalog.jsonld", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_catalogue},
      {Method::get, "/data/codebook.json", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_codebook},
      {Method::get, "/data/{slug}/{file}", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_file},
      {Method::get, "/{lang}/data", Who::anyone, Kind::read, Cost::costly, Audience::page, get_data},
