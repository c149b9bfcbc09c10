// Writes the catalogue of the open data in DCAT-AP 3 (JSON-LD) and the codebook. Called by the routes in data_page.
#include "screens/data_catalogue.hpp"

#include "open_data/licence.hpp"
#include "open_data/open_tables.hpp"
#include "pages/catalogue.hpp"
#include "screens/redesign_parts.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <tuple>
#include <utility>

namespace palabre::screens {

using nlohmann::ordered_json;

namespace {

constexpr std::string_view authority = "http://publications.europa.eu/resource/authority/";

ordered_json context() {
  const auto iri = [](const char* id) { return ordered_json{{"@id", id}, {"@type", "@id"}}; };
  const auto moment = [](const char* id) { return ordered_json{{"@id", id}, {"@type", "xsd:dateTime"}}; };
  return {{"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"}, {"foaf", "http://xmlns.com/foaf/0.1/"},
          {"vcard", "http://www.w3.org/2006/vcard/ns#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"}, {"dcatap", "http://data.europa.eu/r5r/"},
          {"issued", moment("dct:issued")}, {"modified", moment("dct:modified")}, {"language", iri("dct:language")}, {"license", iri("dct:license")},
          {"theme", iri("dcat:theme")}, {"accessURL", iri("dcat:accessURL")}, {"downloadURL", iri("dcat:downloadURL")}, {"landingPage", iri("dcat:landingPage")},
          {"homepage", iri("foaf:homepage")}, {"mediaType", iri("dcat:mediaType")}, {"format", iri("dct:format")}, {"frequency", iri("dct:accrualPeriodicity")},
          {"accessRights", iri("dct:accessRights")}, {"page", iri("foaf:page")}};
}

/// Languages as the Publications Office names them.
std::string language_uri(std::string_view language) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> codes{{{"fr", "FRA"}, {"nl", "NLD"}, {"de", "DEU"}, {"en", "ENG"}, {"it", "ITA"}, {"es", "SPA"}, {"pl", "POL"},
    {"pt", "POR"}, {"ro", "RON"}, {"sv", "SWE"}, {"fi", "FIN"}, {"da", "DAN"}, {"el", "ELL"}, {"cs", "CES"}}};
  for (const auto& [known, code] : codes)
    if (known == language) return std::string(authority) + "language/" + std::string(code);
  return {};
}

ordered_json languages_of(const std::vector<std::string>& languages) {
  ordered_json uris = ordered_json::array();
  for (const auto& language : languages)
    if (auto uri = language_uri(language); !uri.empty()) uris.push_back(std::move(uri));
  return uris;
}

ordered_json literals(const redesigns::TextsByLanguage& texts) {
  ordered_json values = ordered_json::array();
  for (const auto& [language, text] : texts)
    if (!text.empty()) values.push_back({{"@language", language}, {"@value", text}});
  return values;
}

/// One of our own sentences in all languages.
ordered_json words(const http::Services& services, std::string_view key, const pages::Arguments& arguments = {}) {
  ordered_json values = ordered_json::array();
  for (const auto& language : services.catalogue->languages()) values.push_back({{"@language", language}, {"@value", services.catalogue->text(language, key, arguments)}});
  return values;
}

ordered_json distributions(const http::Services& services, const redesigns::Redesign& redesign) {
  const auto& licence = open_data::licence_of(services.data_licence);
  ordered_json all = ordered_json::array();
  for (const auto& table : open_data::tables()) {
    for (const auto& [ending, type, format] : {std::tuple{"csv", "text/csv", "CSV"}, std::tuple{"json", "application/json", "JSON"}}) {
      const std::string address = services.site_address + data_path(redesign, table.name) + "." + ending;
      all.push_back({{"@id", address},
                     {"@type", "dcat:Distribution"},
                     {"dct:title", words(services, "data.table." + std::string(table.name))},
                     {"dct:description", words(services, "data.about." + std::string(table.name))},
                     {"accessURL", address},
                     {"downloadURL", address},
                     {"mediaType", std::string("http://www.iana.org/assignments/media-types/") + type},
                     {"format", std::string(authority) + "file-type/" + format},
                     {"license", licence.eu_uri}});
    }
  }
  return all;
}

ordered_json publisher(const std::string& id, const std::string& name) { return {{"@id", id}, {"@type", "foaf:Agent"}, {"foaf:name", name}}; }

ordered_json dataset(Page& page, const RedesignAtHand& at) {
  const http::Services& services = page.call().services;
  const redesigns::Redesign& redesign = at.redesign;
  const std::string address = services.site_address + "/data/" + redesign.slug;
  const std::string owner = owner_text(page, redesign);
  ordered_json made = {{"@id", address},
                       {"@type", "dcat:Dataset"},
                       {"dct:identifier", redesign.slug},
                       {"dct:title", literals(at.texts.title)},
                       {"dct:description", literals(at.texts.summary.empty() ? at.texts.title : at.texts.summary)},
                       {"dct:publisher", publisher(address + "#publisher", owner.empty() ? services.site_name : owner)},
                       {"language", languages_of(redesign.languages)},
                       {"theme", std::string(authority) + "data-theme/GOVE"},
                       {"accessRights", std::string(authority) + "access-right/PUBLIC"},
                       {"frequency", std::string(authority) + "frequency/UPDATE_CONT"},
                       {"issued", iso_text(redesign.created_at)},
                       {"modified", iso_text(redesign.updated_at)},
                       {"landingPage", services.site_address + page.href("/redesigns/" + redesign.slug)},
                       {"page", services.site_address + "/data/codebook.json"},
                       {"dcat:distribution", distributions(services, redesign)}};
  if (!redesign.territory.empty()) made["dct:spatial"] = {{"@type", "dct:Location"}, {"http://www.w3.org/2004/02/skos/core#prefLabel", redesign.territory}};
  return made;
}

}  // namespace

std::string data_path(const redesigns::Redesign& redesign, std::string_view table) { return "/data/" + redesign.slug + "/" + std::string(table); }

std::string column_key(std::string_view table, std::string_view column) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> own{{{"ideas", "state"}, {"ideas", "comments"}, {"phases", "state"}, {"phases", "id"},
    {"answers", "body"}, {"answers", "id"}, {"comments", "id"}, {"ideas", "id"}}};
  for (const auto& [of, name] : own)
    if (of == table && name == column) return "data.column." + std::string(table) + "_" + std::string(column);
  return "data.column." + std::string(column);
}

Result<http::Response> get_catalogue(const http::Call& call) {
  auto page = Page::open_anyhow(call);
  const http::Services& services = call.services;
  page.depend_on("instance");
  ordered_json datasets = ordered_json::array();
  for (auto& redesign : redesigns::load_public_redesigns(page.db())) datasets.push_back(dataset(page, at_hand(page, std::move(redesign))));
  const std::string home = services.site_address + "/";
  const ordered_json catalogue = {{"@context", context()},
                                  {"@id", services.site_address + "/data/catalog.jsonld"},
                                  {"@type", "dcat:Catalog"},
                                  {"dct:title", words(services, "data.catalogue_title", {{"site", services.site_name}})},
                                  {"dct:description", words(services, "data.description")},
                                  {"dct:publisher", publisher(home + "#publisher", services.site_name)},
                                  {"homepage", services.site_address + page.href("/data")},
                                  {"language", languages_of(services.catalogue->languages())},
                                  {"license", open_data::licence_of(services.data_licence).eu_uri},
                                  {"dcat:dataset", std::move(datasets)}};
  http::Response response = http::text_response(catalogue.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n", "application/ld+json");
  response.header("Access-Control-Allow-Origin", "*");
  page.keep_with(response);
  return response;
}

Result<http::Response> get_codebook(const http::Call& call) {
  const pages::Catalogue& catalogue = *call.services.catalogue;
  const auto in_all = [&](const std::string& key) {
    ordered_json texts = ordered_json::object();
    for (const auto& language : catalogue.languages()) texts[language] = catalogue.text(language, key);
    return texts;
  };
  ordered_json tables = ordered_json::array();
  for (const auto& table : open_data::tables()) {
    ordered_json columns = ordered_json::array();
    for (const auto& column : table.columns)
      columns.push_back({{"name", column.name}, {"kind", open_data::name_of(column.kind)}, {"meaning", in_all(column_key(table.name, column.name))}});
    tables.push_back({{"name", table.name}, {"title", in_all("data.table." + std::string(table.name))}, {"about", in_all("data.about." + std::string(table.name))}, {"columns", std::move(columns)}});
  }
  const ordered_json codebook = {{"licence", open_data::licence_of(call.services.data_licence).address}, {"tables", std::move(tables)}};
  http::Response response = http::text_response(codebook.dump(1) + "\n", "application/json; charset=utf-8");
  response.header("Access-Control-Allow-Origin", "*");
  response.depends_on = {"instance"};
  return response;
}

}  // namespace palabre::screens
