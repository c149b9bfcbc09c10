// Turns people's Markdown into safe HTML, plain text and excerpts, from the events of the md4c parser.
// Called by the views of ideas, comments and answers.
#include "pages/markdown.hpp"

#include "base/utf8.hpp"
#include "pages/code_points.hpp"
#include "pages/fold.hpp"
#include "pages/icu_text.hpp"
#include "pages/markdown_text.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unicode/brkiter.h>
#include <vector>

namespace palabre::pages {
namespace {

constexpr std::size_t nesting_max = 12;
constexpr std::string_view ellipsis = "…";
constexpr std::array<std::string_view, 5> heading_tags{"<h2>", "<h3>", "<h4>", "<h5>", "<h6>"};
constexpr std::array<std::string_view, 5> heading_ends{"</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"};

void append_html(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
}

/// Writes HTML. Every opened element leaves its end tag on the stack; an element that may not appear leaves "".
class HtmlWriter {
 public:
  explicit HtmlWriter(std::size_t first_heading) : first_heading_(first_heading) {}

  void enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_P: return open("<p>", "</p>\n");
      case MD_BLOCK_QUOTE: return open_nested("<blockquote>\n", "</blockquote>\n");
      case MD_BLOCK_UL: return open_nested("<ul>\n", "</ul>\n");
      case MD_BLOCK_OL: return open_nested(list_tag(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start), "</ol>\n");
      case MD_BLOCK_LI: return nesting_ > nesting_max ? open("", "") : open("<li>", "</li>\n");
      case MD_BLOCK_CODE: return open("<pre><code>", "</code></pre>\n");
      case MD_BLOCK_HR: return open("<hr>\n", "");
      case MD_BLOCK_H: return open_heading(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      default: return open("", "");
    }
  }

  void leave_block(MD_BLOCKTYPE type, void*) {
    close();
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL) --nesting_;
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    if (end_tags_.size() > 4 * nesting_max) return open("", "");
    switch (type) {
      case MD_SPAN_EM: return open("<em>", "</em>");
      case MD_SPAN_STRONG: return open("<strong>", "</strong>");
      case MD_SPAN_DEL: return open("<del>", "</del>");
      case MD_SPAN_CODE: return open("<code>", "</code>");
      case MD_SPAN_A: return open_link(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
      default: return open("", "");
    }
  }

  void leave_span(MD_SPANTYPE type, void*) {
    if (type == MD_SPAN_A && end_tags_.back() == "</a>") is_in_link_ = false;
    close();
  }

  void text(MD_TEXTTYPE type, std::string_view piece) {
    switch (type) {
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR: html_ += "<br>\n"; break;
      case MD_TEXT_NULLCHAR: html_ += replacement_character; break;
      case MD_TEXT_ENTITY: append_html(decode_entity(piece), html_); break;
      default: append_html(piece, html_);
    }
  }

  std::string finish() { return std::move(html_); }

 private:
  void open(std::string_view tag, std::string_view end_tag) {
    html_ += tag;
    end_tags_.push_back(end_tag);
  }

  void close() {
    html_ += end_tags_.back();
    end_tags_.pop_back();
  }

  void open_nested(std::string_view tag, std::string_view end_tag) {
    if (++nesting_ > nesting_max) return open("", "");
    open(tag, end_tag);
  }

  static std::string list_tag(unsigned start) {
    return start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n";
  }

  /// As deep as it stands under the headings before it: people begin with ## or jump to ####, the page skips none.
  void open_heading(unsigned level) {
    while (!headings_.empty() && headings_.back() >= level) headings_.pop_back();
    const std::size_t at = std::min(first_heading_ + headings_.size(), std::size_t{6}) - 2;
    headings_.push_back(level);
    open(heading_tags[at], heading_ends[at]);
  }

  void open_link(const MD_ATTRIBUTE& href) {
    const auto address = safe_address(attribute_text(href));
    if (!address || is_in_link_) return open("", "");
    is_in_link_ = true;
    html_ += "<a href=\"";
    append_html(*address, html_);
    open("\" rel=\"nofollow ugc noopener\">", "</a>");
  }

  std::string html_;
  std::vector<std::string_view> end_tags_;
  std::size_t first_heading_;
  std::vector<unsigned> headings_;  // the levels written above the place reached
  std::size_t nesting_ = 0;
  bool is_in_link_ = false;
};

/// Writes the words only, each block on its own line.
class PlainWriter {
 public:
  void enter_block(MD_BLOCKTYPE, void*) { end_line(); }
  void leave_block(MD_BLOCKTYPE, void*) { end_line(); }
  void enter_span(MD_SPANTYPE, void*) {}
  void leave_span(MD_SPANTYPE, void*) {}

  void text(MD_TEXTTYPE type, std::string_view piece) {
    switch (type) {
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR: end_line(); break;
      case MD_TEXT_NULLCHAR: text_ += replacement_character; break;
      case MD_TEXT_ENTITY: text_ += decode_entity(piece); break;
      default: text_ += piece;
    }
  }

  std::string finish() {
    while (!text_.empty() && text_.back() == '\n') text_.pop_back();
    return std::move(text_);
  }

 private:
  void end_line() {
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  }
  std::string text_;
};

/// Runs md4c over `markdown` with the five events going to a `Writer`.
template <class Writer>
std::string write(std::string_view markdown, Writer to) {
  MD_PARSER parser{};
  parser.flags = markdown_flags;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* writer) {
    static_cast<Writer*>(writer)->enter_block(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* writer) {
    static_cast<Writer*>(writer)->leave_block(type, detail);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* writer) {
    static_cast<Writer*>(writer)->enter_span(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* writer) {
    static_cast<Writer*>(writer)->leave_span(type, detail);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* writer) {
    static_cast<Writer*>(writer)->text(type, std::string_view(text, size));
    return 0;
  };
  const std::string clean = repaired_utf8(markdown);
  if (md_parse(clean.data(), static_cast<MD_SIZE>(clean.size()), &parser, &to) != 0) {
    throw std::runtime_error("the Markdown parser gave up");
  }
  return to.finish();
}

/// Every run of blanks, tabs and line ends becomes one blank; no-break spaces stay.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

/// Where to cut `text` so that `chars_max` code points remain at most.
std::int32_t cutting_place(const icu::UnicodeString& text, std::size_t chars_max) {
  const std::int32_t limit = text.moveIndex32(0, static_cast<std::int32_t>(chars_max));
  const std::int32_t blank = text.lastIndexOf(u' ', 0, std::min(limit + 1, text.length()));
  if (blank > limit / 2) return blank;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> graphemes(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  require_success(status, "finding graphemes");
  graphemes->setText(text);
  return graphemes->isBoundary(limit) ? limit : graphemes->preceding(limit);
}

}  // namespace

std::string markdown_html(std::string_view markdown, std::size_t first_heading) { return write(markdown, HtmlWriter(first_heading)); }

std::string plain_text(std::string_view markdown) { return write(markdown, PlainWriter()); }

std::string excerpt(std::string_view markdown, std::size_t chars_max) {
  const std::string line = on_one_line(plain_text(markdown));
  if (count_chars(line) <= chars_max) return line;
  if (chars_max == 0) return {};
  icu::UnicodeString text = to_icu(line);
  text.truncate(cutting_place(text, chars_max - 1));
  while (!text.isEmpty() && std::u16string_view(u" ,;:.-–—\u00A0\u202F").find(text.charAt(text.length() - 1)) != std::u16string_view::npos) {
    text.truncate(text.length() - 1);
  }
  return to_utf8(text) + std::string(ellipsis);
}

}  // namespace palabre::pages
