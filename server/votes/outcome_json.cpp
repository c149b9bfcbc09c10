// The result of a vote as the text that is stored and published, and back. Called by the count, the views and the check.
#include "votes/outcome.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace palabre::votes {
namespace {

using nlohmann::ordered_json;

ordered_json channels_json(const std::vector<std::int64_t>& by_channel) {
  if (by_channel.empty()) return nullptr;
  return {{"online", by_channel.at(0)}, {"paper", by_channel.at(1)}, {"assisted", by_channel.at(2)}};
}

std::vector<std::int64_t> channels_of(const ordered_json& channels) {
  if (channels.is_null()) return {};
  return {channels.at("online").get<std::int64_t>(), channels.at("paper").get<std::int64_t>(), channels.at("assisted").get<std::int64_t>()};
}

}  // namespace

std::string result_json(const Outcome& outcome, std::string_view root) {
  ordered_json options = ordered_json::array();
  for (const auto& option : outcome.options)
    options.push_back({{"position", option.position}, {"votes", option.votes}, {"channels", channels_json(option.by_channel)}, {"place", option.place},
                       {"selected", option.is_selected}});
  ordered_json ties = ordered_json::array();
  for (const auto& tie : outcome.ties)
    ties.push_back({{"positions", tie.positions}, {"settled_by", tie.is_by_lot ? "lot" : "cost"}, {"decisive", tie.is_decisive}});
  return ordered_json{{"ballots", outcome.ballots},
                      {"blank", outcome.blank},
                      {"voices", outcome.voices},
                      {"channels", channels_json(outcome.by_channel)},
                      {"options", std::move(options)},
                      {"ties", std::move(ties)},
                      {"spent", outcome.spent},
                      {"pairwise", outcome.pairwise},
                      {"root", root},
                      {"seed", seed_text(outcome.seed)}}
      .dump();
}

Outcome read_result(std::string_view json) {
  const auto parsed = ordered_json::parse(json);
  Outcome outcome;
  outcome.ballots = parsed.at("ballots").get<std::int64_t>();
  outcome.blank = parsed.at("blank").get<std::int64_t>();
  outcome.voices = parsed.at("voices").get<std::int64_t>();
  outcome.by_channel = channels_of(parsed.at("channels"));
  for (const auto& option : parsed.at("options"))
    outcome.options.push_back({option.at("position").get<int>(), option.at("votes").get<std::int64_t>(), channels_of(option.at("channels")),
                               option.at("place").get<int>(), option.at("selected").get<bool>()});
  for (const auto& tie : parsed.at("ties"))
    outcome.ties.push_back({tie.at("positions").get<std::vector<int>>(), tie.at("settled_by").get<std::string>() == "lot", tie.at("decisive").get<bool>()});
  outcome.spent = parsed.at("spent").get<std::int64_t>();
  outcome.pairwise = parsed.at("pairwise").get<std::vector<std::vector<std::int64_t>>>();
  outcome.seed = std::stoull(parsed.at("seed").get<std::string>(), nullptr, 16);
  return outcome;
}

}  // namespace palabre::votes
