// Reads Mustache text into nodes: tags, delimiters, standalone lines, nesting.
// Called by TemplateSet when templates are loaded.
#include "pages/template_nodes.hpp"

#include <algorithm>
#include <stdexcept>

namespace palabre::pages {
namespace {

constexpr auto npos = std::string_view::npos;

/// Bytes of the white-space character at `at` (JavaScript's \s), 0 when there is none.
std::size_t space_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const unsigned first = byte(0);
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  if (first == 0xC2) return byte(1) == 0xA0 ? 2 : 0;
  if (first == 0xE1) return byte(1) == 0x9A && byte(2) == 0x80 ? 3 : 0;
  if (first == 0xE3) return byte(1) == 0x80 && byte(2) == 0x80 ? 3 : 0;
  if (first == 0xEF) return byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0;
  if (first != 0xE2) return 0;
  const unsigned third = byte(2);
  if (byte(1) == 0x81) return third == 0x9F ? 3 : 0;
  const bool is_general = (third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF;
  return byte(1) == 0x80 && is_general ? 3 : 0;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (const std::size_t size = space_size(text, at)) at += size;
  return at;
}

std::string_view trim_end(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = space_size(text, at);
    at += size == 0 ? 1 : size;
    if (size == 0) end = at;
  }
  return text.substr(0, end);
}

/// Bytes of the UTF-8 character at `at`, by its first byte.
std::size_t character_size(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(size, text.size() - at);
}

NodeName read_name(std::string_view whole) {
  NodeName name{std::string(whole), {}};
  if (whole.find('.') == npos || whole.front() == '.') return name;
  for (std::size_t begin = 0; begin <= whole.size();) {
    const std::size_t dot = std::min(whole.find('.', begin), whole.size());
    name.steps.emplace_back(whole.substr(begin, dot - begin));
    begin = dot + 1;
  }
  return name;
}

/// What stands between two delimiters: the type sign ('v' for a plain variable) and the trimmed rest.
struct Tag {
  char type = 'v';
  std::string_view value;
  std::size_t after = 0;
};

class Parser {
 public:
  Parser(std::string_view name, std::string_view text) : text_(text) { result_.name = name; }

  Template parse() {
    start_line(0);
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t tag_at = std::min(text_.find(open_, at), text_.size());
      take_text(at, tag_at);
      if (tag_at == text_.size()) break;
      const Tag tag = read_tag(tag_at);
      take_tag(tag, tag_at);
      at = tag.after;
    }
    end_line();
    if (!sections_.empty()) {
      const Piece& left = pieces_[sections_.back()];
      fail("the section \"" + left.node.name.whole + "\" is never closed", left.node.position);
    }
    nest();
    return std::move(result_);
  }

 private:
  /// A node before nesting: `is_close` marks the end of a section, `is_dropped` white space of a standalone line.
  struct Piece {
    Node node;
    bool is_close = false;
    bool is_dropped = false;
  };

  [[noreturn]] void fail(const std::string& what, std::size_t position) const {
    throw std::runtime_error("template \"" + result_.name + "\", " + place_text(text_, position) + ": " + what);
  }

  void start_line(std::size_t at) {
    line_has_text_ = false;
    line_tags_ = 0;
    indentation_.clear();
    const bool is_empty_line = at >= text_.size() || text_[at] == '\n';
    if (is_empty_line) return;
    Node mark;
    mark.kind = Node::Kind::line_start;
    mark.is_first_line = is_first_line_;
    line_spaces_.push_back(pieces_.size());
    pieces_.push_back({std::move(mark)});
  }

  /// A line with tags that print nothing and otherwise only white space leaves no trace.
  void end_line() {
    if (line_tags_ > 0 && !line_prints_) {
      for (const std::size_t piece : line_spaces_) pieces_[piece].is_dropped = true;
    }
    line_spaces_.clear();
    line_prints_ = false;
  }

  void take_text(std::size_t at, std::size_t end) {
    while (at < end) {
      const std::size_t space = space_size(text_, at);
      const std::size_t size = space > 0 ? space : character_size(text_, at);
      const bool is_line_end = text_[at] == '\n';
      add_text(text_.substr(at, size), space > 0);
      at += size;
      if (!is_line_end) continue;
      end_line();
      is_first_line_ = false;
      start_line(at);
    }
  }

  void add_text(std::string_view character, bool is_space) {
    if (is_space) {
      if (character == " " || character == "\t") indentation_ += character;
      line_spaces_.push_back(pieces_.size());
    } else {
      indentation_.append(character.size() == 4 ? 2 : 1, ' ');
      line_prints_ = true;
      line_has_text_ = true;
      Piece* last = pieces_.empty() ? nullptr : &pieces_.back();
      const bool is_space_piece = !line_spaces_.empty() && line_spaces_.back() + 1 == pieces_.size();
      if (last != nullptr && last->node.kind == Node::Kind::text && !last->is_close && !is_space_piece) {
        last->node.text += character;
        return;
      }
    }
    Node node;
    node.text = character;
    pieces_.push_back({std::move(node)});
  }

  Tag read_tag(std::size_t tag_at) const {
    Tag tag;
    std::size_t at = skip_space(text_, tag_at + open_.size());
    if (at < text_.size() && std::string_view("#^/>{&=!").find(text_[at]) != npos) tag.type = text_[at++];
    at = skip_space(text_, at);
    std::string closing = close_;
    if (tag.type == '{') closing.insert(0, 1, '}');
    if (tag.type == '=') closing.insert(0, 1, '=');
    const std::size_t end = text_.find(closing, at);
    if (end == npos) fail("this tag is never closed", tag_at);
    tag.value = trim_end(text_.substr(at, end - at));
    tag.after = end + closing.size();
    if (tag.type == '{') tag.type = '&';
    return tag;
  }

  void take_tag(const Tag& tag, std::size_t tag_at) {
    ++line_tags_;
    if (tag.type == '!') return;
    if (tag.type == '=') return set_delimiters(tag.value, tag_at);
    if (tag.value.empty()) fail("this tag has no name", tag_at);
    if (tag.type == '/') return close_section(tag.value, tag_at);
    if (tag.type == 'v' || tag.type == '&') line_prints_ = true;
    Piece piece;
    piece.node.name = read_name(tag.value);
    piece.node.position = tag_at;
    switch (tag.type) {
      case '#': piece.node.kind = Node::Kind::section; break;
      case '^': piece.node.kind = Node::Kind::inverted; break;
      case '&': piece.node.kind = Node::Kind::raw; break;
      case '>': describe_partial(piece.node); break;
      default: piece.node.kind = Node::Kind::escaped;
    }
    if (tag.type == '#' || tag.type == '^') sections_.push_back(pieces_.size());
    pieces_.push_back(std::move(piece));
  }

  void describe_partial(Node& node) const {
    node.kind = Node::Kind::partial;
    node.is_first_line = is_first_line_;
    node.takes_indentation = line_tags_ == 1;
    node.follows_text = line_has_text_;
    node.text = indentation_;
  }

  void set_delimiters(std::string_view value, std::size_t tag_at) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < value.size(); at = skip_space(value, at)) {
      const std::size_t begin = at;
      while (at < value.size() && space_size(value, at) == 0) ++at;
      parts.emplace_back(value.substr(begin, at - begin));
    }
    if (parts.size() != 2) fail("a delimiter tag needs two delimiters", tag_at);
    open_ = parts[0];
    close_ = parts[1];
  }

  void close_section(std::string_view name, std::size_t tag_at) {
    if (sections_.empty()) fail("the section \"" + std::string(name) + "\" is closed but was not opened", tag_at);
    const std::string& opened = pieces_[sections_.back()].node.name.whole;
    if (opened != name) fail("the section \"" + opened + "\" is closed as \"" + std::string(name) + '"', tag_at);
    sections_.pop_back();
    pieces_.push_back({Node{}, true});
  }

  /// Moves the pieces into the flat node list: joins neighbouring texts, sets where each section ends.
  void nest() {
    std::vector<std::size_t> open;
    std::vector<Node>& nodes = result_.nodes;
    bool may_join = false;
    for (Piece& piece : pieces_) {
      if (piece.is_dropped) continue;
      if (piece.is_close) {
        nodes[open.back()].end = static_cast<std::uint32_t>(nodes.size());
        open.pop_back();
        may_join = false;
        continue;
      }
      const bool is_text = piece.node.kind == Node::Kind::text;
      if (is_text && may_join) {
        nodes.back().text += piece.node.text;
        continue;
      }
      may_join = is_text;
      if (piece.node.kind == Node::Kind::section || piece.node.kind == Node::Kind::inverted) open.push_back(nodes.size());
      nodes.push_back(std::move(piece.node));
    }
  }

  std::string_view text_;
  Template result_;
  std::string open_ = "{{";
  std::string close_ = "}}";
  std::vector<Piece> pieces_;
  std::vector<std::size_t> sections_;
  std::vector<std::size_t> line_spaces_;
  std::string indentation_;
  std::size_t line_tags_ = 0;
  bool line_prints_ = false;
  bool line_has_text_ = false;
  bool is_first_line_ = true;
};

}  // namespace

std::string place_text(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_begin = before.rfind('\n') == npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_begin + 1);
}

Template parse_template(std::string_view name, std::string_view text) { return Parser(name, text).parse(); }

}  // namespace palabre::pages
