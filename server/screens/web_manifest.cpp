// The web app manifest: name, colours and icons for a site kept on the home screen of a phone. Joined into screens::routes().
#include "instance/look.hpp"
#include "screens/page_routes.hpp"
#include "screens/page.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

json icons_view(const http::Services& services) {
  json icons = json::array();
  if (!services.assets) return icons;
  const auto add = [&](const char* name, const char* sizes, const char* type, const char* purpose) {
    const auto found = services.assets->find(name);
    if (found != services.assets->end()) icons.push_back({{"src", found->second}, {"sizes", sizes}, {"type", type}, {"purpose", purpose}});
  };
  add("favicon.svg", "any", "image/svg+xml", "any");
  add("icon-192.png", "192x192", "image/png", "any");
  add("icon-512.png", "512x512", "image/png", "maskable");
  return icons;
}

Result<http::Response> get_web_manifest(const http::Call& call) {
  const auto page = Page::open(call);
  if (!page) return page.error();
  const http::Services& services = call.services;
  const instance::Look look = instance::load_look(page->db(), services, page->language(), {});
  const json manifest = {
      {"name", look.site_name},
      {"short_name", look.site_name},
      {"description", look.description.empty() ? page->text("site.description") : look.description},
      {"lang", page->language()},
      {"dir", page->text("language.direction")},
      {"id", "/"},
      {"start_url", page->href("/")},
      {"scope", "/"},
      {"display", "minimal-ui"},
      {"theme_color", look.theme.light},
      {"background_color", look.theme.light},
      {"icons", icons_view(services)},
  };
  http::Response response = http::text_response(manifest.dump(), "application/manifest+json");
  response.header("Cache-Control", "public, max-age=3600");
  return response;
}

}  // namespace

http::Routes web_manifest_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/site.webmanifest", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_web_manifest}};
}

}  // namespace palabre::screens
