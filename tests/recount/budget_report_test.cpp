// The reports of budgets have the shape that is promised, name every option by its id and say why.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "recount/report.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

const std::string town = "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy-no-skip\nnum_votes;9\nPROJECTS\nproject_id;cost;votes;name;selected\n"
                         "10;60.5;4;Benches;1\n9;40;3;Trees;0\n2;30;3;Lamps;0\nVOTES\nvoter_id;vote\n1;10,9\n2;10,2\n3;10,9\n4;10,2\n5;9\n6;2\n7;\n";

Poll read_any(const std::string& text) {
  auto poll = read_poll(text);
  EXPECT_TRUE(poll) << (poll ? "" : poll.fault().detail);
  return poll ? *poll : Poll{};
}

Report value(Reported reported) {
  EXPECT_TRUE(reported) << (reported ? "" : reported.fault().detail);
  return reported ? *reported : Report{};
}

TEST(BudgetReport, TellsGreedyByTheRuleOfTheFile) {
  const auto report = value(report_greedy(read_any(town), {}));
  EXPECT_EQ(report.json["selected"], Json({"10"}));
  EXPECT_EQ(report.json["cost"], "60.5");
  EXPECT_EQ(report.json["budget"], "100");
  EXPECT_EQ(report.json["left"], "39.5");
  EXPECT_EQ(report.json["rule"], "greedy-no-skip");
  EXPECT_EQ(report.json["projects"]["9"]["supporters"], 3);
  EXPECT_EQ(report.json["projects"]["9"]["missing"], "0.5");
  EXPECT_EQ(report.json["projects"]["10"]["price"], "15.125");
  EXPECT_EQ(report.json["projects"]["9"]["price"], Json());
  EXPECT_EQ(report.json["published"]["agrees"], true);
  EXPECT_EQ(report.json["ties"].size(), 1U);
  EXPECT_EQ(report.json["outcomes"], Json({{"10"}, {"10", "2"}}));
  EXPECT_NE(report.text.find("announces 9 votes and holds 7"), std::string::npos);
  Flags skip;
  skip.rule = "greedy";
  EXPECT_EQ(value(report_greedy(read_any(town), skip)).json["selected"], Json({"10", "2"}));
  skip.rule = "fair";
  EXPECT_FALSE(report_greedy(read_any(town), skip));
}

TEST(BudgetReport, TellsEqualSharesWithPricesAndWhatWasMissing) {
  const auto report = value(report_equal_shares(read_any(town), {}));
  EXPECT_EQ(report.json["selected"], Json({"2", "9"}));
  EXPECT_EQ(report.json["endowment"], "14.285714");
  EXPECT_EQ(report.json["projects"]["2"]["price"], "10");
  EXPECT_EQ(report.json["projects"]["9"]["price_exact"], "40/3");
  EXPECT_EQ(report.json["projects"]["10"]["missing"], "50.02381");
  Flags flags;
  flags.completion = "utilitarian";
  const auto completed = value(report_equal_shares(read_any(town), flags));
  EXPECT_EQ(completed.json["completion"], "utilitarian");
  EXPECT_EQ(completed.json["projects"]["10"]["selected"], false);
  flags.completion = "add1";
  flags.utility = "cardinality";
  flags.step = "0.5";
  const auto raised = value(report_equal_shares(read_any(town), flags));
  EXPECT_EQ(raised.json["utility"], "cardinality");
  EXPECT_GT(raised.json["steps"], 0);
  for (const char* step : {"0", "-1", "x", "0.05"}) {
    flags.step = step;
    EXPECT_FALSE(report_equal_shares(read_any(town), flags)) << step;
  }
  flags = {};
  flags.completion = "magic";
  EXPECT_FALSE(report_equal_shares(read_any(town), flags));
}

TEST(BudgetReport, TellsPhragmenWithLoads) {
  const auto report = value(report_phragmen(read_any(town), {}));
  EXPECT_EQ(report.json["selected"], Json({"2", "9"}));
  EXPECT_EQ(report.json["projects"]["2"]["load"], "10");
  EXPECT_NE(report.text.find("It ended when 10"), std::string::npos);
}

TEST(BudgetReport, CountsCommitteesWithAllTiedOutcomes) {
  const auto poll = read_any(text_of(shipped_data() / "abcvoting" / "instanceS0000.abc.yaml"));
  const auto report = value(report_equal_shares(poll, {}));
  EXPECT_EQ(report.json["completion"], "phragmen");
  EXPECT_EQ(report.json["outcomes"], Json({{"0", "3", "5"}, {"2", "3", "5"}}));
  EXPECT_EQ(report.json["outcomes_complete"], true);
  EXPECT_EQ(value(report_phragmen(poll, {})).json["outcomes"], Json({{"0", "3", "5"}, {"2", "3", "5"}}));
  Flags add1;
  add1.completion = "add1";
  EXPECT_EQ(value(report_equal_shares(poll, add1)).json["selected"].size(), 3U);
  Flags two;
  two.seats = 2;
  EXPECT_EQ(value(report_phragmen(poll, two)).json["selected"].size(), 2U);
  two.seats = 0;
  EXPECT_FALSE(report_phragmen(poll, two));
}

TEST(BudgetReport, RefusesFilesWithoutMoneyOrSupport) {
  EXPECT_FALSE(report_greedy(read_any("{\"format\":\"palabre-tally/1\",\"options\":[\"a\"],\"ballots\":[{\"ranking\":[\"a\"]}]}"), {}));
  EXPECT_FALSE(report_equal_shares(read_any("{\"format\":\"palabre-tally/1\",\"budget\":5,\"options\":[\"a\"]}"), {}));
}

TEST(BudgetReport, FundsTheDemonstrationAsItsOrganisersExpect) {
  const auto demo = shipped_data().parent_path().parent_path() / "demo" / "seniors-cohousing.json";
  const auto redesign = Json::parse(text_of(demo));
  std::size_t counted = 0;
  for (const auto& ballot : redesign["ballots"]) {
    if (ballot["method"] != "budget") continue;
    Poll poll;
    poll.format = Format::own;
    poll.budget = ballot["budget_eur"].get<std::int64_t>();
    poll.mark_kind = MarkKind::approval;
    std::map<std::string, tally::Option> places;
    for (const auto& option : ballot["options"]) {
      const auto idea = option["idea"].get<std::string>();
      places[idea] = static_cast<tally::Option>(poll.options.size());
      poll.options.push_back({idea, idea, option["cost_eur"].get<std::int64_t>(), {}});
    }
    for (const auto& paper : ballot["ballots"]) {
      poll.marked.emplace_back();
      for (const auto& choice : paper["choices"]) poll.marked.back().marks.push_back({places.at(choice.get<std::string>()), 1});
    }
    const auto report = value(report_greedy(poll, {}));
    EXPECT_EQ(report.json["selected"], ballot["expected"]["funded"]);
    EXPECT_EQ(report.json["left"], std::to_string(ballot["expected"]["unspent_eur"].get<int>()));
    for (const auto& [idea, support] : ballot["expected"]["support"].items()) EXPECT_EQ(report.json["projects"][idea]["supporters"], support);
    count_case("demo: budget");
    ++counted;
  }
  EXPECT_EQ(counted, 1U);
}

}  // namespace
}  // namespace palabre::recount
