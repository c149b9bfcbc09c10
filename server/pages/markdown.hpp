// Markdown that people type, as safe HTML or as plain text.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace palabre::pages {

/// Safe HTML of a comment or an idea: p, br, em, strong, del, code, pre, blockquote, ul, ol, li, h2-h6, hr and a.
/// Why:    nothing else can come out, because tags are written from the parser's events and no text passes unescaped.
/// Shape:  the first heading is an h`first_heading`, one below the heading the text stands under on its page, and none after it skips
///         a level; a line break stays a line break; of an image its text stays; links go to http, https or mailto only, others lose
///         the link and keep the text; lists and quotes nest 12 deep.
std::string markdown_html(std::string_view markdown, std::size_t first_heading = 2);

/// The words without markup, one block per line. For search, feeds and mail.
std::string plain_text(std::string_view markdown);

/// The beginning of the plain text on one line, at most `chars_max` code points with the final "…"; cut between words, and
/// inside an overlong word between graphemes.
std::string excerpt(std::string_view markdown, std::size_t chars_max);

}  // namespace palabre::pages
