// What the body of one request may weigh. Asked by http_session when a head has been read, before any byte of the body is kept.
#pragma once
#include "net/shared.hpp"

#include <optional>

namespace palabre::net {

struct BodyAllowance {
  std::size_t bytes_max = 0;
  std::int64_t timeout_ms = 0;
  UploadSlot slot;  // of a large body; empty for others
};

/// Only upload routes take more than a form's worth, only from somebody with a session, and only so many at once.
/// `length`: of the Content-Length; nothing when the body comes in chunks.
/// Refuses: too_large, overloaded.
Result<BodyAllowance> allow_body(Shared& shared, const http::Request& request, std::string_view target, std::optional<std::uint64_t> length);

/// The most any route takes: the parser's own bound while it reads a head.
std::size_t body_bytes_of_all(const Limits& limits);

}  // namespace palabre::net
