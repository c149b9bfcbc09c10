// Votes by marks with published answers: binomial intervals, approval committees, our own demo.
#include "recount/collection.hpp"
#include "recount/report.hpp"
#include "tally/wilson.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace palabre::recount {
namespace {

using nlohmann::json;

json through_text(const Reported& reported) {
  EXPECT_TRUE(reported) << (reported ? "" : reported.fault().detail);
  return reported ? json::parse(reported->json.dump()) : json();
}

// --- the demo of this project: always at hand -------------------------------------------------------------------------------------

json demo(const std::string& name) { return json::parse(text_of(shipped_data().parent_path().parent_path() / "demo" / name)); }

TEST(DemoBallots, GiveTheApprovalsTheDemoExpects) {
  const auto demos = demo("child-health.json");
  const auto& vote = demos.at("ballots").at(0);
  Poll poll;
  poll.format = Format::own;
  poll.mark_kind = MarkKind::approval;
  poll.meta["max_choices"] = std::to_string(vote.at("max_choices").get<int>());
  std::map<std::string, tally::Option> numbers;
  for (const std::string id : vote.at("options")) {
    numbers.emplace(id, static_cast<tally::Option>(numbers.size()));
    poll.options.push_back({id, id});
  }
  for (const auto& ballot : vote.at("ballots")) {
    poll.marked.emplace_back();
    for (const std::string id : ballot.at("choices")) poll.marked.back().marks.push_back({numbers.at(id), 1});
  }
  const auto said = through_text(report_approval(poll, {}));
  const auto& expected = vote.at("expected_after_close");
  EXPECT_EQ(said["totals"], expected.at("support"));
  EXPECT_EQ(said["ties"], expected.at("tie_groups"));
  json order = json::array();
  for (const auto& group : said["order"])
    for (const auto& id : group) order.push_back(id);
  EXPECT_EQ(order, expected.at("order"));
  EXPECT_EQ(said["turnout"]["blank"], vote.at("blank"));
  EXPECT_EQ(said["turnout"]["over_voted"], 0);
  EXPECT_EQ(said["winners"], json::array({expected.at("order")[0]}));
  count_case("demo (approval)");
}

TEST(DemoBallots, GiveTheDelegatedWeightsTheDemoExpects) {
  const auto demos = demo("remote-services.json");
  const auto& vote = demos.at("ballots").at(0);
  Poll poll;
  poll.format = Format::own;
  std::map<std::string, std::uint32_t> numbers;
  for (const std::string id : vote.at("electorate")) {
    numbers.emplace(id, static_cast<std::uint32_t>(numbers.size()));
    poll.people.push_back(id);
  }
  for (const auto& ballot : vote.at("ballots")) poll.voters.push_back(numbers.at(ballot.at("token")));
  for (const auto& delegation : demos.at("delegations")) poll.delegations.push_back({numbers.at(delegation.at("from")), numbers.at(delegation.at("to")), Scope::unit});
  const auto said = through_text(report_delegation(poll, {}));
  const auto& expected = vote.at("expected");
  json above_one = json::object();
  for (const auto& [person, weight] : said["weights"].items())
    if (weight > 1) above_one[person] = weight;
  EXPECT_EQ(above_one, expected.at("weights_over_1"));
  EXPECT_EQ(said["uncounted"], expected.at("no_effect"));
  EXPECT_EQ(said["cycles"], json::array({expected.at("no_effect")}));
  EXPECT_EQ(said["counted"], expected.at("counted_weight"));
  count_case("demo (delegation)");
}

// --- R's intervals ------------------------------------------------------------------------------------------------------------------

TEST(WilsonInterval, IsWhatRSays) {
  for (const auto& file : files_of(collection("wilson"), "binom_ci.json")) {
    const auto published = json::parse(text_of(file));
    for (const auto& row : published.at("cases")) {
      const auto interval = tally::wilson_interval({row.at("count"), row.at("nobs")}).value();
      EXPECT_NEAR(interval.low, row.at("low").get<double>(), 1e-8);  // some rows are published with eight decimals
      EXPECT_NEAR(interval.high, row.at("high").get<double>(), 1e-8);
      count_case("wilson");
    }
  }
}

}  // namespace
}  // namespace palabre::recount
