// The server as main sees it: give it the routes and the gate, run it, stop it. No Asio or Beast in sight.
#pragma once
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "db/gate.hpp"
#include "http/route.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace palabre::net {

struct ServerConfig {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;              // 0: any free one, see Server::port
  unsigned threads = 2;
  bool trusts_proxy = false;              // believe X-Forwarded-For and X-Forwarded-Proto
  std::filesystem::path assets_folder;    // served under /assets; empty: none
  std::string public_origin;              // "https://ideas.example.org"; empty: only the request's own host
  std::vector<std::string> languages = {"en"};  // those an answer can be given in
  std::string default_language = "en";
  bool logs_requests = false;             // a line of the log for each answer
};

/// The cookie that carries a session token.
inline constexpr std::string_view session_cookie = "palabre_session";

/// Finds the viewer of a session token (cookie or bearer); runs inside a database read or write.
using FindViewer = std::optional<http::Viewer> (*)(db::Tx&, std::string_view token, Instant now);

/// Reads at most `limit` events after `since`, oldest first.
using ReadLog = std::function<std::vector<db::Event>(std::int64_t since, std::size_t limit)>;
/// Channels and how many sockets follow them.
using Followed = std::unordered_map<std::string, std::int64_t>;
/// Keys of addresses and how often they were let through; see http::RateLimiter.
using Uses = std::vector<std::pair<std::string, std::int64_t>>;

class Server {
 public:
  /// Binds the port and registers itself with the gate. Everything passed must outlive it. Throws when the port is taken.
  Server(const ServerConfig& config, http::Routes routes, const http::Services& services, db::Gate& gate, const Clock& clock,
         const Limits& limits, FindViewer find_viewer);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Blocks until `stop()`; then lets what is under way finish, at most drain_ms_max.
  void run();
  /// Thread: any; also from a signal-handling thread. Idempotent.
  void stop();
  /// Hands out events that other servers or an import appended to the log, in order and each once; true when the log was read to its
  /// end. A number that is missing is waited for. Thread: any but the io and database threads.
  bool catch_up(const ReadLog& read_log);
  /// The same, read through the gate.
  bool catch_up();
  /// Rung when events wait for a look at the log; empty: nobody reads it. Thread: any; it is not called after this returned.
  void set_reader_bell(std::function<void()> ring);
  /// A number that grows with each change of the channel. Thread: any.
  [[nodiscard]] std::uint64_t last_change(std::string_view channel) const;
  [[nodiscard]] std::int64_t published_seq() const;

  /// Whether a socket of this server follows the channel now. Thread: any, as for the four below.
  [[nodiscard]] bool is_followed(const std::string& channel) const;
  [[nodiscard]] Followed followed() const;
  /// What people are told is the sum of here and there.
  void set_followed_elsewhere(Followed counts);
  /// What was let through here since the last call, and what others let through: see http::RateLimiter.
  Uses take_untold_uses(std::size_t count_max);
  void charge_uses(const Uses& uses);
  [[nodiscard]] std::uint16_t port() const;

 private:
  struct State;
  struct Outlet;
  std::unique_ptr<State> state_;
  std::shared_ptr<Outlet> outlet_;
};

/// GET /api/v1/events and GET /api/v1/health: what net itself answers. The server adds them to the routes it was given.
http::Routes net_routes();

}  // namespace palabre::net
