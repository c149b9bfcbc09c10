// Reads strengths, tie orders and policies of ranked polls. Called by the Condorcet reports.
#include "recount/ranked_policy.hpp"

#include "recount/position.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::recount {
namespace {

using tally::Option;

std::string setting(const Poll& poll, const std::string& key) {
  const auto found = poll.meta.find(key);
  return found == poll.meta.end() || found->second == "null" ? "" : found->second;
}

constexpr Option gone = UINT32_MAX;

/// The options that stand, numbered anew; `gone` for those withdrawn.
std::vector<Option> standing_numbers(const Poll& poll) {
  std::vector<Option> numbers(poll.options.size(), 0);
  for (const auto option : poll.withdrawn) numbers[option] = gone;
  Option next = 0;
  for (auto& number : numbers)
    if (number != gone) number = next++;
  return numbers;
}

/// The poll without ballots, marks and withdrawn options.
Poll standing_poll(const Poll& poll, const std::vector<Option>& numbers) {
  Poll standing{.format = poll.format, .title = poll.title, .meta = poll.meta};
  for (Option i = 0; i < poll.options.size(); ++i)
    if (numbers[i] != gone) standing.options.push_back(poll.options[i]);
  for (const auto option : poll.tie_order)
    if (numbers[option] != gone) standing.tie_order.push_back(numbers[option]);
  return standing;
}

void take_away_withdrawn(tally::RankedElection& election, const std::vector<Option>& numbers) {
  for (auto& [places, count] : election.ballots) {
    places.erase(std::remove_if(places.begin(), places.end(), [&](const tally::Place& place) { return numbers[place.option] == gone; }), places.end());
    for (auto& place : places) place.option = numbers[place.option];
  }
}

Read<tally::Strength> strength_of(const Poll& poll, const Flags& flags) {
  const auto policy = setting(poll, "defeat_strength");
  const auto word = flags.strength.value_or(policy == "simple" || policy.empty() ? "winning" : policy);
  for (const auto strength : {tally::Strength::winning, tally::Strength::margins, tally::Strength::ratio, tally::Strength::tuple})
    if (word == word_of(strength)) return strength;
  return FileFault{(flags.strength ? "--strength" : "defeat_strength") + std::string(" takes winning, margins, ratio or tuple, not ") + in_quotes(word)};
}

std::optional<Option> option_called(const Poll& poll, const std::string& id) {
  const auto found = std::find_if(poll.options.begin(), poll.options.end(), [&](const PollOption& option) { return option.id == id; });
  if (found == poll.options.end()) return std::nullopt;
  return static_cast<Option>(found - poll.options.begin());
}

Read<std::optional<Option>> status_quo_of(const Poll& poll) {
  const auto id = setting(poll, "status_quo");
  if (id.empty()) return std::optional<Option>{};
  const auto option = option_called(poll, id);
  if (!option) return FileFault{"status_quo: there is no option " + in_quotes(id)};
  return option;
}

/// "2/3".
std::optional<std::pair<std::int64_t, std::int64_t>> share_of(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto part = parse_decimal(std::string_view(text).substr(0, slash), 0);
  const auto whole = parse_decimal(std::string_view(text).substr(slash + 1), 0);
  if (!part || !whole) return std::nullopt;
  return std::pair{*part, *whole};
}

Read<bool> truth_of(const Poll& poll, const std::string& key, bool otherwise) {
  const auto word = setting(poll, key);
  if (word.empty()) return otherwise;
  if (word != "true" && word != "false") return FileFault{key + ": true or false was expected, not " + in_quotes(word)};
  return word == "true";
}

}  // namespace

Read<RankedContest> read_ranked_contest(const Poll& poll, const Flags& flags) {
  if (poll.ranked.empty() && (poll.mark_kind != MarkKind::none || poll.format == Format::polis))
    return FileFault{"this file holds no rankings; this method compares options by ballots that rank them"};
  const auto strength = strength_of(poll, flags);
  if (!strength) return strength.fault();
  RankedContest contest{.election = {static_cast<Option>(poll.options.size()), poll.ranked}, .strength = *strength};
  if (const auto fault = find_fault(contest.election)) return FileFault{fault->detail};
  const auto is_known = [&](Option option) { return option < poll.options.size(); };
  if (!std::all_of(poll.withdrawn.begin(), poll.withdrawn.end(), is_known) || !std::all_of(poll.tie_order.begin(), poll.tie_order.end(), is_known))
    return FileFault{"a withdrawn option or one of the tie order does not exist"};
  const auto numbers = standing_numbers(poll);
  contest.poll = standing_poll(poll, numbers);
  contest.election.options = static_cast<Option>(contest.poll.options.size());
  if (!poll.withdrawn.empty()) take_away_withdrawn(contest.election, numbers);
  for (const auto& ballot : poll.ranked) contest.voters += ballot.count;
  return contest;
}

Read<tally::SchulzeRule> read_schulze_rule(const RankedContest& contest) {
  const auto& poll = contest.poll;
  const auto status_quo = status_quo_of(poll);
  if (!status_quo) return status_quo.fault();
  const auto word = setting(poll, "tie_breaking");
  tally::SchulzeRule rule{.strength = contest.strength};
  if (word.empty() && poll.tie_order.empty()) return rule;
  if (!word.empty() && word != "simple" && word != "variant1" && word != "variant2")
    return FileFault{"tie_breaking: simple, variant1 or variant2 was expected, not " + in_quotes(word)};
  rule.tie_break = word.starts_with("variant") ? tally::SchulzeTies::links : tally::SchulzeTies::options;
  rule.tie_order = poll.tie_order;
  if (!rule.tie_order.empty()) return rule;
  rule.tie_order.resize(poll.options.size());
  std::iota(rule.tie_order.begin(), rule.tie_order.end(), Option{0});
  const auto first = rule.tie_order.begin() + (*status_quo ? **status_quo : 0);
  if (*status_quo) std::rotate(rule.tie_order.begin(), first, first + 1);
  return rule;
}

Read<std::optional<tally::StatusQuoRule>> read_status_quo_rule(const RankedContest& contest) {
  const auto& poll = contest.poll;
  const auto status_quo = status_quo_of(poll);
  if (!status_quo) return status_quo.fault();
  if (!*status_quo) return std::optional<tally::StatusQuoRule>{};
  tally::StatusQuoRule rule{.status_quo = **status_quo};
  if (const auto text = setting(poll, "direct_majority"); !text.empty()) {
    const auto share = share_of(text);
    if (!share) return FileFault{"direct_majority: a share such as 2/3 was expected, not " + in_quotes(text)};
    rule.majority = {share->first, share->second};
  }
  const auto is_strict = truth_of(poll, "direct_majority_strict", true);
  const auto no_path = truth_of(poll, "no_reverse_beat_path", false);
  if (!is_strict || !no_path) return (is_strict ? no_path : is_strict).fault();
  rule.majority.is_strict = *is_strict;
  rule.no_reverse_beat_path = *no_path;
  rule.winner_leads_all = !setting(poll, "tie_breaking").empty();  // as in LiquidFeedback, whose policies say this
  return std::optional{rule};
}

std::string word_of(tally::Strength strength) {
  switch (strength) {
    case tally::Strength::winning: return "winning";
    case tally::Strength::margins: return "margins";
    case tally::Strength::ratio: return "ratio";
    case tally::Strength::tuple: return "tuple";
  }
  return {};
}

std::string text_of(tally::Strength strength, const tally::StrengthValue& value) {
  if (value == tally::StrengthValue{}) return "none";
  const auto number = std::to_string(value.number);
  if (strength == tally::Strength::ratio) return number + "/" + std::to_string(value.over);
  return strength == tally::Strength::tuple ? number + ":" + std::to_string(value.over) : number;
}

}  // namespace palabre::recount
