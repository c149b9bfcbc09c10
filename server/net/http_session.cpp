// The HTTP loop: own read into a buffer, Beast's parser, ready bytes out in one write. Started by accept_loop.
// Why not Beast's async_read and response<>: measured 2.7 times slower, for the same parser.
#include "net/http_session.hpp"

#include "http/language.hpp"
#include "http/seen.hpp"
#include "net/answer.hpp"
#include "net/body_allowance.hpp"
#include "net/head_check.hpp"
#include "net/head_parser.hpp"
#include "net/ws_session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>

namespace palabre::net {
namespace {

namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::size_t buffer_bytes = 8192;
constexpr std::string_view live_path = "/api/v1/live";

/// Everything one connection holds. Lives in the frame of run_http.
struct Session {
  Session(IoThread& used_io, TcpSocket socket) : io(used_io), connection(std::move(socket)), buffer(buffer_bytes) {
    io.connections.insert(&connection);
  }
  ~Session() { io.connections.erase(&connection); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void begin_request() {
    request = http::Request{};
    wire = Wire{};
    began_us = 0;
    io.numbers.write(id);
  }
  /// The whole head is there: from here on we are waited for.
  void begin_answer() {
    began_us = steady_us();
    if (io.shared.config.trusts_proxy && is_request_id(wire.request_id)) id = wire.request_id;
  }
  /// The line of the status and the date, and the number of this request.
  std::string_view head_of(std::string_view prefix) {
    head.assign(prefix).append(id_header).append(id).append("\r\n");
    return head;
  }
  void note(http::TrafficRow row, int status, std::size_t bytes) {
    note_answer(io, {row, request.method, status, bytes, began_us == 0 ? 0 : steady_us() - began_us, id});
  }
  /// Bytes that belong to the next request move to the front.
  void consume(std::size_t bytes) {
    filled -= bytes;
    if (filled > 0) std::memmove(buffer.data(), buffer.data() + bytes, filled);
  }

  IoThread& io;
  Connection connection;
  std::vector<char> buffer;
  std::size_t filled = 0;
  std::string address;
  http::Request request;
  Wire wire;
  std::string key;
  std::string id;    // of the request, told to who asked and to the log
  std::string head;  // of its answer
  std::int64_t began_us = 0;
};

/// Reads what there is. The deadline stands for the whole request, so that a byte a second keeps nobody waiting.
Task<error_code> read_more(Session& session) {
  const auto space = asio::buffer(session.buffer.data() + session.filled, session.buffer.size() - session.filled);
  auto [error, count] = co_await session.connection.socket.async_read_some(space, as_values);
  session.filled += count;
  co_return error;
}

/// Writes both parts: at once when the kernel takes them, else waiting. `kept` keeps the second alive.
Task<error_code> write_parts(Session& session, std::string_view first, std::string_view second) {
  auto& socket = session.connection.socket;
  std::array<asio::const_buffer, 2> parts{asio::buffer(first), asio::buffer(second)};
  error_code error;
  const std::size_t total = first.size() + second.size();
  std::size_t sent = socket.write_some(parts, error);
  if (error == asio::error::would_block || error == asio::error::try_again) error.clear();
  if (error || sent == total) co_return error;
  // The first part is the session's own, or the caller's for as long as it waits here: what is left of it is copied all the same.
  const std::string rest_of_first(first.substr(std::min(sent, first.size())));
  const auto rest_of_second = second.substr(sent > first.size() ? sent - first.size() : 0);
  parts = {asio::buffer(rest_of_first), asio::buffer(rest_of_second)};
  session.connection.deadline_ms = steady_ms() + session.io.shared.limits.write_timeout_ms;
  auto [write_error, count] = co_await asio::async_write(socket, parts, as_values);
  session.connection.deadline_ms = 0;
  co_return write_error;
}

/// As write_parts without a coroutine, for the hot path: true when everything went out at once.
bool write_at_once(Session& session, std::string_view first, std::string_view second, std::size_t& sent, error_code& error) {
  const std::array<asio::const_buffer, 2> parts{asio::buffer(first), asio::buffer(second)};
  sent = session.connection.socket.write_some(parts, error);
  if (error == asio::error::would_block || error == asio::error::try_again) error.clear();
  return !error && sent == first.size() + second.size();
}

/// Says what is wrong, then reads on for a moment: closing with unread bytes would destroy the answer on its way.
Task<void> refuse_and_close(Session& session, Refusal refusal, int status) {
  auto& connection = session.connection;
  const auto ready = refuse_early(session.io.shared, session.request, session.wire.target, refusal, status);
  const auto prefix = session.io.prefix(status, true);
  const auto head = session.head_of(prefix);
  const auto error = co_await write_parts(session, head, ready.bytes);
  session.note(http::broken_row, status, head.size() + ready.bytes.size());
  if (error) co_return;
  error_code ignored;
  connection.socket.shutdown(asio::socket_base::shutdown_send, ignored);
  connection.deadline_ms = steady_ms() + 3000;
  connection.is_timed_out = false;
  constexpr std::size_t drain_bytes_max = 64 * 1024 * 1024;
  for (std::size_t drained = 0; drained < drain_bytes_max && !connection.is_timed_out;) {
    const auto space = asio::buffer(session.buffer);
    auto [read_error, count] = co_await connection.socket.async_read_some(space, as_values);
    if (read_error) co_return;
    drained += count;
  }
}

Task<void> refuse_bad_bytes(Session& session, error_code error) {
  using Error = beast::http::error;
  if (error == Error::header_limit) {
    auto refusal = refuse(Reason::too_large, "the header is larger than allowed");
    co_await refuse_and_close(session, std::move(refusal), 431);
  } else if (error == Error::body_limit) {
    auto refusal = refuse(Reason::too_large, "the body is larger than allowed here");
    co_await refuse_and_close(session, std::move(refusal), 413);
  } else {
    auto refusal = refuse(Reason::bad_encoding, "this is not a valid HTTP request");
    co_await refuse_and_close(session, std::move(refusal), 400);
  }
}

/// Bounds the body before it is read; why it may not come at all, or nothing.
std::optional<Refusal> admit_body(Session& session, HeadParser& parser, BodyAllowance& allowance) {
  session.request.remote_address = session.address;
  std::optional<std::uint64_t> length;
  if (const auto told = parser.content_length()) length = *told;
  auto allowed = allow_body(session.io.shared, session.request, session.wire.target, length);
  if (!allowed) return allowed.error();
  allowance = std::move(*allowed);
  parser.body_limit(allowance.bytes_max);
  return std::nullopt;
}

/// The body of the request whose head was parsed. An error, or none.
Task<error_code> read_body(Session& session, HeadParser& parser, std::int64_t timeout_ms) {
  if (session.wire.expects_continue && session.filled == 0) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    constexpr std::string_view nothing;
    const auto error = co_await write_parts(session, go_on, nothing);
    if (error) co_return error;
  }
  parser.eager(true);
  session.connection.deadline_ms = steady_ms() + timeout_ms;
  while (!parser.is_done()) {
    error_code error;
    const auto used = session.filled == 0 ? 0 : parser.put(asio::buffer(session.buffer.data(), session.filled), error);
    session.consume(used);
    if (parser.is_done()) break;
    if (error && error != beast::http::error::need_more) co_return error;
    if (used > 0 && session.filled > 0 && !error) continue;
    if (session.filled == session.buffer.size()) session.buffer.resize(session.buffer.size() * 2);
    if (session.buffer.size() > session.io.shared.limits.header_bytes_max * 2) co_return beast::http::error::header_limit;
    error = co_await read_more(session);
    if (error) co_return error;
  }
  co_return error_code();
}

/// Ready bytes for a visitor's read, or for a static file. Null: the slow way.
std::shared_ptr<const http::KeptAnswer> find_ready(Session& session) {
  const auto& request = session.request;
  auto& shared = session.io.shared;
  if (request.method != http::Method::get && request.method != http::Method::head) return nullptr;
  const std::string_view target = session.wire.target;
  if (const auto* file = shared.files.find(target.substr(0, target.find('?')))) return file->best(request.accepts_gzip, request.accepts_br);
  const auto language = http::choose_language(request, shared.config.languages, shared.config.default_language);
  write_cache_key(session.key, request, language, target);
  if (!session_token(request).empty()) return nullptr;
  if (shared.is_shared && !shared.may_use_kept(http::seen_of(request))) return nullptr;
  return session.io.cache.find(session.key, shared.clock.now());
}

/// What of a kept answer this request gets: a 304, a head, or everything.
struct Parts {
  int status;
  std::string_view prefix;
  std::string_view bytes;
};

Parts parts_of(const Session& session, const http::KeptAnswer& kept, bool closes) {
  const auto& request = session.request;
  const bool is_unchanged = !kept.not_modified.empty() && !request.if_none_match.empty() && http::is_known(request.if_none_match, kept.etag_core);
  if (is_unchanged) return {304, session.io.prefix_not_modified(closes), kept.not_modified};
  const std::string_view bytes = kept.bytes;
  return {200, session.io.prefix_ok(closes), request.method == http::Method::head ? bytes.substr(0, kept.head_bytes) : bytes};
}

/// Writes both parts with the number of the request, and counts them.
Task<error_code> send(Session& session, http::TrafficRow row, int status, std::string_view prefix, std::string_view bytes) {
  const auto head = session.head_of(prefix);
  const auto error = co_await write_parts(session, head, bytes);
  session.note(row, status, head.size() + bytes.size());
  co_return error;
}

/// Routes and runs the request, and writes its answer.
Task<error_code> serve(Session& session, bool closes) {
  auto& io = session.io;
  const auto method = session.request.method;
  const auto if_none_match = session.request.if_none_match;
  if (auto refusal = read_target(session.request, session.wire.target)) {
    const auto ready = refuse_early(io.shared, session.request, session.wire.target, *refusal, 400);
    const auto prefix = io.prefix(400, closes);
    const auto error = co_await send(session, http::broken_row, 400, prefix, ready.bytes);
    co_return error;
  }
  note_address(session.request, session.wire, session.address, io.shared.config.trusts_proxy);
  session.request.id = session.id;
  session.connection.deadline_ms = 0;
  auto request = std::move(session.request);
  auto outgoing = co_await answer(io, std::move(request), session.key);
  session.request = http::Request();
  session.request.method = method;
  session.request.if_none_match = if_none_match;
  if (outgoing.kept) {
    const auto parts = parts_of(session, *outgoing.kept, closes);
    const auto error = co_await send(session, outgoing.kept->row, parts.status, parts.prefix, parts.bytes);
    co_return error;
  }
  const auto& own = outgoing.own;
  const bool is_unchanged = !own.etag_core.empty() && !if_none_match.empty() && http::is_known(if_none_match, own.etag_core);
  const auto status = is_unchanged ? 304 : own.status;
  const std::string_view bytes = is_unchanged ? std::string_view(own.not_modified) : std::string_view(own.bytes);
  const auto prefix = io.prefix(status, closes);
  const auto shown = method == http::Method::head && !is_unchanged ? bytes.substr(0, own.head_bytes) : bytes;
  const auto error = co_await send(session, own.row, status, prefix, shown);
  co_return error;
}

/// Hands the connection over to a live session, or says why not. True: it is no longer ours.
Task<bool> upgrade(Session& session, bool is_upgrade) {
  auto& shared = session.io.shared;
  note_address(session.request, session.wire, session.address, shared.config.trusts_proxy);
  const auto& request = session.request;
  std::optional<EarlyRefusal> early;
  if (!is_upgrade || session.wire.socket_key.empty()) {
    early = EarlyRefusal{refuse(Reason::bad_field, "open a WebSocket here, subprotocol palabre.v1"), 426};
  } else if (!request.origin.empty() && !is_own_origin(request.origin, request.host, shared.config.public_origin)) {
    early = EarlyRefusal{refuse(Reason::foreign_origin, "this socket is for pages of this site"), 403};
  } else if (!shared.socket_counts.enter(request.remote_address, shared.limits)) {
    early = EarlyRefusal{refuse(Reason::too_many_requests, "too many live connections"), 429};
  }
  if (early) {
    auto refusal = std::move(early->refusal);
    co_await refuse_and_close(session, std::move(refusal), early->status);
    co_return false;
  }
  auto start = std::make_shared<LiveStart>();
  start->address = request.remote_address;
  start->raw_request.assign(session.buffer.data(), session.filled);
  start->has_protocol = session.wire.socket_protocol.find(live_protocol) != std::string::npos;
  session.io.connections.erase(&session.connection);
  session.note(http::live_row, 101, 0);
  session.io.tasks.spawn(session.io.executor(), run_live(session.io, std::move(session.connection.socket), std::move(start)));
  co_return true;
}

/// Reads until a whole head is there. No error: parsed; `used` bytes of the buffer belong to it.
Task<error_code> read_head(Session& session, HeadParser& parser, std::size_t& used) {
  auto& connection = session.connection;
  const auto& limits = session.io.shared.limits;
  for (;;) {
    if (session.filled > 0) {
      error_code error;
      used = parser.put(asio::buffer(session.buffer.data(), session.filled), error);
      if (parser.is_header_done()) co_return error == beast::http::error::need_more ? error_code() : error;
      if (error && error != beast::http::error::need_more) co_return error;
      if (connection.is_idle) connection.deadline_ms = steady_ms() + limits.read_timeout_ms;
      connection.is_idle = false;
      if (session.filled == session.buffer.size()) {
        if (session.filled >= limits.header_bytes_max) co_return beast::http::error::header_limit;
        session.buffer.resize(std::min(session.filled * 2, limits.header_bytes_max));
      }
    } else {
      connection.is_idle = true;
      if (session.io.is_draining) co_return asio::error::operation_aborted;
    }
    const auto error = co_await read_more(session);
    if (error) co_return error;
  }
}

/// What to do when no whole request came: nothing for an idle connection, an answer for a broken one.
Task<void> end_badly(Session& session, error_code error) {
  auto& connection = session.connection;
  if (error == asio::error::operation_aborted && connection.is_timed_out && !connection.is_idle) {
    auto refusal = refuse(Reason::too_late, "the request did not arrive in time");
    co_await refuse_and_close(session, std::move(refusal), 408);
  } else if (error == asio::error::eof && session.filled > 0) {
    co_await refuse_bad_bytes(session, error);
  } else if (error.category() == beast::http::make_error_code(beast::http::error::bad_method).category()) {
    co_await refuse_bad_bytes(session, error);
  }
}

}  // namespace

void refuse_connection(IoThread& io, TcpSocket& socket) {
  const auto text = io.prefix(503, true) + refuse_early(refuse(Reason::overloaded, "too many connections"), 503).bytes;
  io.traffic.count(http::broken_row, 503, 0, text.size());
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(asio::socket_base::shutdown_send, ignored);
}

Task<void> run_http(IoThread& io, TcpSocket socket) {
  Session session(io, std::move(socket));
  auto& connection = session.connection;
  const auto& limits = io.shared.limits;
  error_code error;
  session.address = connection.socket.remote_endpoint(error).address().to_string();
  connection.socket.set_option(asio::ip::tcp::no_delay(true), error);
  connection.socket.non_blocking(true, error);
  while (!error) {
    session.begin_request();
    HeadParser parser(session.request, session.wire);
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    parser.body_limit(body_bytes_of_all(limits));
    connection.deadline_ms = steady_ms() + limits.idle_timeout_ms;
    connection.is_idle = true;
    std::size_t used = 0;
    error = co_await read_head(session, parser, used);
    connection.is_idle = false;
    if (error) {
      co_await end_badly(session, error);
      co_return;
    }
    session.begin_answer();
    if (const auto early = check_head(session.wire, session.request.host, limits)) {
      auto refusal = early->refusal;
      co_await refuse_and_close(session, std::move(refusal), early->status);
      co_return;
    }
    if (session.wire.target == live_path && session.request.method == http::Method::get) {
      co_await upgrade(session, parser.upgrade());
      co_return;
    }
    session.consume(used);
    BodyAllowance allowance;
    if (!parser.is_done()) {
      if (auto refusal = admit_body(session, parser, allowance)) {
        const int status = http::problem_status(refusal->reason);
        co_await refuse_and_close(session, std::move(*refusal), status);
        co_return;
      }
      error = co_await read_body(session, parser, allowance.timeout_ms);
      if (error) {
        session.filled = std::max<std::size_t>(session.filled, 1);  // a body that broke off is answered too
        co_await end_badly(session, error);
        co_return;
      }
    }
    const bool closes = !parser.keep_alive() || session.wire.version < 11 || io.is_draining;
    if (const auto kept = find_ready(session)) {
      const auto parts = parts_of(session, *kept, closes);
      const auto head = session.head_of(parts.prefix);
      std::size_t sent = 0;
      if (!write_at_once(session, head, parts.bytes, sent, error) && !error) {
        const auto first = head.substr(std::min(sent, head.size()));
        const auto second = parts.bytes.substr(sent > head.size() ? sent - head.size() : 0);
        error = co_await write_parts(session, first, second);
      }
      if (kept->row != http::files_row) io.traffic.count_hit();
      session.note(kept->row, parts.status, head.size() + parts.bytes.size());
    } else {
      error = co_await serve(session, closes);
    }
    if (closes) break;
  }
  connection.socket.shutdown(asio::socket_base::shutdown_both, error);
}

}  // namespace palabre::net
