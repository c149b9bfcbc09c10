// Plain checks of a request's head. Called by http_session before routing.
#include "net/head_check.hpp"

#include <algorithm>

namespace palabre::net {
namespace {

constexpr int fields_max = 128;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_host_text(std::string_view host) {
  return host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '-' || c == ':' || c == '_' || c == '[' || c == ']';
         });
}

}  // namespace

std::optional<EarlyRefusal> check_head(const Wire& wire, std::string_view host, const Limits& limits) {
  if (wire.fields > fields_max) return EarlyRefusal{refuse(Reason::too_large, "more than 128 header fields"), 431};
  if (wire.target.size() > limits.target_bytes_max) return EarlyRefusal{refuse(Reason::too_large, "the address is too long"), 414};
  if (wire.hosts > 1 || (wire.hosts == 0 && wire.version == 11) || !is_host_text(host)) {
    return EarlyRefusal{refuse(Reason::bad_encoding, "exactly one valid Host header is needed"), 400};
  }
  return std::nullopt;
}

void note_address(http::Request& request, const Wire& wire, std::string_view peer, bool trusts_proxy) {
  request.remote_address = peer;
  request.is_forwarded = wire.is_forwarded;
  if (!trusts_proxy) return;
  // The last entry was added by our own proxy; earlier ones are what a client claims.
  const std::string_view list = wire.forwarded_for;
  if (!list.empty()) {
    auto last = list.substr(list.rfind(',') == std::string_view::npos ? 0 : list.rfind(',') + 1);
    while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
    if (last.size() <= 64) request.remote_address = std::string(last);
  }
  request.is_secure = wire.forwarded_proto == "https";
}

bool is_request_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace palabre::net
