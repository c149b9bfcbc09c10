// A real server on a free port with a real database and a few small routes. Used by the tests of net.
#pragma once
#include "db/event_log.hpp"
#include "db/gate.hpp"
#include "db/test_store.hpp"
#include "http/input.hpp"
#include "http/vitals.hpp"
#include "net/raw_client.hpp"
#include "net/server.hpp"

#include <atomic>
#include <thread>

namespace palabre::tests {

inline std::atomic<int> list_runs{0};   // how often the list was really made

inline Result<http::Response> get_list(const http::Call& call) {
  ++list_runs;
  auto response = http::text_response("{\"seq\":" + std::to_string(db::last_seq(call.db())) + ",\"language\":\"" + call.request.accept_language +
                                          "\",\"viewer\":" + (call.viewer ? "true" : "false") + ",\"padding\":\"" + std::string(2000, 'x') + "\"}",
                                      "application/json; charset=utf-8");
  response.depends_on = {"redesign:12"};
  return response;
}
inline Result<http::Response> get_mine(const http::Call& call) { return http::text_response(call.viewer->name, "text/plain"); }
inline Result<http::Response> get_page(const http::Call& call) {
  auto response = http::html_response(call.viewer ? "<p>hello " + call.viewer->name : "<p>hello visitor");
  response.depends_on = {"redesign:12"};
  return response;
}
inline Result<http::Response> post_echo(const http::Call& call) { return http::text_response(call.request.body, "application/octet-stream"); }
inline Result<http::Response> post_event(const http::Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto idea = input->optional_integer("idea", 1, 1000).value_or(40);
  const bool fails = input->optional_fact("fails").value_or(false);
  if (const auto refusal = input->refusal()) return *refusal;
  const auto seq = db::append_event(call.db(), "tester", "redesign:12", "idea:" + std::to_string(idea), "idea.supported",
                                    "{\"idea\":\"" + std::to_string(idea) + "\"}");
  if (fails) return refuse(Reason::phase_closed, "the phase is closed");
  auto response = http::text_response("{\"seq\":" + std::to_string(seq) + "}", "application/json", 201);
  response.header("Location", "/events/" + std::to_string(seq));
  return response;
}
inline Result<http::Response> get_broken(const http::Call&) { throw std::runtime_error("the handler broke"); }
inline Result<http::Response> get_huge(const http::Call&) { return http::text_response(std::string(8 << 20, 'h'), "application/octet-stream"); }
inline Result<http::Response> post_slow(const http::Call& call) {
  return http::text_response(call.viewer ? call.viewer->name : "nobody", "text/plain");
}
inline Result<http::Response> get_alive(const http::Call& call) { return http::text_response(call.viewer ? "a viewer" : "yes", "text/plain"); }
inline std::optional<http::Viewer> find_tester(db::Tx&, std::string_view token, Instant) {
  if (token != "good") return std::nullopt;
  http::Viewer viewer;
  viewer.person = PersonId{7};
  viewer.name = "Tester";
  return viewer;
}

inline http::Routes test_routes() {
  using namespace http;
  return {{Method::get, "/list", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_list},
          {Method::get, "/page", Who::anyone, Kind::read, Cost::cheap, Audience::page, get_page},
          {Method::get, "/mine", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_mine},
          {Method::get, "/admin", Who::admin, Kind::read, Cost::cheap, Audience::mine, get_mine},
          {Method::post, "/echo", Who::anyone, Kind::read, Cost::cheap, Audience::mine, post_echo},
          {Method::post, "/events", Who::anyone, Kind::write, Cost::cheap, Audience::mine, post_event},
          {Method::get, "/broken", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_broken},
          {Method::get, "/huge", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_huge},
          {Method::post, "/slow", Who::anyone, Kind::slow, Cost::password, Audience::mine, post_slow},
          {Method::get, "/alive", Who::anyone, Kind::instant, Cost::free, Audience::mine, get_alive},
          {Method::get, "/ideas/{id}", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_list}};
}

class RunningServer {
 public:
  /// `beside`: its database is used, by this server and by others.
  explicit RunningServer(const Limits& used_limits = Limits(), std::filesystem::path assets = {}, const RunningServer* beside = nullptr, bool is_shared = false)
      : shared_driver(beside == nullptr ? nullptr : db::open_database(beside->store.address())), limits(used_limits) {
    services.is_shared = is_shared || beside != nullptr;
    if (services.is_shared) services.limit_secret = "a secret of the instance";
    config.port = 0;
    config.languages = {"fr", "en"};
    config.assets_folder = std::move(assets);
    services.limits = &limits;
    services.gate = &gate;
    services.vitals = &vitals;
    server.emplace(config, test_routes(), services, gate, store.clock, limits, find_tester);
    thread = std::thread([this] { server->run(); });
  }
  ~RunningServer() { stop(); }

  void stop() {
    server->stop();
    if (thread.joinable()) thread.join();
  }
  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  /// Appends one event in a commit of its own.
  std::int64_t add_event(std::string subject = "idea:40", std::string type = "idea.supported") {
    return gate.write([&](db::Tx& tx) { return db::append_event(tx, "tester", "redesign:12", subject, type, "{}"); });
  }

  [[nodiscard]] db::Driver& driver() { return shared_driver ? *shared_driver : store.driver(); }

  TestStore store;
  std::unique_ptr<db::Driver> shared_driver;
  Limits limits;
  db::Gate gate{driver(), store.clock, limits, 2};
  http::Vitals vitals;
  http::Services services;
  net::ServerConfig config;
  std::optional<net::Server> server;
  std::thread thread;
};

}  // namespace palabre::tests
