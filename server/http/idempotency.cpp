// Fingerprints, packs and replays answers. Called by net/idempotent_write inside the writer's transaction.
#include "http/idempotency.hpp"

#include "crypto/crypto.hpp"
#include "http/router.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::http {

std::string fingerprint_of(const Request& request) {
  // Lengths keep "ab"+"c" and "a"+"bc" apart.
  std::string text(method_name(request.method));
  for (const auto* part : {&request.path, &request.query, &request.content_type, &request.body}) {
    text += '\n' + std::to_string(part->size()) + '\n' + *part;
  }
  return crypto::digest(text);
}

std::optional<Refusal> check_idempotency_key(std::string_view key, const Limits& limits) {
  const bool is_visible = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!key.empty() && key.size() <= limits.idempotency_key_chars_max && is_visible) return std::nullopt;
  return refuse(Reason::bad_field, "1 to " + std::to_string(limits.idempotency_key_chars_max) + " visible ASCII characters", "Idempotency-Key");
}

WriteKey write_key_of(const Request& request, std::string_view fingerprint) {
  if (!request.idempotency_key.empty()) return {request.idempotency_key, false};
  if (request.content_type != "application/x-www-form-urlencoded") return {};
  const auto fields = parse_form(request.body);
  if (!fields) return {};
  for (const auto& [name, value] : *fields) {
    if (name == "key" && !value.empty()) return {"form-" + crypto::digest(value + '\n' + std::string(fingerprint)), true};
  }
  return {};
}

bool is_worth_keeping(const WriteKey& key, int status) {
  if (key.is_from_form) return status < 400;
  return status != 401 && status != 429 && status < 500;
}

std::string pack_reply(const Response& response) {
  nlohmann::json packed = {{"type", response.content_type}, {"headers", nlohmann::json::array()}, {"body", response.body}};
  for (const auto& [name, value] : response.headers) packed["headers"].push_back({name, value});
  return packed.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Response> replay(const KeptReply& kept, std::string_view fingerprint) {
  if (kept.fingerprint != fingerprint) {
    return refuse(Reason::idempotency_mismatch, "this key was used for another request; use a new one", "Idempotency-Key");
  }
  const auto packed = nlohmann::json::parse(kept.packed);
  Response response;
  response.status = kept.status;
  response.content_type = packed.at("type").get<std::string>();
  response.body = packed.at("body").get<std::string>();
  for (const auto& header : packed.at("headers")) response.header(header.at(0).get<std::string>(), header.at(1).get<std::string>());
  response.header("Idempotency-Replayed", "true");
  return response;
}

}  // namespace palabre::http
