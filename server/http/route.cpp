// Values of the path's "{name}" parts. Called by handlers.
#include "http/route.hpp"

namespace palabre::http {

std::string_view Call::path_value(std::string_view name) const {
  for (const auto& [known, value] : path) {
    if (known == name) return value;
  }
  return {};
}

}  // namespace palabre::http
