// Finds the row of the route table for a method and a path. Built once by net/server, read by every request.
#pragma once
#include "http/route.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace palabre::http {

struct Match {
  const Route* route = nullptr;  // null: no such path, or (when `allow` is set) no such method there
  PathValues path;
  std::string allow;             // "GET, HEAD, POST"
};

/// A tree of path segments. A literal segment wins over "{name}"; "{name}" matches one segment that is not empty.
class Router {
 public:
  /// Throws std::logic_error when two rows have the same method and shape.
  explicit Router(Routes routes);
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// `path` is decoded. HEAD finds the GET row.
  [[nodiscard]] Match find(Method method, std::string_view path) const;
  [[nodiscard]] const Routes& routes() const { return routes_; }

 private:
  struct Node;
  Routes routes_;
  std::unique_ptr<Node> root_;
};

std::string_view method_name(Method method);
Method parse_method(std::string_view name);

}  // namespace palabre::http
