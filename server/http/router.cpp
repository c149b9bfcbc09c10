// The tree of path segments behind Router. Called by net for every request that the cache does not answer.
#include "http/router.hpp"

#include <array>
#include <map>
#include <stdexcept>
#include <vector>

namespace palabre::http {
namespace {

constexpr std::array<std::string_view, 8> names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", ""};

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
  }
  return segments;
}

bool is_capture(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

std::size_t index_of(Method method) { return static_cast<std::size_t>(method); }

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> capture;
  std::array<const Route*, names.size()> rows{};
  bool is_end = false;

  /// Depth first, literals first: "/ideas/new" before "/ideas/{id}".
  const Node* find(const std::vector<std::string_view>& segments, std::size_t at) const {
    if (at == segments.size()) return is_end ? this : nullptr;
    if (const auto literal = literals.find(segments[at]); literal != literals.end()) {
      if (const auto* found = literal->second->find(segments, at + 1)) return found;
    }
    if (!capture || segments[at].empty()) return nullptr;
    return capture->find(segments, at + 1);
  }
};

Router::Router(Routes routes) : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
  for (const auto& route : routes_) {
    auto* node = root_.get();
    for (const auto segment : segments_of(route.pattern)) {
      auto& next = is_capture(segment) ? node->capture : node->literals[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    auto& row = node->rows[index_of(route.method)];
    if (row != nullptr) throw std::logic_error("two routes for " + std::string(method_name(route.method)) + " " + std::string(route.pattern));
    row = &route;
    node->is_end = true;
  }
}

Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Match Router::find(Method method, std::string_view path) const {
  Match match;
  if (path.empty() || path.front() != '/') return match;
  const auto segments = segments_of(path);
  const auto* node = root_->find(segments, 0);
  if (node == nullptr) return match;
  const auto wanted = method == Method::head ? Method::get : method;
  match.route = node->rows[index_of(wanted)];
  if (match.route == nullptr) {
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
      const bool is_head = i == index_of(Method::head);
      if (node->rows[is_head ? index_of(Method::get) : i] == nullptr) continue;
      match.allow += (match.allow.empty() ? "" : ", ") + std::string(names[i]);
    }
    return match;
  }
  const auto parts = segments_of(match.route->pattern);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_capture(parts[i])) match.path.emplace_back(parts[i].substr(1, parts[i].size() - 2), std::string(segments[i]));
  }
  return match;
}

std::string_view method_name(Method method) { return names[index_of(method)]; }

Method parse_method(std::string_view name) {
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    if (names[i] == name) return static_cast<Method>(i);
  }
  return Method::other;
}

}  // namespace palabre::http
