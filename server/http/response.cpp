// The plain answers handlers return. Called by every slice's API and by screens.
#include "http/response.hpp"

#include <nlohmann/json.hpp>

namespace palabre::http {

Response json_response(const nlohmann::json& body, int status) {
  Response response;
  response.status = status;
  response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return response;
}

Response html_response(std::string html, int status) { return text_response(std::move(html), "text/html; charset=utf-8", status); }

Response text_response(std::string text, std::string content_type, int status) {
  Response response;
  response.status = status;
  response.content_type = std::move(content_type);
  response.body = std::move(text);
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

Response see_other(std::string location) {
  Response response;
  response.status = 303;
  response.content_type.clear();
  response.header("Location", std::move(location));
  return response;
}

}  // namespace palabre::http
