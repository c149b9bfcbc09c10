// Sessions: the token a browser or an API client holds, and who stands behind it.
#pragma once
#include "base/limits.hpp"
#include "db/tx.hpp"
#include "http/route.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace palabre::people {

inline constexpr std::string_view session_cookie = "palabre_session";

/// Who holds `token` now: nothing for an unknown or expired one and for a suspended account.
std::optional<http::Viewer> find_viewer(db::Tx& tx, std::string_view token, Instant now);

/// The token of a request: the Bearer header, else the cookie; empty when neither.
std::string_view token_of(const http::Request& request);

struct NewSession {
  std::string token;  // shown once; only its digest is stored
  Instant expires_at;
};
/// Opens a session and removes the expired ones of everybody.
NewSession start_session(db::Tx& tx, PersonId person, const Limits& limits);

void end_session(db::Tx& tx, SessionId session);
/// The number of sessions that ended.
std::int64_t end_all_sessions(db::Tx& tx, PersonId person);
/// Those that still run.
std::int64_t count_sessions(db::Tx& tx, PersonId person);

/// The Set-Cookie value that keeps, or (with an empty token) removes, the session in a browser.
std::string session_cookie_value(std::string_view token, const http::Request& request, const Limits& limits);

}  // namespace palabre::people
