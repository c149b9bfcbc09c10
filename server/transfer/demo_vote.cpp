// Reads one vote of the demo format; its options and ballots must pass the rules of votes, its delegations those of tally.
// Called by demo_file.
#include "transfer/demo_vote.hpp"

#include "tally/delegation.hpp"
#include "transfer/demo_idea.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

using Positions = std::map<std::string, int>;  // the name of an option in the file -> its number on the ballot

votes::Method read_method(JsonFields& fields) {
  const std::string word = fields.text("method");
  const auto method = word == "ranked_schulze" ? std::optional(votes::Method::ranked) : votes::method_of(word);
  if (!method) fields.fault("method", "is not known: " + word);
  return *method;
}

const DemoPhase& read_vote_phase(JsonFields& fields, const DemoFile& file) {
  const std::string id = fields.text("phase");
  const auto phase = std::find_if(file.phases.begin(), file.phases.end(), [&id](const DemoPhase& one) { return one.id == id; });
  if (phase == file.phases.end() || phase->type != redesigns::PhaseType::vote) fields.fault("phase", "is no vote phase of this file: " + id);
  const bool is_taken = std::any_of(file.votes.begin(), file.votes.end(), [&id](const DemoVote& other) { return other.phase == id; });
  if (is_taken) fields.fault("phase", "has another vote: " + id);
  return *phase;
}

/// The words of an option that is no idea: a challenge of the file.
redesigns::TextsByLanguage challenge_title(const ordered_json& root, const std::string& id) {
  const auto list = root.find("challenges");
  if (list == root.end() || !list->is_array()) return {};
  for (const auto& item : *list) {
    if (!item.is_object() || item.value("id", ordered_json()) != id) continue;
    return JsonFields(item, "challenges").texts("title");
  }
  return {};
}

std::optional<int> maybe_small(JsonFields& fields, std::string_view name) {
  const auto number = fields.maybe_integer(name);
  if (number && (*number < 1 || *number > votes::options_max)) fields.fault(name, "is out of range");
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// An option is the id of an idea or a challenge, or {idea, cost_eur}.
void read_option(const ordered_json& item, const std::string& path, const ordered_json& root, const DemoFile& file, DemoVote& vote, Positions& positions) {
  votes::Option option;
  option.position = static_cast<int>(positions.size()) + 1;
  std::string id;
  if (item.is_object()) {
    JsonFields fields(item, path);
    id = fields.text("idea");
    option.cost = fields.maybe_integer("cost_eur");
  } else if (item.is_string()) {
    id = item.get<std::string>();
  }
  if (!positions.emplace(id, option.position).second) throw RowFault(path, "stands twice on this ballot: " + id);
  const bool is_idea = std::any_of(file.ideas.begin(), file.ideas.end(), [&id](const DemoIdea& idea) { return idea.id == id; });
  if (is_idea) option.idea = IdeaId{option.position};
  else option.texts = challenge_title(root, id);
  if (!is_idea && option.texts.empty()) throw RowFault(path, "names no idea and no challenge of this file: " + id);
  vote.ideas.push_back(is_idea ? id : std::string());
  vote.vote.options.push_back(std::move(option));
}

Positions read_options(JsonFields& fields, const ordered_json& root, const DemoFile& file, DemoVote& vote) {
  Positions positions;
  const auto& list = fields.value("options");
  for (std::size_t i = 0; i < list.size() && list.is_array(); ++i)
    read_option(list[i], fields.path_of("options[" + std::to_string(i) + "]"), root, file, vote, positions);
  return positions;
}

std::vector<int> read_group(const ordered_json& names, JsonFields& ballot, std::string_view field, const Positions& positions) {
  std::vector<int> group;
  for (const auto& name : names) {
    const auto found = name.is_string() ? positions.find(name.get<std::string>()) : positions.end();
    if (found == positions.end()) ballot.fault(field, "names an option that is not on this ballot");
    group.push_back(found->second);
  }
  return group;
}

/// "choices" is a list of options, blank when empty; "ranking" a list of such lists.
votes::Choices read_said(JsonFields& ballot, const votes::Vote& vote, const Positions& positions) {
  const bool is_ranked = vote.method == votes::Method::ranked;
  const std::string_view field = is_ranked ? "ranking" : "choices";
  const auto& value = ballot.value(field);
  if (!value.is_array()) ballot.fault(field, "must be a list");
  votes::Choices said;
  if (!is_ranked && !value.empty()) said.push_back(read_group(value, ballot, field, positions));
  if (is_ranked)
    for (const auto& group : value) said.push_back(read_group(group, ballot, field, positions));
  auto checked = votes::check_choices(vote, std::move(said));
  if (!checked) ballot.fault(field, checked.error().detail);
  return std::move(*checked);
}

void read_ballots(JsonFields& fields, DemoVote& vote, const Positions& positions) {
  std::set<std::string> seen;
  const auto& list = fields.value("ballots");
  for (std::size_t i = 0; i < list.size() && list.is_array(); ++i) {
    JsonFields row(list[i], fields.path_of("ballots[" + std::to_string(i) + "]"));
    DemoBallot ballot;
    ballot.token = row.text("token");
    if (!seen.insert(ballot.token).second) row.fault("token", "stands twice in this vote: " + ballot.token);
    ballot.channel = row.text("channel");
    if (!votes::channel_of_ballot(ballot.channel)) row.fault("channel", "is not known: " + ballot.channel);
    ballot.choices = read_said(row, vote.vote, positions);
    vote.ballots.push_back(std::move(ballot));
  }
}

/// The delegations of this vote among the people of its electorate, by their place in it.
std::vector<tally::Delegation> read_delegations(const ordered_json& root, const std::string& vote, const std::map<std::string, tally::Person>& people) {
  std::vector<tally::Delegation> delegations;
  const auto list = root.find("delegations");
  if (list == root.end() || !list->is_array()) return delegations;
  for (std::size_t i = 0; i < list->size(); ++i) {
    JsonFields row((*list)[i], "delegations[" + std::to_string(i) + "]");
    if (row.text("ballot") != vote) continue;
    const auto from = people.find(row.text("from")), to = people.find(row.text("to"));
    if (from == people.end() || to == people.end()) row.fault("from", "or to is not in the electorate of " + vote);
    delegations.push_back({from->second, to->second, tally::DelegationScope::unit});
  }
  return delegations;
}

/// Voices follow the chain of trust to somebody who voted; those that lead nowhere count for nobody.
void weigh_ballots(JsonFields& fields, const ordered_json& root, DemoVote& vote) {
  std::map<std::string, tally::Person> people;
  const auto& electorate = fields.value("electorate");
  if (!electorate.is_array()) return;
  for (const auto& token : electorate)
    if (token.is_string()) people.emplace(token.get<std::string>(), static_cast<tally::Person>(people.size()));
  tally::DelegatedVote asked{static_cast<std::uint32_t>(people.size()), {}, read_delegations(root, vote.id, people), {}};
  for (const auto& ballot : vote.ballots) {
    const auto voter = people.find(ballot.token);
    if (voter == people.end()) fields.fault("electorate", "does not hold " + ballot.token + ", who voted");
    asked.voters.push_back(voter->second);
  }
  const auto weighed = tally::weigh_delegations(asked);
  if (!weighed) fields.fault("delegations", weighed.fault().detail);
  for (auto& ballot : vote.ballots) ballot.weight = weighed->weights[people.at(ballot.token)];
}

}  // namespace

DemoVote read_demo_vote(JsonFields fields, const ordered_json& root, DemoFile& file) {
  DemoVote row;
  row.id = fields.text("id");
  const DemoPhase& phase = read_vote_phase(fields, file);
  row.phase = phase.id;
  votes::Vote& vote = row.vote;
  vote.method = read_method(fields);
  vote.texts = fields.maybe_texts("question");
  if (vote.texts.empty()) vote.texts = phase.titles;
  vote.choices_max = maybe_small(fields, "max_choices");
  vote.seats = maybe_small(fields, "seats");
  if (!vote.seats && vote.method != votes::Method::budget) vote.seats = vote.choices_max.value_or(1);
  vote.budget = fields.maybe_integer("budget_eur");
  if (vote.budget) vote.currency = "EUR";
  const auto positions = read_options(fields, root, file, row);
  if (const auto fits = votes::check_vote(vote); !fits) fields.fault(fits.error().field, fits.error().detail);
  read_ballots(fields, row, positions);
  using redesigns::PhaseState;
  const bool is_before = phase.state == PhaseState::planned || phase.state == PhaseState::frozen || phase.state == PhaseState::skipped;
  if (is_before && !row.ballots.empty()) fields.fault("ballots", "were cast before the vote opened");
  weigh_ballots(fields, root, row);
  // What the count must say is derived from the ballots; of an open vote it would be a partial result.
  for (const auto* derived : {"expected", "expected_after_close", "blank"}) fields.value(derived);
  keep_left(fields, "vote", row.id, file.kept);
  return row;
}

}  // namespace palabre::transfer
