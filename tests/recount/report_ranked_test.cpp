// What schulze, ranked-pairs and condorcet answer: the JSON that others rely on, the words, and what they refuse.
#include "recount/cases.hpp"
#include "recount/derive.hpp"
#include "recount/readers.hpp"
#include "recount/report.hpp"
#include "recount/collection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

Poll ranked_poll_of(std::string_view text) {
  auto poll = read_abif(text);
  EXPECT_TRUE(poll) << (poll ? "" : poll.fault().detail);
  return poll ? *poll : Poll{};
}

Report report_of(const Reported& reported) {
  EXPECT_TRUE(reported) << (reported ? "" : reported.fault().detail);
  return reported ? *reported : Report{};
}

constexpr std::string_view tennessee =
    "=Memph:[Memphis, TN]\n=Nash:[Nashville, TN]\n=Chat:[Chattanooga, TN]\n=Knox:[Knoxville, TN]\n"
    "42:Memph>Nash>Chat>Knox\n26:Nash>Chat>Knox>Memph\n15:Chat>Knox>Nash>Memph\n17:Knox>Chat>Nash>Memph\n";

// A beats B 6:3, B beats C 7:2, C beats A 5:4.
constexpr std::string_view circle = "4:A>B>C\n3:B>C>A\n2:C>A>B\n";

TEST(SchulzeReport, HasTheKeysOthersRelyOn) {
  const auto parsed = report_of(report_schulze(ranked_poll_of(tennessee), {})).json;
  EXPECT_EQ(parsed["winners"], Json({"Nash"}));
  EXPECT_EQ(parsed["order"], Json::parse(R"([["Nash"], ["Chat"], ["Knox"], ["Memph"]])"));
  EXPECT_EQ(parsed["pairwise"]["Nash"], Json::parse(R"({"Memph": 58, "Chat": 68, "Knox": 68})"));
  EXPECT_EQ(parsed["paths"]["Memph"], Json::parse(R"({"Nash": 0, "Chat": 0, "Knox": 0})"));
  EXPECT_EQ(parsed["paths"]["Chat"], Json::parse(R"({"Memph": 58, "Nash": 0, "Knox": 83})"));
  EXPECT_EQ(parsed["ties"], Json::array());
  EXPECT_EQ(parsed["condorcet_winner"], "Nash");
  EXPECT_EQ(parsed["voters"], 100);
}

TEST(SchulzeReport, SaysWhyTheWinnerWon) {
  const auto text = report_of(report_schulze(ranked_poll_of(circle), {})).text;
  EXPECT_THAT(text, HasSubstr("Winner: A"));
  EXPECT_THAT(text, HasSubstr("no Condorcet winner"));
  EXPECT_THAT(text, HasSubstr("A over C: 4 to 5; strongest path there A > B > C (6), back C > A (5)"));
  EXPECT_EQ(text.back(), '\n');
}

TEST(SchulzeReport, ShowsStrengthsAsTheyAreMeasured) {
  const auto path = [](const char* strength) { return report_of(report_schulze(ranked_poll_of(circle), {.strength = strength})).json["paths"]["A"]["C"]; };
  EXPECT_EQ(path("winning"), 6);
  EXPECT_EQ(path("margins"), 3);
  EXPECT_EQ(path("ratio"), "2/1");
  EXPECT_EQ(path("tuple"), Json({6, 3}));
  EXPECT_EQ(report_of(report_schulze(ranked_poll_of("1:A>B"), {.strength = "ratio"})).json["paths"], Json::parse(R"({"A": {"B": "1/0"}, "B": {"A": "0"}})"));
}

TEST(SchulzeReport, ReportsEveryTie) {
  const auto report = report_of(report_schulze(ranked_poll_of("=A:\n=B:\n=C:\n3:A=B\n2:\n"), {}));
  EXPECT_EQ(report.json["winners"], Json({"A", "B"}));
  EXPECT_EQ(report.json["ties"], Json::parse(R"([["A", "B"]])"));
  EXPECT_EQ(report.json["condorcet_winner"], Json());
  EXPECT_THAT(report.text, HasSubstr("Winners, tied: A and B"));
  EXPECT_THAT(report.text, HasSubstr("A tied with B: 0 to 0; strongest path there none, back none"));
}

TEST(SchulzeReport, LeavesOutWhoIsWithdrawn) {
  auto poll = ranked_poll_of(tennessee);
  poll.withdrawn = {1};
  poll.tie_order = {3, 2, 1, 0};
  const auto parsed = report_of(report_schulze(poll, {})).json;
  EXPECT_EQ(parsed["winners"], Json({"Chat"}));
  EXPECT_EQ(parsed["pairwise"]["Memph"], Json::parse(R"({"Chat": 42, "Knox": 42})"));
  EXPECT_EQ(parsed["strict_order"], Json({"Chat", "Knox", "Memph"}));
}

TEST(SchulzeReport, MeasuresAgainstTheStatusQuoTheFileNames) {
  auto poll = ranked_poll_of("5:Build>Wait>Sell\n2:Sell>Wait>Build\n1:Wait>Build>Sell\n");
  poll.meta = {{"status_quo", "Wait"}, {"direct_majority", "2/3"}};
  const auto report = report_of(report_schulze(poll, {}));
  EXPECT_EQ(report.json["winners"], Json({"Build"}));
  EXPECT_EQ(report.json["status_quo"]["adopted"], Json::array());
  EXPECT_EQ(report.json["status_quo"]["options"]["Build"]["for"], 5);
  EXPECT_THAT(report.text, HasSubstr("Build: 5 to 3, may not be adopted: too few"));
  EXPECT_THAT(report.text, HasSubstr("the status quo stays"));
  poll.meta["direct_majority"] = "1/2";
  EXPECT_EQ(report_of(report_schulze(poll, {})).json["status_quo"]["adopted"], Json({"Build"}));
}

TEST(SchulzeReport, RefusesSettingsItDoesNotKnow) {
  const auto detail = [](const std::string& key, const std::string& value) {
    auto poll = ranked_poll_of("1:A>B");
    poll.meta[key] = value;
    poll.meta.try_emplace("status_quo", "A");
    const auto reported = report_schulze(poll, {});
    return reported ? std::string{} : reported.fault().detail;
  };
  EXPECT_THAT(detail("status_quo", "Z"), HasSubstr("no option \"Z\""));
  EXPECT_THAT(detail("direct_majority", "most"), HasSubstr("2/3"));
  EXPECT_THAT(detail("direct_majority", "3/2"), HasSubstr("majority"));
  EXPECT_THAT(detail("direct_majority", "1/0"), HasSubstr("majority"));
  EXPECT_THAT(detail("direct_majority_strict", "maybe"), HasSubstr("true or false"));
  EXPECT_THAT(detail("no_reverse_beat_path", "1"), HasSubstr("true or false"));
  EXPECT_THAT(detail("tie_breaking", "coin"), HasSubstr("variant1"));
  EXPECT_THAT(detail("defeat_strength", "huge"), HasSubstr("winning, margins, ratio or tuple"));
  EXPECT_EQ(detail("x", "y"), "");
}

TEST(RankedReports, RefuseAFlagOrAFileThatDoesNotFit) {
  for (const auto report : {report_schulze, report_ranked_pairs, report_condorcet}) {
    const auto strength = report(ranked_poll_of(circle), {.strength = "strong"});
    ASSERT_FALSE(strength);
    EXPECT_THAT(strength.fault().detail, HasSubstr("--strength takes winning, margins, ratio or tuple"));
    Poll marks{.format = Format::own, .options = {{"A", "A"}}, .mark_kind = MarkKind::approval, .marked = {{{{0, 1}}, 1}}};
    ASSERT_FALSE(report(marks, {}));
    EXPECT_THAT(report(marks, {}).fault().detail, HasSubstr("no rankings"));
    ASSERT_FALSE(report(Poll{}, {}));
    EXPECT_THAT(report(Poll{}, {}).fault().detail, HasSubstr("no options"));
    auto gone = ranked_poll_of(circle);
    gone.withdrawn = {0, 1, 2};
    ASSERT_FALSE(report(gone, {}));
    gone.withdrawn = {7};
    ASSERT_FALSE(report(gone, {}));
    gone.withdrawn.clear();
    gone.tie_order = {0, 1};
    EXPECT_EQ(static_cast<bool>(report(gone, {})), report != report_schulze);
  }
}

TEST(RankedReports, AnswerAnElectionNobodyVotedIn) {
  const Poll poll{.format = Format::own, .options = {{"A", "A"}, {"B", "B"}}};
  EXPECT_EQ(report_of(report_schulze(poll, {})).json["winners"], Json({"A", "B"}));
  EXPECT_EQ(report_of(report_ranked_pairs(poll, {})).json["winners"], Json({"A", "B"}));
  EXPECT_EQ(report_of(report_condorcet(poll, {})).json["winners"], Json::array());
  EXPECT_EQ(report_of(report_condorcet(poll, {})).json["ties"], Json::parse(R"([["A", "B"]])"));
}

TEST(RankedPairsReport, SaysWhichDefeatsAreLockedIn) {
  const auto report = report_of(report_ranked_pairs(ranked_poll_of(circle), {}));
  EXPECT_EQ(report.json["winners"], Json({"A"}));
  EXPECT_EQ(report.json["order"], Json::parse(R"([["A"], ["B"], ["C"]])"));
  EXPECT_EQ(report.json["paths"], Json::parse(R"({"A": {"B": 6, "C": 0}, "B": {"A": 0, "C": 7}, "C": {"A": 0, "B": 0}})"));
  EXPECT_EQ(report.json["links"][2], Json::parse(R"({"winner": "C", "loser": "A", "for": 5, "against": 4, "fate": "contradicted"})"));
  EXPECT_EQ(report.json["ties"], Json::array());
  EXPECT_THAT(report.text, HasSubstr("C over A, 5 to 4: left out"));
}

TEST(RankedPairsReport, ReportsEqualDefeatsWhoseOrderMatters) {
  const auto report = report_of(report_ranked_pairs(ranked_poll_of("1:A>B>C\n1:B>C>A\n1:C>A>B\n"), {}));
  EXPECT_EQ(report.json["winners"], Json({"A", "B", "C"}));
  EXPECT_EQ(report.json["outcomes"], 3);
  EXPECT_EQ(report.json["tied_links"][0].size(), 3U);
  EXPECT_EQ(report.json["ties"], Json::parse(R"([["A", "B", "C"]])"));
  EXPECT_THAT(report.text, HasSubstr("with 3 outcomes"));
}

TEST(CondorcetReport, NamesTheWinnerOrTheSmithSet) {
  const auto found = report_of(report_condorcet(ranked_poll_of(tennessee), {}));
  EXPECT_EQ(found.json["winners"], Json({"Nash"}));
  EXPECT_EQ(found.json["condorcet_loser"], "Memph");
  EXPECT_EQ(found.json["paths"]["Nash"]["Memph"], 58);
  EXPECT_THAT(found.text, HasSubstr("Nashville, TN (Nash) beats every other option"));
  const auto none = report_of(report_condorcet(ranked_poll_of(circle), {}));
  EXPECT_EQ(none.json["winners"], Json::array());
  EXPECT_EQ(none.json["smith_set"], Json({"A", "B", "C"}));
  EXPECT_THAT(none.text, HasSubstr("(the Smith set): A, B and C"));
}

TEST(RankedReports, AgreeWithThePublishedWinnersOfBurlingtonAndTennessee) {
  const auto folder = collection("condorcet");
  if (!folder) return;
  for (const auto& [file, winner] : {std::pair{"burlington2009.abif", "Montroll"}, std::pair{"tennessee_star.abif", "Nash"}}) {
    const auto poll = ranked_poll_of(text_of(*folder / file));
    for (const auto report : {report_schulze, report_ranked_pairs, report_condorcet}) EXPECT_EQ(report_of(report(poll, {})).json["winners"], Json::array({winner})) << file;
    count_case("condorcet");
  }
  const auto parsed = report_of(report_schulze(ranked_poll_of(text_of(*folder / "tennessee_star.abif")), {})).json;
  EXPECT_EQ(parsed["pairwise"]["Nash"]["Chat"], 68);
  EXPECT_EQ(parsed["pairwise"]["Chat"]["Nash"], 32);
}

/// From votes and delegations to ranks and the initiative adopted, as the command goes.
void check_liquid_case(Poll poll, const Json& expected) {
  SCOPED_TRACE(poll.title);
  rank_by_marks(poll);
  ASSERT_TRUE(weigh_by_delegation(poll));
  const auto parsed = report_of(report_schulze(poll, {})).json;
  std::map<int, std::string> by_rank{{std::stoi(expected["issue"]["status_quo_schulze_rank"].get<std::string>()), "status_quo"}};
  Json adopted = Json::array();
  std::set<std::string> admitted{"status_quo"};
  for (const auto& initiative : expected["initiatives_after_voting"]) {
    const auto id = std::to_string(initiative["id"].get<int>());
    admitted.insert(id);
    by_rank[initiative["schulze_rank"]] = id;
    if (initiative["winner"]) adopted.push_back(id);
    EXPECT_EQ(parsed["status_quo"]["options"][id]["is_eligible"], initiative["eligible"]) << id;
  }
  Json order = Json::array();
  for (const auto& id : parsed["strict_order"])
    if (admitted.contains(id)) order.push_back(id);
  Json ranks = Json::array();
  for (const auto& [rank, id] : by_rank) ranks.push_back(id);
  EXPECT_EQ(order, ranks);
  EXPECT_EQ(parsed["status_quo"]["adopted"], adopted);
  for (const auto& battle : expected["battles"]) {
    const auto id = [](const Json& side) { return side.is_string() ? side.get<std::string>() : std::to_string(side.get<int>()); };
    EXPECT_EQ(parsed["pairwise"][id(battle["winner"])][id(battle["loser"])], battle["count"]);
  }
}

TEST(RankedReports, AgreeWithLiquidFeedbackFromItsBallots) {
  const auto folder = collection("liquidfeedback");
  if (!folder) return;
  const auto text = text_of(*folder / "cases.json");
  const auto tree = read_json(text);
  ASSERT_TRUE(tree);
  const auto cases = read_cases(*tree);
  ASSERT_TRUE(cases) << cases.fault().detail;
  const auto published = Json::parse(text);
  for (std::size_t i = 0; i < cases->size(); ++i) {
    if (!published[i]["expected"].contains("battles")) continue;  // closed before the vote
    check_liquid_case((*cases)[i].poll, published[i]["expected"]);
    count_case("liquidfeedback (ballots to ranks)");
  }
}

TEST(RankedReports, KeepTheTextOfALargeElectionShort) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "1:" + std::to_string(i) + "x>" + std::to_string((i + 1) % 150) + "x\n";
  const auto poll = ranked_poll_of(text);
  for (const auto report : {report_schulze, report_ranked_pairs, report_condorcet}) {
    const auto words = report_of(report(poll, {})).text;
    EXPECT_LT(words.size(), 20'000U);
    EXPECT_THAT(words, Not(HasSubstr("prefer the row")));
  }
}

}  // namespace
}  // namespace palabre::recount
