// One answer as handlers make it; net turns it into bytes.
#pragma once
#include "base/instant.hpp"
#include "base/refusal.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::http {

/// What a page needs beyond the policy all pages share. Empty for nearly every page.
struct ContentPolicy {
  std::string trusted_types;  // one more policy's name, of a library that writes HTML by itself
  std::string image_host;     // "https://tiles.example.org"
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  ContentPolicy policy;

  /// The channels this answer was made from. When set, on a public read, the answer may be kept as ready bytes and served
  /// to everyone until one of them has an event, or until `fresh_until`.
  std::vector<std::string> depends_on;
  Instant fresh_until{INT64_MAX};

  Response& header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

Response json_response(const nlohmann::json& body, int status = 200);
Response html_response(std::string html, int status = 200);
Response text_response(std::string text, std::string content_type, int status = 200);
Response no_content();
/// 303 after a form post, so that a reload does not post twice.
Response see_other(std::string location);

/// RFC 9457: {"type","title","status","detail","code","field"}. One table maps every Reason to a status and a stable code.
Response problem_response(const Refusal& refusal);
/// The same with the sentences people read, in their language: which rule (`title`) and what to do instead (`instead`).
struct ProblemWords {
  std::string title;
  std::string instead;
};
Response problem_response(const Refusal& refusal, const ProblemWords& words);
int problem_status(Reason reason);
/// The stable code, e.g. "phase_closed": the enumerator's name. Message key of the sentence: "problem." + code.
std::string_view problem_code(Reason reason);
std::string_view problem_title(Reason reason);

}  // namespace palabre::http
