// Cuts safe HTML into blocks. Called by the dossier.
#include "drawing/rich_text.hpp"

#include <pango/pango.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace palabre::drawing {
namespace {

struct List {
  bool is_ordered = false;
  int next = 1;
};

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string wanted = " " + std::string(name) + "=\"";
  const auto at = tag.find(wanted);
  if (at == std::string_view::npos) return {};
  const auto start = at + wanted.size();
  return std::string(tag.substr(start, tag.find('"', start) - start));
}

/// The mark-up of characters; every other tag makes or ends a block.
std::string_view inline_tag(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> known[] = {{"em", "i"}, {"strong", "b"}, {"del", "s"}};
  for (const auto& [html, pango] : known)
    if (html == name) return pango;
  return {};
}

class Cutter {
 public:
  std::vector<Block> cut(std::string_view html) {
    while (!html.empty()) {
      if (html.front() != '<') {
        const auto end = std::min(html.find('<'), html.size());
        add_text(html.substr(0, end));
        html.remove_prefix(end);
        continue;
      }
      const auto end = html.find('>');
      if (end == std::string_view::npos) break;
      take_tag(html.substr(1, end - 1));
      html.remove_prefix(end + 1);
    }
    end_block();
    return std::move(blocks_);
  }

 private:
  void take_tag(std::string_view tag) {
    const bool is_end = tag.starts_with('/');
    if (is_end) tag.remove_prefix(1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" /"));
    if (const auto mark = inline_tag(name); !mark.empty()) now_.markup += (is_end ? "</" : "<") + std::string(mark) + ">";
    else if (name == "code") take_code(is_end);
    else if (name == "br") now_.markup += "\n";
    else if (name == "a") take_link(tag, is_end);
    else take_block(name, tag, is_end);
  }

  void take_code(bool is_end) {
    if (!is_preformatted_) now_.markup += is_end ? "</tt>" : "<tt>";
  }

  void take_link(std::string_view tag, bool is_end) {
    if (!is_end) {
      link_ = attribute(tag, "href");
      link_start_ = now_.markup.size();
      return;
    }
    std::string shown = link_.starts_with("mailto:") ? link_.substr(7) : link_;
    if (link_start_ <= now_.markup.size() && now_.markup.find(shown, link_start_) == std::string::npos) now_.markup += " (" + shown + ")";
    link_.clear();
  }

  void take_block(std::string_view name, std::string_view tag, bool is_end) {
    end_block();
    if (name == "ul" || name == "ol") {
      if (is_end && !lists_.empty()) lists_.pop_back();
      if (!is_end) lists_.push_back({name == "ol", std::max(1, std::atoi(attribute(tag, "start").c_str()))});
    } else if (name == "li" && !is_end && !lists_.empty()) {
      now_.kind = BlockKind::item;
      now_.marker = lists_.back().is_ordered ? std::to_string(lists_.back().next++) + "." : "•";
    } else if (name == "blockquote") {
      quotes_ += is_end ? -1 : 1;
    } else if (name == "pre") {
      is_preformatted_ = !is_end;
    } else if (name == "hr") {
      now_.kind = BlockKind::rule;
      push();
    } else if (name.size() == 2 && name[0] == 'h' && !is_end) {
      now_.kind = BlockKind::heading;
    }
  }

  void add_text(std::string_view text) {
    if (now_.markup.empty() && !is_preformatted_) text.remove_prefix(std::min(text.find_first_not_of('\n'), text.size()));
    now_.markup += text;
  }

  /// An item whose first paragraph is still to come keeps its marker.
  void end_block() {
    if (now_.markup.find_first_not_of(" \n") == std::string::npos) {
      now_.markup.clear();
      return;
    }
    push();
  }

  void push() {
    const auto last = now_.markup.find_last_not_of(" \n");
    now_.markup.resize(last == std::string::npos ? 0 : last + 1);
    now_.depth = static_cast<int>(lists_.size()) + quotes_;
    if (now_.kind == BlockKind::paragraph && is_preformatted_) now_.kind = BlockKind::code;
    if (now_.kind == BlockKind::paragraph && quotes_ > 0) now_.kind = BlockKind::quote;
    if (!pango_parse_markup(now_.markup.data(), static_cast<int>(now_.markup.size()), 0, nullptr, nullptr, nullptr, nullptr))
      now_.markup = escape_markup(now_.markup);
    blocks_.push_back(std::exchange(now_, Block{}));
  }

  std::vector<Block> blocks_;
  std::vector<List> lists_;
  Block now_;
  std::string link_;
  std::size_t link_start_ = 0;
  int quotes_ = 0;
  bool is_preformatted_ = false;
};

}  // namespace

std::vector<Block> blocks_of_html(std::string_view safe_html) { return Cutter().cut(safe_html); }

std::string escape_markup(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      default: escaped += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return escaped;
}

}  // namespace palabre::drawing
