// The live socket: a reader that takes small requests, and one writer that empties the hub's bounded outbox. Started by http_session.
#include "net/ws_session.hpp"

#include "http/response.hpp"
#include "live/channel.hpp"
#include "live/messages.hpp"
#include "live/missed_events.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <boost/asio/buffer.hpp>

#include <algorithm>

namespace palabre::net {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

// No permessage-deflate: it costs up to 165 KB a socket (measured), and events are small.
using Stream = websocket::stream<TcpSocket, false>;

class LiveConnection final : public LiveSocket {
 public:
  LiveConnection(IoThread& used_io, TcpSocket socket, std::string used_address)
      : io(used_io), stream(std::move(socket)), bell(io.executor(), Timer::time_point::max()), id(io.hub.open()), address(std::move(used_address)) {
    io.live_sockets.emplace(id, this);
  }
  ~LiveConnection() override {
    io.live_sockets.erase(id);
    io.hub.close(id);
    io.shared.socket_counts.leave(address);
  }
  LiveConnection(const LiveConnection&) = delete;
  LiveConnection& operator=(const LiveConnection&) = delete;

  void wake() override { bell.cancel(); }
  void go_away() override {
    close_code = websocket::close_code::going_away;
    bell.cancel();
  }
  void check(std::int64_t now_ms) override {
    const bool is_stuck = writing_since_ms > 0 && now_ms - writing_since_ms > io.shared.limits.write_timeout_ms;
    if (is_stuck || (writing_since_ms > 0 && io.hub.is_hopeless(id) && now_ms - writing_since_ms > 1000)) cut();
  }
  void cut() override {
    error_code ignored;
    stream.next_layer().close(ignored);
  }

  IoThread& io;
  Stream stream;
  Timer bell;
  live::SocketId id;
  std::string address;
  std::int64_t writing_since_ms = 0;
  std::uint16_t close_code = 0;  // not 0: the writer closes
  bool is_over = false;          // the reader ended
};
using LivePtr = std::shared_ptr<LiveConnection>;

/// The one writer: texts in order, then a close frame when there is a reason to close.
Task<void> write_texts(LivePtr live) {
  while (!live->is_over) {
    if (live->io.hub.is_hopeless(live->id)) live->close_code = websocket::close_code::try_again_later;
    if (live->close_code != 0) {
      const websocket::close_reason reason(static_cast<websocket::close_code>(live->close_code));
      co_await live->stream.async_close(reason, as_values);
      live->cut();
      co_return;
    }
    const auto text = live->io.hub.take(live->id);
    if (!text) {
      co_await live->bell.async_wait(as_values);
      live->bell.expires_at(Timer::time_point::max());
      continue;
    }
    live->writing_since_ms = steady_ms();
    const auto bytes = asio::buffer(*text);
    auto [error, count] = co_await live->stream.async_write(bytes, as_values);
    live->writing_since_ms = 0;
    if (error) {
      live->cut();
      co_return;
    }
  }
}

void tell_refusal(LiveConnection& live, const Refusal& refusal) {
  live.io.hub.tell(live.id, live::error_text(http::problem_code(refusal.reason), refusal.detail));
}

/// True when strangers may follow all of them.
Task<bool> may_follow_all(LivePtr live, std::vector<std::string> channels) {
  const auto may_follow = live->io.shared.services.may_follow;
  if (may_follow == nullptr) co_return true;
  const auto allowed = std::make_shared<bool>(true);
  std::function<void(db::Tx&)> work = [may_follow, allowed, names = std::move(channels)](db::Tx& tx) {
    for (const auto& name : names) *allowed = *allowed && may_follow(tx, name);
  };
  const auto error = co_await read_in_gate(live->io, std::move(work));
  co_return !error && *allowed;
}

Task<void> subscribe(LivePtr live, live::Op op) {
  auto& io = live->io;
  const bool is_allowed = co_await may_follow_all(live, op.channels);
  if (!is_allowed) {
    tell_refusal(*live, refuse(Reason::not_found, "there is no such channel"));
    co_return;
  }
  const auto outcome = io.hub.subscribe(live->id, op.channels, op.since, op.is_counted);
  if (!outcome) {
    tell_refusal(*live, outcome.error());
    co_return;
  }
  if (!*outcome) co_return;
  const live::Gap gap = **outcome;
  const auto events = std::make_shared<std::vector<db::Event>>();
  const auto limit = io.shared.limits.resume_events_max;
  std::function<void(db::Tx&)> work = [gap, events, limit](db::Tx& tx) { *events = live::load_missed(tx, gap.since, gap.channels, limit + 1); };
  const auto error = co_await read_in_gate(io, std::move(work));
  if (error || events->size() > limit) io.hub.give_up_missed(live->id, gap);
  else io.hub.deliver_missed(live->id, gap, *events);
}

Task<void> obey(LivePtr live, std::string text) {
  auto& io = live->io;
  if (io.shared.limiter.take(live->address, http::Cost::cheap, steady_ms()) > 0) {
    tell_refusal(*live, refuse(Reason::too_many_requests, "too many messages"));
    co_return;
  }
  auto op = live::parse_op(text, io.shared.limits);
  if (!op) {
    tell_refusal(*live, op.error());
    co_return;
  }
  switch (op->kind) {
    case live::OpKind::ping: io.hub.tell(live->id, live::pong_text()); break;
    case live::OpKind::pong: break;
    case live::OpKind::unsubscribe: io.hub.unsubscribe(live->id, op->channels); break;
    case live::OpKind::subscribe: {
      auto wanted = std::move(*op);
      co_await subscribe(live, std::move(wanted));
      break;
    }
  }
}

Task<void> read_requests(LivePtr live) {
  beast::flat_buffer buffer;
  for (;;) {
    auto [error, count] = co_await live->stream.async_read(buffer, as_values);
    if (error) co_return;
    if (live->stream.got_text()) {
      const auto data = buffer.cdata();
      std::string text(static_cast<const char*>(data.data()), data.size());
      co_await obey(live, std::move(text));
    } else {
      tell_refusal(*live, refuse(Reason::unsupported_media_type, "send text, not binary"));
    }
    live->io.wake_sockets();
    buffer.consume(buffer.size());
    buffer.shrink_to_fit();
  }
}

void set_options(LiveConnection& live, bool has_protocol) {
  const auto& limits = live.io.shared.limits;
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = std::chrono::milliseconds(std::min<std::int64_t>(limits.read_timeout_ms, 5000));
  timeout.idle_timeout = std::chrono::milliseconds(limits.heartbeat_ms * 3);
  timeout.keep_alive_pings = true;
  live.stream.set_option(timeout);
  live.stream.read_message_max(limits.frame_bytes_max);
  live.stream.text(true);
  live.stream.auto_fragment(false);  // one event, one frame, straight from the shared text
  if (!has_protocol) return;
  live.stream.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
    response.set(beast::http::field::sec_websocket_protocol, live_protocol);
  }));
}

}  // namespace

Task<void> run_live(IoThread& io, TcpSocket socket, std::shared_ptr<LiveStart> start) {
  const auto live = std::make_shared<LiveConnection>(io, std::move(socket), start->address);
  set_options(*live, start->has_protocol);
  const auto request = asio::buffer(start->raw_request);
  auto [error] = co_await live->stream.async_accept(request, as_values);
  if (error) co_return;
  start.reset();
  if (io.is_draining) live->go_away();
  io.tasks.spawn(io.executor(), write_texts(live));
  co_await read_requests(live);
  live->is_over = true;
  live->wake();
}

}  // namespace palabre::net
