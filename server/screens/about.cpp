// The pages on accessibility, privacy and the charter. Joined into screens::routes().
#include "screens/page.hpp"
#include "screens/page_routes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace palabre::screens {

namespace {

constexpr std::array<std::string_view, 3> subjects{"accessibility", "privacy", "charter"};

Result<http::Response> get_about(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto subject = call.path_value("subject");
  if (std::find(subjects.begin(), subjects.end(), subject) == subjects.end()) return refuse(Reason::not_found, "no such page");
  const std::string title = page->text("about." + std::string(subject) + ".title");
  page->set_title(title).add_crumb(title).depend_on("instance");
  return page->show("about", {{"is_accessibility", subject == "accessibility"}, {"is_privacy", subject == "privacy"}, {"is_charter", subject == "charter"}});
}

}  // namespace

http::Routes about_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/about/{subject}", Who::anyone, Kind::read, Cost::cheap, Audience::page, get_about}};
}

}  // namespace palabre::screens
