// Says who speaks for whom and whose voice is lost. Called by the command `tally delegation`.
#include "recount/delegated_weights.hpp"
#include "recount/option_names.hpp"
#include "recount/report.hpp"
#include "recount/vote_rules.hpp"

#include <algorithm>
#include <map>

namespace palabre::recount {
namespace {

using tally::Fate;
using tally::Person;

constexpr std::uint32_t chain_shown_max = 100;  // a longer chain is given by its next step only: its whole would be as long for each member
constexpr std::int64_t carried_shown_max = 100'000;  // chains of a million people would fill gigabytes; then only the weights are told
constexpr std::size_t lines_max = 20;

const char* fate_word_of(Fate fate) {
  switch (fate) {
    case Fate::voted: return "voted";
    case Fate::carried: return "carried";
    case Fate::over_cap: return "over_cap";
    case Fate::silent: return "silent";
    case Fate::dead_end: return "dead_end";
    case Fate::in_cycle: return "in_cycle";
    default: return "into_cycle";
  }
}

const char* fate_word_of(tally::DelegationScope scope) {
  if (scope == tally::DelegationScope::issue) return "issue";
  return scope == tally::DelegationScope::area ? "area" : "unit";
}

/// "25" voices, or "5%" of all people, rounded down but never below the own voice.
Read<std::optional<std::int64_t>> cap_of(const Poll& poll, const Flags& flags) {
  const auto text = find_rule(flags.cap, poll, "cap");
  if (!text) return std::optional<std::int64_t>{};
  const auto people = static_cast<std::int64_t>(poll.people.size());
  if (text->find_first_of("%/.") == std::string::npos) {
    const auto number = parse_count(*text, "--cap", 1, tally::people_max);
    if (!number) return number.fault();
    return std::optional(*number);
  }
  const auto share = parse_share(*text, "--cap");
  if (!share) return share.fault();
  __extension__ using Wide = __int128;
  return std::optional(std::max(static_cast<std::int64_t>(Wide{share->num} * people / share->den), std::int64_t{1}));
}

std::vector<std::string> people_of(const Poll& poll, const std::vector<Person>& people) {
  std::vector<std::string> names;
  names.reserve(people.size());
  for (const auto person : people) names.push_back(poll.people[person]);
  return names;
}

Json carried_json(const Poll& poll, const tally::DelegationResult& result, Person person) {
  Json json{{"person", poll.people[person]}, {"to", poll.people[result.trustees[person]]}, {"scope", fate_word_of(result.scopes[person])},
            {"carrier", poll.people[result.carriers[person]]}, {"steps", result.steps[person]}, {"weight", result.passed[person]}};
  if (result.steps[person] <= chain_shown_max) json["chain"] = people_of(poll, tally::chain_of(result, person));
  return json;
}

/// By the silent person at the end, those whose chain ends there.
std::map<Person, std::vector<Person>> dead_ends_of(const tally::DelegationResult& result) {
  std::map<Person, std::vector<Person>> ends;
  for (Person person = 0; person < result.dead_ends.size(); ++person)
    if (result.dead_ends[person] != tally::nobody) ends[result.dead_ends[person]].push_back(person);
  return ends;
}

void add_json(nlohmann::ordered_json& json, const Poll& poll, const tally::DelegationResult& result) {
  // Built as a map first: an ordered object searches all its members for each new one.
  nlohmann::json weights = nlohmann::json::object();
  json = {{"weights", nullptr}, {"uncounted", people_of(poll, tally::uncounted_of(result))}, {"cycles", Json::array()}};
  std::map<Fate, Json> reasons;
  json["carried"] = Json::array();
  const auto carried = std::count(result.fates.begin(), result.fates.end(), Fate::carried);
  for (Person person = 0; person < poll.people.size(); ++person) {
    const auto fate = result.fates[person];
    if (fate == Fate::voted) weights[poll.people[person]] = result.weights[person];
    else if (fate == Fate::carried && carried <= carried_shown_max) json["carried"].push_back(carried_json(poll, result, person));
    else if (fate != Fate::carried) reasons[fate].push_back(poll.people[person]);
  }
  json["weights"] = weights;
  for (const auto& cycle : result.cycles) json["cycles"].push_back(people_of(poll, cycle));
  json["dead_ends"] = Json::array();
  for (const auto& [end, lost] : dead_ends_of(result)) json["dead_ends"].push_back({{"end", poll.people[end]}, {"lost", people_of(poll, lost)}});
  json["reasons"] = Json::object();
  for (const auto& [fate, people] : reasons) json["reasons"][fate_word_of(fate)] = people;
  json["carried_count"] = carried;
  json["counted"] = result.counted;
  json["people"] = poll.people.size();
}

std::string weights_text(const Poll& poll, const tally::DelegationResult& result) {
  std::vector<Person> carriers;
  for (Person person = 0; person < poll.people.size(); ++person)
    if (result.weights[person] > 1) carriers.push_back(person);
  std::stable_sort(carriers.begin(), carriers.end(), [&result](Person one, Person other) { return result.weights[one] > result.weights[other]; });
  std::string text = carriers.empty() ? "Nobody carries more than the own voice.\n" : "Who carries more than the own voice:\n";
  for (std::size_t at = 0; at < std::min(carriers.size(), lines_max); ++at)
    text += "  " + std::to_string(result.weights[carriers[at]]) + "  " + poll.people[carriers[at]] + "\n";
  if (carriers.size() > lines_max) text += "  and " + std::to_string(carriers.size() - lines_max) + " more\n";
  return text;
}

std::string lost_text(const Poll& poll, const tally::DelegationResult& result) {
  std::string text;
  std::map<Fate, std::vector<Person>> lost;
  for (const auto person : tally::uncounted_of(result)) lost[result.fates[person]].push_back(person);
  for (std::size_t at = 0; at < std::min(result.cycles.size(), lines_max); ++at)
    text += "In a circle, so that nobody votes for them: " + list_of(people_of(poll, result.cycles[at])) + ".\n";
  if (result.cycles.size() > lines_max) text += "And " + std::to_string(result.cycles.size() - lines_max) + " circles more.\n";
  if (lost.contains(Fate::into_cycle)) text += "Delegated into a circle: " + list_of(people_of(poll, lost[Fate::into_cycle])) + ".\n";
  if (lost.contains(Fate::dead_end)) text += "Delegated to somebody who neither voted nor delegated: " + list_of(people_of(poll, lost[Fate::dead_end])) + ".\n";
  if (lost.contains(Fate::over_cap)) text += "Beyond the cap of the person who would carry them: " + list_of(people_of(poll, lost[Fate::over_cap])) + ".\n";
  if (lost.contains(Fate::silent)) text += "Neither voted nor delegated: " + list_of(people_of(poll, lost[Fate::silent])) + ".\n";
  return text;
}

}  // namespace

Reported report_delegation(const Poll& poll, const Flags& flags) {
  const auto phase = find_rule(flags.phase, poll, "phase").value_or("vote");
  if (phase != "vote" && phase != "interest") return FileFault{"--phase: \"" + phase + "\" is neither vote nor interest"};
  const auto cap = cap_of(poll, flags);
  if (!cap) return cap.fault();
  const auto result = weigh_people(poll, phase == "vote" ? poll.voters : poll.interested, *cap);
  if (!result) return result.fault();
  Report report;
  add_json(report.json, poll, *result);
  report.json["phase"] = phase;
  if (*cap) report.json["cap"] = **cap;
  const auto took_part = std::count(result->fates.begin(), result->fates.end(), Fate::voted);
  const auto carried = std::count(result->fates.begin(), result->fates.end(), Fate::carried);
  report.text = std::to_string(poll.people.size()) + " people: " + std::to_string(took_part) + (phase == "vote" ? " voted, " : " took part, ") +
                std::to_string(carried) + " are carried by delegation, " + std::to_string(result->uncounted) + " count nowhere.\n";
  if (*cap) report.text += "Nobody carries more than " + amount_of(**cap, "voice") + "; the nearest come first.\n";
  report.text += weights_text(poll, *result) + lost_text(poll, *result);
  return report;
}

}  // namespace palabre::recount
