// Reads JSON into a tree with positions: nlohmann/json checks and unescapes, this file keeps where each value stands.
// Called by read_own and convert.
#include "recount/json_tree.hpp"

#include "recount/position.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::recount {
namespace {

/// Walks the text and tells how far the parser has read: its events come without positions.
struct CountingWalk {
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** furthest = nullptr;

  reference operator*() const { return *at; }
  CountingWalk& operator++() { return *furthest = ++at, *this; }
  CountingWalk operator++(int) {
    auto before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingWalk& other) const { return at == other.at; }
  bool operator!=(const CountingWalk& other) const { return at != other.at; }
};

/// The parser's own words without its position and its copy of the text.
std::string plain_words(const std::string& what) {
  const auto start = what.find("syntax error");
  if (start == std::string::npos) return what.substr(std::min(what.find("] "), what.size() - 2) + 2, 100);
  const auto copy = what.find("; last read:", start);
  const auto rest = what.rfind("; expected ");
  std::string words = what.substr(start, copy == std::string::npos ? copy : copy - start);
  if (copy != std::string::npos && rest != std::string::npos && rest > copy) words += what.substr(rest);
  return words.substr(0, 300);
}

class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TreeBuilder(std::string_view text) : furthest(text.data()) { tree_.source = text; }

  const char* furthest;

  Read<JsonTree> finish(bool is_read) {
    if (fault_) return std::move(*fault_);
    if (!is_read || tree_.nodes.empty()) return fault_at(tree_.source, 0, "no JSON value");
    return std::move(tree_);
  }

  bool null() override { return add_word(JsonKind::null, 4); }
  bool boolean(bool is_true) override { return add_word(JsonKind::boolean, is_true ? 4 : 5); }
  bool number_integer(number_integer_t) override { return add_number(); }
  bool number_unsigned(number_unsigned_t) override { return add_number(); }
  bool number_float(number_float_t, const string_t&) override { return add_number(); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(JsonKind::object); }
  bool start_array(std::size_t) override { return open(JsonKind::list); }
  bool end_array() override { return close(); }

  bool string(string_t& text) override {
    const auto start = token_start();
    return add(JsonKind::text, start, read_so_far(), keep(text, start));
  }

  bool key(string_t& text) override {
    key_offset_ = token_start();
    key_ = keep(text, key_offset_);
    ended_ = read_so_far();
    return true;
  }

  bool end_object() override {
    if (const auto* twice = find_duplicate(*open_.back().node)) return fail(twice->key_offset, in_quotes(twice->key) + " stands twice in one object");
    return close();
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception) override {
    return fail(std::min(position == 0 ? 0 : position - 1, tree_.source.size()), plain_words(exception.what()));
  }

 private:
  struct Open {
    JsonNode* node;
    JsonNode* last = nullptr;
  };

  [[nodiscard]] std::size_t read_so_far() const { return static_cast<std::size_t>(furthest - tree_.source.data()); }

  /// Between the end of the token before and this one stand only blanks, a comma or a colon.
  [[nodiscard]] std::size_t token_start() const {
    auto start = ended_;
    if (start == 0 && tree_.source.starts_with("\xEF\xBB\xBF")) start = 3;
    return std::min(tree_.source.find_first_not_of(" \t\r\n,:", start), tree_.source.size());
  }

  /// The view into the source where the text stands there as it is; else a kept copy.
  std::string_view keep(const std::string& text, std::size_t start) {
    const auto raw = tree_.source.substr(std::min(start + 1, tree_.source.size()), text.size());
    if (raw == text && read_so_far() == start + text.size() + 2) return raw;
    return tree_.unescaped.emplace_back(text);
  }

  bool add_word(JsonKind kind, std::size_t length) {
    const auto start = token_start();
    return add(kind, start, start + length, tree_.source.substr(start, length));
  }

  bool add_number() {
    const auto start = token_start();
    const auto end = std::min(tree_.source.find_first_not_of("+-.0123456789eE", start), tree_.source.size());
    return add(JsonKind::number, start, end, tree_.source.substr(start, end - start));
  }

  bool add(JsonKind kind, std::size_t start, std::size_t end, std::string_view text) {
    if (tree_.nodes.size() >= json_values_max) return fail(start, "more than " + std::to_string(json_values_max) + " values");
    auto& node = tree_.nodes.emplace_back();
    node.kind = kind;
    node.offset = static_cast<std::uint32_t>(start);
    node.text = text;
    ended_ = end;
    if (!open_.empty()) {
      auto& parent = open_.back();
      if (parent.node->kind == JsonKind::object) {
        node.key = key_;
        node.key_offset = static_cast<std::uint32_t>(key_offset_);
      }
      (parent.last == nullptr ? parent.node->first : parent.last->next) = &node;
      parent.last = &node;
      ++parent.node->size;
    }
    return true;
  }

  bool open(JsonKind kind) {
    const auto start = token_start();
    if (open_.size() >= json_depth_max) return fail(start, "nested deeper than " + std::to_string(json_depth_max) + " levels");
    if (!add(kind, start, start + 1, {})) return false;
    open_.push_back({&tree_.nodes.back()});
    return true;
  }

  bool close() {
    auto* node = open_.back().node;
    ended_ = read_so_far();
    node->text = tree_.source.substr(node->offset, ended_ - node->offset);
    open_.pop_back();
    return true;
  }

  static const JsonNode* find_duplicate(const JsonNode& object) {
    std::vector<const JsonNode*> members;
    members.reserve(object.size);
    for (const auto& member : children(object)) members.push_back(&member);
    std::stable_sort(members.begin(), members.end(), [](const auto* left, const auto* right) { return left->key < right->key; });
    const auto twice = std::adjacent_find(members.begin(), members.end(), [](const auto* left, const auto* right) { return left->key == right->key; });
    return twice == members.end() ? nullptr : *(twice + 1);
  }

  bool fail(std::size_t offset, std::string detail) {
    if (!fault_) fault_ = fault_at(tree_.source, offset, std::move(detail));
    return false;
  }

  JsonTree tree_;
  std::vector<Open> open_;
  std::size_t ended_ = 0;  // where the token before ended
  std::string_view key_;
  std::size_t key_offset_ = 0;
  std::optional<FileFault> fault_;
};

}  // namespace

const JsonNode* JsonNode::member(std::string_view name) const {
  for (const auto& child : children(*this))
    if (kind == JsonKind::object && child.key == name) return &child;
  return nullptr;
}

FileFault JsonTree::fault(const JsonNode& node, std::string detail) const { return fault_at(source, node.offset, std::move(detail)); }

FileFault JsonTree::fault_at_key(const JsonNode& node, std::string detail) const { return fault_at(source, node.key_offset, std::move(detail)); }

Read<JsonTree> read_json(std::string_view text) {
  if (text.size() > file_bytes_max) return FileFault{"larger than " + std::to_string(file_bytes_max >> 20U) + " MiB"};
  TreeBuilder builder(text);
  const CountingWalk begin{text.data(), &builder.furthest};
  const CountingWalk end{text.data() + text.size(), &builder.furthest};
  return builder.finish(nlohmann::json::sax_parse(begin, end, &builder));
}

}  // namespace palabre::recount
