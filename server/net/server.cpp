// Starts the io threads, listens, and stops them in order. Called by main and by tests.
#include "net/server.hpp"

#include "base/log.hpp"
#include "db/event_log.hpp"
#include "http/vitals.hpp"
#include "live/channel.hpp"
#include "net/io_thread.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <sys/socket.h>

#include <future>
#include <stdexcept>
#include <thread>

namespace palabre::net {
namespace {

using Endpoint = asio::ip::tcp::endpoint;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// Two servers could share a port without noticing, since ours is opened to be shared by our threads: ask for it alone first.
void check_port_is_free(const Endpoint& endpoint) {
  if (endpoint.port() == 0) return;
  asio::io_context context;
  asio::ip::tcp::acceptor probe(context, endpoint.protocol());
  probe.set_option(asio::socket_base::reuse_address(true));
  probe.bind(endpoint);
}

void listen(IoThread& io, const Endpoint& endpoint) {
  io.acceptor.open(endpoint.protocol());
  io.acceptor.set_option(asio::socket_base::reuse_address(true));
  io.acceptor.set_option(ReusePort(true));
  io.acceptor.bind(endpoint);
  io.acceptor.listen(4096);
}

http::Routes with_own(http::Routes routes) {
  for (const auto& route : net_routes()) routes.push_back(route);
  return routes;
}

constexpr std::size_t events_at_once = 256;

ServerConfig with_threads(ServerConfig config) {
  if (config.threads == 0) config.threads = 1;
  return config;
}

}  // namespace

bool Shared::may_use_kept(std::int64_t seen) const {
  if (!is_shared) return true;
  return seen <= sight.published_seq.load() && steady_ms() - sight.read_at_ms.load() <= log_sight_ms;
}

struct Server::State {
  State(const ServerConfig& config, http::Routes routes, const http::Services& services, db::Gate& gate, const Clock& clock,
        const Limits& limits, FindViewer find_viewer)
      : shared(with_threads(config), with_own(std::move(routes)), services, gate, clock, limits, find_viewer) {}

  void expire_answers(const std::vector<db::Event>& events);
  void publish(std::vector<db::Event> events);
  bool publish_read(std::vector<db::Event> events);
  void hand_out(std::vector<db::Event> events);
  void drain();
  [[nodiscard]] std::int64_t published() const { return shared.sight.published_seq.load(); }
  void note_published(std::int64_t seq) {
    shared.sight.published_seq = seq;
    if (auto* vitals = http::vitals_of(shared.services)) vitals->published_seq = seq;
  }

  Shared shared;
  std::vector<std::unique_ptr<IoThread>> io_threads;
  std::vector<std::shared_ptr<Mailbox>> mailboxes;
  std::uint16_t port = 0;
  std::function<void()> ring_reader;   // guarded by the outlet's mutex, as is whatever hands out events
  bool is_gap_told = false;
  std::promise<void> stop_asked;
  std::once_flag stopping;
};

/// What the gate holds of us: it may outlive the server.
struct Server::Outlet {
  std::mutex mutex;
  State* state = nullptr;
};

void Server::State::expire_answers(const std::vector<db::Event>& events) {
  for (const auto& event : events) {
    if (live::concerns_everything(event.type)) shared.versions.bump_all();
    for (const auto& channel : live::channels_of(event)) shared.versions.bump(channel);
  }
}

/// Kept answers expire, hubs get one letter each. The number moves last: whoever sees it may trust what is kept.
void Server::State::hand_out(std::vector<db::Event> events) {
  const auto newest = events.back().seq;
  expire_answers(events);
  const live::Batch batch = std::make_shared<const std::vector<db::Event>>(std::move(events));
  for (std::size_t i = 0; i < mailboxes.size(); ++i) {
    mailboxes[i]->post([io = io_threads[i].get(), batch] { io->take_batch(batch); });
  }
  note_published(newest);
}

/// Hands out what was read from the log, without what was handed out already. False: a number is missing, and the rest waits for it.
bool Server::State::publish_read(std::vector<db::Event> events) {
  std::erase_if(events, [this](const db::Event& event) { return event.seq <= published(); });
  std::size_t unbroken = 0;
  while (unbroken < events.size() && events[unbroken].seq == published() + 1 + static_cast<std::int64_t>(unbroken)) ++unbroken;
  const bool is_whole = unbroken == events.size();
  if (!is_whole && !is_gap_told) log::error("the event log has a gap after " + std::to_string(published() + static_cast<std::int64_t>(unbroken)) + ": what follows waits");
  is_gap_told = !is_whole;
  events.resize(unbroken);
  if (!events.empty()) hand_out(std::move(events));
  return is_whole;
}

/// On the writer thread, after COMMIT and before any reply of the batch. Events leave in the order of their numbers, each once:
/// when others lie before ours, the reader of the log hands out all of them.
void Server::State::publish(std::vector<db::Event> events) {
  expire_answers(events);
  const bool is_next = events.front().seq <= published() + 1;
  if (is_next) publish_read(std::move(events));
  else if (ring_reader) ring_reader();
}

/// Stops accepting, then waits until every session has ended, at most drain_ms_max.
void Server::State::drain() {
  for (auto& io : io_threads) asio::post(io->context, [thread = io.get()] { thread->stop_accepting(); });
  const auto until = steady_ms() + shared.limits.drain_ms_max;
  for (bool is_empty = false; !is_empty && steady_ms() < until;) {
    is_empty = true;
    for (auto& io : io_threads) {
      std::promise<std::size_t> answer;
      auto running = answer.get_future();
      asio::post(io->context, [thread = io.get(), &answer] { answer.set_value(thread->connections.size() + thread->live_sockets.size()); });
      if (running.get() > 0) is_empty = false;
    }
    if (!is_empty) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  for (auto& io : io_threads) {
    asio::post(io->context, [thread = io.get()] {
      thread->cut_everything();
      thread->context.stop();
    });
  }
}

Server::Server(const ServerConfig& config, http::Routes routes, const http::Services& services, db::Gate& gate, const Clock& clock,
               const Limits& limits, FindViewer find_viewer)
    : state_(std::make_unique<State>(config, std::move(routes), services, gate, clock, limits, find_viewer)) {
  Endpoint endpoint(asio::ip::make_address(config.address), config.port);
  check_port_is_free(endpoint);
  const auto last_seq = gate.read([](db::Tx& tx) { return db::last_seq(tx); });
  state_->note_published(last_seq);
  for (unsigned i = 0; i < state_->shared.config.threads; ++i) {
    auto io = std::make_unique<IoThread>(state_->shared, last_seq);
    listen(*io, endpoint);
    endpoint.port(io->acceptor.local_endpoint().port());
    state_->mailboxes.push_back(io->mailbox);
    state_->io_threads.push_back(std::move(io));
  }
  state_->port = endpoint.port();
  outlet_ = std::make_shared<Outlet>();
  outlet_->state = state_.get();
  gate.on_commit([outlet = outlet_](const std::vector<db::Event>& events) {
    const std::lock_guard lock(outlet->mutex);
    if (outlet->state != nullptr) outlet->state->publish(events);
  });
}

Server::~Server() {
  stop();
  {
    const std::lock_guard lock(outlet_->mutex);
    outlet_->state = nullptr;
  }
  for (auto& mailbox : state_->mailboxes) mailbox->close();
  state_->shared.slow_pool.stop();
  state_->shared.upload_pool.stop();
  state_->shared.draw_pool.stop();
  while (state_->shared.jobs > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void Server::run() {
  std::vector<std::thread> threads;
  for (auto& io : state_->io_threads) {
    io->tasks.spawn(io->executor(), accept_loop(*io));
    io->tasks.spawn(io->executor(), sweep_loop(*io));
    threads.emplace_back([thread = io.get()] { thread->context.run(); });
  }
  state_->stop_asked.get_future().wait();
  state_->drain();
  for (auto& thread : threads) thread.join();
  // From here on a database thread's late answer has nowhere to go.
  for (auto& mailbox : state_->mailboxes) mailbox->close();
}

void Server::stop() {
  std::call_once(state_->stopping, [this] { state_->stop_asked.set_value(); });
}

bool Server::catch_up(const ReadLog& read_log) {
  auto& sight = state_->shared.sight;
  for (;;) {
    const auto began_ms = steady_ms();
    auto events = read_log(sight.published_seq, events_at_once);
    const bool is_end = events.size() < events_at_once;
    {
      const std::lock_guard lock(outlet_->mutex);
      if (!state_->publish_read(std::move(events))) return false;
    }
    if (!is_end) continue;
    sight.read_at_ms = began_ms;
    if (auto* vitals = http::vitals_of(state_->shared.services)) vitals->log_read_at_ms = began_ms;
    return true;
  }
}

bool Server::catch_up() {
  return catch_up([this](std::int64_t since, std::size_t limit) {
    return state_->shared.gate.read([&](db::Tx& tx) { return db::load_all_events(tx, since, limit); });
  });
}

void Server::set_reader_bell(std::function<void()> ring) {
  const std::lock_guard lock(outlet_->mutex);
  state_->ring_reader = std::move(ring);
}

std::uint64_t Server::last_change(std::string_view channel) const { return state_->shared.versions.changed(channel); }

std::int64_t Server::published_seq() const { return state_->published(); }

bool Server::is_followed(const std::string& channel) const { return state_->shared.presence.is_followed_here(channel); }

Followed Server::followed() const { return state_->shared.presence.here(); }

void Server::set_followed_elsewhere(Followed counts) { state_->shared.presence.set_elsewhere(std::move(counts)); }

Uses Server::take_untold_uses(std::size_t count_max) { return state_->shared.limiter.take_untold(count_max); }

void Server::charge_uses(const Uses& uses) {
  const auto now = steady_ms();
  for (const auto& [key, count] : uses) state_->shared.limiter.charge(key, count, now);
}

std::uint16_t Server::port() const { return state_->port; }

}  // namespace palabre::net
