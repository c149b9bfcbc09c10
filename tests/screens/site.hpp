// A whole site without sockets: a store, the real templates and words, and a way to ask for pages as somebody.
#pragma once
#include "db/test_store.hpp"
#include "http/route.hpp"
#include "http/response.hpp"
#include "pages/catalogue.hpp"
#include "pages/template_set.hpp"
#include "screens/problem.hpp"
#include "screens/screens.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palabre::tests {

using FormFields = std::vector<std::pair<std::string, std::string>>;

class Site {
 public:
  Site()
      : catalogue(pages::Catalogue::load(std::filesystem::path(PALABRE_SOURCE_DIR) / "build/web/messages")),
        templates(pages::TemplateSet::load(std::filesystem::path(PALABRE_SOURCE_DIR) / "build/web/templates.json")),
        gate(store.driver(), store.clock, store.limits, 1),
        routes_(screens::routes()) {
    services.limits = &store.limits;
    services.catalogue = &catalogue;
    services.templates = &templates;
    services.gate = &gate;
    services.site_name = "Palabre";
    services.default_language = "fr";
    services.core_js = "/assets/core.js";
    services.core_css = "/assets/core.css";
  }

  http::Response get(const std::string& target, const std::optional<http::Viewer>& viewer = {}) {
    return ask(request_of(http::Method::get, target), viewer);
  }
  http::Response post(const std::string& target, const FormFields& fields, const std::optional<http::Viewer>& viewer = {}) {
    http::Request request = request_of(http::Method::post, target);
    request.content_type = "application/x-www-form-urlencoded";
    for (const auto& [name, value] : fields) {
      if (!request.body.empty()) request.body += '&';
      request.body += http::encode_percent(name) + "=" + http::encode_percent(value);
    }
    return ask(request, viewer);
  }

  /// As net does it: find the row, check the reader, run in a transaction that a refusal rolls back, show refusals as pages.
  http::Response ask(const http::Request& request, const std::optional<http::Viewer>& viewer) {
    http::PathValues values;
    const http::Route* route = find(request, values);
    if (!route) return screens::render_problem(request, refuse(Reason::not_found), services);
    if (route->who != http::Who::anyone && !viewer) return screens::render_problem(request, refuse(Reason::sign_in_required), services);
    db::Tx* tx = route->kind == http::Kind::slow || route->kind == http::Kind::draw ? nullptr : &store.begin();
    const http::Call call{request, values, viewer, services, store.clock.now(), tx};
    auto answer = route->handler(call);
    if (tx) answer && answer->status < 400 ? store.commit() : store.roll_back();
    if (!answer) return screens::render_problem(request, answer.error(), services);
    return *answer;
  }

  static http::Request request_of(http::Method method, const std::string& target) {
    http::Request request;
    request.method = method;
    const auto mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string::npos) request.query = target.substr(mark + 1, target.find('#') - mark - 1);
    request.accept = "text/html";
    return request;
  }

  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
      if (known == name) return value;
    }
    return {};
  }

  TestStore store;
  pages::Catalogue catalogue;
  pages::TemplateSet templates;
  db::Gate gate;
  http::Services services;

 private:
  static std::vector<std::string> pieces(std::string_view path) {
    std::vector<std::string> found;
    for (std::size_t at = 1; at <= path.size();) {
      const auto end = std::min(path.find('/', at), path.size());
      found.emplace_back(path.substr(at, end - at));
      at = end + 1;
    }
    return found;
  }

  const http::Route* find(const http::Request& request, http::PathValues& values) {
    const auto asked = pieces(request.path);
    const http::Route* best = nullptr;
    for (const auto& route : routes_) {
      const auto wanted = pieces(route.pattern);
      if (route.method != request.method || wanted.size() != asked.size()) continue;
      bool fits = true;
      std::size_t names = 0;
      for (std::size_t i = 0; i < wanted.size() && fits; ++i) {
        if (wanted[i].starts_with('{')) ++names;
        else fits = wanted[i] == asked[i];
      }
      if (fits && (!best || names < best_names_)) best = &route, best_names_ = names;
    }
    if (!best) return nullptr;
    const auto wanted = pieces(best->pattern);
    std::size_t at = 1;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].starts_with('{')) values.emplace_back(best->pattern.substr(at + 1, wanted[i].size() - 2), asked[i]);
      at += wanted[i].size() + 1;
    }
    return best;
  }

  http::Routes routes_;
  std::size_t best_names_ = 0;
};

}  // namespace palabre::tests
