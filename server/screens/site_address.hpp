// The address of this site as it stands on paper: posters and slips.
#pragma once
#include "http/route.hpp"

#include <string>

namespace palabre::screens {

/// "https://ideas.example.org" as configured, else as the reader reached us, else where this server listens; may be empty.
std::string site_address(const http::Call& call);
/// "ideas.example.org": to be typed.
std::string without_scheme(const std::string& address);

}  // namespace palabre::screens
