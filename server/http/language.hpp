// Which language to answer in. Called by net for shared answers, by screens and by the API.
#pragma once
#include "http/request.hpp"

#include <span>
#include <string>
#include <string_view>

namespace palabre::http {

/// The cookie that remembers a visitor's choice of language.
inline constexpr std::string_view language_cookie = "palabre_language";

/// One of `known`: the visitor's cookie, else the best match of Accept-Language (RFC 9110, with q values; "fr-CA" matches
/// "fr"), else `fallback`. For shared answers net has already put the choice into `accept_language`.
std::string_view choose_language(const Request& request, std::span<const std::string> known, std::string_view fallback);
std::string_view choose_language(std::string_view accept_language, std::span<const std::string> known, std::string_view fallback);

}  // namespace palabre::http
