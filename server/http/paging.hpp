// Cursors and links of lists. A cursor is opaque to clients: base64url of "sort|key|id", checked when it comes back.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::http {

struct Cursor {
  std::string sort;        // the order it belongs to; another order's cursor is bad_cursor
  std::int64_t key = 0;    // the last row's sort key
  std::int64_t id = 0;     // and its id, to break ties
  std::int64_t seed = 0;   // of the random order
};

std::string encode_cursor(const Cursor& cursor);
/// Refuses: bad_cursor.
Result<Cursor> decode_cursor(std::string_view text, std::string_view sort);

/// `limit` from the query, 1 to page_size_max. Refuses: bad_field.
Result<std::size_t> read_limit(const Request& request, const Limits& limits);

/// Adds `Link: <…>; rel="next"` with the request's own parameters and the new cursor.
void add_next_link(Response& response, const Request& request, std::string_view cursor);

}  // namespace palabre::http
