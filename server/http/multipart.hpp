// multipart/form-data (RFC 7578) as fields and files: strict, bounded, without copies. Called by routes that take pictures.
#pragma once
#include "base/refusal.hpp"
#include "http/request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::http {

struct Part {
  std::string name;
  std::optional<std::string> file_name;  // set: a file, even when nothing was chosen
  std::string content_type;              // as claimed, lower case; nobody should believe it
  std::string_view bytes;                // into the body
};

/// At most 64 parts, 16 header lines of 1,000 bytes each a part; every line ends in CRLF.
/// Refuses: bad_encoding (the frame is broken, names are not UTF-8, a transfer encoding), too_large (too many parts).
Result<std::vector<Part>> read_multipart(std::string_view body, std::string_view boundary);

/// The text fields of either kind of form, in order; files are left out.
/// Refuses: as read_multipart, unsupported_media_type for anything that is no form.
Result<std::vector<std::pair<std::string, std::string>>> read_form_fields(const Request& request);

/// The file `name` of a multipart form; nothing when there is none or none was chosen.
std::optional<Part> find_file(const Request& request, std::string_view name);

}  // namespace palabre::http
