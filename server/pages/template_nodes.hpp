// A parsed Mustache template: one flat list of nodes. Written by the template parser, read by the renderer.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::pages {

/// What `{{name}}` reads: "." (the current value), "name", or the steps of "a.b.c".
struct NodeName {
  std::string whole;
  std::vector<std::string> steps;
  [[nodiscard]] bool is_current() const { return whole == "."; }
};

/// One piece of a template, in document order. A section is followed by its content; `end` is the index just after it.
struct Node {
  enum class Kind : std::uint8_t { text, line_start, escaped, raw, section, inverted, partial };

  Kind kind = Kind::text;
  /// line_start: the template's first line, which stays unindented when a partial follows other text on its line.
  /// partial: the tag stands on the template's first line.
  bool is_first_line = false;
  /// partial: it is the first tag of its line, so that its lines take over the indentation before it.
  bool takes_indentation = false;
  /// partial: something else than white space precedes it on its line.
  bool follows_text = false;
  std::uint32_t end = 0;
  /// partial: index of the template in its set, filled when the set is linked.
  std::uint32_t target = no_target;
  /// text: the text. partial: the indentation in front of it.
  std::string text;
  /// Tags only.
  NodeName name;
  /// Byte offset of the tag in the template's text, for messages.
  std::size_t position = 0;

  static constexpr std::uint32_t no_target = 0xffffffff;
};

struct Template {
  std::string name;
  std::vector<Node> nodes;
};

/// "line 3, column 14" of a byte offset; columns count bytes.
std::string place_text(std::string_view text, std::size_t offset);

/// Parses one template by the rules of mustache.js 4.2 (which passes the specification's standalone-line cases).
/// Throws std::runtime_error naming the template, line and column.
Template parse_template(std::string_view name, std::string_view text);

}  // namespace palabre::pages
