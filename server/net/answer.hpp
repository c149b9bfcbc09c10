// From a request to ready bytes: route, limits, origin, gate, handler. No Beast; called by http_session for what the cache does not answer.
#pragma once
#include "net/io_thread.hpp"

namespace palabre::net {

/// An answer on its way out. `kept` when it is shared with the cache, else `own`.
struct Outgoing {
  http::ReadyAnswer own;
  std::shared_ptr<const http::KeptAnswer> kept;
};

/// Where a kept answer is found: encoding, language, whether short plain texts are wanted, and the raw target. Written into `key` to
/// reuse its memory.
void write_cache_key(std::string& key, const http::Request& request, std::string_view language, std::string_view target);

/// Answers one request. `cache_key` as write_cache_key made it. Never throws for what a handler does wrong: that is 500.
Task<Outgoing> answer(IoThread& io, http::Request request, std::string cache_key);

/// A refusal found before there was a request to route: broken bytes, too large, too late.
http::ReadyAnswer refuse_early(const Refusal& refusal, int status);
/// The same for whoever sent `request`, of which only the head is known: a page when a browser asked.
http::ReadyAnswer refuse_early(const Shared& shared, http::Request request, std::string_view target, const Refusal& refusal, int status);

/// Splits the target, decodes the path. Refuses bad_encoding.
std::optional<Refusal> read_target(http::Request& request, std::string_view target);

/// Cookie or bearer; empty for a visitor.
std::string_view session_token(const http::Request& request);

}  // namespace palabre::net
