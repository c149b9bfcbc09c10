// Routes a request and runs its handler on the right thread. Called by http_session.
#include "net/answer.hpp"

#include "base/log.hpp"
#include "http/easy_read.hpp"
#include "http/seen.hpp"
#include "net/handler_run.hpp"
#include "nodes/shared_limit.hpp"

#include <chrono>

namespace palabre::net {
namespace {

using http::Audience;
using http::Kind;
using http::Method;

bool is_write(Method method) { return method != Method::get && method != Method::head && method != Method::options; }

/// A foreign page may not write with a person's cookie: the browser says where a request comes from.
std::optional<Refusal> check_origin(const Shared& shared, const http::Request& request) {
  if (!is_write(request.method)) return std::nullopt;
  if (request.origin.empty()) {
    if (!request.bearer.empty() || request.cookie_value(session_cookie).empty()) return std::nullopt;
    return refuse(Reason::foreign_origin, "a request that writes with a session cookie must carry an Origin header");
  }
  if (is_own_origin(request.origin, request.host, shared.config.public_origin)) return std::nullopt;
  return refuse(Reason::foreign_origin, "this request comes from another site");
}

/// Shared answers may depend on the path, the query and the language only: everything else is taken away.
void hide_visitor(http::Request& request, std::string_view language) {
  request.accept_language = std::string(language);
  const bool wants_easy_read = http::wants_easy_read(request);  // the one thing the bytes may depend on: the key has it too
  for (auto* field : {&request.cookie, &request.bearer, &request.host, &request.origin, &request.remote_address, &request.if_match}) {
    field->clear();
  }
  if (wants_easy_read) request.cookie = std::string(http::easy_read_cookie) + "=1";
}

http::TrafficRow row_of(const Shared& shared, const http::Route& route) {
  return http::first_route_row + static_cast<http::TrafficRow>(&route - shared.router.routes().data());
}

SlowPool& pool_of(Shared& shared, Kind kind) {
  if (kind == Kind::upload) return shared.upload_pool;
  return kind == Kind::draw ? shared.draw_pool : shared.slow_pool;
}

void post_run(IoThread& io, const std::shared_ptr<HandlerRun>& run, const WaitPtr& wait) {
  auto& shared = io.shared;
  const auto now = std::chrono::steady_clock::now();
  const auto done = [wait, run, mailbox = io.mailbox](std::exception_ptr error) {
    if (error) run->fail(error);
    mailbox->post([wait] { wait->ring(); });
    --run->shared.jobs;  // the last thing that touches the server from here
  };
  ++shared.jobs;
  switch (run->route->kind) {
    case Kind::read:
      shared.gate.post_read([run](db::Tx& tx) { run->read(tx); }, now + std::chrono::milliseconds(shared.limits.query_ms_max), done);
      return;
    case Kind::write:
      shared.gate.post_write([run](db::Tx& tx) { run->write(tx); }, now + std::chrono::milliseconds(shared.limits.write_wait_ms_max), done);
      return;
    case Kind::slow:
    case Kind::upload:
    case Kind::draw: {
      auto& pool = pool_of(shared, run->route->kind);
      if (pool.post([run, done] { run->slow(); done(nullptr); })) return;
      done(std::make_exception_ptr(db::Overloaded("the queue of slow work is full")));
      return;
    }
    case Kind::instant: break;  // run_handler has answered it
  }
}

Task<void> run_handler(IoThread& io, std::shared_ptr<HandlerRun> run) {
  if (run->route->kind == Kind::instant) {
    run->instant();
    co_return;
  }
  const auto wait = std::make_shared<Wait>();
  run->mark = io.shared.versions.mark();  // before the snapshot is opened
  post_run(io, run, wait);
  co_await wait_until_rung(io, wait);
}

/// Waits while another session of this thread makes the same answer; true when it did.
Task<bool> wait_for_fill(IoThread& io, std::string key) {
  const auto found = io.fills.find(key);
  if (found == io.fills.end()) {
    io.fills.try_emplace(key);
    co_return false;
  }
  const auto wait = std::make_shared<Wait>();
  found->second.push_back(wait);
  co_await wait_until_rung(io, wait);
  co_return true;
}

/// Lets those go on who waited for this answer, also when it failed.
class FillEnd {
 public:
  FillEnd(IoThread& io, const std::string& key) : io_(io), key_(key) {}
  FillEnd(const FillEnd&) = delete;
  FillEnd& operator=(const FillEnd&) = delete;
  ~FillEnd() {
    const auto waiting = io_.fills.extract(key_);
    if (waiting.empty()) return;
    for (const auto& wait : waiting.mapped()) wait->ring();
  }

 private:
  IoThread& io_;
  const std::string& key_;
};

/// Keeps the answer for the next visitor when its handler said what it depends on.
Outgoing keep_or_send(IoThread& io, HandlerRun& run, const std::string& key) {
  Outgoing outgoing;
  const bool is_kept = run.is_shared && run.ready.status == 200 && !run.depends_on.empty();
  run.ready.row = run.row;
  if (run.is_shared) io.traffic.count_miss();
  if (is_kept) outgoing.kept = io.cache.keep(key, std::move(run.ready), run.depends_on, run.mark, run.fresh_until);
  else outgoing.own = std::move(run.ready);
  return outgoing;
}

/// What is kept and good enough for this client.
std::shared_ptr<const http::KeptAnswer> find_kept(IoThread& io, const HandlerRun& run, const std::string& key) {
  if (!io.shared.may_use_kept(run.seen)) return nullptr;
  auto kept = io.cache.find(key, io.shared.clock.now());
  if (kept) io.traffic.count_hit();
  return kept;
}

Task<Outgoing> answer_shared(IoThread& io, std::shared_ptr<HandlerRun> run, std::string key) {
  Outgoing outgoing;
  outgoing.kept = find_kept(io, *run, key);
  if (outgoing.kept) co_return outgoing;
  if (!io.shared.may_use_kept(run->seen)) {
    // What others wait for may have been begun before the event this client knows of.
    co_await run_handler(io, run);
    co_return keep_or_send(io, *run, key);
  }
  const bool was_filled = co_await wait_for_fill(io, key);
  if (was_filled) {
    outgoing.kept = find_kept(io, *run, key);
    if (outgoing.kept) co_return outgoing;
    co_await run_handler(io, run);
    co_return keep_or_send(io, *run, key);
  }
  const FillEnd end(io, key);
  co_await run_handler(io, run);
  co_return keep_or_send(io, *run, key);
}

http::Response too_often(const Shared& shared, const http::Request& request, int seconds) {
  auto response = refusal_response(shared, request, refuse(Reason::too_many_requests, "try again in " + std::to_string(seconds) + " s"));
  std::erase_if(response.headers, [](const auto& header) { return header.first == "Retry-After"; });
  return response.header("Retry-After", std::to_string(seconds));
}

/// Takes one from the bucket that all servers share. Why not in the act's own write: what is refused there would not be counted.
Task<std::exception_ptr> take_together(IoThread& io, std::string key, std::int64_t per_minute, std::shared_ptr<int> seconds) {
  std::function<void(db::Tx&)> work = [key = std::move(key), per_minute, seconds](db::Tx& tx) { *seconds = nodes::take_one(tx, key, per_minute); };
  auto error = co_await write_in_gate(io, std::move(work));
  co_return error;
}

/// What can be said without running a handler.
std::optional<http::Response> refuse_before_run(Shared& shared, const http::Request& request, const http::Match& match) {
  if (match.route == nullptr) {
    if (match.allow.empty()) return refusal_response(shared, request, refuse(Reason::not_found, "there is nothing at this address"));
    auto response = refusal_response(shared, request, refuse(Reason::method_not_allowed, "allowed here: " + match.allow));
    return response.header("Allow", match.allow);
  }
  if (const int seconds = shared.limiter.take(request.remote_address, match.route->cost, steady_ms()); seconds > 0) return too_often(shared, request, seconds);
  if (const auto refusal = check_origin(shared, request)) return refusal_response(shared, request, *refusal);
  return std::nullopt;
}

}  // namespace

bool is_own_origin(std::string_view origin, std::string_view host, std::string_view public_origin) {
  if (!public_origin.empty() && origin == public_origin) return true;
  if (host.empty()) return false;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme) && origin.substr(scheme.size()) == host) return true;
  }
  return false;
}

void write_cache_key(std::string& key, const http::Request& request, std::string_view language, std::string_view target) {
  key.clear();
  key += static_cast<char>('0' + static_cast<int>(http::choose_encoding(request, true)));
  key += language;
  key += http::wants_easy_read(request) ? '+' : ' ';
  key += target;
}

std::string_view session_token(const http::Request& request) {
  return request.bearer.empty() ? request.cookie_value(session_cookie) : std::string_view(request.bearer);
}

http::ReadyAnswer refuse_early(const Refusal& refusal, int status) {
  auto response = http::problem_response(refusal);
  response.status = status;
  return http::make_ready(response, Method::post, Audience::mine, http::Encoding::identity);
}

http::ReadyAnswer refuse_early(const Shared& shared, http::Request request, std::string_view target, const Refusal& refusal, int status) {
  if (request.accept.empty()) return refuse_early(refusal, status);
  if (read_target(request, target)) request.path = "/";
  request.query.clear();
  request.body.clear();
  auto response = refusal_response(shared, request, refusal, status);
  response.status = status;
  return http::make_ready(response, Method::post, Audience::mine, http::Encoding::identity);
}

std::optional<Refusal> read_target(http::Request& request, std::string_view target) {
  const auto mark = target.find('?');
  auto path = http::decode_percent(target.substr(0, mark), false);
  request.query = mark == std::string_view::npos ? std::string() : std::string(target.substr(mark + 1));
  if (!path || path->empty() || path->front() != '/' || !http::parse_form(request.query)) {
    return refuse(Reason::bad_encoding, "the address is not valid percent-encoded UTF-8");
  }
  request.path = std::move(*path);
  return std::nullopt;
}

Task<Outgoing> answer(IoThread& io, http::Request request, std::string cache_key) {
  auto& shared = io.shared;
  Outgoing outgoing;
  auto match = shared.router.find(request.method, request.path);
  if (const auto refused = refuse_before_run(shared, request, match)) {
    outgoing.own = http::make_ready(*refused, request.method, Audience::mine, http::choose_encoding(request, false));
    if (match.route != nullptr) outgoing.own.row = row_of(shared, *match.route);
    co_return outgoing;
  }
  const auto& route = *match.route;
  if (shared.is_shared && http::is_counted_exactly(route.cost)) {
    const auto seconds = std::make_shared<int>(0);
    auto key = shared.limiter.key_of(request.remote_address, route.cost);
    const auto error = co_await take_together(io, std::move(key), shared.limiter.per_minute(route.cost), seconds);
    if (error || *seconds > 0) {
      HandlerRun refused(shared, route, std::move(request), std::move(match.path));
      if (error) refused.fail(error);
      else refused.ready = http::make_ready(too_often(shared, refused.request, *seconds), refused.method, Audience::mine, http::Encoding::identity);
      outgoing.own = std::move(refused.ready);
      outgoing.own.row = row_of(shared, route);
      co_return outgoing;
    }
  }
  const bool is_shared = (route.kind == Kind::read || route.kind == Kind::draw) &&
                         (route.audience == Audience::everyone || (route.audience == Audience::page && session_token(request).empty()));
  auto run = std::make_shared<HandlerRun>(shared, route, std::move(request), std::move(match.path));
  run->is_shared = is_shared;
  run->seen = shared.is_shared ? http::seen_of(run->request) : 0;
  run->row = row_of(shared, route);
  run->encoding = http::choose_encoding(run->request, is_shared);
  if (is_shared) {
    run->method = run->request.method = Method::get;  // HEAD is the same bytes without the body
    hide_visitor(run->request, http::choose_language(run->request, shared.config.languages, shared.config.default_language));
    outgoing = co_await answer_shared(io, run, std::move(cache_key));
    co_return outgoing;
  }
  co_await run_handler(io, run);
  outgoing.own = std::move(run->ready);
  outgoing.own.row = run->row;
  co_return outgoing;
}

}  // namespace palabre::net
