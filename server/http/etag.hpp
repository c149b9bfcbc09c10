// Strong entity tags of answers, one per encoding, and the If-None-Match / If-Match rules of RFC 9110.
#pragma once
#include <string>
#include <string_view>

namespace palabre::http {

enum class Encoding { identity, gzip, br };
std::string_view encoding_name(Encoding encoding);

/// The part in the middle of the tag: 22 characters of the body's digest.
std::string etag_core(std::string_view body);
/// `"core"`, `"core-gzip"`, `"core-br"`: different bytes never share a strong tag.
std::string etag_of(std::string_view core, Encoding encoding);
/// True when the client already has this body, in whatever encoding it got it, or sent "*".
bool is_known(std::string_view if_none_match, std::string_view core);

}  // namespace palabre::http
