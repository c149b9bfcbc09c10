// Finds who contributes, and keeps a visitor's token in their browser.
// Called by the routes and pages of light contributions.
#include "light/visitor.hpp"

#include "crypto/crypto.hpp"
#include "http/cookie.hpp"
#include "http/rate_limiter.hpp"
#include "http/visitor_quota.hpp"
#include "nodes/shared_limit.hpp"

namespace palabre::light {
namespace {

constexpr std::size_t token_chars = 43;

/// The token itself, hidden from scripts, and a mark that scripts may see.
void set_cookies(const http::Request& request, http::Response& response, std::string_view token, std::int64_t age_s) {
  response.header("Set-Cookie", http::cookie_line({visitor_cookie, token, age_s}, request.is_secure));
  response.header("Set-Cookie", http::cookie_line({marker_cookie, token.empty() ? "" : "1", age_s, true}, request.is_secure));
}

/// Where several servers share the database they count together.
bool is_quota_left(const http::Call& call) {
  const http::Services& services = call.services;
  if (services.is_shared) {
    constexpr char kind = 'v';
    return nodes::count_one(call.db(), http::limit_key(services.limit_secret, call.request.remote_address, kind), services.limits->new_visitors_per_hour);
  }
  return services.visitor_quota == nullptr || services.visitor_quota->take(call.request.remote_address, call.now);
}

}  // namespace

Participant participant_of(const http::Call& call) {
  Participant who;
  if (call.viewer) {
    who.person = call.viewer->person;
    who.actor = call.viewer->opaque_id;
    who.is_organisation = call.viewer->is_organisation;
    return who;
  }
  who.actor = "visitor";
  const auto token = call.request.cookie_value(visitor_cookie);
  if (token.size() != token_chars) return who;
  std::string digest = crypto::digest(token);
  if (find_contributor(call.db(), digest).is_set()) who.token_digest = std::move(digest);
  return who;
}

ContributorId find_contributor(db::Tx& tx, const Participant& who) {
  return who.person.is_set() ? find_contributor(tx, who.person) : find_contributor(tx, who.token_digest);
}

ContributorId ensure_contributor(db::Tx& tx, const Participant& who) { return ensure_contributor(tx, who.person, who.token_digest); }

Arrival arrive(const http::Call& call) {
  Arrival arrival{participant_of(call), {}};
  if (arrival.who.person.is_set() || !arrival.who.token_digest.empty()) return arrival;
  arrival.new_token = crypto::new_token();
  arrival.who.token_digest = crypto::digest(arrival.new_token);
  return arrival;
}

Result<void> welcome(const http::Call& call, const Arrival& arrival, http::Response& response) {
  if (arrival.new_token.empty()) return {};
  if (!is_quota_left(call))
    return refuse(Reason::too_many_requests, "very many people contributed from this address within the hour; try again later, or sign in");
  set_cookies(call.request, response, arrival.new_token, call.services.limits->visitor_ms_max / ms_per_second);
  return {};
}

void forget_visitor(const http::Request& request, http::Response& response) { set_cookies(request, response, "", 0); }

}  // namespace palabre::light
