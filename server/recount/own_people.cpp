// Reads who takes part from our own JSON: people, delegations, voters, supporters, opinions. Called by OwnReader::read.
#include "recount/own_reader.hpp"

#include "recount/position.hpp"

#include <algorithm>

namespace palabre::recount {

OwnReader::Problem OwnReader::read_people(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"people\"")) return problem;
  poll_.people.reserve(node.size);
  people_.reserve(node.size);
  for (const auto& item : children(node)) {
    const auto before = poll_.people.size();
    std::uint32_t person = 0;
    if (auto problem = find_person(item, person)) return problem;
    if (person != before) return tree_.fault(item, in_quotes(item.text) + " stands twice in \"people\"");
  }
  lists_people_ = true;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_delegations(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"delegations\"")) return problem;
  for (const auto& item : children(node))
    if (auto problem = read_delegation(item)) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_delegation(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::object, "a delegation")) return problem;
  for (const auto& member : children(node))
    if (auto problem = unknown_key(member, {"from", "to", "scope"})) return problem;
  const auto* from = node.member("from");
  const auto* to = node.member("to");
  if (from == nullptr || to == nullptr) return tree_.fault(node, "a delegation needs \"from\" and \"to\"");
  PollDelegation delegation;
  if (auto problem = find_person(*from, delegation.from)) return problem;
  if (auto problem = find_person(*to, delegation.to)) return problem;
  if (delegation.from == delegation.to) return tree_.fault(*to, in_quotes(to->text) + " delegates to the same person");
  if (const auto* scope = node.member("scope")) {
    const bool is_word = scope->kind == JsonKind::text && (scope->text == "unit" || scope->text == "area" || scope->text == "issue");
    if (!is_word) return tree_.fault(*scope, "\"scope\" must be unit, area or issue");
    delegation.scope = scope->text == "issue" ? Scope::issue : scope->text == "area" ? Scope::area : Scope::unit;
  }
  poll_.delegations.push_back(delegation);
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_person_list(const JsonNode& node, std::vector<std::uint32_t>& list) {
  if (auto problem = want(node, JsonKind::list, "\"" + std::string(node.key) + "\"")) return problem;
  std::vector<bool> is_named;
  for (const auto& item : children(node)) {
    std::uint32_t person = 0;
    if (auto problem = find_person(item, person)) return problem;
    if (is_named.size() <= person) is_named.resize(std::max<std::size_t>(poll_.people.size(), person + 1));
    if (is_named[person]) return tree_.fault(item, in_quotes(item.text) + " stands twice");
    is_named[person] = true;
    list.push_back(person);
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_voters(const JsonNode& node) { return read_person_list(node, poll_.voters); }

OwnReader::Problem OwnReader::read_interested(const JsonNode& node) { return read_person_list(node, poll_.interested); }

OwnReader::Problem OwnReader::read_supporters(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::object, "\"supporters\"")) return problem;
  named_last_.resize(poll_.options.size(), 0);
  for (const auto& member : children(node)) {
    std::uint32_t person = 0;
    if (auto problem = find_person_of_key(member, person)) return problem;
    if (auto problem = want(member, JsonKind::list, "what a person supports")) return problem;
    if (poll_.supporters.size() <= person) poll_.supporters.resize(person + 1);
    ++lists_;
    for (const auto& item : children(member)) {
      std::uint32_t option = 0;
      if (auto problem = find_option(item, option)) return problem;
      if (named_last_[option] == lists_) return tree_.fault(item, "option " + in_quotes(item.text) + " stands twice in this list");
      named_last_[option] = lists_;
      poll_.supporters[person].push_back(option);
    }
  }
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_opinions(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::list, "\"opinions\"")) return problem;
  for (const auto& item : children(node))
    if (auto problem = read_opinion(item)) return problem;
  return std::nullopt;
}

OwnReader::Problem OwnReader::read_opinion(const JsonNode& node) {
  if (auto problem = want(node, JsonKind::object, "an opinion")) return problem;
  for (const auto& member : children(node))
    if (auto problem = unknown_key(member, {"participant", "statement", "vote"})) return problem;
  const auto* participant = node.member("participant");
  const auto* statement = node.member("statement");
  const auto* vote = node.member("vote");
  if (participant == nullptr || statement == nullptr || vote == nullptr)
    return tree_.fault(node, "an opinion needs \"participant\", \"statement\" and \"vote\"");
  Opinion opinion;
  std::int64_t value = 0;
  if (auto problem = find_person(*participant, opinion.participant)) return problem;
  if (auto problem = find_option(*statement, opinion.statement)) return problem;
  if (auto problem = read_integer(*vote, "\"vote\"", -1, 1, value)) return problem;
  opinion.value = static_cast<std::int8_t>(value);
  poll_.opinions.push_back(opinion);
  return std::nullopt;
}

/// Who cast a ballot has voted, unless the file lists its voters.
void OwnReader::settle_voters() {
  if (!poll_.supporters.empty()) poll_.supporters.resize(poll_.people.size());
  if (root_.member("voters") != nullptr) return;
  poll_.voters = poll_.marked_by.empty() ? poll_.ranked_by : poll_.marked_by;
}

OwnReader::Problem OwnReader::find_person(const JsonNode& node, std::uint32_t& person) {
  if (auto problem = want(node, JsonKind::text, "a person")) return problem;
  return find_person_named(node.text, node.offset, person);
}

OwnReader::Problem OwnReader::find_person_of_key(const JsonNode& node, std::uint32_t& person) {
  return find_person_named(node.key, node.key_offset, person);
}

OwnReader::Problem OwnReader::find_person_named(std::string_view name, std::uint32_t offset, std::uint32_t& person) {
  const auto found = people_.find(name);
  if (found != people_.end()) return person = found->second, std::nullopt;
  if (name.empty()) return fault_at(tree_.source, offset, "a person's name must not be empty");
  if (lists_people_) return fault_at(tree_.source, offset, in_quotes(name) + " does not stand in \"people\"");
  person = static_cast<std::uint32_t>(poll_.people.size());
  people_.emplace(name, person);
  poll_.people.emplace_back(name);
  return std::nullopt;
}

}  // namespace palabre::recount
