// The pieces of Markdown that its two writers (HTML, plain text) share: entities, links, clean input.
#pragma once
#include <md4c.h>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::pages {

/// Everything of GitHub's dialect but tables, task lists and raw HTML.
inline constexpr unsigned markdown_flags =
    MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;

/// The character an entity such as "&eacute;" or "&#233;" stands for; an unknown name stays as it was typed.
std::string decode_entity(std::string_view entity);

std::string attribute_text(const MD_ATTRIBUTE& attribute);

/// The address when it may be linked: http, https with a host, or mailto; no control characters. Nothing otherwise.
std::optional<std::string> safe_address(std::string address);

/// `text` with every invalid UTF-8 sequence replaced by U+FFFD.
std::string repaired_utf8(std::string_view text);

}  // namespace palabre::pages
