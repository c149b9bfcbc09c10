// The text that comes with the product, for a subject of which the instance has none of its own.
#pragma once
#include "http/route.hpp"
#include "instance/instance_text.hpp"

#include <string>

namespace palabre::instance {

/// As an administrator may take it over and change it; "{contact}" and "{enforcement}" stand where the settings will speak.
std::string shipped_text(const http::Services& services, const TextKey& key);

}  // namespace palabre::instance
