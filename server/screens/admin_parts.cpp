// Builds what the pages of administrators share. Called by those pages.
#include "screens/admin_parts.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace palabre::screens {

using nlohmann::json;

namespace {

struct Door {
  std::string_view name, path;
};
constexpr std::array<Door, 6> doors{{{"health", "/admin"}, {"people", "/admin/people"}, {"organisations", "/admin/organisations"},
                                     {"texts", "/admin/texts"}, {"audit", "/admin/audit"}, {"settings", "/admin/settings"}}};

}  // namespace

Result<Page> open_admin(const http::Call& call, std::string_view key, std::string above) {
  auto page = Page::open(call);
  if (!page) return page.error();
  if (!call.viewer || !call.viewer->is_admin) return refuse(Reason::not_allowed, "this page is for the administrators of the instance");
  page->set_title(page->text(key));
  const bool is_first = key == "admin.health_title";
  page->add_crumb(page->text("nav.admin"), is_first ? std::string() : "/admin");
  if (!is_first) page->add_crumb(page->text(key), above);
  return page;
}

json admin_nav_view(const Page& page, std::string_view current) {
  json links = json::array();
  for (const auto& door : doors)
    links.push_back({{"href", page.href(door.path)}, {"text", page.text("admin.nav_" + std::string(door.name))}, {"is_current", door.name == current}});
  return {{"links", std::move(links)}};
}

std::string with_query(const Page& page, std::string_view path, std::string_view name, std::string_view value) {
  std::string address = page.href(path);
  for (const auto& [key, kept] : http::parse_form(page.call().request.query).value_or(std::vector<std::pair<std::string, std::string>>{})) {
    if (key != name && key != "notice" && !kept.empty()) address = with_param(address, key, kept);
  }
  return value.empty() ? address : with_param(address, name, value);
}

json pages_view(const Page& page, std::string_view path, std::string_view next, std::string text) {
  const bool is_first = !page.call().request.param("after");
  return {{"previous_href", is_first ? std::string() : with_query(page, path, "after", "")},
          {"page_text", std::move(text)},
          {"next_href", next.empty() ? std::string() : with_query(page, path, "after", next)}};
}

}  // namespace palabre::screens
