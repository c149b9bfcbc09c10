// Pabulib files are read as they come, and refused with line and column when they contradict themselves.
#include "recount/readers.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

/// A file with these projects and votes.
std::string file(const std::string& projects, const std::string& votes, const std::string& meta = "vote_type;approval\n") {
  return "META\nkey;value\nbudget;100\n" + meta + "PROJECTS\n" + projects + "VOTES\n" + votes;
}

Poll read_pb(const std::string& text) {
  auto poll = read_pabulib(text);
  EXPECT_TRUE(poll) << (poll ? "" : std::to_string(poll.fault().line) + ":" + std::to_string(poll.fault().column) + " " + poll.fault().detail);
  return poll ? *poll : Poll{};
}

std::string fault_of_pb(const std::string& text) {
  const auto poll = read_pabulib(text);
  return poll ? "read" : std::to_string(poll.fault().line) + ":" + std::to_string(poll.fault().column) + " " + poll.fault().detail;
}

TEST(PabulibFile, IsReadWhole) {
  const auto poll = read_pb("\xEF\xBB\xBFMETA\r\nkey;value\r\ndescription;\"Town; \"\"new\"\"\"\r\nbudget;1000.50\r\nvote_type;approval\r\nrule;greedy\r\n\r\n"
                         "PROJECTS\r\ncost;project_id;name;selected\r\n10000.0; a 1 ;\"Line one\r\nline two\";1\r\n5.25;b;;0\r\n"
                         "VOTES\r\nvoter_id;age;vote\r\n7;30;a 1, b\r\n8;;\r\n9;41;\"b\"\r\n");
  EXPECT_EQ(poll.title, "Town; \"new\"");
  EXPECT_EQ(poll.meta.at("rule"), "greedy");
  EXPECT_EQ(poll.money_places, 2);
  EXPECT_EQ(poll.budget, 100050);
  ASSERT_EQ(poll.options.size(), 2U);
  EXPECT_EQ(poll.options[0].id, "a 1");
  EXPECT_EQ(poll.options[0].name, "Line one\r\nline two");
  EXPECT_EQ(poll.options[0].cost, 1000000);
  EXPECT_EQ(poll.options[1].name, "b");
  EXPECT_EQ(poll.options[0].columns, (std::map<std::string, std::string>{{"selected", "1"}}));
  ASSERT_EQ(poll.marked.size(), 3U);
  EXPECT_EQ(poll.marked[0].marks, (std::vector<tally::Mark>{{0, 1}, {1, 1}}));
  EXPECT_TRUE(poll.marked[1].marks.empty());
  EXPECT_EQ(poll.people, (std::vector<std::string>{"7", "8", "9"}));
}

TEST(PabulibFile, ReadsPointsRanksAndSingleChoices) {
  const std::string projects = "project_id;cost\na;1\nb;2\nc;3\n";
  const auto points = read_pb(file(projects, "voter_id;vote;points\n1;c,a;5,2\n2;b;1\n", "vote_type;cumulative\n"));
  EXPECT_EQ(points.mark_kind, MarkKind::points);
  EXPECT_EQ(points.marked[0].marks, (std::vector<tally::Mark>{{2, 5}, {0, 2}}));
  EXPECT_EQ(points.mark_max, 5);
  const auto ranks = read_pb(file(projects, "voter_id;vote\n1;c,a\n", "vote_type;ordinal\n"));
  ASSERT_EQ(ranks.ranked.size(), 1U);
  EXPECT_EQ(ranks.ranked[0], tally::rank_in_order({2, 0}));
  EXPECT_EQ(ranks.ranked_by, std::vector<std::uint32_t>{0});
  EXPECT_EQ(read_pb(file(projects, "vote\nb\n", "vote_type;choose-1\n")).mark_kind, MarkKind::choose_one);
}

TEST(PabulibFile, TakesSectionsInAnyOrderAndOldLineEnds) {
  const auto poll = read_pb("VOTES\rvoter_id;vote\r1;b\rPROJECTS;;\rproject_id;cost;;\rb;3;;\rMETA\rbudget;10\r");
  EXPECT_EQ(poll.budget, 10);
  EXPECT_EQ(poll.marked.size(), 1U);
  EXPECT_EQ(poll.mark_kind, MarkKind::approval);
}

TEST(PabulibFile, CountsAProjectNamedTwiceOnceAndSaysSo) {
  const auto poll = read_pb(file("project_id;cost\na;1\nb;2\n", "voter_id;vote\n1;a,b,a\n"));
  EXPECT_EQ(poll.marked[0].marks, (std::vector<tally::Mark>{{0, 1}, {1, 1}}));
  EXPECT_EQ(poll.meta.at("ballots_naming_a_project_twice"), "1");
  const auto points = read_pb(file("project_id;cost\na;1\n", "vote;points\n\"a,a\";2,3\n", "vote_type;cumulative\n"));
  EXPECT_EQ(points.marked[0].marks, (std::vector<tally::Mark>{{0, 5}}));
}

TEST(PabulibFile, IsRefusedWithLineAndColumn) {
  const std::string projects = "project_id;cost\na;1\nb;2\n";
  EXPECT_EQ(fault_of_pb(file(projects, "voter_id;vote\n1;a,x\n")), "11:5 there is no project \"x\"");
  EXPECT_EQ(fault_of_pb(file("project_id;cost\na;1\na;2\n", "vote\n")), "8:1 project \"a\" stands twice");
  EXPECT_EQ(fault_of_pb(file("project_id;cost\na;much\n", "vote\n")), "7:3 \"much\" is not a number");
  EXPECT_EQ(fault_of_pb(file("project_id;cost\na;-1\n", "vote\n")), "7:3 \"-1\" is below zero");
  EXPECT_EQ(fault_of_pb(file("project_id;cost\na;99999999999999999999\n", "vote\n")), "7:3 \"99999999999999999999\" is too large");
  EXPECT_EQ(fault_of_pb(file("project_id;cost\na;0.1234567\n", "vote\n")), "7:3 more than 6 decimals");
  EXPECT_EQ(fault_of_pb(file("project_id;cost\na;1;x\n", "vote\n")), "7:5 more fields than the header has columns");
  EXPECT_EQ(fault_of_pb(file("project_id\na\n", "vote\n")), "6:1 there is no column cost");
  EXPECT_EQ(fault_of_pb(file(projects, "voter_id\n1\n")), "10:1 there is no column vote");
  EXPECT_EQ(fault_of_pb(file(projects, "vote;points\na,b;1\n", "vote_type;cumulative\n")), "11:5 2 projects, but 1 points");
  EXPECT_EQ(fault_of_pb(file(projects, "vote;points\na;0.5\n", "vote_type;cumulative\n")), "11:3 \"0.5\" is not a whole number of points");
  EXPECT_EQ(fault_of_pb(file(projects, "vote\na\n", "vote_type;cumulative\n")), "10:1 there is no column points, and the votes are cumulative");
  EXPECT_EQ(fault_of_pb(file(projects, "vote\na,b\n", "vote_type;choose-1\n")), "11:3 more than one project, and the votes are choose-1");
  EXPECT_EQ(fault_of_pb(file(projects, "vote\n", "vote_type;guess\n")).substr(0, 5), "4:11 ");
  EXPECT_EQ(fault_of_pb(file("project_id;cost;name\na;1;\"open\n", "vote\n")), "7:5 this quote is never closed");
  EXPECT_EQ(fault_of_pb("hello\n"), "1:1 a .pb file begins with META");
  EXPECT_EQ(fault_of_pb("META\nbudget;1\n").substr(0, 2), "3:");
  EXPECT_EQ(fault_of_pb(""), "1:1 there is no section PROJECTS with a header");
}

TEST(PabulibFile, IsReadOrRefusedHoweverItIsCut) {
  const auto whole = file("project_id;cost;name\na;1;\"A; \"\"b\"\"\"\nb;2;B\n", "voter_id;vote;points\n1;a,b;1,2\n", "vote_type;cumulative\n");
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const auto poll = read_pabulib(std::string_view(whole).substr(0, length));
    if (!poll) {
      EXPECT_GT(poll.fault().line, 0U);
    }
  }
}

}  // namespace
}  // namespace palabre::recount
