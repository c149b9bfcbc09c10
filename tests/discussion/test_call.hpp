// Calls a row of a route table as the router would, without a socket: viewer hidden on shared reads, sign-in asked where a row asks it.
// Used by the API tests of discussion, moderation and followup.
#pragma once
#include "discussion/test_scene.hpp"
#include "http/route.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace palabre::tests {

class ApiScene : public Scene {
 protected:
  struct Answer {
    int status = 0;
    nlohmann::json body;
    http::Response response;
    [[nodiscard]] std::string code() const { return body.value("code", ""); }
    [[nodiscard]] std::string field() const { return body.value("field", ""); }
  };
  struct Wanted {
    http::Method method;
    std::string pattern;
    http::PathValues path;
    nlohmann::json body;       // null: none
    std::string query;
  };

  explicit ApiScene(http::Routes rows) : routes_(std::move(rows)) {}

  /// `who` unset: a visitor.
  Answer call(PersonId who, const Wanted& wanted) {
    const http::Route& row = find_route(wanted);
    http::Request request;
    request.method = wanted.method;
    request.path = wanted.pattern;
    request.query = wanted.query;
    if (!wanted.body.is_null()) {
      request.body = wanted.body.dump();
      request.content_type = "application/json";
    }
    std::optional<http::Viewer> viewer;
    if (who.is_set() && row.audience != http::Audience::everyone) {
      viewer.emplace();
      viewer->person = who;
      viewer->opaque_id = "p" + who.text();
      viewer->language = "fr";
    }
    if (row.who != http::Who::anyone && !viewer) return answer(http::problem_response(refuse(Reason::sign_in_required)));
    http::Services services;
    services.limits = &store.limits;
    auto result = row.handler(http::Call{request, wanted.path, viewer, services, tx().now(), &tx()});
    return answer(result ? std::move(*result) : http::problem_response(result.error()));
  }

 private:
  const http::Route& find_route(const Wanted& wanted) const {
    for (const auto& row : routes_)
      if (row.method == wanted.method && row.pattern == wanted.pattern) return row;
    throw std::logic_error("no such route: " + wanted.pattern);
  }
  static Answer answer(http::Response response) {
    Answer told;
    told.status = response.status;
    if (!response.body.empty()) told.body = nlohmann::json::parse(response.body);
    told.response = std::move(response);
    return told;
  }

  http::Routes routes_;
};

}  // namespace palabre::tests
