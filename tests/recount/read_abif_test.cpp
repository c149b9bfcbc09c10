// Reading ABIF: every form of ballot and candidate that files of others use, and where a fault is said to be.
#include "recount/collection.hpp"
#include "recount/position.hpp"
#include "recount/readers.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

using tally::Mark;
using tally::Option;
using tally::Place;

Poll poll_of(std::string_view text) {
  const auto poll = read_abif(text);
  EXPECT_TRUE(poll) << (poll ? "" : poll.fault().detail);
  return poll ? *poll : Poll{};
}

std::vector<std::string> ids_of(const Poll& poll) {
  std::vector<std::string> ids;
  for (const auto& option : poll.options) ids.push_back(option.id);
  return ids;
}

std::vector<Place> places_of(std::string_view ballot) { return poll_of("=A:[Ann]\n=B:[Bob]\n=C:[Cy]\n1:" + std::string(ballot) + "\n").ranked.front().places; }

void expect_fault(std::string_view text, std::size_t line, std::size_t column, std::string_view part) {
  const auto poll = read_abif(text);
  ASSERT_FALSE(poll) << text;
  EXPECT_EQ(poll.fault().line, line) << text;
  EXPECT_EQ(poll.fault().column, column) << text;
  EXPECT_NE(poll.fault().detail.find(part), std::string::npos) << text << ": " << poll.fault().detail;
}

TEST(Abif, ReadsCandidatesSettingsCommentsAndRankings) {
  const auto poll = poll_of(
      "\xEF\xBB\xBF# A mock election\r\n"
      "{version: \"0.1\"}\r\n"
      "{\"title\": \"Rose, \\\"thorn\\\" and {leaf}\"} # said so\r\n"
      "{max_rating: null, display: true}\r\n"
      "{urls: [\"http://x/#a\", {\"b\": 1}]}\r\n"
      "\r\n"
      "=DGM:[Doña García Márquez]\r\n"
      "= SBJ : [Steven B. Jensen]  # the second\r\n"
      "=\"蘇業\":[Sue Ye (蘇業)]\r\n"
      "=Write-in:\r\n"
      "27: DGM > SBJ = \"蘇業\"\r\n"
      "  26 :[Steven B. Jensen]>Write-in # by name\r\n"
      "10:\r\n");
  EXPECT_EQ(poll.title, "Rose, \"thorn\" and {leaf}");
  EXPECT_EQ(poll.meta.at("version"), "0.1");
  EXPECT_EQ(poll.meta.at("display"), "true");
  EXPECT_EQ(poll.meta.at("urls"), "[\"http://x/#a\", {\"b\": 1}]");
  EXPECT_EQ(ids_of(poll), (std::vector<std::string>{"DGM", "SBJ", "蘇業", "Write-in"}));
  EXPECT_EQ(poll.options[1].name, "Steven B. Jensen");
  EXPECT_EQ(poll.options[3].name, "Write-in");
  ASSERT_EQ(poll.ranked.size(), 3U);
  EXPECT_EQ(poll.ranked[0], (tally::RankedBallot{{{0, 1}, {1, 2}, {2, 2}}, 27}));
  EXPECT_EQ(poll.ranked[1], (tally::RankedBallot{{{1, 1}, {3, 2}}, 26}));
  EXPECT_EQ(poll.ranked[2], (tally::RankedBallot{{}, 10}));
  EXPECT_EQ(poll.mark_kind, MarkKind::none);
  EXPECT_TRUE(poll.marked.empty());
}

TEST(Abif, NeedsNothingButBallots) {
  const auto poll = poll_of("3:[A,X]>[\"B\" Y]\n2:[\"B\" Y]\n");
  EXPECT_EQ(ids_of(poll), (std::vector<std::string>{"A,X", "\"B\" Y"}));
  EXPECT_EQ(poll_of("1:A").ranked.size(), 1U);
  EXPECT_EQ(poll_of("100:\n").options.size(), 0U);
}

TEST(Abif, ReadsTheOldFormsOfACandidate) {
  const auto poll = poll_of("ABIF 1.0 { \"x\": 1 }\n[Doña García]: DGM\nSBJ: [Steven]\n1: SBJ>DGM\n");
  EXPECT_EQ(ids_of(poll), (std::vector<std::string>{"DGM", "SBJ"}));
  EXPECT_EQ(poll.options[0].name, "Doña García");
  EXPECT_EQ(poll.options[1].name, "Steven");
}

TEST(Abif, RanksByTheSeparators) {
  EXPECT_EQ(places_of("B>A=C"), (std::vector<Place>{{1, 1}, {0, 2}, {2, 2}}));
  EXPECT_EQ(places_of("B,A>C"), (std::vector<Place>{{1, 1}, {0, 1}, {2, 2}}));
  EXPECT_EQ(places_of("A/5>B/0>C/0"), (std::vector<Place>{{0, 1}, {1, 2}, {2, 3}}));
  EXPECT_EQ(places_of("A,B"), (std::vector<Place>{{0, 1}, {1, 1}}));
}

TEST(Abif, RanksByTheScoresWhereOnlyCommasStand) {
  EXPECT_EQ(places_of("A/1, B/5, C/1"), (std::vector<Place>{{1, 1}, {0, 2}, {2, 2}}));
  EXPECT_EQ(places_of("A, B/045, C/133"), (std::vector<Place>{{2, 1}, {1, 2}}));
}

TEST(Abif, FillsMarksFromScores) {
  const auto poll = poll_of("{min_rating: 0}\n{max_rating: 5}\n42:M/5>N/2>C/1>K/0\n26:N/5,C/3\n5:\n3:K\n");
  EXPECT_EQ(poll.mark_kind, MarkKind::score);
  EXPECT_EQ(poll.mark_min, 0);
  EXPECT_EQ(poll.mark_max, 5);
  ASSERT_EQ(poll.marked.size(), 4U);
  EXPECT_EQ(poll.marked[0], (tally::MarkedBallot{{{0, 5}, {1, 2}, {2, 1}, {3, 0}}, 42}));
  EXPECT_EQ(poll.marked[1], (tally::MarkedBallot{{{1, 5}, {2, 3}}, 26}));
  EXPECT_EQ(poll.marked[2], (tally::MarkedBallot{{}, 5}));
  EXPECT_EQ(poll.marked[3], (tally::MarkedBallot{{}, 3}));
  EXPECT_EQ(poll_of("1:A/400,B/-3").mark_max, 400);
  EXPECT_EQ(poll_of("1:A/400,B/-3").mark_min, -3);
}

TEST(Abif, FillsMarksFromApprovals) {
  const auto scored = poll_of("{max_rating: 1}\n21:M/1=N/1\n13:N/1,K/0\n");
  EXPECT_EQ(scored.mark_kind, MarkKind::approval);
  EXPECT_EQ(scored.marked[1], (tally::MarkedBallot{{{1, 1}}, 13}));
  EXPECT_EQ(scored.ranked[0], (tally::RankedBallot{{{0, 1}, {1, 1}}, 21}));
  const auto plain = poll_of("4: A=C=X\n5: C,A\n1:A\n2:\n");
  EXPECT_EQ(plain.mark_kind, MarkKind::approval);
  EXPECT_EQ(plain.marked[0].marks, (std::vector<Mark>{{0, 1}, {1, 1}, {2, 1}}));
  EXPECT_EQ(plain.marked[3].marks.size(), 0U);
  EXPECT_EQ(poll_of("4:A\n5:B\n").mark_kind, MarkKind::choose_one);
  EXPECT_EQ(poll_of("{ballot_type: \"ranked\"}\n4:A\n5:B\n").mark_kind, MarkKind::none);
  EXPECT_EQ(poll_of("{ballot_type: choose_many}\n4:A\n5:B\n").mark_kind, MarkKind::approval);
}

TEST(Abif, FillsMarksFromPoints) {
  const auto poll = poll_of("6: A*1,B*2,D*4\n");
  EXPECT_EQ(poll.mark_kind, MarkKind::points);
  EXPECT_EQ(poll.marked[0].marks, (std::vector<Mark>{{0, 1}, {1, 2}, {2, 4}}));
}

TEST(Abif, PassesOverDetailsOfBallots) {
  const auto poll = poll_of("7: D>C>B: { \"precinct\":51, \"county\":\"Bro}nx # 5\" }\n8: C>B : {} # late\n");
  EXPECT_EQ(poll.ranked[0].places.size(), 3U);
  EXPECT_EQ(poll.ranked[1].count, 8);
}

TEST(Abif, KeepsHashesInsideNames) {
  const auto poll = poll_of("27: \"Doña #1\"/5, [Steven #2]/2 # comment\n");
  EXPECT_EQ(ids_of(poll), (std::vector<std::string>{"Doña #1", "Steven #2"}));
}

TEST(Abif, SaysWhereAFaultIs) {
  expect_fault("=A:[Ann]\n=A:[Amy]\n1:A\n", 2, 2, "declared twice");
  expect_fault("=A:[Ann]\n\n3:A>Zoé>A\n", 3, 5, "\"Zoé\" is not declared");
  expect_fault("3:é>B>é\n", 1, 7, "stands twice");
  expect_fault("3:A>>B\n", 1, 5, "a candidate was expected");
  expect_fault("3:A>\r\n", 1, 5, "a candidate was expected");
  expect_fault("3:>A\n", 1, 3, "a candidate was expected");
  expect_fault("3:New York\n", 1, 7, "stands in [brackets]");
  expect_fault("3:[New York\n", 1, 3, "never closed");
  expect_fault("3:\"New York\n", 1, 3, "never closed");
  expect_fault("3:A \"B\"\n", 1, 5, "separator");
  expect_fault("3 A>B\n", 1, 3, "colon");
  expect_fault("hello\n", 1, 1, "neither a comment");
  expect_fault("3:A>B\n-2:B>A\n", 2, 1, "whole number of voters");
  expect_fault("{title \"x\"}\n1:A\n", 1, 11, "a colon was expected");
  expect_fault("{title: \"x\"\n1:A\n", 1, 12, "closing }");
  expect_fault("{title: \"x\n1:A\n", 1, 9, "never closed");
  expect_fault("{a: [1, {2]\n1:A\n", 1, 5, "never closed");
  expect_fault("{a: 1} b\n1:A\n", 1, 8, "nothing was expected");
  expect_fault("=:[Ann]\n1:A\n", 1, 2, "a candidate was expected");
  expect_fault("=A [Ann]\n1:A\n", 1, 4, "a colon was expected");
  expect_fault("1:A/x\n", 1, 5, "a score was expected");
  expect_fault("1:A/4.5\n", 1, 5, "whole number");
  expect_fault("1:A/99999999999999999999\n", 1, 5, "whole number");
  expect_fault("1:A/1000000001\n", 1, 5, "a score above");
  expect_fault("{max_rating: 5}\n1:A/6\n", 2, 5, "a score above 5");
  expect_fault("{min_rating: 1}\n1:A/0\n", 2, 5, "a score below 1");
  expect_fault("1:A/5,B*3\n", 1, 8, "scores (/) and points (*)");
  expect_fault("1:A/3>B/5\n", 1, 7, "contradict the >");
  expect_fault("1:A/3=B/2\n", 1, 7, "contradict the =");
  expect_fault("1:A:B\n", 1, 5, "details");
  expect_fault("1:A:{}x\n", 1, 7, "nothing was expected");
  expect_fault("1:A\n1000000000:B\n", 2, 1, "more than 1000000000 voters");
  expect_fault("99999999999999999999999:A\n", 1, 1, "more than 1000000000 voters");
  expect_fault(std::string_view("1:A\n2:B\0>A\n", 11), 2, 4, "NUL");
}

TEST(Abif, RefusesAFileWithoutBallotsOrWithAnImpossibleScale) {
  expect_fault("", 0, 0, "no ballots");
  expect_fault("# only this\n=A:[Ann]\n", 0, 0, "no ballots");
  expect_fault("{min_rating: 6}\n{max_rating: 5}\n1:A\n", 0, 0, "above max_rating");
  expect_fault("{max_rating: lots}\n1:A\n", 0, 0, "max_rating: a whole number");
}

TEST(Abif, EndsAtAnyPlaceWithoutHarm) {
  const std::string whole = "{title: \"x\", a: [1]}\n=A:[Ann]\n=\"B\":[Bob]\n12:A/3>[Bob]/2: {\"p\": \"q\"}\n4:\"B\"/1 # end\n";
  ASSERT_TRUE(read_abif(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto poll = read_abif(whole.substr(0, size));
    if (!poll) {
      EXPECT_FALSE(poll.fault().detail.empty());
    }
  }
}

TEST(Abif, ReadsTheCollection) {
  const auto folder = collection("condorcet");
  for (const auto& file : files_of(folder, ".abif")) EXPECT_TRUE(read_abif(text_of(file))) << file;
  if (!folder) return;
  const auto burlington = poll_of(text_of(*folder / "burlington2009.abif"));
  EXPECT_EQ(burlington.options.size(), 6U);
  std::int64_t voters = 0;
  for (const auto& ballot : burlington.ranked) voters += ballot.count;
  EXPECT_EQ(voters, 8980);
  EXPECT_EQ(poll_of(text_of(*folder / "tennessee_approval.abif")).mark_kind, MarkKind::approval);
  EXPECT_EQ(poll_of(text_of(*folder / "tennessee_star.abif")).mark_kind, MarkKind::score);
}

}  // namespace
}  // namespace palabre::recount
