// Who contributes lightly: the person signed in, or a visitor by the token their browser keeps since the first contribution.
#pragma once
#include "db/tx.hpp"
#include "http/route.hpp"
#include "light/light_repo.hpp"

#include <string>
#include <string_view>

namespace palabre::light {

inline constexpr std::string_view visitor_cookie = "palabre_visitor";
/// Says to the scripts that there is something of one's own to ask for; holds nothing.
inline constexpr std::string_view marker_cookie = "palabre_light";

struct Participant {
  PersonId person;               // unset: a visitor
  std::string actor;             // for the event log: an opaque id, or "visitor"
  bool is_organisation = false;
  std::string token_digest;      // of a visitor; empty: one that has not contributed yet
};

/// Who asks; makes nothing. A token nobody knows is as good as none: the server never adopts one it did not make.
Participant participant_of(const http::Call& call);
/// The contributor of who asks; unset when they have not contributed yet.
ContributorId find_contributor(db::Tx& tx, const Participant& who);
/// Finds or makes the row of who asks.
ContributorId ensure_contributor(db::Tx& tx, const Participant& who);

/// A participant who may be about to contribute for the first time: a visitor gets a token, which the answer must carry.
struct Arrival {
  Participant who;
  std::string new_token;         // empty: nothing new
};
Arrival arrive(const http::Call& call);
/// Sends the new token along, within the limit of new visitors for each address. Call after the act succeeded.
/// Refuses: too_many_requests (the caller's transaction is then rolled back).
Result<void> welcome(const http::Call& call, const Arrival& arrival, http::Response& response);

/// Takes both cookies back, after a claim.
void forget_visitor(const http::Request& request, http::Response& response);

}  // namespace palabre::light
