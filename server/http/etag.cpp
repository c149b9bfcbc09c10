// Entity tags. Called when an answer is made ready and when the cache answers.
#include "http/etag.hpp"

#include "crypto/crypto.hpp"

namespace palabre::http {

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::gzip: return "gzip";
    case Encoding::br: return "br";
    case Encoding::identity: break;
  }
  return "identity";
}

std::string etag_core(std::string_view body) { return crypto::digest(body).substr(0, 22); }

std::string etag_of(std::string_view core, Encoding encoding) {
  std::string tag = "\"" + std::string(core);
  if (encoding != Encoding::identity) tag += "-" + std::string(encoding_name(encoding));
  return tag + "\"";
}

bool is_known(std::string_view if_none_match, std::string_view core) {
  if (if_none_match == "*") return true;
  for (auto rest = if_none_match; !rest.empty();) {
    const auto open = rest.find('"');
    if (open == std::string_view::npos) return false;
    const auto close = rest.find('"', open + 1);
    if (close == std::string_view::npos) return false;
    auto tag = rest.substr(open + 1, close - open - 1);
    rest.remove_prefix(close + 1);
    if (tag.starts_with(core)) {
      tag.remove_prefix(core.size());
      if (tag.empty() || tag == "-gzip" || tag == "-br") return true;
    }
  }
  return false;
}

}  // namespace palabre::http
