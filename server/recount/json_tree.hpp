// A JSON text as a tree in which every value knows where it stands and numbers keep their digits, so that faults of meaning can name
// line and column too, and money never passes through a double. Called by the readers of our own format and of case collections.
#pragma once
#include "recount/poll.hpp"

#include <deque>
#include <iterator>

namespace palabre::recount {

enum class JsonKind : std::uint8_t { null, boolean, number, text, list, object };

/// One value. Its children hang on a chain: items of a list, members of an object in the order of the file.
struct JsonNode {
  JsonKind kind{};
  std::uint32_t offset = 0;      // byte at which the value begins
  std::uint32_t key_offset = 0;  // byte at which its key begins, for a member of an object
  std::uint32_t size = 0;        // children
  std::string_view key;
  std::string_view text;  // a text without escapes; a number, true, false or null as written; a list or object as written
  const JsonNode* first = nullptr;
  const JsonNode* next = nullptr;

  [[nodiscard]] const JsonNode* member(std::string_view name) const;
};

/// The children of a node: `for (const auto& item : children(node))`.
class JsonChildren {
 public:
  class Walk {
   public:
    explicit Walk(const JsonNode* node) : node_(node) {}
    const JsonNode& operator*() const { return *node_; }
    Walk& operator++() { return node_ = node_->next, *this; }
    bool operator!=(const Walk& other) const { return node_ != other.node_; }

   private:
    const JsonNode* node_;
  };
  explicit JsonChildren(const JsonNode& node) : first_(node.first) {}
  [[nodiscard]] Walk begin() const { return Walk(first_); }
  [[nodiscard]] Walk end() const { return Walk(nullptr); }

 private:
  const JsonNode* first_;
};

inline JsonChildren children(const JsonNode& node) { return JsonChildren(node); }

inline constexpr std::size_t json_depth_max = 64;
inline constexpr std::size_t json_values_max = 16'000'000;

/// Points into the text it was read from, which must outlive it.
struct JsonTree {
  std::string_view source;
  std::deque<JsonNode> nodes;        // the first is the root
  std::deque<std::string> unescaped; // texts that stand with escapes in the source

  [[nodiscard]] const JsonNode& root() const { return nodes.front(); }
  [[nodiscard]] FileFault fault(const JsonNode& node, std::string detail) const;
  [[nodiscard]] FileFault fault_at_key(const JsonNode& node, std::string detail) const;
};

/// Refuses: what is no JSON (RFC 8259) in UTF-8, a key that stands twice in one object, nesting beyond json_depth_max, more than
/// json_values_max values. A byte order mark is passed over.
Read<JsonTree> read_json(std::string_view text);

}  // namespace palabre::recount
