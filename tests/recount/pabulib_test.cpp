// Real participatory budgets are counted as their cities and two reference programs counted them. The collection only: its files carry
// no licence to ship.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "tally/equal_shares.hpp"
#include "tally/greedy.hpp"
#include "tally/phragmen.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <set>

namespace palabre::recount {
namespace {

using nlohmann::json;
using Names = std::vector<std::string>;

struct Case {
  std::string name;
  Poll poll;
  tally::BudgetElection election;
};

/// Ordinal ballots as points: the last project on a ballot of k gets 0, the first k-1.
std::vector<tally::MarkedBallot> borda(const Poll& poll) {
  std::vector<tally::MarkedBallot> ballots;
  for (const auto& ranked : poll.ranked) {
    ballots.push_back({{}, ranked.count});
    for (const auto& place : ranked.places) ballots.back().marks.push_back({place.option, static_cast<std::int64_t>(ranked.places.size()) - place.rank});
  }
  return ballots;
}

Case read_case(const std::filesystem::path& file) {
  auto poll = read_pabulib(text_of(file));
  EXPECT_TRUE(poll) << file << " " << (poll ? "" : std::to_string(poll.fault().line) + ": " + poll.fault().detail);
  if (!poll) return {};
  Case read{file.filename().string(), std::move(*poll), {}};
  const auto options = static_cast<std::uint32_t>(read.poll.options.size());
  read.election.votes = {options, read.poll.marked.empty() ? borda(read.poll) : read.poll.marked};
  for (const auto& option : read.poll.options) read.election.costs.push_back(option.cost);
  read.election.budget = *read.poll.budget;
  return read;
}

tally::TieRule by_id(const Poll& poll) {
  std::vector<tally::Option> order(poll.options.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto left, auto right) { return poll.options[left].id < poll.options[right].id; });
  return {{}, order};
}

/// As the tool on the web orders them: ids that are whole numbers by value.
tally::TieRule by_number(const Poll& poll) {
  std::vector<tally::Option> order(poll.options.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto is_number = [&](auto option) { return poll.options[option].id.find_first_not_of("0123456789") == std::string::npos && poll.options[option].id.size() < 10; };
  std::stable_sort(order.begin(), order.end(), [&](auto left, auto right) {
    if (is_number(left) != is_number(right)) return is_number(left);
    return is_number(left) && std::stoll(poll.options[left].id) < std::stoll(poll.options[right].id);
  });
  tally::TieRule rule;
  rule.order = order;
  return rule;
}

Names names_of_selected(const Poll& poll, const std::vector<tally::Option>& selected) {
  Names named;
  for (const auto option : selected) named.push_back(poll.options[option].id);
  return named;
}

Names sorted(Names all) {
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::filesystem::path> all_files() {
  const auto folder = collection("pabulib");
  return folder ? files_of(*folder / "pb", ".pb") : std::vector<std::filesystem::path>{};
}

json expected(const std::string& file) {
  const auto folder = collection("pabulib");
  return folder ? json::parse(text_of(*folder / file))["instances"] : json::object();
}

TEST(Pabulib, EveryFileIsReadWithTheVotesItAnnounces) {
  for (const auto& file : all_files()) {
    const auto read = read_case(file);
    EXPECT_EQ(std::to_string(read.poll.options.size()), read.poll.meta.at("num_projects")) << file;
    EXPECT_EQ(std::to_string(read.poll.marked.size() + read.poll.ranked.size()), read.poll.meta.at("num_votes")) << file;
    EXPECT_EQ(read.poll.people.size(), read.poll.marked.size() + read.poll.ranked.size()) << file;
    count_case("pabulib: files read");
  }
}

TEST(Pabulib, GreedyRulesSelectWhatTheCitySelected) {
  for (const auto& file : all_files()) {
    auto read = read_case(file);
    const auto rule = read.poll.meta["rule"];
    if (rule != "greedy" && rule != "greedy-no-skip" && rule != "greedy-threshold") continue;
    if (!read.poll.options.front().columns.contains("selected")) continue;
    tally::GreedyOptions options;
    options.skips = rule != "greedy-no-skip";
    if (read.poll.mark_kind == MarkKind::points) options.score = tally::GreedyScore::points;
    if (read.poll.marked.empty())
      for (const auto& option : read.poll.options) options.scores.push_back(*parse_decimal(option.columns.at("score"), 0));
    if (read.poll.meta.contains("min_project_score_threshold")) options.threshold = *parse_decimal(read.poll.meta["min_project_score_threshold"], 0);
    const auto result = tally::greedy(read.election, options);
    ASSERT_TRUE(result) << result.fault().detail;
    Names official;
    for (const auto& option : read.poll.options)
      if (option.columns.at("selected") == "1") official.push_back(option.id);
    EXPECT_EQ(sorted(names_of_selected(read.poll, result->selected)), sorted(official)) << file;
    count_case("pabulib: selected by the city");
  }
}

Names count_as_pabutools(const Case& read, const std::string& method) {
  const auto ties = by_id(read.poll);
  if (method == "seq_phragmen") {
    const auto result = tally::phragmen(read.election, {false, ties});
    auto selected = names_of_selected(read.poll, result.value().selected);
    return sorted(selected);  // the reference lists this one by id
  }
  if (method.starts_with("greedy")) {
    tally::GreedyOptions options;
    options.ties = ties;
    options.is_per_cost = method != "greedy_cost_sat";
    if (method == "greedy_additive_score") options.score = tally::GreedyScore::points;
    return names_of_selected(read.poll, tally::greedy(read.election, options).value().selected);
  }
  tally::EqualSharesOptions options;
  options.ties = ties;
  options.utility = method == "mes_cost" ? tally::Utility::cost : tally::Utility::cardinality;
  return names_of_selected(read.poll, tally::equal_shares(read.election, options).value().selected);
}

TEST(Pabulib, MethodsSelectWhatPabutoolsSelectsInTheSameOrder) {
  const auto instances = expected("expected_pabutools.json");
  for (const auto& [file, instance] : instances.items()) {
    const auto read = read_case(*collection("pabulib") / "pb" / file);
    for (const auto& [method, published] : instance["results"].items()) {
      EXPECT_EQ(count_as_pabutools(read, method), published["selected"].get<Names>()) << file << " " << method;
      count_case("pabulib: pabutools");
    }
  }
}

const std::map<std::string, tally::Completion> completions{{"none", tally::Completion::none}, {"utilitarian", tally::Completion::utilitarian},
  {"add1", tally::Completion::add1}, {"add1u", tally::Completion::add1u}, {"add1e", tally::Completion::add1e}};

TEST(Pabulib, CompletionsSelectWhatTheEqualSharesToolSelectsInTheSameOrder) {
  const auto instances = expected("expected_equalshares_tool.json");
  for (const auto& [file, instance] : instances.items()) {
    const auto read = read_case(*collection("pabulib") / "pb" / file);
    for (const auto& [completion, published] : instance["results"].items()) {
      tally::EqualSharesOptions options;
      options.completion = completions.at(completion);
      options.ties = by_number(read.poll);
      for (int i = 0; i < read.poll.money_places; ++i) options.step *= 10;
      const auto result = tally::equal_shares(read.election, options);
      ASSERT_TRUE(result) << result.fault().detail;
      const auto selected = names_of_selected(read.poll, result->selected);
      const auto order = published["order"].get<Names>();
      // The tool lets a voter who names a project twice pay twice; here once, which leaves the set but not every order.
      const bool is_same_ballots = !read.poll.meta.contains("ballots_naming_a_project_twice");
      EXPECT_EQ(is_same_ballots ? selected : sorted(selected), is_same_ballots ? order : sorted(order)) << file << " " << completion;
      count_case("pabulib: equalshares.net tool");
    }
  }
}

TEST(Pabulib, WieliczkaIsCountedAsItsCouncilDid) {
  for (const auto& file : all_files()) {
    auto read = read_case(file);
    if (read.poll.meta["rule"] != "equalshares/add1-comparison") continue;
    const auto result = tally::equal_shares(read.election, {tally::Utility::cost, tally::Completion::add1});
    Names official;
    for (const auto& option : read.poll.options)
      if (option.columns.at("selected") == "1") official.push_back(option.id);
    EXPECT_EQ(sorted(names_of_selected(read.poll, result.value().selected)), sorted(official));
    EXPECT_EQ(result->cost, 995079);
    count_case("pabulib: official equal shares");
  }
}

}  // namespace
}  // namespace palabre::recount
