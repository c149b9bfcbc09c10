// What `tally delegation` and `tally harmonic` say: weights, lost voices, circles, the order of ideas.
#include "recount/own_report.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

using nlohmann::json;

const std::string all_people = R"("people":["ann","bob","cem","dia","eve","fox","gil"],"voters":["ann","gil"],"interested":["bob"],"delegations":[)"
                           R"({"from":"bob","to":"ann","scope":"unit"},{"from":"cem","to":"bob","scope":"area"},{"from":"dia","to":"eve"},)"
                           R"({"from":"eve","to":"dia"},{"from":"gil","to":"fox","scope":"issue"}])";

TEST(DelegationReport, SaysWeightsLostVoicesAndCircles) {
  const auto said = report(report_delegation, all_people);
  EXPECT_EQ(said["weights"], json::parse(R"({"ann":3,"gil":1})"));
  EXPECT_EQ(said["uncounted"], json::parse(R"(["dia","eve","fox"])"));
  EXPECT_EQ(said["cycles"], json::parse(R"([["dia","eve"]])"));
  EXPECT_EQ(said["reasons"], json::parse(R"({"silent":["fox"],"in_cycle":["dia","eve"]})"));
  EXPECT_EQ(said["carried"][1], json::parse(R"({"person":"cem","to":"bob","scope":"area","carrier":"ann","steps":2,"weight":1,"chain":["bob","ann"]})"));
  EXPECT_EQ(said["counted"], 4);
}

TEST(DelegationReport, WeighsThoseWhoTookPartBeforeTheVote) {
  Flags flags;
  flags.phase = "interest";
  const auto said = report(report_delegation, all_people, flags);
  EXPECT_EQ(said["weights"], json::parse(R"({"bob":2})"));
  EXPECT_EQ(said["dead_ends"], json::parse(R"([{"end":"fox","lost":["gil"]}])"));
  flags.phase = "later";
  EXPECT_NE(fault(report_delegation, all_people, flags).find("--phase"), std::string::npos);
}

TEST(DelegationReport, NamesVoicesBeyondTheCap) {
  Flags flags;
  flags.cap = "2";
  EXPECT_EQ(report(report_delegation, all_people, flags)["reasons"]["over_cap"], json::parse(R"(["cem"])"));
  flags.cap = "30%";
  EXPECT_EQ(report(report_delegation, all_people, flags)["cap"], 2);
  flags.cap = "1%";
  EXPECT_EQ(report(report_delegation, all_people, flags)["weights"]["ann"], 1);
  for (const char* bad : {"0", "x", "-1", "200%"}) {
    flags.cap = bad;
    EXPECT_NE(fault(report_delegation, all_people, flags).find("--cap"), std::string::npos) << bad;
  }
}

TEST(DelegationReport, RefusesAFileWithoutPeopleAndTwoDelegationsInOneScope) {
  EXPECT_NE(fault(report_delegation, R"("options":["a"])").find("people"), std::string::npos);
  EXPECT_NE(fault(report_delegation, R"("people":["a","b"],"delegations":[{"from":"a","to":"b"},{"from":"a","to":"b"}])").find("\"a\" delegates twice"), std::string::npos);
}

TEST(HarmonicReport, RanksIdeasByDelegatedSupport) {
  const std::string text = R"("options":["w","x","y","z","now"],"meta":{"status_quo":"now","initiative_quorum":"2/4"},"people":["ann","bob","cem","dia"],)"
                           R"("delegations":[{"from":"dia","to":"ann"}],"supporters":{"ann":["w","x"],"bob":["w","x"],"cem":["y"]})";
  const auto said = report(report_harmonic, text);
  EXPECT_EQ(said["order"], json::parse(R"([{"id":"w","weight":"3.000","is_admitted":true,"support":3},{"id":"x","weight":"1.500","is_admitted":true,"support":3},
    {"id":"y","weight":"1.000","is_admitted":false,"support":1},{"id":"z","weight":"0.000","is_admitted":false,"support":0}])"));
  EXPECT_EQ(said["interest_weights"], json::parse(R"({"ann":2,"bob":1,"cem":1})"));
  EXPECT_EQ(said["rounds"][1], json::parse(R"({"removed":"x","weight":"1.500","tied":["x","w"]})"));
}

TEST(HarmonicReport, TakesApprovalsWhereNobodyIsNamed) {
  const auto said = report(report_harmonic, R"("options":["a","b","c"],"ballots":[{"approves":["a","b"],"count":3},{"approves":["c"],"count":2}])");
  EXPECT_EQ(said["order"][0]["id"], "a");
  EXPECT_EQ(said["order"][1]["id"], "c");
  EXPECT_EQ(said["order"][2]["weight"], "1.500");
  EXPECT_NE(fault(report_harmonic, R"("options":["a"],"ballots":[{"ranking":["a"]}])").find("supporters"), std::string::npos);
}

}  // namespace
}  // namespace palabre::recount
