// A longer text of the instance (help, privacy, charter…), written in Markdown: a title, a lead, sections under headings.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace palabre::pages {

struct Section {
  std::string anchor;     // "section-2": the same in every language, so that a link survives a change of language
  std::string heading;
  std::string body_html;  // safe
};

struct Document {
  std::string title;
  std::string lead_html;  // safe; what stands between title and first heading
  std::vector<Section> sections;
};

/// Shape: a line "# …" is the title, each line "## …" begins a section; everything else is Markdown as people may write it.
Document read_document(std::string_view markdown);

}  // namespace palabre::pages
