// Decides how large the body of a request may be. Called by http_session between head and body.
#include "net/body_allowance.hpp"

#include "net/answer.hpp"

#include <algorithm>

namespace palabre::net {
namespace {

/// Beside the picture itself: the other fields of its form and the lines between the parts.
std::size_t upload_bytes_max(const Limits& limits) { return limits.picture_bytes_max + limits.body_bytes_max; }

bool is_upload(const Shared& shared, const http::Request& request, std::string_view target) {
  const auto path = http::decode_percent(target.substr(0, target.find('?')), false);
  if (!path) return false;
  const auto match = shared.router.find(request.method, *path);
  return match.route != nullptr && match.route->kind == http::Kind::upload;
}

}  // namespace

std::size_t body_bytes_of_all(const Limits& limits) { return std::max(limits.body_bytes_max, upload_bytes_max(limits)); }

Result<BodyAllowance> allow_body(Shared& shared, const http::Request& request, std::string_view target, std::optional<std::uint64_t> length) {
  const Limits& limits = shared.limits;
  BodyAllowance allowance;
  allowance.bytes_max = limits.body_bytes_max;
  allowance.timeout_ms = limits.read_timeout_ms;
  if (length && *length <= limits.body_bytes_max) return allowance;
  if (is_upload(shared, request, target) && !session_token(request).empty()) {
    allowance.bytes_max = upload_bytes_max(limits);
    if (length && *length > allowance.bytes_max)
      return refuse(Reason::too_large, "a picture may have " + std::to_string(limits.picture_bytes_max) + " bytes", "picture");
    if (!shared.upload_slots.enter(request.remote_address, limits)) return refuse(Reason::overloaded, "too many pictures are arriving; try again in a moment");
    allowance.slot = UploadSlot(shared.upload_slots, request.remote_address);
    allowance.timeout_ms = limits.upload_timeout_ms;
    return allowance;
  }
  if (length) return refuse(Reason::too_large, "the body is larger than " + std::to_string(limits.body_bytes_max) + " bytes");
  return allowance;
}

}  // namespace palabre::net
