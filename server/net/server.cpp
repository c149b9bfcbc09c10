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

constexpr std::size_t foreign_events_at_once = 256;

ServerConfig with_threads(ServerConfig config) {
  if (config.threads == 0) config.threads = 1;
  return config;
}

}  // namespace

struct Server::State {
  State(const ServerConfig& config, http::Routes routes, const http::Services& services, db::Gate& gate, const Clock& clock,
        const Limits& limits, FindViewer find_viewer)
      : shared(with_threads(config), with_own(std::move(routes)), services, gate, clock, limits, find_viewer) {}

  void expire_answers(const std::vector<db::Event>& events);
  void publish(std::vector<db::Event> events);
  void publish_until(std::int64_t seq);
  void hand_out(std::vector<db::Event> events);
  void drain();
  void note_published(std::int64_t seq) {
    published_seq = seq;
    if (auto* vitals = http::vitals_of(shared.services)) vitals->published_seq = seq;
  }

  Shared shared;
  std::vector<std::unique_ptr<IoThread>> io_threads;
  std::vector<std::shared_ptr<Mailbox>> mailboxes;
  std::uint16_t port = 0;
  std::int64_t published_seq = 0;  // guarded by the outlet's mutex
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

/// Kept answers expire, hubs get one letter each.
void Server::State::hand_out(std::vector<db::Event> events) {
  note_published(events.back().seq);
  expire_answers(events);
  const live::Batch batch = std::make_shared<const std::vector<db::Event>>(std::move(events));
  for (std::size_t i = 0; i < mailboxes.size(); ++i) {
    mailboxes[i]->post([io = io_threads[i].get(), batch] { io->take_batch(batch); });
  }
}

/// Hands out what another process (an import) put into the log, up to and with `seq`.
void Server::State::publish_until(std::int64_t seq) {
  while (published_seq < seq) {
    auto events = shared.gate.read([this](db::Tx& tx) { return db::load_all_events(tx, published_seq, foreign_events_at_once); });
    std::erase_if(events, [seq](const db::Event& event) { return event.seq > seq; });
    if (events.empty()) return;
    hand_out(std::move(events));
  }
}

/// On the writer thread, after COMMIT and before any reply of the batch. Events leave in the order of their numbers, each once:
/// those of another process that lie before ours go first, those that catch_up() has handed out already are left out.
void Server::State::publish(std::vector<db::Event> events) {
  expire_answers(events);
  try {
    publish_until(events.front().seq - 1);
  } catch (const std::exception& fault) {
    // What is committed stays committed: catch_up() will hand out these events, in order, when the log can be read again.
    log::warning(std::string("events wait for the log to be readable: ") + fault.what());
    return;
  }
  std::erase_if(events, [this](const db::Event& event) { return event.seq <= published_seq; });
  if (!events.empty()) hand_out(std::move(events));
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

void Server::catch_up() {
  const auto newest = state_->shared.gate.read([](db::Tx& tx) { return db::last_seq(tx); });
  const std::lock_guard lock(outlet_->mutex);
  state_->publish_until(newest);
}

bool Server::is_followed(const std::string& channel) const { return state_->shared.presence.count(channel) > 0; }

std::uint16_t Server::port() const { return state_->port; }

}  // namespace palabre::net
