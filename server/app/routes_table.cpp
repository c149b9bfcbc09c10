// Writes the route table as text or JSON. Called by the command line.
#include "app/routes_table.hpp"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <ostream>

namespace palabre::app {
namespace {

std::string_view name_of(http::Method method) {
  switch (method) {
    case http::Method::get: return "GET";
    case http::Method::head: return "HEAD";
    case http::Method::post: return "POST";
    case http::Method::put: return "PUT";
    case http::Method::patch: return "PATCH";
    case http::Method::del: return "DELETE";
    case http::Method::options: return "OPTIONS";
    case http::Method::other: break;
  }
  return "?";
}

std::string_view name_of(http::Who who) {
  switch (who) {
    case http::Who::anyone: return "anyone";
    case http::Who::signed_in: return "signed_in";
    case http::Who::participant: return "participant";
    case http::Who::author: return "author";
    case http::Who::facilitator: return "facilitator";
    case http::Who::moderator: return "moderator";
    case http::Who::officer: return "officer";
    case http::Who::owner: return "owner";
    case http::Who::admin: return "admin";
  }
  return "?";
}

std::string_view name_of(http::Kind kind) {
  switch (kind) {
    case http::Kind::read: return "read";
    case http::Kind::write: return "write";
    case http::Kind::slow: return "slow";
    case http::Kind::upload: return "upload";
    case http::Kind::draw: return "draw";
    case http::Kind::instant: return "instant";
  }
  return "?";
}

std::string_view name_of(http::Audience audience) {
  switch (audience) {
    case http::Audience::mine: return "mine";
    case http::Audience::everyone: return "everyone";
    case http::Audience::page: return "page";
  }
  return "?";
}

}  // namespace

void print_routes(const http::Routes& routes, bool wants_json, std::ostream& out) {
  auto rows = nlohmann::json::array();
  for (const auto& route : routes) {
    if (wants_json) {
      rows.push_back({{"method", name_of(route.method)}, {"pattern", route.pattern}, {"who", name_of(route.who)},
                      {"kind", name_of(route.kind)}, {"audience", name_of(route.audience)}});
    } else {
      out << std::left << std::setw(7) << name_of(route.method) << std::setw(52) << route.pattern << std::setw(12)
          << name_of(route.who) << std::setw(8) << name_of(route.kind) << name_of(route.audience) << "\n";
    }
  }
  if (wants_json) out << rows.dump(1) << "\n";
}

}  // namespace palabre::app
