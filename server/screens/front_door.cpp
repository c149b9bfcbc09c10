// "/": sends a visitor to the home page in their language. Joined into screens::routes().
#include "http/language.hpp"
#include "screens/page_routes.hpp"
#include "pages/catalogue.hpp"

namespace palabre::screens {

namespace {

Result<http::Response> get_front_door(const http::Call& call) {
  const auto& known = call.services.catalogue->languages();
  const std::string language =
      call.viewer ? call.viewer->language
                  : std::string(http::choose_language(call.request, known, call.services.default_language));
  http::Response response;
  response.status = 302;
  response.content_type.clear();
  response.header("Location", "/" + (call.services.catalogue->has_language(language) ? language : call.services.default_language) + "/");
  response.header("Vary", "Accept-Language, Cookie");
  response.header("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

http::Routes front_door_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_front_door}};
}

}  // namespace palabre::screens
