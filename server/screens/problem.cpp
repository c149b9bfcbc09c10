// Makes the problem page. Called by net through a hook that main sets, for every refusal outside the API.
#include "screens/problem.hpp"

#include "screens/form.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

/// The longest text in a form that was refused: it would be a pity to lose it.
std::string kept_text(const http::Request& request) {
  if (request.method != http::Method::post || request.content_type != "application/x-www-form-urlencoded") return {};
  const auto pairs = http::parse_form(request.body);
  if (!pairs) return {};
  for (const std::string_view name : {"body", "text", "reason"}) {
    for (const auto& [field, value] : *pairs) {
      if (field == name && !value.empty()) return value;
    }
  }
  return {};
}

std::string_view title_key(int status) {
  if (status == 404 || status == 410) return "problem.title_not_found";
  return status >= 500 || status == 429 ? "problem.title_machine" : "problem.title";
}

/// Which drawing stands on the page: web/public/drawings.svg.
std::string_view drawing_of(int status) {
  if (status == 404 || status == 410) return "lost";
  if (status >= 500 || status == 429) return "broken";
  return "closed";
}

json actions_view(const Page& page, const Refusal& refusal) {
  json actions = json::array();
  if (refusal.reason == Reason::sign_in_required) {
    const bool is_read = page.call().request.method == http::Method::get;
    actions.push_back({{"href", page.sign_in_href(is_read ? std::string() : page.href("/"))}, {"text", page.text("me.sign_in")}});
  }
  actions.push_back({{"href", page.href("/")}, {"text", page.text("problem.home")}});
  return actions;
}

}  // namespace

http::Response render_problem(const http::Request& request, const Refusal& refusal, const http::Services& services) {
  const http::PathValues no_values;
  const std::optional<http::Viewer> nobody;
  const http::Call call{request, no_values, nobody, services, Instant{}, nullptr};
  Page page = Page::open_anyhow(call);
  const int status = http::problem_status(refusal.reason);
  const std::string title = page.text(title_key(status));
  page.set_title(title);
  const json view = {
      {"status_text", page.text("problem.status", {{"status", std::to_string(status)}})},
      {"drawing", drawing_of(status)},
      {"search_action", status < 500 && request.method == http::Method::get ? page.href("/search") : std::string()},
      {"title_text", title},
      {"what_text", refusal_text(page, refusal)},
      {"rule_text", page.text("problem.rule", {{"code", std::string(http::problem_code(refusal.reason))}})},
      {"instead_text", instead_text(page, refusal)},
      {"kept_text", kept_text(request)},
      {"actions", actions_view(page, refusal)},
  };
  http::Response response = page.show("problem", view, status);
  response.depends_on.clear();
  response.header("Cache-Control", "no-store");
  if (status == 503) response.header("Retry-After", "2");
  return response;
}

}  // namespace palabre::screens
