// Runs handlers. Called on database threads by the gate and on the slow pool.
#include "net/handler_run.hpp"

#include "base/log.hpp"
#include "db/event_log.hpp"
#include "http/language.hpp"
#include "http/seen.hpp"
#include "net/answer.hpp"
#include "net/idempotent_write.hpp"
#include "pages/catalogue.hpp"

namespace palabre::net {
namespace {

using http::Audience;
using http::Who;

std::optional<Refusal> check_who(Who who, const std::optional<http::Viewer>& viewer) {
  if (who == Who::anyone) return std::nullopt;
  if (!viewer) return refuse(Reason::sign_in_required, "sign in first");
  if (who == Who::admin && !viewer->is_admin) return refuse(Reason::not_allowed, "only administrators may do this");
  return std::nullopt;
}

bool wants_page(const http::Request& request) {
  return request.accept.find("text/html") != std::string::npos && !request.path.starts_with("/api/");
}

/// The catalogue's sentences in the language the client asks for; the site's when it asks for none.
http::Response problem_in_words(const Shared& shared, const http::Request& request, const Refusal& refusal) {
  const auto* catalogue = shared.services.catalogue;
  if (catalogue == nullptr) return http::problem_response(refusal);
  const auto language = http::choose_language(request, shared.config.languages, shared.config.default_language);
  const std::string key = "refusal." + std::string(http::problem_code(refusal.reason));
  return http::problem_response(refusal, {catalogue->text(language, key + ".what"), catalogue->text(language, key + ".instead")});
}

}  // namespace

http::Response refusal_response(const Shared& shared, const http::Request& request, const Refusal& refusal, int status) {
  const auto render = shared.services.render_problem;
  if (render != nullptr && wants_page(request)) {
    try {
      return render(request, refusal, shared.services, status);
    } catch (const std::exception& fault) {
      log::error(std::string("the page of a refusal failed: ") + fault.what(), {{"request", request.id}});
    }
  }
  auto response = problem_in_words(shared, request, refusal);
  if (status != 0) response.status = status;
  return response;
}

std::optional<http::Viewer> HandlerRun::find_viewer(db::Tx& tx) const {
  const auto token = session_token(request);
  if (token.empty() || shared.find_viewer == nullptr || is_shared) return std::nullopt;
  return shared.find_viewer(tx, token, tx.now());
}

http::Response HandlerRun::respond(db::Tx* tx, const std::optional<http::Viewer>& viewer, Instant now) const {
  if (const auto refusal = check_who(route->who, viewer)) return refusal_response(shared, request, *refusal);
  const http::Call call{request, path, viewer, shared.services, now, tx};
  auto result = route->handler(call);
  return result ? std::move(*result) : refusal_response(shared, request, result.error());
}

/// Who wrote is shown nothing older than the write, whichever server answers next.
void HandlerRun::tell_newest(http::Response& response, std::int64_t newest_seq) const {
  if (response.status < 400) http::tell_seen(response, newest_seq, request.is_secure);
}

void HandlerRun::finish(const http::Response& response, http::Encoding used_encoding) {
  depends_on = response.depends_on;
  fresh_until = response.fresh_until;
  ready = http::make_ready(response, method, route->audience, used_encoding);
}

void HandlerRun::read(db::Tx& tx) {
  finish(respond(&tx, find_viewer(tx), tx.now()), encoding);
}

void HandlerRun::write(db::Tx& tx) {
  const auto viewer = find_viewer(tx);
  http::Response response;
  const auto act = [&] { return respond(&tx, viewer, tx.now()); };
  try {
    if (route->replies == http::Replies::never_kept) write_anew(act, response);
    else write_once(tx, request, viewer ? viewer->person : PersonId{}, shared.limits, act, response);
  } catch (const db::RolledBack&) {
    finish(response, http::Encoding::identity);
    throw;
  }
  if (shared.is_shared) tell_newest(response, db::last_seq(tx));
  // Not compressed: everybody else's write would wait for it.
  finish(response, http::Encoding::identity);
}

void HandlerRun::slow() {
  try {
    std::optional<http::Viewer> viewer;
    if (!is_shared && !session_token(request).empty()) viewer = shared.gate.read([&](db::Tx& tx) { return find_viewer(tx); });
    auto response = respond(nullptr, viewer, shared.clock.now());
    const bool is_write = method != http::Method::get && method != http::Method::head;
    if (shared.is_shared && is_write) tell_newest(response, shared.gate.read([](db::Tx& tx) { return db::last_seq(tx); }));
    finish(response, encoding);
  } catch (...) {
    fail(std::current_exception());
  }
}

void HandlerRun::instant() {
  try {
    finish(respond(nullptr, std::nullopt, shared.clock.now()), http::Encoding::identity);
  } catch (...) {
    fail(std::current_exception());
  }
}

void HandlerRun::fail(const std::exception_ptr& error) {
  http::Response response;
  try {
    std::rethrow_exception(error);
  } catch (const db::RolledBack&) {
    return;  // the refusal is ready
  } catch (const db::Overloaded& fault) {
    response = refusal_response(shared, request, refuse(Reason::overloaded, fault.what()));
  } catch (const db::TooLate& fault) {
    response = refusal_response(shared, request, refuse(Reason::too_late, fault.what()));
  } catch (const db::DatabaseBusy&) {
    response = refusal_response(shared, request, refuse(Reason::overloaded, "another program is writing to the database; try again soon"));
  } catch (const db::DatabaseLost& fault) {
    log::warning("request " + request.id + ": " + fault.what());
    response = refusal_response(shared, request, refuse(Reason::overloaded, "the database cannot be reached just now; try again soon"));
  } catch (const db::DatabaseConflict&) {
    response = refusal_response(shared, request, refuse(Reason::overloaded, "others wrote the same at the same moment; try again"));
  } catch (const db::QueryTooLong&) {
    response = refusal_response(shared, request, refuse(Reason::overloaded, "this took too long and was stopped"));
  } catch (const std::exception& fault) {
    log::error(std::string("request failed: ") + fault.what(), {{"request", request.id}, {"route", route->pattern}});
    response = refusal_response(shared, request, refuse(Reason::overloaded, "an error on our side, request " + request.id), 500);
    if (response.content_type == "application/problem+json") {
      response.body = R"({"type":"urn:palabre:problem:internal_error","title":"Something went wrong on our side","status":500,)"
                      R"("detail":"the request could not be handled; quote its number )" + request.id +
                      R"(","code":"internal_error","request":")" + request.id + R"("})";
    }
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Retry-After"; });
  }
  depends_on.clear();
  ready = http::make_ready(response, method, Audience::mine, http::Encoding::identity);
}

}  // namespace palabre::net
