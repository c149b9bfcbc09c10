// Makes the problem page. Called by net through a hook that main sets, for every refusal outside the API.
#include "screens/problem.hpp"

#include "screens/form.hpp"
#include "screens/page_routes.hpp"

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
  switch (status) {
    case 404:
    case 410: return "problem.title_not_found";
    case 401: return "problem.title_sign_in";
    case 403: return "problem.title_not_allowed";
    case 413:
    case 414:
    case 431: return "problem.title_too_large";
    case 429: return "problem.title_too_fast";
    case 500: return "problem.title_machine";
    case 503: return "problem.title_busy";
    default: return "problem.title";
  }
}

/// Which drawing stands on the page: web/public/drawings.svg.
std::string_view drawing_of(int status) {
  if (status == 404 || status == 410) return "lost";
  if (status >= 500 || status == 429) return "broken";
  return "closed";
}

json actions_view(const Page& page, const Refusal& refusal) {
  const http::Request& request = page.call().request;
  const bool is_read = request.method == http::Method::get;
  json actions = json::array();
  const auto add = [&](const std::string& address, std::string_view key) { actions.push_back({{"href", address}, {"text", page.text(key)}}); };
  if (refusal.reason == Reason::sign_in_required) add(page.sign_in_href(is_read ? std::string() : page.href("/")), "me.sign_in");
  // What stands above something that does not exist may not exist either, but its page says so as kindly as this one.
  if (const std::string above = page_above(request.path); !above.empty() && refusal.field != "slug") add(above, "problem.up");
  add(page.href("/"), "problem.home");
  return actions;
}

/// A fault of ours has no rule: what helps is its number.
std::string reference_text(const Page& page, const Refusal& refusal, int status) {
  if (status != 500) return page.text("problem.rule", {{"code", std::string(http::problem_code(refusal.reason))}});
  return page.text("problem.reference", {{"number", page.call().request.id}});
}

/// The machine's fault is told as such; where several limits share a reason, the status says which.
std::string words_of(const Page& page, const Refusal& refusal, int status, std::string_view which) {
  if (status == 500) return page.text("problem.error_" + std::string(which));
  if (status == 414 || status == 431) return page.text("problem.address_" + std::string(which));
  return page.text("refusal." + std::string(http::problem_code(refusal.reason)) + "." + std::string(which));
}

}  // namespace

http::Response render_problem(const http::Request& request, const Refusal& refusal, const http::Services& services, int given_status) {
  const http::PathValues no_values;
  const std::optional<http::Viewer> nobody;
  const http::Call call{request, no_values, nobody, services, Instant{}, nullptr};
  Page page = Page::open_anyhow(call);
  const int status = given_status != 0 ? given_status : http::problem_status(refusal.reason);
  const std::string title = page.text(title_key(status));
  page.set_title(title);
  const json view = {
      {"status_text", page.text("problem.status", {{"status", std::to_string(status)}})},
      {"drawing", drawing_of(status)},
      {"search_action", page.href("/search")},
      {"title_text", title},
      {"what_text", words_of(page, refusal, status, "what")},
      {"rule_text", reference_text(page, refusal, status)},
      {"instead_text", words_of(page, refusal, status, "instead")},
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
