// Reads collections of ranked cases. Called by convert.
#include "recount/cases.hpp"

#include "recount/own_reader.hpp"
#include "recount/reshape.hpp"

#include <nlohmann/json.hpp>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

bool is_ranked_case(const JsonNode& node) { return node.member("candidates") != nullptr; }
bool is_liquid_case(const JsonNode& node) { return node.member("input") != nullptr; }

Read<CasePoll> read_case(const JsonTree& tree, const JsonNode& node) {
  if (is_liquid_case(node)) return read_liquid_case(tree, node);
  if (is_ranked_case(node)) return read_ranked_case(tree, node);
  return tree.fault(node, "this case has neither \"candidates\" and \"ballots\" nor \"input\"");
}

bool is_value(const JsonNode& node) { return node.kind == JsonKind::text || node.kind == JsonKind::number || node.kind == JsonKind::boolean; }

}  // namespace

bool is_cases(const JsonTree& tree) {
  const auto& root = tree.root();
  if (root.kind == JsonKind::list) return true;
  return root.member("format") == nullptr && (is_ranked_case(root) || is_liquid_case(root));
}

Read<std::vector<CasePoll>> read_cases(const JsonTree& tree) {
  std::vector<CasePoll> cases;
  const auto& root = tree.root();
  const auto add = [&tree, &cases](const JsonNode& node) -> std::optional<FileFault> {
    auto read = read_case(tree, node);
    if (!read) return read.fault();
    if (read->name.empty()) read->name = "case " + std::to_string(cases.size() + 1);
    read->poll.title = read->name;
    cases.push_back(*std::move(read));
    return std::nullopt;
  };
  if (root.kind != JsonKind::list) {
    if (auto fault = add(root)) return std::move(*fault);
    return cases;
  }
  if (root.size == 0) return tree.fault(root, "the collection holds no case");
  for (const auto& node : children(root))
    if (auto fault = add(node)) return std::move(*fault);
  return cases;
}

Read<CasePoll> read_ranked_case(const JsonTree& tree, const JsonNode& node) {
  Reshape shape;
  auto& own = shape.make(JsonKind::object, node);
  Reshape::add(own, shape.make_text(std::string(own_format), node), "format");
  CasePoll found;
  std::vector<const JsonNode*> answer;
  for (const auto& member : children(node)) {
    if (member.key == "name") found.name = is_value(member) ? member.text : std::string_view();
    else if (member.key == "candidates") Reshape::add(own, shape.copy(member), "options");
    else if (member.key == "ballots") Reshape::add(own, shape.copy(member), "ballots");
    else if (member.key == "seats" && member.kind != JsonKind::null) Reshape::add(own, shape.copy(member), "seats");
    else if (member.key == "expected" && member.kind == JsonKind::object)
      for (const auto& part : children(member)) answer.push_back(&part);
    else if (!is_value(member) || member.key == "quota") answer.push_back(&member);
  }
  auto poll = OwnReader(tree, own).read();
  if (!poll) return poll.fault();
  found.poll = *std::move(poll);
  found.poll.expected = object_text(answer);
  for (const auto& member : children(node)) {
    const bool is_known = member.key == "name" || member.key == "seats" || member.key == "quota";
    if (is_value(member) && !is_known) found.poll.meta[std::string(member.key)] = member.text;
  }
  return found;
}

std::string object_text(const std::vector<const JsonNode*>& members) {
  std::string text = "{";
  for (const auto* member : members) {
    if (member->kind == JsonKind::null) continue;
    const auto value = member->kind == JsonKind::text ? Json(member->text).dump() : Json::parse(member->text).dump();
    text += (text.size() > 1 ? ", " : "") + Json(member->key).dump() + ": " + value;
  }
  return text == "{" ? std::string() : text + "}";
}

}  // namespace palabre::recount
