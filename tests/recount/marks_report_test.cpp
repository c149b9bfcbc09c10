// What `tally approval`, score, star, majority and quadratic say: the promised keys, ties, blank ballots, faults.
#include "recount/collection.hpp"
#include "recount/own_report.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

using nlohmann::json;

const std::string approvals = R"("options":["a","b","c","d"],"ballots":[{"approves":["a","b"],"count":3},{"approves":["c","a"],"count":2},{"count":4}])";

TEST(ApprovalReport, SaysTotalsWinnersAndTies) {
  const auto said = report(report_approval, approvals);
  EXPECT_EQ(said["totals"], json::parse(R"({"a":5,"b":3,"c":2,"d":0})"));
  EXPECT_EQ(said["winners"], json::parse(R"(["a"])"));
  EXPECT_EQ(said["ties"], json::array());
  EXPECT_EQ(said["turnout"], json::parse(R"({"cast":9,"valid":5,"blank":4,"over_voted":0})"));
  EXPECT_EQ(said["order"], json::parse(R"([["a"],["b"],["c"],["d"]])"));
}

TEST(ApprovalReport, NamesAllWhoTieForTheLastSeat) {
  const std::string text = R"("options":["a","b","c"],"seats":2,"ballots":[{"approves":["a"],"count":3},{"approves":["b","c"]}])";
  const auto said = report(report_approval, text);
  EXPECT_EQ(said["elected"], json::parse(R"(["a"])"));
  EXPECT_EQ(said["winners"], json::parse(R"(["a","b","c"])"));
  EXPECT_EQ(said["ties"], json::parse(R"([["b","c"]])"));
  const auto broken = report(report_approval, text + R"(,"tie_order":["c","b","a"])");
  EXPECT_EQ(broken["winners"], json::parse(R"(["a","c"])"));
  EXPECT_EQ(broken["ties"], json::parse(R"([["b","c"]])"));
}

TEST(ApprovalReport, SaysEveryTieWhereTheOrderIsTheOutcome) {
  const auto said = report(report_approval, R"("options":["a","b","c"],"ballots":[{"approves":["a"],"count":3},{"approves":["b","c"]}])");
  EXPECT_EQ(said["winners"], json::parse(R"(["a"])"));
  EXPECT_EQ(said["ties"], json::parse(R"([["b","c"]])"));
}

TEST(ApprovalReport, TakesRulesFromFlagsOrTheFile) {
  const auto voided = report(report_approval, R"("meta":{"max_choices":"1"},)" + approvals);
  EXPECT_EQ(voided["turnout"]["over_voted"], 5);
  EXPECT_EQ(voided["totals"]["a"], 0);
  Flags flags;
  flags.max_choices = "1";
  flags.over_votes = "truncate";
  EXPECT_EQ(report(report_approval, approvals, flags)["totals"], json::parse(R"({"a":3,"b":0,"c":2,"d":0})"));
  flags = {};
  flags.quorum = "30%";
  flags.eligible = 31;
  const auto missed = report(report_approval, approvals, flags);
  EXPECT_EQ(missed["winners"], json::array());
  EXPECT_EQ(missed["quorum"]["checks"][0]["needed"], 10);
  flags.quorum_of = "valid";
  EXPECT_EQ(report(report_approval, approvals, flags)["below_quorum"], json::parse(R"(["d"])"));
}

TEST(ApprovalReport, RefusesFlagsItCannotUnderstand) {
  const auto with = [](void (*set)(Flags&)) {
    Flags flags;
    set(flags);
    return fault(report_approval, approvals, flags);
  };
  EXPECT_NE(with([](Flags& flags) { flags.quorum = "many"; }).find("--quorum"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.quorum = "120%"; }).find("whole"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.quorum = "1/0"; }).find("whole"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.quorum = "20%"; }).find("eligible"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.quorum_of = "valid"; }).find("--quorum is missing"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.quorum = "1"; flags.quorum_of = "all"; }).find("none of"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.max_choices = "0"; }).find("outside"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.over_votes = "keep"; }).find("truncate"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.seats = 0; }).find("seats"), std::string::npos);
  EXPECT_NE(with([](Flags& flags) { flags.eligible = 3; }).find("eligible"), std::string::npos);
}

TEST(MarkReports, RefuseBallotsOfAnotherKind) {
  EXPECT_NE(fault(report_approval, R"("options":["a"],"ballots":[{"ranking":["a"]}])").find("approvals"), std::string::npos);
  EXPECT_NE(fault(report_star, approvals).find("grades"), std::string::npos);
  EXPECT_NE(fault(report_quadratic, approvals).find("credits"), std::string::npos);
  EXPECT_NE(fault(report_score, R"("options":[],"marks":"score")").find("no options"), std::string::npos);
}

const std::string grades = R"("options":["a","b","c"],"grades":{"min":0,"max":5},"ballots":[{"marks":{"a":5,"b":3}},{"marks":{"a":1,"b":3}},{"marks":{"b":0}},{}])";

TEST(ScoreReport, SaysSumsAndMeans) {
  const auto sum = report(report_score, grades);
  EXPECT_EQ(sum["totals"], json::parse(R"({"a":6,"b":6,"c":0})"));
  EXPECT_EQ(sum["winners"], json::parse(R"(["a","b"])"));
  EXPECT_EQ(sum["elected"], json::array());
  EXPECT_EQ(sum["ties"], json::parse(R"([["a","b"]])"));
  Flags flags;
  flags.by = "mean";
  const auto mean = report(report_score, grades, flags);
  EXPECT_EQ(mean["winners"], json::parse(R"(["a"])"));
  EXPECT_EQ(mean["means"], json::parse(R"({"a":3.0,"b":2.0,"c":null})"));
  EXPECT_EQ(mean["ungraded"], json::parse(R"(["c"])"));
  flags.by = "median";
  EXPECT_NE(fault(report_score, grades, flags).find("--by"), std::string::npos);
}

TEST(StarReport, TellsBothRoundsAndOpenTies) {
  const auto said = report(report_star, grades);
  EXPECT_EQ(said["totals"], json::parse(R"({"a":6,"b":6,"c":0})"));
  EXPECT_EQ(said["finalists"], json::parse(R"(["a","b"])"));
  EXPECT_EQ(said["winners"], json::parse(R"(["a","b"])"));
  EXPECT_EQ(said["ties"], json::parse(R"([["a","b"]])"));
  EXPECT_EQ(said["runoffs"], json::parse(R"([{"for":{"a":1,"b":1},"no_preference":2}])"));
  Flags flags;
  flags.ties = "official";
  const auto broken = report(report_star, grades, flags);
  EXPECT_EQ(broken["winners"], json::parse(R"(["a"])"));
  EXPECT_EQ(broken["tie_breaks"][0]["by"], "highest_grade");
  EXPECT_EQ(broken["ties"], json::array());
}

TEST(MajorityReport, DecidesEachOption) {
  const std::string text = R"("options":["a","b"],"marks":"yes-no","ballots":[{"marks":{"a":1,"b":1},"count":2},{"marks":{"a":-1,"b":1}},{"marks":{"a":0},"count":2}])";
  const auto said = report(report_majority, text);
  EXPECT_EQ(said["totals"]["a"], json::parse(R"({"yes":2,"no":1,"blank":2})"));
  EXPECT_EQ(said["winners"], json::parse(R"(["a","b"])"));
  Flags flags;
  flags.majority = ">2/3";
  EXPECT_EQ(report(report_majority, text, flags)["winners"], json::parse(R"(["b"])"));
  flags.majority = ">=2/3";
  EXPECT_EQ(report(report_majority, text, flags)["winners"], json::parse(R"(["a","b"])"));
  flags.majority = "1/2";
  flags.majority_of = "turnout";
  EXPECT_EQ(report(report_majority, text, flags)["winners"], json::parse(R"(["b"])"));
  flags.quorum = "4";
  flags.quorum_of = "valid";
  EXPECT_EQ(report(report_majority, text, flags)["winners"], json::array());
  flags.majority = "3/2";
  EXPECT_NE(fault(report_majority, text, flags).find("--majority"), std::string::npos);
}

TEST(MajorityReport, TakesZeroForNoWhereTheScaleEndsThere) {
  const auto said = report(report_majority, R"("options":["a"],"marks":"yes-no","ballots":[{"marks":{"a":1}},{"marks":{"a":0}},{}])");
  EXPECT_EQ(said["totals"]["a"], json::parse(R"({"yes":1,"no":1,"blank":1})"));
  EXPECT_EQ(said["ties"], json::parse(R"([["a"]])"));
}

TEST(MajorityReport, TakesGradesForYesAndNoOnlyAroundAStatusQuo) {
  const std::string text = R"("options":["a","now"],"ballots":[{"marks":{"a":2,"now":0},"count":2},{"marks":{"a":0,"now":0},"count":3}])";
  EXPECT_NE(fault(report_majority, text).find("grades from 0"), std::string::npos);
  const auto said = report(report_majority, R"("meta":{"status_quo":"now"},)" + text);
  EXPECT_EQ(said["totals"], json::parse(R"({"a":{"yes":2,"no":0,"blank":3}})"));
}

TEST(MarkReports, LeaveWithdrawnOptionsOut) {
  const std::string text = R"("options":["a","b","c"],"withdrawn":["a"],"ballots":[{"approves":["a"],"count":5},{"approves":["a","c"]},{"approves":["b"]}])";
  const auto said = report(report_approval, text);
  EXPECT_EQ(said["totals"], json::parse(R"({"b":1,"c":1})"));
  EXPECT_EQ(said["turnout"]["blank"], 5);
  EXPECT_EQ(said["ties"], json::parse(R"([["b","c"]])"));
}

TEST(MarkReports, SettleTiesByLotAndSayTheTieAllTheSame) {
  Flags flags;
  flags.seed = "2a";
  const auto said = report(report_approval, R"("options":["a","b","c"],"ballots":[{"approves":["a","b","c"]}])", flags);
  EXPECT_EQ(said["winners"].size(), 1U);
  EXPECT_EQ(said["ties"], json::parse(R"([["a","b","c"]])"));
  EXPECT_EQ(said["ties_settled_by"], "lot");
  flags.seed = "xyz";
  EXPECT_NE(fault(report_approval, approvals, flags).find("--seed"), std::string::npos);
}

TEST(QuadraticReport, NamesBallotsOverBudget) {
  const std::string text = R"("options":["a","b"],"marks":"credits","meta":{"credits":"25"},"people":["ann","bob"],)"
                           R"("ballots":[{"person":"ann","marks":{"a":3,"b":-4}},{"person":"bob","marks":{"a":5,"b":1}}])";
  const auto said = report(report_quadratic, text);
  EXPECT_EQ(said["totals"], json::parse(R"({"a":3,"b":-4})"));
  EXPECT_EQ(said["over_budget"], json::parse(R"({"voters":1,"ballots":["bob"]})"));
  EXPECT_EQ(said["credits"], json::parse(R"({"each":25,"spent":25,"unspent":0})"));
  Flags flags;
  flags.credits = 26;
  EXPECT_EQ(report(report_quadratic, text, flags)["totals"]["a"], 8);
  flags.credits = 1'000'001;
  EXPECT_NE(fault(report_quadratic, text, flags).find("--credits"), std::string::npos);
}

}  // namespace
}  // namespace palabre::recount
