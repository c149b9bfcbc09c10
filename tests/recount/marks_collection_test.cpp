// Votes by marks with published answers: binomial intervals, approval committees, our own demo.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "recount/report.hpp"
#include "tally/wilson.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

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

// --- approval committees of abcvoting: rule `av`, all tied committees ---------------------------------------------------------------

using NamedCommittee = std::set<std::string>;

/// All committees the report leaves open: those surely elected, with every choice among the tied for the seats left.
std::set<NamedCommittee> committees_of(const json& said) {
  const NamedCommittee elected = said["elected"];
  std::vector<std::string> tied;
  for (const auto& group : said["ties"]) tied.insert(tied.end(), group.begin(), group.end());
  const auto left = said["seats"].get<std::size_t>() - elected.size();
  std::vector<bool> is_chosen(tied.size(), false);
  std::fill(is_chosen.begin(), is_chosen.begin() + static_cast<std::ptrdiff_t>(tied.empty() ? 0 : left), true);
  std::set<NamedCommittee> committees;
  do {
    auto committee = elected;
    for (std::size_t at = 0; at < tied.size(); ++at)
      if (is_chosen[at]) committee.insert(tied[at]);
    committees.insert(committee);
  } while (std::prev_permutation(is_chosen.begin(), is_chosen.end()));
  return committees;
}

void check_committees(const std::filesystem::path& file, const std::string& data_set) {
  SCOPED_TRACE(file);
  const auto text = text_of(file);
  const auto said = through_text(report_approval(read_abcvoting(text).value(), {}));
  for (const auto& rule : YAML::Load(text)["compute"]) {
    if (rule["rule_id"].as<std::string>() != "av") continue;
    std::set<NamedCommittee> published;
    for (const auto& listed : rule["result"]) {
      const auto names = listed.as<std::vector<std::string>>();
      published.emplace(names.begin(), names.end());
    }
    const auto here = committees_of(said);
    if (rule["resolute"].as<bool>()) {
      EXPECT_TRUE(std::includes(published.begin(), published.end(), here.begin(), here.end()));
    } else {
      EXPECT_EQ(here, published);
    }
    count_case(data_set);
  }
}

TEST(ApprovalCommittees, AreThoseOfAbcvotingWithAllTies) {
  for (const auto& file : files_of(shipped_data() / "abcvoting", ".abc.yaml")) check_committees(file, "abcvoting av (shipped)");
  for (const auto& file : files_of(collection("abcvoting"), ".abc.yaml")) check_committees(file, "abcvoting av");
}

// --- the columns `votes` and `score` of Pabulib ---------------------------------------------------------------------------------------

TEST(PabulibTotals, AreTheColumnsOfTheFile) {
  auto folder = collection("pabulib");
  if (folder) *folder /= "pb";
  for (const auto& file : files_of(folder, ".pb")) {
    SCOPED_TRACE(file);
    const auto poll = read_pabulib(text_of(file)).value();
    if (poll.mark_kind == MarkKind::none) continue;  // ordinal: its points are the city's own
    const bool has_points = poll.mark_kind == MarkKind::points || poll.mark_kind == MarkKind::score;
    const auto said = through_text((has_points ? report_score : report_approval)(poll, {}));
    for (const auto& option : poll.options) {
      const auto& votes = said[has_points ? "grades" : "totals"][option.id];
      const auto column = [&option](const char* name) { return option.columns.contains(name) ? option.columns.at(name) : std::string(); };
      // A ballot that names a project twice counts once for it here; the one file with such ballots counts them as often as they name it.
      if (poll.meta.contains("ballots_naming_a_project_twice")) {
        EXPECT_LE(votes.get<std::int64_t>(), std::stoll(column("votes")));
      } else if (!column("votes").empty()) {
        EXPECT_EQ(votes.dump(), column("votes")) << option.id;
      }
      if (!column("score").empty()) {
        EXPECT_EQ(said["totals"][option.id].dump(), column("score")) << option.id;
      }
    }
    count_case("pabulib (votes, score)");
  }
}

// --- the capital of Tennessee ----------------------------------------------------------------------------------------------------------

TEST(Tennessee, ElectsNashvilleByApprovalAndByStar) {
  for (const auto& file : files_of(collection("condorcet"), "tennessee_approval.abif")) {
    const auto said = through_text(report_approval(read_abif(text_of(file)).value(), {}));
    EXPECT_EQ(said["winners"], json::array({"Nash"}));
    EXPECT_EQ(said["totals"]["Nash"], 50);
    count_case("condorcet (Tennessee by approval)");
  }
  for (const auto& file : files_of(collection("condorcet"), "tennessee_star.abif")) {
    const auto poll = read_abif(text_of(file)).value();
    const auto said = through_text(report_star(poll, {}));
    EXPECT_EQ(said["winners"], json::array({"Nash"}));
    EXPECT_EQ(said["totals"]["Nash"], 261);
    EXPECT_EQ(said["runoffs"][0]["for"], json::parse(R"({"Nash":68,"Chat":32})"));
    EXPECT_EQ(through_text(report_score(poll, {}))["totals"], said["totals"]);
    count_case("condorcet (Tennessee by STAR)");
  }
}

}  // namespace
}  // namespace palabre::recount
