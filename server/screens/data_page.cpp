// Open data: the page of the catalogue, and the files it leads to. Joined into screens::routes().
#include "http/language.hpp"
#include "open_data/data_key.hpp"
#include "open_data/licence.hpp"
#include "open_data/open_files.hpp"
#include "pages/catalogue.hpp"
#include "pages/localised.hpp"
#include "screens/data_catalogue.hpp"
#include "screens/page_routes.hpp"
#include "screens/redesign_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace palabre::screens {

using nlohmann::json;

namespace {

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
  }
  return views;
}

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
  }
  return views;
}

json codebook_view(const Page& page) {
  json views = json::array();
  for (const auto& table : open_data::tables()) {
    json columns = json::array();
    for (const auto& column : table.columns)
      columns.push_back({{"name", column.name},
                         {"kind_text", page.text("data.kind." + std::string(open_data::name_of(column.kind)))},
                         {"text", page.text(column_key(table.name, column.name))}});
    views.push_back({{"name", table.name}, {"title_text", page.text("data.table." + std::string(table.name))}, {"text", page.text("data.about." + std::string(table.name))}, {"columns", std::move(columns)}});
  }
  return views;
}

Result<http::Response> get_data(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
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
}

/// "/data": to the page in the reader's language.
Result<http::Response> get_data_door(const http::Call& call) {
  const auto page = Page::open_anyhow(call);
  http::Response response;
  response.status = 302;
  response.content_type.clear();
  response.header("Location", page.href("/data")).header("Vary", "Accept-Language, Cookie");
  return response;
}

// ---- files

Result<std::int64_t> after_of(const http::Request& request) {
  const auto text = request.param("after");
  if (!text) return std::int64_t{0};
  std::int64_t after = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), after);
  if (error != std::errc{} || end != text->data() + text->size() || after < 0) return refuse(Reason::bad_field, "after is the number the part before gave", "after");
  return after;
}

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
  const auto key = open_data::data_key(services.data_secret, call.now);
  const open_data::FileAsked asked{redesign->id, redesign->slug, key.key, services.site_address, services.default_language, *after, call.request.param("bom") == "1"};
  auto file = (ending == "csv" ? open_data::csv_file : open_data::json_file)(call.db(), *table, asked, *services.limits);
  http::Response response = http::text_response(std::move(file.bytes), ending == "csv" ? "text/csv; charset=utf-8; header=present" : "application/json; charset=utf-8");
  const std::string path = data_path(*redesign, table->name) + "." + ending;
  if (file.next) response.header("Link", "<" + path + "?after=" + std::to_string(*file.next) + ">; rel=\"next\"");
  response.header("Content-Disposition", "attachment; filename=\"" + redesign->slug + "-" + name + "\"");
  response.header("Access-Control-Allow-Origin", "*");
  response.depends_on = {redesigns::channel_of(redesign->id)};
  response.fresh_until = key.until;
  return response;
}

}  // namespace

http::Routes data_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/data", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_data_door},
      {Method::get, "/data/catalog.jsonld", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_catalogue},
      {Method::get, "/data/codebook.json", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_codebook},
      {Method::get, "/data/{slug}/{file}", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_file},
      {Method::get, "/{lang}/data", Who::anyone, Kind::read, Cost::costly, Audience::page, get_data},
  };
}

}  // namespace palabre::screens
