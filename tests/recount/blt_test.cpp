// BLT files as people write them, and the places of their faults.
#include "recount/readers.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

using tally::Place;

const std::string four_names = "0\n\"Adam\"\n\"Basil\"\n\"Charlotte\"\n\"Donald\"\n";

Poll read_blt_text(const std::string& text) {
  const auto poll = read_blt(text);
  EXPECT_TRUE(poll) << poll.fault().line << ":" << poll.fault().column << " " << poll.fault().detail;
  return poll ? *poll : Poll{};
}

TEST(Blt, ReadsTheFormatAsItWasFirstPublished) {
  const auto poll = read_blt_text("4 2\n-2\n3 1 3 4 0\n4 1 3 2 0\n" + four_names + "\"Title\"\n");
  EXPECT_EQ(poll.seats, 2U);
  EXPECT_EQ(poll.withdrawn, std::vector<tally::Option>{1});
  EXPECT_EQ(poll.title, "Title");
  ASSERT_EQ(poll.options.size(), 4U);
  EXPECT_EQ(poll.options[2].name, "Charlotte");
  EXPECT_EQ(poll.options[2].id, "Charlotte");
  ASSERT_EQ(poll.ranked.size(), 2U);
  EXPECT_EQ(poll.ranked[1], tally::rank_in_order({0, 2, 1}, 4));
}

TEST(Blt, ReadsWhatPeopleAddedToIt) {
  const auto poll = read_blt_text(
      "\xEF\xBB\xBF""4 2 # four candidates\r\n-2 -3\r\n[tie 3 1 4 2]\r\n[droop rule=meek precision=8]\r\n"
      "(B 17) 1 1=2 - 3 0 /* equal, then skipped */\r\n"
      "2 4 (1 3) 2\r\n 0 1 0 3.0 2 0\r\n" +
      four_names + "\"Al \\\"Big\\\" \"\"Al\"\"\"\r\n\"a source\"\r\n and what not");
  EXPECT_EQ(poll.withdrawn, (std::vector<tally::Option>{1, 2}));
  EXPECT_EQ(poll.tie_order, (std::vector<tally::Option>{1, 3, 0, 2}));  // a poll's order names who wins
  EXPECT_EQ(poll.meta.at("droop"), "rule=meek precision=8");
  ASSERT_EQ(poll.ranked.size(), 4U);
  EXPECT_EQ(poll.ranked[0].places, (std::vector<Place>{{0, 1}, {1, 1}, {2, 3}}));
  EXPECT_EQ(poll.ranked[1].places, (std::vector<Place>{{3, 1}, {0, 2}, {2, 2}, {1, 3}}));
  EXPECT_TRUE(poll.ranked[2].places.empty());
  EXPECT_EQ(poll.ranked[3].count, 3);
  EXPECT_EQ(poll.title, "Al \"Big\" \"Al\"");
}

TEST(Blt, ReadsNicknames) {
  const auto poll = read_blt_text("3 1\n[nick a b c]\n[tie c a b]\n-b\n5 a b 0\n1 b=c 0\n0\n\"Anna\"\n\"Ben\"\n\"Cleo\"\n");
  EXPECT_EQ(poll.options[0].name, "Anna");
  EXPECT_EQ(poll.options[0].columns.at("nick"), "a");
  EXPECT_EQ(poll.withdrawn, std::vector<tally::Option>{1});
  EXPECT_EQ(poll.ranked[1], tally::rank_in_groups({{1, 2}}));
}

TEST(Blt, ReadsOlderTieOrdersAndForgottenEnds) {
  const auto poll = read_blt_text("2 1\n1 1 0\n\"A\" \"B\"\n=tie 2 1 0\n\"T\"");
  EXPECT_EQ(poll.tie_order, (std::vector<tally::Option>{0, 1}));
  EXPECT_EQ(poll.title, "T");
  EXPECT_EQ(read_blt_text("2 1\n1 1 0\n\"A\" \"B\"").title, "");
  EXPECT_EQ(read_blt_text("2 1 0 \"\" \"B\"").options[0].name, "1");
}

TEST(Blt, TellsCandidatesOfOneNameApart) {
  const auto poll = read_blt_text("4 1 0 \"Lee\" \"Kim\" \"Lee\" \"Lee (1)\"");
  EXPECT_EQ(poll.options[1].id, "Kim");
  EXPECT_EQ(poll.options[2].id, "Lee (3)");
  EXPECT_NE(poll.options[0].id, poll.options[3].id);
  EXPECT_EQ(poll.options[0].name, "Lee");
}

struct Wrong {
  std::string text;
  std::size_t line;
  std::size_t column;
  std::string said;
};

TEST(Blt, NamesThePlaceOfEachFault) {
  const std::vector<Wrong> faults{
      {"", 1, 1, "the number of candidates"},
      {"4", 1, 2, "the number of seats"},
      {"0 1", 1, 1, "at least one candidate"},
      {"4 2\n1.5 1 0\n" + four_names, 2, 1, "whole number"},
      {"4 2\n1 1 5 0\n" + four_names, 2, 5, "no candidate \"5\""},
      {"4 2\n1 1 2\n1 2 1 0\n" + four_names, 3, 1, "does that ballot end with 0"},
      {"4 2\n1 1 -3 0\n" + four_names, 2, 5, "no candidate"},
      {"4 2\n-7\n1 1 0\n" + four_names, 2, 1, "withdraw"},
      {"4 2\n1 1 x 0\n" + four_names, 2, 5, "expected a candidate"},
      {"4 2\n1 1 2", 2, 6, "the file ends here"},
      {"4 2\n1 1 2 0\n0\n\"Adam\"\n\"Basil\"\n", 6, 1, "candidate 3"},
      {"4 2\n1 1 2 0\n0\n\"Adam\"\n\"Basil\nx\"\n", 5, 1, "quote"},
      {"4 2\n1 1 2 0\n0\nAdam\n", 4, 1, "in quotes"},
      {"4 2\n9999999999 1 0\n" + four_names, 2, 1, "too large"},
      {"4 2\n99999999999999999999999 1 0\n" + four_names, 2, 1, "too large"},
      {"4 2\n/* open\n1 1 0\n", 2, 1, "comment"},
      {"4 2\n[tie 1 1]\n", 2, 8, "twice"},
      {"4 2\n[nick a b]\n", 2, 2, "as many"},
      {"4 2\n[lines]\n", 2, 2, "lines"},
      {"4 2\n(17 1 1 0\n", 2, 1, "ballot id"},
      {"4 2\n" + four_names + "rest", 7, 1, "title"},
  };
  for (const auto& wrong : faults) {
    const auto poll = read_blt(wrong.text);
    ASSERT_FALSE(poll) << wrong.text;
    EXPECT_EQ(poll.fault().line, wrong.line) << wrong.text << poll.fault().detail;
    EXPECT_EQ(poll.fault().column, wrong.column) << wrong.text << poll.fault().detail;
    EXPECT_NE(poll.fault().detail.find(wrong.said), std::string::npos) << poll.fault().detail;
  }
}

}  // namespace
}  // namespace palabre::recount
