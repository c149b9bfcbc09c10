// Rearranges a JSON tree into the shape of our own format, so that one reader reads both; every part keeps its place in the file for
// faults. Private to cases.cpp and liquid_cases.cpp.
#pragma once
#include "recount/cases.hpp"

#include <deque>

namespace palabre::recount {

/// Objects and lists made of parts of a tree. Its nodes live as long as it does.
class Reshape {
 public:
  struct Part : JsonNode {
    JsonNode* last = nullptr;  // child; the next one hangs on it
  };

  /// A new object or list that stands where `place` stands.
  Part& make(JsonKind kind, const JsonNode& place);
  /// A text of our own that stands where `place` stands.
  Part& make_text(std::string text, const JsonNode& place);
  /// A copy of a value with all it holds; nothing can be added to it.
  Part& copy(const JsonNode& value);
  /// A copy of a number or text, as a text: cases name people and initiatives by numbers.
  Part& copy_as_text(const JsonNode& value);
  /// A list of such texts.
  Part& copy_as_texts(const JsonNode& list);
  /// Hangs `child` under `parent`, by `key` in an object, in the order of calls. A child hangs under one parent only.
  static void add(Part& parent, Part& child, std::string_view key = {});
  /// The same with a key of the file, which keeps its place.
  static void add_under_key_of(Part& parent, Part& child, const JsonNode& keyed);

 private:
  std::deque<Part> parts_;
  std::deque<std::string> texts_;
};

/// "key": value of each part as one JSON object, without needless blanks.
std::string object_text(const std::vector<const JsonNode*>& members);

Read<CasePoll> read_ranked_case(const JsonTree& tree, const JsonNode& node);
Read<CasePoll> read_liquid_case(const JsonTree& tree, const JsonNode& node);

}  // namespace palabre::recount
