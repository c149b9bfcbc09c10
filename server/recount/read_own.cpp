// Reads our own JSON: the file itself, its options and numbers. Called through read_poll; docs/tally.md describes the format.
#include "recount/own_reader.hpp"

#include "recount/position.hpp"
#include "recount/readers.hpp"

#include <algorithm>
#include <array>

namespace palabre::recount {
namespace {

constexpr int money_places_max = 9;

std::string kind_name(JsonKind kind) {
  constexpr std::array<const char*, 6> names{"null", "true or false", "a number", "a text", "a list", "an object"};
  return names.at(static_cast<std::size_t>(kind));
}

struct Origin {
  const char* word;
  Format format;
};
constexpr std::array<Origin, 5> origins{{{"blt", Format::blt}, {"abif", Format::abif}, {"pabulib", Format::pabulib}, {"abcvoting", Format::abcvoting}, {"polis", Format::polis}}};

}  // namespace

std::string origin_word(Format format) {
  for (const auto& origin : origins)
    if (origin.format == format) return origin.word;
  return {};
}

Read<Poll> read_own(std::string_view text) {
  auto tree = read_json(text);
  if (!tree) return tree.fault();
  return OwnReader(*tree).read();
}

Read<Poll> OwnReader::read() {
  poll_.format = Format::own;
  if (auto problem = read_top()) return std::move(*problem);
  return std::move(poll_);
}

OwnReader::Problem OwnReader::read_top() {
  struct Part {
    const char* key;
    Problem (OwnReader::*read)(const JsonNode&);
  };
  // In this order, whatever the order of the file: options and people are named by what follows.
  static constexpr std::array<Part, 18> parts{{{"converted_from", &OwnReader::read_origin}, {"title", &OwnReader::read_title}, {"meta", &OwnReader::read_meta},
      {"options", &OwnReader::read_options}, {"people", &OwnReader::read_people}, {"seats", &OwnReader::read_seats},
      {"budget", &OwnReader::read_budget}, {"withdrawn", &OwnReader::read_withdrawn}, {"tie_order", &OwnReader::read_tie_order},
      {"marks", &OwnReader::read_marks_kind}, {"grades", &OwnReader::read_grades}, {"ballots", &OwnReader::read_ballots},
      {"delegations", &OwnReader::read_delegations}, {"voters", &OwnReader::read_voters}, {"interested", &OwnReader::read_interested},
      {"supporters", &OwnReader::read_supporters}, {"opinions", &OwnReader::read_opinions}, {"expected", &OwnReader::read_expected}}};
  if (auto problem = want(root_, JsonKind::object, "the file")) return problem;
  if (auto problem = check_format()) return problem;
  for (const auto& member : children(root_))
    if (auto problem = unknown_key(member, {"format", "converted_from", "title", "meta", "options", "people", "seats", "budget", "withdrawn", "tie_order", "marks",
                                            "grades", "ballots", "delegations", "voters", "interested", "supporters", "opinions", "expected"}))
      return problem;
  for (const auto& part : parts) {
    const auto* node = root_.member(part.key);
    if (node == nullptr) continue;
    if (auto problem = (this->*part.read)(*node)) return problem;
  }
  if (auto problem = settle_money()) return problem;
  settle_marks();
  settle_voters();
  return std::nullopt;
}

OwnReader::Problem OwnReader::check_format() const {
  const auto* format = root_.member("format");
  if (format == nullptr) return tree_.fault(root_, "the key \"format\" is missing; it must be \"" + std::string(own_format) + "\"");
  if (format->kind == JsonKind::text && format->text == own_format) return std::nullopt;
  return tree_.fault(*format, "\"format\" must be \"" + std::string(own_format) + "\", the only version there is");
}

/// A converted file keeps the conventions of the format it comes from, so that it is counted as the original would be.
OwnReader::Problem OwnReader::read_origin(const JsonNode& node) {
  for (const auto& origin : origins) {
    if (node.kind != JsonKind::text || node.text != origin.word) continue;
    poll_.format = origin.format;
    return std::nullopt;
  }
  return tree_.fault(node, "\"converted_from\" must be blt, abif, pabulib, abcvoting or polis");
}

OwnReader::Problem OwnReader::read_title(const JsonNode& node) { return read_text_value(node, "the title", poll_.title); }

OwnReader::Problem OwnReader::read_meta(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::object, "\"meta\"")) return problem;
  for (const auto& member : children(node))
    if (auto problem = read_text_value(member, "a value of \"meta\"", poll_.meta[std::string(member.key)])) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_seats(const JsonNode& node) {
  std::int64_t seats = 0;
  if (auto problem = read_integer(node, "\"seats\"", 0, tally::options_max, seats)) return problem;
  poll_.seats = static_cast<std::uint32_t>(seats);
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_options(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"options\"")) return problem;
  if (node.size > tally::options_max) return tree_.fault(node, "more than " + std::to_string(tally::options_max) + " options");
  poll_.options.reserve(node.size);
  for (const auto& item : children(node))
    if (auto problem = read_option(item)) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_option(const JsonNode& node) {
  const JsonNode* id = node.kind == JsonKind::object ? node.member("id") : &node;
  if (id == nullptr) return tree_.fault(node, "an option needs an \"id\"");
  if (auto problem = want(*id, JsonKind::text, "an option's id")) return problem;
  if (id->text.empty()) return tree_.fault(*id, "an option's id must not be empty");
  if (!options_.emplace(id->text, static_cast<std::uint32_t>(poll_.options.size())).second)
    return tree_.fault(*id, "option " + in_quotes(id->text) + " stands twice");
  PollOption option{std::string(id->text), std::string(id->text)};
  costs_.push_back(nullptr);
  if (node.kind == JsonKind::object)
    if (auto problem = read_option_fields(node, option)) return problem;
  poll_.options.push_back(std::move(option));
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_option_fields(const JsonNode& node, PollOption& option) {
  for (const auto& member : children(node)) {
    if (member.key == "name") {
      if (auto problem = read_text_value(member, "a name", option.name)) return problem;
      if (option.name.empty()) option.name = option.id;
    } else if (member.key == "cost") {
      costs_.back() = &member;
    } else if (member.key == "columns") {
      if (auto problem = read_columns(member, option)) return problem;
    } else if (auto problem = unknown_key(member, {"id", "name", "cost", "columns"})) {
      return problem;
    }
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_columns(const JsonNode& node, PollOption& option) const {
  if (auto problem = want(node, JsonKind::object, "\"columns\"")) return problem;
  for (const auto& member : children(node))
    if (auto problem = read_text_value(member, "a value of \"columns\"", option.columns[std::string(member.key)])) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_budget(const JsonNode& node) {
  budget_ = &node;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_withdrawn(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"withdrawn\"")) return problem;
  for (const auto& item : children(node)) {
    std::uint32_t option = 0;
    if (auto problem = find_option(item, option)) return problem;
    if (std::find(poll_.withdrawn.begin(), poll_.withdrawn.end(), option) != poll_.withdrawn.end())
      return tree_.fault(item, in_quotes(item.text) + " is withdrawn twice");
    poll_.withdrawn.push_back(option);
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_tie_order(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"tie_order\"")) return problem;
  std::vector<bool> is_named(poll_.options.size(), false);
  for (const auto& item : children(node)) {
    std::uint32_t option = 0;
    if (auto problem = find_option(item, option)) return problem;
    if (is_named[option]) return tree_.fault(item, in_quotes(item.text) + " stands twice in \"tie_order\"");
    is_named[option] = true;
    poll_.tie_order.push_back(option);
  }
  if (node.size != 0 && node.size != poll_.options.size()) return tree_.fault(node, "\"tie_order\" must name every option once");
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_expected(const JsonNode& node) {
  poll_.expected = node.text;
  return want(node, JsonKind::object, "\"expected\"");
}

/// Budget and costs in one unit: as many decimals as the amount with the most needs.
OwnReader::Problem OwnReader::settle_money() {
  auto amounts = costs_;
  amounts.push_back(budget_);
  for (const auto* node : amounts) {
    if (node == nullptr) continue;
    const bool is_amount = node->kind == JsonKind::text || node->kind == JsonKind::number;
    const auto places = is_amount ? decimals_of(node->text) : std::nullopt;
    if (!places || node->text.front() == '+') return tree_.fault(*node, "\"" + std::string(node->key) + "\" must be an amount such as 1200 or \"1200.50\"");
    if (*places > money_places_max) return tree_.fault(*node, "more than " + std::to_string(money_places_max) + " decimals");
    poll_.money_places = std::max(poll_.money_places, *places);
  }
  for (std::size_t at = 0; at < amounts.size(); ++at) {
    const auto* node = amounts[at];
    if (node == nullptr) continue;
    const auto units = parse_decimal(node->text, poll_.money_places);
    if (!units || *units > tally::money_max) return tree_.fault(*node, "the amount is too large");
    if (*units < 0) return tree_.fault(*node, "the amount is below zero");
    if (at < costs_.size()) poll_.options[at].cost = *units;
    else poll_.budget = *units;
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::want(const JsonNode& node, JsonKind kind, std::string_view what) const {
  if (node.kind == kind) return std::nullopt;
  return tree_.fault(node, std::string(what) + " must be " + kind_name(kind) + ", not " + kind_name(node.kind));
}

OwnReader::Problem OwnReader::unknown_key(const JsonNode& node, std::initializer_list<std::string_view> known) const {
  if (std::find(known.begin(), known.end(), node.key) != known.end()) return std::nullopt;
  const auto near = nearest(node.key, {known.begin(), known.end()});
  return tree_.fault_at_key(node, "unknown key " + in_quotes(node.key) + (near.empty() ? "" : "; \"" + near + "\" is near"));
}

OwnReader::Problem OwnReader::read_integer(const JsonNode& node, std::string_view what, std::int64_t lowest, std::int64_t highest,
                                           std::int64_t& value) const {
  const auto number = node.kind == JsonKind::number ? parse_decimal(node.text, 0) : std::nullopt;
  const bool is_whole = node.kind == JsonKind::number && node.text.find_first_of(".eE") == std::string_view::npos;
  if (!is_whole) return tree_.fault(node, std::string(what) + " must be a whole number");
  if (!number || *number < lowest || *number > highest)
    return tree_.fault(node, std::string(what) + " must lie between " + std::to_string(lowest) + " and " + std::to_string(highest));
  value = *number;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_text_value(const JsonNode& node, std::string_view what, std::string& text) const {
  if (node.kind == JsonKind::list || node.kind == JsonKind::object || node.kind == JsonKind::null)
    return tree_.fault(node, std::string(what) + " must be a text, not " + kind_name(node.kind));
  text = node.text;
  return std::nullopt;
}

OwnReader::Problem OwnReader::find_option(const JsonNode& node, std::uint32_t& option) const {
  if (auto problem = want(node, JsonKind::text, "an option")) return problem;
  const auto found = options_.find(node.text);
  if (found == options_.end()) return tree_.fault(node, no_option(node.text));
  option = found->second;
  return std::nullopt;
}

OwnReader::Problem OwnReader::find_option_of_key(const JsonNode& node, std::uint32_t& option) const {
  const auto found = options_.find(node.key);
  if (found == options_.end()) return tree_.fault_at_key(node, no_option(node.key));
  option = found->second;
  return std::nullopt;
}

std::string OwnReader::no_option(std::string_view id) const {
  std::vector<std::string> names;
  for (const auto& known : poll_.options) names.push_back(known.id);
  const auto near = nearest(id, names);
  return "there is no option " + in_quotes(id) + (near.empty() ? "" : "; " + in_quotes(near) + " is near");
}

}  // namespace palabre::recount
