// Our own JSON is read with every fault at its line and column, and written so that reading it again gives the same poll.
#include "recount/json_tree.hpp"
#include "recount/readers.hpp"
#include "recount/schema.hpp"
#include "recount/write_own.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

const std::string everything = R"({
 "format": "palabre-tally/1",
 "title": "The school yard",
 "meta": {"town": "Aune-sur-Lys", "round": 2, "is_public": true},
 "seats": 2,
 "budget": "10000.50",
 "marks": "score",
 "grades": {"min": -2, "max": 5},
 "options": ["A", {"id": "B", "name": "Bancs \u00e0 l'ombre", "cost": 1200}, {"id": "C", "cost": "99.9", "columns": {"votes": "7"}}],
 "withdrawn": ["C"],
 "tie_order": ["B", "A", "C"],
 "people": ["ann", "bob", "cyd"],
 "ballots": [
  {"person": "ann", "ranking": ["B", ["A", "C"]], "marks": {"B": 5, "A": -2}},
  {"person": "bob", "ranking": [[], "C"], "marks": {}}
 ],
 "delegations": [{"from": "cyd", "to": "bob", "scope": "area"}, {"from": "bob", "to": "ann"}],
 "voters": ["ann"],
 "interested": ["bob", "ann"],
 "supporters": {"cyd": ["A", "C"]},
 "opinions": [{"participant": "ann", "statement": "A", "vote": -1}],
 "expected": {"winners": ["B"]}
})";

Poll read_own_text(const std::string& text) {
  auto poll = read_own(text);
  EXPECT_TRUE(poll) << (poll ? "" : poll.fault().detail);
  return poll ? *poll : Poll{};
}

/// "LINE:COLUMN detail" of a text that must be refused.
std::string fault_of_own(const std::string& text) {
  const auto poll = read_own(text);
  if (poll) return "read";
  return std::to_string(poll.fault().line) + ":" + std::to_string(poll.fault().column) + " " + poll.fault().detail;
}

/// A file whose second line is `line`.
std::string with(const std::string& line) { return "{\"format\":\"palabre-tally/1\",\"options\":[\"A\",\"B\"],\"people\":[\"x\",\"y\"],\n" + line + "}"; }

TEST(OwnJson, IsReadWhole) {
  const auto poll = read_own_text(everything);
  EXPECT_EQ(poll.format, Format::own);
  EXPECT_EQ(poll.title, "The school yard");
  EXPECT_EQ(poll.meta, (std::map<std::string, std::string>{{"town", "Aune-sur-Lys"}, {"round", "2"}, {"is_public", "true"}}));
  EXPECT_EQ(poll.seats, 2U);
  EXPECT_EQ(poll.money_places, 1);
  EXPECT_EQ(poll.budget, 100005);
  ASSERT_EQ(poll.options.size(), 3U);
  EXPECT_EQ(poll.options[0].name, "A");
  EXPECT_EQ(poll.options[1].name, "Bancs à l'ombre");
  EXPECT_EQ(poll.options[1].cost, 12000);
  EXPECT_EQ(poll.options[2].cost, 999);
  EXPECT_EQ(poll.options[2].columns.at("votes"), "7");
  EXPECT_EQ(poll.withdrawn, std::vector<tally::Option>{2});
  EXPECT_EQ(poll.tie_order, (std::vector<tally::Option>{1, 0, 2}));
  ASSERT_EQ(poll.ranked.size(), 2U);
  EXPECT_EQ(poll.ranked[0], (tally::RankedBallot{{{1, 1}, {0, 2}, {2, 2}}, 1}));
  EXPECT_EQ(poll.ranked[1], (tally::RankedBallot{{{2, 2}}, 1})) << "an empty group skips a rank";
  EXPECT_EQ(poll.marked[0], (tally::MarkedBallot{{{1, 5}, {0, -2}}, 1}));
  EXPECT_EQ(poll.ranked_by, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(poll.marked_by, poll.ranked_by);
  EXPECT_EQ(poll.mark_kind, MarkKind::score);
  EXPECT_EQ(poll.mark_min, -2);
  EXPECT_EQ(poll.mark_max, 5);
  ASSERT_EQ(poll.delegations.size(), 2U);
  EXPECT_EQ(poll.delegations[0].scope, Scope::area);
  EXPECT_EQ(poll.delegations[1].scope, Scope::unit);
  EXPECT_EQ(poll.voters, std::vector<std::uint32_t>{0});
  EXPECT_EQ(poll.interested, (std::vector<std::uint32_t>{1, 0}));
  ASSERT_EQ(poll.supporters.size(), 3U);
  EXPECT_EQ(poll.supporters[2], (std::vector<tally::Option>{0, 2}));
  ASSERT_EQ(poll.opinions.size(), 1U);
  EXPECT_EQ(poll.opinions[0].value, -1);
  EXPECT_EQ(poll.expected, R"({"winners": ["B"]})");
}

TEST(OwnJson, IsTheSameAfterWritingAndReading) {
  const auto once = write_own(read_own_text(everything));
  const auto twice = write_own(read_own_text(once));
  EXPECT_EQ(once, twice);
  const auto poll = read_own_text(once);
  EXPECT_EQ(poll.budget, 100005);
  EXPECT_EQ(poll.ranked, read_own_text(everything).ranked);
  EXPECT_EQ(poll.marked, read_own_text(everything).marked);
}

TEST(OwnJson, IsWhatTheSchemaSays) {
  EXPECT_EQ(fault_by_schema(everything), "");
  EXPECT_EQ(fault_by_schema(write_own(read_own_text(everything))), "");
  for (const char* line : {R"("balots":[])", R"("ballots":[{"count":-1}])", R"("ballots":[{"ranking":[["A","A"]]}])", R"("budget":"1e6")", R"("marks":"stars")",
                           R"("delegations":[{"from":"x"}])", R"("opinions":[{"participant":"x","statement":"A","vote":2}])", R"("options":[""])",
                           R"("ballots":[{"marks":{},"approves":[]}])", R"("grades":{"min":0})"}) {
    const auto text = std::string("{\"format\":\"palabre-tally/1\",") + line + "}";
    EXPECT_NE(fault_by_schema(text), "") << line;
    EXPECT_FALSE(read_own(text)) << line;
  }
}

TEST(OwnJson, TakesBlanksAsTheBallotsOfTheFile) {
  const auto ranked = read_own_text(with(R"("ballots":[{"count":3},{"ranking":["A"]}])"));
  EXPECT_EQ(ranked.ranked.size(), 2U);
  EXPECT_EQ(ranked.ranked[0].count, 3);
  EXPECT_TRUE(ranked.marked.empty());
  const auto approved = read_own_text(with(R"("ballots":[{"count":3},{"approves":["A"]}])"));
  EXPECT_EQ(approved.mark_kind, MarkKind::approval);
  EXPECT_EQ(approved.marked.size(), 2U);
  EXPECT_TRUE(approved.ranked.empty());
}

TEST(OwnJson, KeepsRankingsAndMarksOfDifferentVotersApart) {
  const auto poll = read_own_text(with(R"("marks":"points","ballots":[{"count":2,"ranking":["A"]},{"count":3,"marks":{"B":4}}])"));
  EXPECT_EQ(poll.ranked.size(), 1U);
  EXPECT_EQ(poll.marked.size(), 1U);
  const auto again = read_own_text(write_own(poll));
  EXPECT_EQ(again.ranked, poll.ranked);
  EXPECT_EQ(again.marked, poll.marked);
}

TEST(OwnJson, TakesWhoeverCastABallotAsAVoterUnlessItListsThem) {
  EXPECT_EQ(read_own_text(with(R"("ballots":[{"person":"y","ranking":["A"]}])")).voters, std::vector<std::uint32_t>{1});
  EXPECT_TRUE(read_own_text(with(R"("voters":[],"ballots":[{"person":"y","ranking":["A"]}])")).voters.empty());
}

TEST(OwnJson, KeepsTheConventionsOfTheFormatItComesFrom) {
  auto poll = read_own_text(everything);
  poll.format = Format::pabulib;
  EXPECT_EQ(read_own_text(write_own(poll)).format, Format::pabulib);
  EXPECT_NE(fault_of_own(with(R"("converted_from":"xls")")).find("2:18 "), std::string::npos);
}

TEST(OwnJson, TellsVotersOfOneNameApart) {
  auto poll = read_own_text(with(R"("ballots":[{"person":"x","ranking":["A"]},{"person":"y","ranking":["B"]}])"));
  poll.people = {"7", "7", "", "7 (2)"};
  const auto again = read_own_text(write_own(poll));
  EXPECT_EQ(again.people, (std::vector<std::string>{"7", "7 (2)", "nameless", "7 (2) (2)"}));
  EXPECT_EQ(again.ranked_by, poll.ranked_by);
}

TEST(OwnJson, LearnsThePeopleFromItsBallotsWhenItDoesNotListThem) {
  const auto poll = read_own_text(R"({"format":"palabre-tally/1","options":["A"],"ballots":[{"person":"x","approves":["A"]}],"delegations":[{"from":"z","to":"x"}]})");
  EXPECT_EQ(poll.people, (std::vector<std::string>{"x", "z"}));
}

TEST(OwnJson, NamesLineAndColumnOfEveryFaultOfMeaning) {
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"ranking":["A","Z"]}])")), "2:28 there is no option \"Z\"; \"A\" is near");
  EXPECT_EQ(fault_of_own(with("\"ballots\":[\n  {\"marks\":{\"Z\":1}}]")), "3:13 there is no option \"Z\"; \"A\" is near");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"ranking":["A",["B","A"]]}])")), "2:33 option \"A\" stands twice on this ballot");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"count":-1}])")), "2:21 \"count\" must lie between 0 and 1000000000");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"count":1.5}])")), "2:21 \"count\" must be a whole number");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"count":99999999999999999999}])")), "2:21 \"count\" must lie between 0 and 1000000000");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"count":600000000},{"count":600000000}])")), "2:32 more than 1000000000 voters");
  EXPECT_EQ(fault_of_own(with(R"("marks":"approval","ballots":[{"approves":["A"],"marks":{}}])")), "2:49 a ballot has \"marks\" or \"approves\", not both");
  EXPECT_EQ(fault_of_own(with(R"("marks":"score","grades":{"min":0,"max":5},"ballots":[{"marks":{"A":6}}])")), "2:69 a mark must lie between 0 and 5");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"person":"x","count":2}])")), "2:34 the ballot of one person counts once");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"person":"w"}])")), "2:22 \"w\" does not stand in \"people\"");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"person":"x"},{"person":"x"}])")), "2:37 \"x\" has cast a ballot already");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"person":"x"},{}])")), "2:27 either every ballot names its person or none does");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{},{"person":"x"}])")), "2:15 either every ballot names its person or none does");
  EXPECT_EQ(fault_of_own(with(R"("balots":[])")), "2:1 unknown key \"balots\"; \"ballots\" is near");
  EXPECT_EQ(fault_of_own(with(R"("ballots":[{"rankin":[]}])")), "2:13 unknown key \"rankin\"; \"ranking\" is near");
  EXPECT_EQ(fault_of_own(with(R"("delegations":[{"from":"x","to":"x"}])")), "2:33 \"x\" delegates to the same person");
  EXPECT_EQ(fault_of_own(with(R"("delegations":[{"from":"x","to":"y","scope":"town"}])")), "2:45 \"scope\" must be unit, area or issue");
  EXPECT_EQ(fault_of_own(with(R"("opinions":[{"participant":"x","statement":"A","vote":2}])")), "2:55 \"vote\" must lie between -1 and 1");
  EXPECT_EQ(fault_of_own(with(R"("tie_order":["A"])")), "2:13 \"tie_order\" must name every option once");
  EXPECT_EQ(fault_of_own(with(R"("budget":"1e6")")), "2:10 \"budget\" must be an amount such as 1200 or \"1200.50\"");
  EXPECT_EQ(fault_of_own(with(R"("budget":-1)")), "2:10 the amount is below zero");
  EXPECT_EQ(fault_of_own(with(R"("budget":9999999999999999999999)")), "2:10 the amount is too large");
  EXPECT_EQ(fault_of_own(with(R"("seats":"2")")), "2:9 \"seats\" must be a whole number");
}

TEST(OwnJson, NamesLineAndColumnOfABrokenText) {
  EXPECT_EQ(fault_of_own("").substr(0, 4), "1:1 ");
  EXPECT_EQ(fault_of_own("{\n  \"format\": \"palabre-tally/1\",\n  nothing }").substr(0, 4), "3:4 ");
  EXPECT_EQ(fault_of_own("{\"format\":\"palabre-tally/1\"").substr(0, 5), "1:28 ");
  EXPECT_EQ(fault_of_own("{\"format\":\"palabre-tally/1\"} x").substr(0, 5), "1:30 ");
  EXPECT_EQ(fault_of_own(with("\"meta\":{\"a\":1,\"a\":2}")), "2:15 \"a\" stands twice in one object");
  EXPECT_EQ(fault_of_own(with("\"seats\":NaN")).substr(0, 4), "2:9 ");
  EXPECT_NE(fault_of_own(with("\"seats\":1e999")).find("number overflow"), std::string::npos);
  EXPECT_NE(fault_of_own("{\"format\":\"\xFF\"}").find("UTF-8"), std::string::npos);
  EXPECT_EQ(fault_of_own("[]"), "1:1 the file must be an object, not a list");
  EXPECT_EQ(fault_of_own("{}"), "1:1 the key \"format\" is missing; it must be \"palabre-tally/1\"");
  EXPECT_EQ(fault_of_own("{\"format\":\"palabre-tally/2\"}"), "1:11 \"format\" must be \"palabre-tally/1\", the only version there is");
}

TEST(OwnJson, CountsColumnsInCharacters) {
  EXPECT_EQ(fault_of_own("\xEF\xBB\xBF{\"format\":\"palabre-tally/1\",\"title\":\"été\",\"options\":[1]}"), "1:54 an option's id must be a text, not a number");
}

TEST(OwnJson, RefusesWhatIsNestedTooDeeply) {
  EXPECT_NE(fault_of_own(std::string(100'000, '[')).find("nested deeper than 64 levels"), std::string::npos);
}

TEST(JsonTree, KeepsTextsNumbersAndPositions) {
  const std::string text = "\xEF\xBB\xBF{ \"a\\u00e9\" : [ -1.50 , true,null, \"x\\ny\" ] , \"b\":12}";
  const auto tree = read_json(text);
  ASSERT_TRUE(tree);
  const auto& root = tree->root();
  EXPECT_EQ(root.size, 2U);
  const auto* list = root.member("aé");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->size, 4U);
  EXPECT_EQ(list->text, "[ -1.50 , true,null, \"x\\ny\" ]");
  EXPECT_EQ(list->first->text, "-1.50");
  EXPECT_EQ(list->first->next->kind, JsonKind::boolean);
  EXPECT_EQ(list->first->next->next->next->text, "x\ny");
  const auto* number = root.member("b");
  ASSERT_NE(number, nullptr);
  EXPECT_EQ(number->text, "12");
  EXPECT_EQ(text.substr(number->offset, 2), "12");
  EXPECT_EQ(text.substr(number->key_offset, 3), "\"b\"");
}

}  // namespace
}  // namespace palabre::recount
