// What a language is called in another one, from ICU's data: no list of names of our own.
#pragma once
#include <string>
#include <string_view>

namespace palabre::pages {

/// "nl" is "néerlandais" within a French sentence, "Dutch" in an English one. A code nobody knows stays itself.
/// Thread: any.
std::string language_name(std::string_view language, std::string_view reader);

/// The same where it stands alone or first: "Néerlandais".
std::string language_label(std::string_view language, std::string_view reader);

}  // namespace palabre::pages
