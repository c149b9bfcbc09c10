// What is checked of a request's head before anything is done for it, and where it comes from. No Beast; called by http_session.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "http/request.hpp"
#include "net/wire.hpp"

#include <optional>
#include <string_view>

namespace palabre::net {

/// A refusal with a status of its own, found before there was a request to route.
struct EarlyRefusal {
  Refusal refusal;
  int status;
};

/// Too many fields, too long an address, not exactly one Host.
std::optional<EarlyRefusal> check_head(const Wire& wire, std::string_view host, const Limits& limits);

/// Writes into the request who asks: `peer`, or whom a trusted proxy names; and whether it came through one.
void note_address(http::Request& request, const Wire& wire, std::string_view peer, bool trusts_proxy);

/// Whether what a proxy sent as X-Request-Id may be taken over: 8 to 64 letters, digits, '.', '_', '-'.
bool is_request_id(std::string_view text);

}  // namespace palabre::net
