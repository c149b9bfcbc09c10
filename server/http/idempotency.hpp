// The same key gives the same answer, once. The rules; the table they apply to is net/idempotent_write's.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace palabre::http {

/// What was kept under a person's key.
struct KeptReply {
  std::string fingerprint;
  int status = 0;
  std::string packed;  // content type, headers and body
};

/// The key of a write; empty: none. The header's, or made from a page form's hidden field "key" and all the form says: the same
/// form sent twice does its work once, and one that was changed before it was sent again is another.
struct WriteKey {
  std::string text;
  bool is_from_form = false;
};
WriteKey write_key_of(const Request& request, std::string_view fingerprint);

/// Names the request: method, path, query and body.
std::string fingerprint_of(const Request& request);
/// Refuses bad_field: empty, too long, or anything but visible ASCII.
std::optional<Refusal> check_idempotency_key(std::string_view key, const Limits& limits);
/// Kept for successes and refusals alike, but not for what passes by itself: 401, 429 and 5xx. Of forms only what succeeded: a
/// refusal shows the form again, with what was typed, and that is not ours to keep.
bool is_worth_keeping(const WriteKey& key, int status);
std::string pack_reply(const Response& response);
/// The kept answer byte for byte, with `Idempotency-Replayed: true`; another request under the key: idempotency_mismatch.
Result<Response> replay(const KeptReply& kept, std::string_view fingerprint);

}  // namespace palabre::http
