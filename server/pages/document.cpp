// Takes a longer text apart at its headings. Called by the pages about the instance.
#include "pages/document.hpp"

#include "pages/markdown.hpp"

#include <algorithm>
#include <optional>

namespace palabre::pages {
namespace {

/// The words of a heading of that mark, or nothing when the line is none.
std::optional<std::string_view> heading_in(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark)) return std::nullopt;
  return line.substr(mark.size());
}

}  // namespace

Document read_document(std::string_view markdown) {
  Document document;
  std::string body;
  const auto end_part = [&] {
    std::string html = markdown_html(body, 3);
    (document.sections.empty() ? document.lead_html : document.sections.back().body_html) = std::move(html);
    body.clear();
  };
  for (std::size_t at = 0; at < markdown.size();) {
    const auto end = std::min(markdown.find('\n', at), markdown.size());
    const auto line = markdown.substr(at, end - at);
    at = end + 1;
    if (const auto title = heading_in(line, "# "); title && document.title.empty()) {
      document.title = *title;
    } else if (const auto heading = heading_in(line, "## ")) {
      end_part();
      document.sections.push_back({"section-" + std::to_string(document.sections.size() + 1), std::string(*heading), {}});
    } else {
      body.append(line).push_back('\n');
    }
  }
  end_part();
  return document;
}

}  // namespace palabre::pages
