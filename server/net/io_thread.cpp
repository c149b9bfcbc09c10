// Mailbox, sweep, broadcast ticks and accepting. Run by Server, one per core.
#include "net/io_thread.hpp"

#include "base/log.hpp"
#include "http/vitals.hpp"
#include "live/messages.hpp"
#include "net/http_session.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <atomic>
#include <ctime>

namespace palabre::net {
namespace {

constexpr std::size_t wake_chunk = 256;
constexpr std::int64_t presence_seconds = 2;

std::string http_date(Instant now) {
  const auto seconds = static_cast<std::time_t>(now.unix_ms / ms_per_second);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  const auto size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return std::string(text, size);
}

/// Hangs a bell on a wait; takes it off also when the coroutine is destroyed instead of resumed.
class HungBell {
 public:
  HungBell(Wait& wait, Timer& bell) : wait_(wait) { wait_.bell = &bell; }
  ~HungBell() { wait_.bell = nullptr; }
  HungBell(const HungBell&) = delete;
  HungBell& operator=(const HungBell&) = delete;

 private:
  Wait& wait_;
};

}  // namespace

void Mailbox::post(std::function<void()> letter) {
  const std::lock_guard lock(mutex_);
  if (context_ == nullptr) return;
  letters_.push_back(std::move(letter));
  if (letters_.size() == 1) asio::post(*context_, [this] { open_letters(); });
}

void Mailbox::open_letters() {
  std::vector<std::function<void()>> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(letters_);
  }
  for (auto& letter : taken) letter();
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
  letters_.clear();
}

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

IoThread::IoThread(Shared& used_shared, std::int64_t last_seq)
    : shared(used_shared), traffic(shared.book().open(shared.router.routes())), cache(shared.versions, shared.limits.cache_entries_max, shared.limits.cache_bytes_max / shared.config.threads),
      hub(shared.limits, shared.presence, last_seq) {
  make_prefixes();
}

void IoThread::make_prefixes() {
  date_line = "Date: " + http_date(shared.clock.now()) + "\r\n";
  prefixes = {prefix(200, false), prefix(200, true), prefix(304, false), prefix(304, true)};
}

std::string IoThread::prefix(int status, bool closes) const {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " ";
  text += http::status_phrase(status);
  text += "\r\n";
  text += date_line;
  if (closes) text += "Connection: close\r\n";
  return text;
}

void IoThread::take_batch(const live::Batch& batch) {
  hub.publish(batch);
  if (is_ticking || !hub.has_pending()) return;
  // The first event after a quiet while goes out at once; what follows within the tick goes out together.
  const auto wait_ms = last_flush_ms + shared.limits.broadcast_tick_ms - steady_ms();
  if (wait_ms <= 0) {
    flush();
    return;
  }
  is_ticking = true;
  tick.expires_after(std::chrono::milliseconds(wait_ms));
  tick.async_wait([this](const boost::system::error_code& error) {
    is_ticking = false;
    if (!error) flush();
  });
}

void IoThread::flush() {
  last_flush_ms = steady_ms();
  hub.flush();
  wake_sockets();
}

void IoThread::wake_sockets() {
  for (const auto id : hub.take_woken()) to_wake.push_back(id);
  if (is_waking) return;
  for (std::size_t i = 0; i < wake_chunk && !to_wake.empty(); ++i) {
    const auto found = live_sockets.find(to_wake.front());
    to_wake.pop_front();
    if (found != live_sockets.end()) found->second->wake();
  }
  if (to_wake.empty()) return;
  is_waking = true;
  asio::post(context, [this] {
    is_waking = false;
    wake_sockets();
  });
}

namespace {

/// Adds what changed on this thread since it last told.
void tell_vitals(const IoThread& io) {
  thread_local std::array<std::int64_t, 6> told{};
  http::Vitals* vitals = http::vitals_of(io.shared.services);
  if (vitals == nullptr) return;
  const std::array<std::size_t, 6> now{io.live_sockets.size(), io.connections.size(), io.cache.entries(),
                                       io.cache.bytes(),       io.hub.resyncs(),      io.hub.hopeless()};
  const std::array<std::atomic<std::int64_t>*, 6> sums{&vitals->sockets,     &vitals->connections, &vitals->cache_entries,
                                                       &vitals->cache_bytes, &vitals->resyncs,     &vitals->hopeless};
  for (std::size_t i = 0; i < now.size(); ++i) {
    *sums[i] += static_cast<std::int64_t>(now[i]) - told[i];
    told[i] = static_cast<std::int64_t>(now[i]);
  }
}

}  // namespace

void IoThread::sweep() {
  ++seconds;
  make_prefixes();
  const auto now = steady_ms();
  for (auto* connection : connections) {
    if (connection->deadline_ms == 0 || connection->deadline_ms > now) continue;
    connection->is_timed_out = true;
    connection->deadline_ms = 0;
    boost::system::error_code ignored;
    connection->socket.cancel(ignored);
  }
  const auto beat = static_cast<std::uint64_t>(std::max<std::int64_t>(1, shared.limits.heartbeat_ms / ms_per_second));
  for (const auto& [id, socket] : live_sockets) {
    socket->check(now);
    // A part of the sockets each second, so that heartbeats make no wave.
    if (id % beat == static_cast<std::uint64_t>(seconds) % beat) hub.tell(id, live::ping_text());
  }
  if (seconds % presence_seconds == 0) hub.tell_presence();
  tell_vitals(*this);
  wake_sockets();
}

void IoThread::stop_accepting() {
  is_draining = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  for (auto* connection : connections) {
    if (connection->is_idle) connection->socket.cancel(ignored);
  }
  for (const auto& [id, socket] : live_sockets) socket->go_away();
}

void IoThread::cut_everything() {
  boost::system::error_code ignored;
  for (auto* connection : connections) connection->socket.close(ignored);
  for (const auto& [id, socket] : live_sockets) socket->cut();
}

Task<void> wait_until_rung(IoThread& io, WaitPtr wait) {
  Timer bell(io.executor(), Timer::time_point::max());
  const HungBell hung(*wait, bell);
  while (!wait->is_rung) co_await bell.async_wait(as_values);
}

namespace {

/// What the gate calls when it is done with the work somebody waits for here.
db::Gate::Done ringer(IoThread& io, const WaitPtr& wait) {
  return [wait, mailbox = io.mailbox](std::exception_ptr error) {
    mailbox->post([wait, error = std::move(error)] {
      wait->error = error;
      wait->ring();
    });
  };
}

db::Gate::Deadline deadline_in(std::int64_t ms) { return std::chrono::steady_clock::now() + std::chrono::milliseconds(ms); }

}  // namespace

Task<std::exception_ptr> read_in_gate(IoThread& io, std::function<void(db::Tx&)> work) {
  const auto wait = std::make_shared<Wait>();
  io.shared.gate.post_read(std::move(work), deadline_in(io.shared.limits.query_ms_max), ringer(io, wait));
  co_await wait_until_rung(io, wait);
  co_return wait->error;
}

Task<std::exception_ptr> write_in_gate(IoThread& io, std::function<void(db::Tx&)> work) {
  const auto wait = std::make_shared<Wait>();
  io.shared.gate.post_write(std::move(work), deadline_in(io.shared.limits.write_wait_ms_max), ringer(io, wait));
  co_await wait_until_rung(io, wait);
  co_return wait->error;
}

Task<void> accept_loop(IoThread& io) {
  const auto connections_max = std::max<std::size_t>(1, io.shared.limits.connections_max / io.shared.config.threads);
  Timer pause(io.executor());
  while (!io.is_draining) {
    auto [error, socket] = co_await io.acceptor.async_accept(as_values);
    if (error == asio::error::operation_aborted || !io.acceptor.is_open()) co_return;
    if (error) {
      // Out of file descriptors, most likely: wait for some to be freed.
      log::warning("accepting failed: " + error.message());
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(as_values);
      continue;
    }
    if (io.connections.size() + io.live_sockets.size() >= connections_max) {
      refuse_connection(io, socket);
      continue;
    }
    io.tasks.spawn(io.executor(), run_http(io, std::move(socket)));
  }
}

Task<void> sweep_loop(IoThread& io) {
  Timer second(io.executor());
  while (!io.context.stopped()) {
    second.expires_after(std::chrono::seconds(1));
    co_await second.async_wait(as_values);
    io.sweep();
  }
}

}  // namespace palabre::net
