// Small published cases of STV and instant runoff, the counts of Burlington 2009, and what the reports of both say.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "recount/report.hpp"
#include "tally/irv.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palabre::recount {
namespace {

using nlohmann::json;
using Names = std::vector<std::string>;

/// Without an order of keys, so that it compares by content.
json plain(const Reported& report) { return report ? json::parse(report->json.dump()) : json(); }

Poll poll_of(const json& example) {
  Poll poll;
  for (const auto& name : example["candidates"]) poll.options.push_back({name, name, 0, {}});
  poll.seats = example["seats"].get<std::uint32_t>();
  if (example["quota_rule"].is_string()) poll.meta["quota_rule"] = example["quota_rule"];
  const auto option_of = [&](const std::string& name) {
    return static_cast<tally::Option>(std::ranges::find(poll.options, name, &PollOption::id) - poll.options.begin());
  };
  for (const auto& ballot : example["ballots"]) {
    std::vector<std::vector<tally::Option>> groups;
    for (const auto& group : ballot["ranking"]) {
      groups.emplace_back();
      for (const auto& name : group) groups.back().push_back(option_of(name));
    }
    poll.ranked.push_back(tally::rank_in_groups(groups, ballot["count"].get<std::int64_t>()));
  }
  return poll;
}

void check_case(const json& example) {
  SCOPED_TRACE(example["method"].get<std::string>() + " " + example["name"].get<std::string>());
  const bool is_irv = example["method"] == "InstantRunoff";
  const auto poll = poll_of(example);
  const auto report = is_irv ? report_irv(poll, {}) : report_stv(poll, {});
  ASSERT_TRUE(report) << report.fault().detail;
  if (is_irv) {
    EXPECT_EQ(plain(report)["ranking"], example["ranking"]);
    const bool is_first_tied = example["ranking"][0].size() > 1;
    EXPECT_EQ(is_first_tied, !report->json["ties"].empty() && report->json["ties"].back()["decided_by"] == "the listed order");
    return;
  }
  Names expected;
  for (const auto& group : example["ranking"]) expected.push_back(group[0]);
  EXPECT_EQ(report->json["elected"].get<Names>(), expected);
  if (example["quota"].is_number()) {
    EXPECT_EQ(std::stod(report->json["quota"].get<std::string>()), example["quota"].get<double>());
  }
}

TEST(SmallCases, ComeOutAsPublished) {
  const auto folder = collection("stv-small");
  for (const auto& from : {std::optional(shipped_data() / "stv-small"), folder}) {
    if (!from) continue;
    for (const auto& example : json::parse(text_of(*from / "cases.json"))) {
      check_case(example);
      count_case(from == folder ? "stv-small" : "stv-small (shipped)");
    }
  }
}

/// No count of these two is published; the three rules and the instant runoff must agree where theory says so, and add up.
TEST(TidemanElections, AreReadAsBltAndCountedByEveryRule) {
  const auto folder = collection("stv-small");
  std::vector<std::filesystem::path> files{shipped_data() / "stv-small" / "tideman_A77.HIL"};
  for (const auto& file : files_of(folder, ".HIL")) files.push_back(file);
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const auto poll = read_blt(text_of(file));
    ASSERT_TRUE(poll) << poll.fault().detail;
    for (const char* rule : {"scotland", "wigm", "meek"}) {
      Flags flags;
      flags.rule = rule;
      const auto report = report_stv(*poll, flags);
      ASSERT_TRUE(report) << report.fault().detail;
      EXPECT_EQ(report->json["elected"].size(), *poll->seats) << rule;
    }
    const auto runoff = report_irv(*poll, {});
    ASSERT_TRUE(runoff);
    Flags one;
    one.seats = 1;
    EXPECT_EQ(runoff->json["elected"], report_stv(*poll, one)->json["elected"]);
  }
}

/// Official: Kiss 2585, Montroll 2063, Simpson 35, Smith 1306, Wright 2951 and 36 written in at first; Kiss 4313, Wright 4061 and 606
/// exhausted at last.
TEST(Burlington2009, ElectsKissInTheOfficialRounds) {
  const auto folder = collection("condorcet");
  if (!folder) return;
  const auto poll = read_abif(text_of(*folder / "burlington2009.abif"));
  ASSERT_TRUE(poll) << poll.fault().detail;
  const auto answer = plain(report_irv(*poll, {}));
  EXPECT_EQ(answer["elected"], json({"Kiss"}));
  EXPECT_EQ(answer["stages"].front()["votes"]["Wright"], "2951");
  EXPECT_EQ(answer["stages"].front()["votes"]["Kiss"], "2585");
  EXPECT_EQ(answer["stages"].front()["votes"]["Montroll"], "2063");
  EXPECT_EQ(answer["stages"].front()["votes"]["Smith"], "1306");
  EXPECT_EQ(answer["stages"].back()["votes"]["Kiss"], "4313");
  EXPECT_EQ(answer["stages"].back()["votes"]["Wright"], "4061");
  EXPECT_EQ(answer["stages"].back()["exhausted"], "606");
  count_case("condorcet");
}

Poll castor() {
  return *read_blt("3 2\n4 1 2 0\n2 3 0\n0\n\"Castor\"\n\"Pollux\"\n\"Helen\"\n\"Twins\"\n");
}

TEST(StvReport, HasTheShapeOfTheIssue) {
  const auto report = report_stv(castor(), {});
  ASSERT_TRUE(report);
  const auto answer = plain(report);
  EXPECT_EQ(answer["elected"], json({"Castor", "Helen"}));
  EXPECT_EQ(answer["quota"], "3.00000");
  ASSERT_EQ(answer["stages"].size(), 3U);
  EXPECT_EQ(answer["stages"][0]["votes"], json({{"Castor", "4.00000"}, {"Pollux", "0.00000"}, {"Helen", "2.00000"}}));
  EXPECT_EQ(answer["stages"][0]["elected"], json({"Castor"}));
  EXPECT_EQ(answer["stages"][1]["transfers"], json::parse(R"([{"from":"Castor","to":"Pollux","ballots":4,"votes":"1.00000"}])"));
  EXPECT_EQ(answer["stages"][1]["transfer_value"], "0.25000");
  EXPECT_EQ(answer["stages"][2]["eliminated"], json({"Pollux"}));
  EXPECT_EQ(answer["stages"][2]["exhausted"], "1.00000");
  EXPECT_EQ(answer["stages"][2]["residual"], "0.00000");
  EXPECT_NE(report->text.find("Elected: Castor and Helen"), std::string::npos);
  EXPECT_NE(report->text.find("Castor -> Pollux: 1.00000 votes on 4 ballots"), std::string::npos);
}

TEST(StvReport, SaysEachTieAndHowItWasDecided) {
  Flags flags;
  flags.rule = "meek";
  auto poll = castor();
  poll.ranked[0].count = 2;
  poll.seats = 1;
  const auto report = report_stv(poll, flags);
  ASSERT_TRUE(report);
  ASSERT_FALSE(plain(report)["ties"].empty());
  EXPECT_EQ(plain(report)["ties"].back(), json::parse(R"({"stage":2,"for":"exclusion","tied":["Castor","Helen"],"chosen":"Castor","decided_by":"the listed order"})"));
  EXPECT_NE(report->text.find("Castor and Helen"), std::string::npos);
}

TEST(StvReport, DrawsALotFromASeed) {
  Flags flags;
  flags.seed = "0f";
  auto poll = castor();
  poll.ranked[0].count = 2;
  poll.seats = 1;
  const auto report = report_stv(poll, flags);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->json["ties"].back()["decided_by"], "the lot of the seed");
  EXPECT_EQ(report->json, report_stv(poll, flags)->json);
  flags.seed = "xyz";
  EXPECT_FALSE(report_stv(poll, flags));
}

TEST(StvReport, RefusesWhatItDoesNotKnow) {
  Flags flags;
  flags.rule = "ers97";
  EXPECT_NE(report_stv(castor(), flags).fault().detail.find("scotland, wigm or meek"), std::string::npos);
  auto poll = castor();
  poll.seats.reset();
  EXPECT_NE(report_stv(poll, {}).fault().detail.find("--seats"), std::string::npos);
  poll = castor();
  poll.meta["quota_rule"] = "imperiali";
  EXPECT_FALSE(report_stv(poll, {}));
  poll.meta["quota_rule"] = "Hare quota";
  EXPECT_EQ(report_stv(poll, {})->json["quota"], "3.00000");
  Poll marks;
  marks.options = poll.options;
  marks.seats = 1;
  marks.mark_kind = MarkKind::approval;
  EXPECT_FALSE(report_stv(marks, {}));
  Flags two;
  two.seats = 2;
  EXPECT_FALSE(report_irv(castor(), two));
}

TEST(IrvReport, CountsTheSameFileForOneSeat) {
  const auto report = report_irv(castor(), {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->json["elected"], json({"Castor"}));
  EXPECT_EQ(report->json["quota"], "4");
  EXPECT_EQ(report->json["stages"][0]["votes"]["Castor"], "4");
  EXPECT_EQ(report->json["ranking"][0], json({"Castor"}));
}

}  // namespace
}  // namespace palabre::recount
