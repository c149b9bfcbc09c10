// Where a form posts to an address that is no page, a GET there leads to the page above it: after a refused form people reload,
// copy the address or change the language, and want to read, not to post again. Joined into screens::routes().
#include "screens/page_routes.hpp"

#include "screens/screens.hpp"

#include <algorithm>
#include <set>

namespace palabre::screens {

namespace {

using http::Method;

Result<http::Response> get_page_above(const http::Call& call);

bool fits(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = pattern.substr(0, pattern.find('/', 1));
    const auto given = path.substr(0, path.find('/', 1));
    if (wanted != given && (!wanted.starts_with("/{") || given == "/")) return false;
    pattern.remove_prefix(wanted.size());
    path.remove_prefix(given.size());
  }
  return pattern.empty() && path.empty();
}

std::set<std::string_view> readable_patterns() {
  std::set<std::string_view> patterns;
  for (const auto& row : routes()) {
    if (row.method == Method::get && row.handler != get_page_above) patterns.insert(row.pattern);
  }
  return patterns;
}

std::string first_readable(std::string path) {
  static const auto patterns = readable_patterns();
  const auto is_page = [&path](std::string_view pattern) { return fits(pattern, path); };
  while (std::none_of(patterns.begin(), patterns.end(), is_page) && path.rfind('/') != 0) path.resize(path.rfind('/'));
  return path;
}

Result<http::Response> get_page_above(const http::Call& call) {
  return http::see_other(first_readable(call.request.path));
}

}  // namespace

std::string page_above(std::string path) {
  if (path.size() < 2 || path.rfind('/') == 0) return {};
  path.resize(path.rfind('/'));
  path = first_readable(std::move(path));
  const bool is_home = std::count(path.begin(), path.end(), '/') < 2;
  return is_home ? std::string() : path;
}

void add_pages_above(http::Routes& rows) {
  using http::Audience, http::Cost, http::Kind, http::Who;
  std::set<std::string_view> read, posted;
  for (const auto& row : rows) (row.method == Method::get ? read : posted).insert(row.pattern);
  for (const auto pattern : posted) {
    if (!read.contains(pattern)) rows.push_back({Method::get, pattern, Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_page_above});
  }
}

}  // namespace palabre::screens
