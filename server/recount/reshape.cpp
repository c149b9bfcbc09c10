// Builds objects and lists out of parts of a JSON tree. Called by cases.cpp and liquid_cases.cpp.
#include "recount/reshape.hpp"

namespace palabre::recount {

Reshape::Part& Reshape::make(JsonKind kind, const JsonNode& place) {
  auto& part = parts_.emplace_back();
  part.kind = kind;
  part.offset = place.offset;
  part.key_offset = place.offset;
  return part;
}

Reshape::Part& Reshape::make_text(std::string text, const JsonNode& place) {
  auto& part = make(JsonKind::text, place);
  part.text = texts_.emplace_back(std::move(text));
  return part;
}

Reshape::Part& Reshape::copy(const JsonNode& value) {
  auto& part = parts_.emplace_back();
  static_cast<JsonNode&>(part) = value;
  part.next = nullptr;
  return part;
}

Reshape::Part& Reshape::copy_as_text(const JsonNode& value) {
  auto& part = copy(value);
  if (part.kind == JsonKind::number) part.kind = JsonKind::text;
  return part;
}

Reshape::Part& Reshape::copy_as_texts(const JsonNode& list) {
  if (list.kind != JsonKind::list) return copy(list);
  auto& part = make(JsonKind::list, list);
  for (const auto& item : children(list)) add(part, copy_as_text(item));
  return part;
}

void Reshape::add(Part& parent, Part& child, std::string_view key) {
  child.key = key;
  if (parent.last == nullptr) parent.first = &child;
  else parent.last->next = &child;
  parent.last = &child;
  ++parent.size;
}

void Reshape::add_under_key_of(Part& parent, Part& child, const JsonNode& keyed) {
  add(parent, child, keyed.key);
  child.key_offset = keyed.key_offset;
}

}  // namespace palabre::recount
