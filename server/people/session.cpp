// Opens, finds and ends sessions; only digests of tokens are stored.
// Called by sign_in and sign_up, and by the server for every request that carries a token.
#include "people/session.hpp"

#include "crypto/crypto.hpp"
#include "http/cookie.hpp"

namespace palabre::people {

namespace {

constexpr std::string_view viewer_sql =
    "SELECT p.id, s.id, p.opaque_id, p.name, p.language, p.organisation_id, p.is_admin, p.email_verified_at "
    "FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_digest = $1 AND s.expires_at > $2 AND p.suspended_at IS NULL";
constexpr std::string_view insert_sql = "INSERT INTO session (person_id, token_digest, created_at, expires_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view delete_expired_sql = "DELETE FROM session WHERE expires_at <= $1";
constexpr std::string_view delete_sql = "DELETE FROM session WHERE id = $1";
constexpr std::string_view delete_all_sql = "DELETE FROM session WHERE person_id = $1";
constexpr std::size_t token_chars = 43;

}  // namespace

std::optional<http::Viewer> find_viewer(db::Tx& tx, std::string_view token, Instant now) {
  if (token.size() != token_chars) return std::nullopt;
  const std::string digest = crypto::digest(token);
  auto rows = tx.rows(viewer_sql, digest, now);
  if (!rows.next()) return std::nullopt;
  http::Viewer viewer;
  viewer.person = rows.id<PersonId>(0);
  viewer.session = rows.id<SessionId>(1);
  viewer.opaque_id = rows.text(2);
  viewer.name = rows.text(3);
  viewer.language = rows.text(4);
  viewer.organisation = rows.id<OrganisationId>(5);
  viewer.is_organisation = viewer.organisation.is_set();
  viewer.is_admin = rows.fact(6);
  viewer.is_email_verified = !rows.is_null(7);
  return viewer;
}

std::string_view token_of(const http::Request& request) {
  return request.bearer.empty() ? request.cookie_value(session_cookie) : std::string_view(request.bearer);
}

NewSession start_session(db::Tx& tx, PersonId person, const Limits& limits) {
  tx.run(delete_expired_sql, tx.now());
  NewSession session{crypto::new_token(), tx.now().plus_ms(limits.session_ms_max)};
  const std::string digest = crypto::digest(session.token);
  tx.run(insert_sql, person, digest, tx.now(), session.expires_at);
  return session;
}

void end_session(db::Tx& tx, SessionId session) { tx.run(delete_sql, session); }

std::int64_t count_sessions(db::Tx& tx, PersonId person) {
  auto row = tx.rows("SELECT COUNT(*) FROM session WHERE person_id = $1 AND expires_at > $2", person, tx.now());
  return row.next() ? row.integer(0) : 0;
}

std::int64_t end_all_sessions(db::Tx& tx, PersonId person) { return tx.run(delete_all_sql, person); }

std::string session_cookie_value(std::string_view token, const http::Request& request, const Limits& limits) {
  const std::int64_t age_s = token.empty() ? 0 : limits.session_ms_max / ms_per_second;
  return http::cookie_line({session_cookie, token, age_s}, request.is_secure);
}

}  // namespace palabre::people
