// One io thread: its context, cache, hub, connections and mailbox. Nothing here is touched from another thread but the mailbox.
#pragma once
#include "http/response_cache.hpp"
#include "live/hub.hpp"
#include "net/answer_note.hpp"
#include "net/shared.hpp"
#include "net/task_group.hpp"

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace palabre::net {

/// How database threads reach an io thread: many letters, one wake-up. Outlives the thread, so that a late letter is dropped.
class Mailbox {
 public:
  explicit Mailbox(asio::io_context& context) : context_(&context) {}
  void post(std::function<void()> letter);  // thread: any
  void open_letters();                      // thread: the io thread
  void close();

 private:
  std::mutex mutex_;
  asio::io_context* context_;
  std::vector<std::function<void()>> letters_;
};

/// Something a coroutine waits for that another thread or session brings. Held by both sides; the last to let go may be a database
/// thread, so the bell itself stays in the coroutine.
struct Wait {
  Timer* bell = nullptr;  // while somebody waits
  bool is_rung = false;
  std::exception_ptr error;

  /// Thread: the io thread.
  void ring() {
    is_rung = true;
    if (bell != nullptr) bell->cancel();
  }
};
using WaitPtr = std::shared_ptr<Wait>;

/// What the sweep needs of a connection. `deadline_ms` 0: it is waiting for us, not we for it.
struct Connection {
  explicit Connection(TcpSocket taken) : socket(std::move(taken)) {}
  TcpSocket socket;
  std::int64_t deadline_ms = 0;
  bool is_idle = false;       // between two requests
  bool is_timed_out = false;
};

/// A live socket as the io thread sees it; implemented in ws_session.cpp.
class LiveSocket {
 public:
  virtual ~LiveSocket() = default;
  virtual void wake() = 0;
  /// Asks for a close frame with 1001.
  virtual void go_away() = 0;
  /// Called once a second: gives up on a reader that does not read.
  virtual void check(std::int64_t now_ms) = 0;
  virtual void cut() = 0;
};

struct IoThread {
  IoThread(Shared& used_shared, std::int64_t last_seq);

  [[nodiscard]] Executor executor() { return context.get_executor(); }
  /// The status line and the date, for kept answers: made once a second.
  [[nodiscard]] const std::string& prefix_ok(bool closes) const { return prefixes[closes ? 1 : 0]; }
  [[nodiscard]] const std::string& prefix_not_modified(bool closes) const { return prefixes[closes ? 3 : 2]; }
  /// "HTTP/1.1 404 Not Found\r\nDate: …\r\n".
  [[nodiscard]] std::string prefix(int status, bool closes) const;

  void take_batch(const live::Batch& batch);
  /// Rings the sockets whose outbox got something, 256 at a time so that HTTP never waits behind a broadcast.
  void wake_sockets();
  /// Once a second: date, timeouts, presence, heartbeats.
  void sweep();
  void stop_accepting();
  void cut_everything();

  Shared& shared;
  http::Traffic& traffic;    // what this thread counts
  RequestNumbers numbers;
  http::ResponseCache cache;
  live::Hub hub;
  TaskGroup tasks;
  std::unordered_set<Connection*> connections;
  std::unordered_map<live::SocketId, LiveSocket*> live_sockets;
  std::unordered_map<std::string, std::vector<WaitPtr>> fills;  // who waits for an answer that is being made
  // The context stands below what its sessions touch when it destroys them.
  asio::io_context context{1};
  asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor{context.get_executor()};
  std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>(context);
  Timer tick{context.get_executor()};
  bool is_ticking = false;
  std::int64_t last_flush_ms = 0;
  std::deque<live::SocketId> to_wake;
  bool is_waking = false;
  std::int64_t seconds = 0;
  std::string date_line;
  std::array<std::string, 4> prefixes;
  bool is_draining = false;

 private:
  void flush();
  void make_prefixes();
};

/// Milliseconds of the steady clock.
std::int64_t steady_ms();

Task<void> wait_until_rung(IoThread& io, WaitPtr wait);

/// Runs `work` in a gate read and waits for it on this thread; the exception it ended with.
Task<std::exception_ptr> read_in_gate(IoThread& io, std::function<void(db::Tx&)> work);
/// The same in a write.
Task<std::exception_ptr> write_in_gate(IoThread& io, std::function<void(db::Tx&)> work);

Task<void> accept_loop(IoThread& io);
Task<void> sweep_loop(IoThread& io);

}  // namespace palabre::net
