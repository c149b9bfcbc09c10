// Content that moderators decide about, as their pages name it and link to it.
#pragma once
#include "moderation/report.hpp"
#include "screens/page.hpp"

#include <string>

namespace palabre::screens {

/// "/ideas/40", "/comments/17" or "/statements/7": under it stand hide and restore. Without language.
std::string content_path_of(const moderation::Target& target);
/// Where it is read: "/ideas/40", "/ideas/40#comment-17" or "/rounds/2#statement-7". Without language.
std::string content_path(const moderation::Content& content);

}  // namespace palabre::screens
