// Scenarios that LiquidFeedback itself decided: weights by delegation, the ranking of ideas, direct majorities.
#include "recount/cases.hpp"
#include "recount/collection.hpp"
#include "recount/derive.hpp"
#include "recount/readers.hpp"
#include "recount/report.hpp"
#include "recount/write_own.hpp"
#include "tally/delegation.hpp"
#include "tally/harmonic.hpp"
#include "tally/majority.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace palabre::recount {
namespace {

using nlohmann::json;
using Method = Reported (*)(const Poll&, const Flags&);
using tally::Person;

Person person_of(const std::string& member) { return static_cast<Person>(std::stoul(member) - 1); }

tally::DelegatedVote vote_of(const json& input) {
  tally::DelegatedVote vote;
  vote.people = input.at("members");
  for (const auto& [name, scope] : {std::pair{"unit", tally::DelegationScope::unit}, {"area", tally::DelegationScope::area}, {"issue", tally::DelegationScope::issue}})
    for (const auto& [from, to] : input.at("delegations").at(name).items())
      vote.delegations.push_back({person_of(from), to.is_null() ? tally::nobody : to.get<Person>() - 1, scope});
  return vote;
}

json weights_of(const tally::DelegationResult& result) {
  json weights = json::object();
  for (Person person = 0; person < result.weights.size(); ++person)
    if (result.weights[person] > 0) weights[std::to_string(person + 1)] = result.weights[person];
  return weights;
}

tally::DelegationResult interest_of(const json& input) {
  auto vote = vote_of(input);
  for (const Person member : input.at("interested_members")) vote.voters.push_back(member - 1);
  return tally::weigh_delegations(vote).value();
}

json carried_of(const tally::DelegationResult& result) {
  const char* const names[] = {"unit", "area", "issue"};
  json carried = json::array();
  for (Person person = 0; person < result.fates.size(); ++person) {
    if (result.fates[person] != tally::Fate::carried) continue;
    auto chain = tally::chain_of(result, person);
    for (auto& member : chain) ++member;
    carried.push_back({{"member", person + 1}, {"weight", result.passed[person]}, {"scope", names[static_cast<int>(result.scopes[person])]}, {"chain", chain}});
  }
  return carried;
}

void check_ranking(const json& scenario, const std::vector<std::int64_t>& weights) {
  const auto& input = scenario.at("input");
  const auto& expected = scenario.at("expected").at("initiatives_before_voting");
  tally::HarmonicElection election;
  election.options = input.at("initiatives");
  election.supporters.resize(weights.size());
  for (std::size_t person = 0; person < weights.size(); ++person) election.supporters[person].weight = weights[person];
  for (const auto& [member, ideas] : input.at("supporters").items())
    for (const tally::Option idea : ideas) election.supporters[person_of(member)].supports.push_back(idea - 1);
  std::vector<std::int64_t> support(election.options, 0);
  for (const auto& supporter : election.supporters)
    for (const auto idea : supporter.supports) support[idea] += supporter.weight;
  const auto& quorum = input.at("policy").at("initiative_quorum");
  const tally::Quorum rule{tally::Counted::support, quorum[0], quorum[1], tally::Base::eligible, 1};
  const tally::Turnout turnout{input.at("members").get<std::int64_t>(), input.at("members"), input.at("members")};
  for (const auto& idea : expected) {
    const auto at = idea.at("id").get<std::size_t>() - 1;
    EXPECT_EQ(support[at], idea.at("supporter_count"));
    election.admitted.push_back(tally::check_quorum(rule, turnout, support[at]).value().is_met);
    EXPECT_EQ(election.admitted.back(), idea.at("admitted").get<bool>());
  }
  const auto ranking = tally::rank_harmonic(election).value();
  for (const auto& idea : expected) {
    auto thousandths = idea.at("harmonic_weight").get<std::string>();
    std::erase(thousandths, '.');
    EXPECT_EQ(ranking.weights_thousandths[idea.at("id").get<std::size_t>() - 1], std::stoll(thousandths)) << idea;
  }
}

void check_vote(const json& input, const json& expected) {
  auto vote = vote_of(input);
  for (const auto& [member, grades] : input.at("votes").items()) vote.voters.push_back(person_of(member));
  const auto result = tally::weigh_delegations(vote).value();
  EXPECT_EQ(weights_of(result), expected.at("direct_voter_weights"));
  EXPECT_EQ(carried_of(result), expected.at("delegating_voters"));
  EXPECT_EQ(std::to_string(result.counted), expected.at("issue").at("voter_count"));
  const auto& policy = input.at("policy");
  const tally::MajorityRule rule{.num = policy.at("direct_majority")[0], .den = policy.at("direct_majority")[1], .is_strict = policy.at("direct_majority_strict"), .quorum = {}};
  for (const auto& idea : expected.at("initiatives_after_voting")) {
    tally::YesNo votes;
    for (const auto& [member, grades] : input.at("votes").items()) {
      const auto grade = grades.value(std::to_string(idea.at("id").get<int>()), 0);
      (grade > 0 ? votes.yes : grade < 0 ? votes.no : votes.blank) += result.weights[person_of(member)];
    }
    EXPECT_EQ(votes.yes, idea.at("positive_votes"));
    EXPECT_EQ(votes.no, idea.at("negative_votes"));
    EXPECT_EQ(tally::decide_majority(votes, rule).value().is_accepted, idea.at("direct_majority").get<bool>()) << idea;
  }
}

TEST(LiquidFeedback, AgreesOnWeightsRankingAndMajorities) {
  for (const auto& file : files_of(collection("liquidfeedback"), "cases.json")) {
    for (const auto& scenario : json::parse(text_of(file))) {
      SCOPED_TRACE(scenario.at("input").at("name").get<std::string>());
      const auto interest = interest_of(scenario.at("input"));
      EXPECT_EQ(weights_of(interest), scenario.at("expected").at("interest_weights"));
      check_ranking(scenario, interest.weights);
      if (scenario.at("expected").contains("direct_voter_weights")) check_vote(scenario.at("input"), scenario.at("expected"));
      count_case("liquidfeedback (weights, ranking, majorities)");
    }
  }
}

// --- the same through our own files and reports, as `palabre tally` gives them ---------------------------------------------------------

json report(Method method, const Poll& poll, const Flags& flags = {}) {
  const auto reported = method(poll, flags);
  EXPECT_TRUE(reported) << (reported ? "" : reported.fault().detail);
  return reported ? json::parse(reported->json.dump()) : json();
}

void check_reports(const Poll& poll) {
  const auto expected = json::parse(poll.expected);
  Flags flags;
  flags.phase = "interest";
  EXPECT_EQ(report(report_delegation, poll, flags)["weights"], expected.at("interest_weights"));
  std::map<std::string, json> ranked;
  const auto ranking = report(report_harmonic, poll);
  for (const auto& idea : ranking["order"]) ranked[idea["id"]] = idea;
  EXPECT_EQ(ranked.size(), expected.at("initiatives_before_voting").size());
  for (const auto& idea : expected.at("initiatives_before_voting")) {
    const auto& said = ranked[std::to_string(idea.at("id").get<int>())];
    EXPECT_EQ(said["weight"], idea.at("harmonic_weight"));
    EXPECT_EQ(said["is_admitted"], idea.at("admitted"));
    EXPECT_EQ(said["support"], idea.at("supporter_count"));
  }
  if (!expected.contains("direct_voter_weights")) return;
  const auto vote = report(report_delegation, poll);
  EXPECT_EQ(vote["weights"], expected.at("direct_voter_weights"));
  EXPECT_EQ(vote["carried"].size(), expected.at("delegating_voters").size());
  auto weighed = poll;
  ASSERT_TRUE(weigh_by_delegation(weighed));
  const auto decisions = report(report_majority, weighed)["decisions"];
  for (const auto& idea : expected.at("initiatives_after_voting")) {
    const auto& said = decisions.at(std::to_string(idea.at("id").get<int>()));
    EXPECT_EQ(said.at("yes"), idea.at("positive_votes"));
    EXPECT_EQ(said.at("no"), idea.at("negative_votes"));
    EXPECT_EQ(said.at("has_majority"), idea.at("direct_majority"));
  }
}

TEST(LiquidFeedback, AgreesThroughOurOwnFilesAndReports) {
  for (const auto& file : files_of(collection("liquidfeedback"), "cases.json")) {
    const auto text = text_of(file);
    const auto tree = read_json(text);
    ASSERT_TRUE(tree);
    const auto scenarios = read_cases(*tree).value();
    for (const auto& scenario : scenarios) {
      SCOPED_TRACE(scenario.name);
      check_reports(read_own(write_own(scenario.poll)).value());
      count_case("liquidfeedback (reports)");
    }
  }
}

}  // namespace
}  // namespace palabre::recount
