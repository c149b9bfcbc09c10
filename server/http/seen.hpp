// What a client has seen: the number of the newest event it knows of, so that another server shows it nothing older.
#pragma once
#include "http/request.hpp"
#include "http/response.hpp"

#include <cstdint>
#include <string_view>

namespace palabre::http {

inline constexpr std::string_view seen_header = "Palabre-Seen";
/// The same for browsers, kept for a minute: by then every server has caught up, or answers from the database anyway.
inline constexpr std::string_view seen_cookie = "palabre_seen";

/// The larger of header and cookie; 0 when neither says anything that is a number.
std::int64_t seen_of(const Request& request);

/// Tells who wrote which event their write ended with.
void tell_seen(Response& response, std::int64_t seq, bool is_secure);

}  // namespace palabre::http
