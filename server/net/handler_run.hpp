// One run of one handler, on a database or slow thread, down to ready bytes. Made by answer.cpp, shared with the thread that runs it.
#pragma once
#include "http/language.hpp"
#include "net/shared.hpp"

#include "http/ready_answer.hpp"

#include <exception>

namespace palabre::net {

struct HandlerRun {
  HandlerRun(Shared& used_shared, const http::Route& used_route, http::Request made_request, http::PathValues made_path)
      : shared(used_shared), route(&used_route), request(std::move(made_request)), path(std::move(made_path)), method(request.method) {}

  /// On a reader: viewer, handler, bytes.
  void read(db::Tx& tx);
  /// On the writer, in the request's own save point; throws db::RolledBack after a refusal.
  void write(db::Tx& tx);
  /// On the slow pool; the viewer comes from a read of its own.
  void slow();
  /// On the io thread: nothing but memory, no viewer.
  void instant();
  /// The gate could not, or the handler threw.
  void fail(const std::exception_ptr& error);

  Shared& shared;
  const http::Route* route;
  http::Request request;
  http::PathValues path;
  http::Method method;
  http::TrafficRow row = http::unknown_row;
  bool is_shared = false;
  http::Encoding encoding = http::Encoding::identity;

  http::ReadyAnswer ready;
  std::vector<std::string> depends_on;
  http::ChannelVersions::Mark mark = 0;
  Instant fresh_until{INT64_MAX};
  std::int64_t seen = 0;   // the newest event this client knows of

 private:
  http::Response respond(db::Tx* tx, const std::optional<http::Viewer>& viewer, Instant now) const;
  std::optional<http::Viewer> find_viewer(db::Tx& tx) const;
  void tell_newest(http::Response& response, std::int64_t newest_seq) const;
  void finish(const http::Response& response, http::Encoding used_encoding);
};

/// A refusal as problem+json, or as a page when a person's browser asked for one. `status`: 0 is the one of its reason.
http::Response refusal_response(const Shared& shared, const http::Request& request, const Refusal& refusal, int status = 0);

}  // namespace palabre::net
