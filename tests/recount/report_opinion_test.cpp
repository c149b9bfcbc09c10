// The report of opinion groups has the promised JSON, and its text says why.
#include "recount/collection.hpp"
#include "recount/readers.hpp"
#include "recount/report.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace palabre::recount {
namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path seattle() { return shipped_data() / "polis" / "15-per-hour-seattle"; }

/// A file for the length of one test.
class Written {
 public:
  explicit Written(const std::string& text) : path_(std::filesystem::temp_directory_path() / ("grouping-" + std::to_string(::getpid()) + ".csv")) { std::ofstream(path_) << text; }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  ~Written() { std::filesystem::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

Poll two_camps() {
  std::string text = "comment-id,voter-id,vote\n";
  for (int person = 0; person < 20; ++person)
    for (int statement = 0; statement < 8; ++statement)
      text += std::to_string(statement) + "," + std::to_string(person) + "," + (statement == 7 ? "1" : (person < 12) == (statement % 2 == 0) ? "1" : "-1") + "\n";
  return read_polis(text).value();
}

void expect_shape(const Json& parsed) {
  const auto statements = parsed.at("statements").get<std::size_t>();
  EXPECT_EQ(parsed.at("center").size(), statements);
  EXPECT_EQ(parsed.at("statement_ids").size(), statements);
  ASSERT_EQ(parsed.at("components").size(), 2U);
  for (const auto& component : parsed.at("components")) EXPECT_EQ(component.size(), statements);
  EXPECT_EQ(parsed.at("projection").size(), parsed.at("participants").get<std::size_t>());
  for (const auto& [id, point] : parsed.at("projection").items()) EXPECT_EQ(point.size(), 2U) << id;
  EXPECT_EQ(parsed.at("consensus").size(), statements);
  EXPECT_EQ(parsed.at("priorities").size(), statements);
  EXPECT_EQ(parsed.at("representative").size(), parsed.at("k").get<std::size_t>());
  for (const auto& [group, rows] : parsed.at("representative").items())
    for (const auto& row : rows) {
      EXPECT_TRUE(row.at("statement").is_string() && row.at("p").is_number() && row.at("ratio").is_number()) << group;
      EXPECT_TRUE(row.at("side") == "agree" || row.at("side") == "disagree");
    }
}

TEST(OpinionReport, HasThePromisedShape) {
  const auto report = report_opinion_groups(read_polis(text_of(seattle() / "votes.csv")).value(), {}).value();
  expect_shape(report.json);
  EXPECT_EQ(report.json.at("participants"), 339);
  EXPECT_EQ(report.json.at("statements"), 54);
  EXPECT_EQ(report.json.at("k"), 2);
  EXPECT_EQ(report.json.at("groups").size(), 138U);
}

TEST(OpinionReport, IsTheSameForBothExportsOfOneConversation) {
  const auto from_casts = report_opinion_groups(read_polis(text_of(seattle() / "votes.csv")).value(), {}).value();
  const auto from_matrix = report_opinion_groups(read_polis(text_of(seattle() / "participants-votes.csv")).value(), {}).value();
  EXPECT_EQ(from_casts.json.dump(), from_matrix.json.dump());
}

TEST(OpinionReport, TakesAPublishedGroupingAsGiven) {
  Flags flags;
  flags.groups = (seattle() / "participants-votes.csv").string();
  const auto report = report_opinion_groups(read_polis(text_of(seattle() / "votes.csv")).value(), flags).value();
  expect_shape(report.json);
  EXPECT_EQ(report.json.at("group_sizes").dump(), R"({"0":99,"1":39})");
  EXPECT_EQ(report.json.at("groups").at("0"), 0);
}

TEST(OpinionReport, SaysWhoTheGroupsAreAndWhatTheySay) {
  const auto report = report_opinion_groups(two_camps(), {}).value();
  EXPECT_EQ(report.json.at("group_sizes").dump(), R"({"0":12,"1":8})");
  for (const char* sentence : {"20 participants, 8 statements, 160 votes", "Group 0: 12 participants", "Group 1: 8 participants", "yes to 0: 12 of 12 agree, of the others 0 of 8",
                               "Common ground", "yes to 7: 20 of 20 agree", "What divides the groups most"})
    EXPECT_NE(report.text.find(sentence), std::string::npos) << sentence << "\n" << report.text;
}

TEST(OpinionReport, KeepsTheLabelsOfAGivenGrouping) {
  std::string grouping = "participant,group\n";
  for (int person = 0; person < 10; ++person) grouping += std::to_string(person) + (person < 6 ? ",north\n" : ",south\n");
  const Written file(grouping + "999,\n");
  Flags flags;
  flags.groups = file.path();
  const auto report = report_opinion_groups(two_camps(), flags).value();
  EXPECT_EQ(report.json.at("groups").at("0"), "north");
  EXPECT_EQ(report.json.at("group_sizes").dump(), R"({"north":6,"south":4})");
  EXPECT_EQ(report.json.at("groups").size(), 10U);
  EXPECT_TRUE(report.json.at("representative").contains("south"));
}

TEST(OpinionReport, NamesLineAndColumnOfWhatIsWrongInAGrouping) {
  const auto fault_of = [](const std::string& grouping) {
    const Written file(grouping);
    Flags flags;
    flags.groups = file.path();
    return report_opinion_groups(two_camps(), flags).fault();
  };
  const auto unknown = fault_of("participant,group\n0,1\n77,1\n");
  EXPECT_EQ(unknown.line, 3U);
  EXPECT_EQ(unknown.column, 1U);
  EXPECT_NE(unknown.detail.find("\"77\" has no votes"), std::string::npos) << unknown.detail;
  EXPECT_EQ(fault_of("participant,group\n0,1\n0,2\n").line, 3U);
  EXPECT_EQ(fault_of("participant,colour\n0,1\n").line, 1U);
  EXPECT_EQ(fault_of("participant,group\n0\n").line, 2U);
}

TEST(OpinionReport, RefusesWhatItCannotDo) {
  Flags flags;
  flags.k = 0;
  EXPECT_FALSE(report_opinion_groups(two_camps(), flags));
  flags.k = 101;
  EXPECT_FALSE(report_opinion_groups(two_camps(), flags));
  flags.k = 2;
  flags.groups = "anything.csv";
  EXPECT_FALSE(report_opinion_groups(two_camps(), flags));
  EXPECT_FALSE(report_opinion_groups(Poll{}, {}));
}

TEST(OpinionReport, SaysWhenFewerGroupsStandApartThanWereAskedFor) {
  Flags flags;
  flags.k = 7;
  const auto report = report_opinion_groups(two_camps(), flags).value();
  EXPECT_EQ(report.json.at("k"), 2);
  EXPECT_NE(report.text.find("Fewer groups than the 7"), std::string::npos);
}

TEST(OpinionReport, IsDefinedForAConversationWithoutVotes) {
  const auto report = report_opinion_groups(read_polis("comment-id,voter-id,vote\n").value(), {}).value();
  expect_shape(report.json);
  EXPECT_EQ(report.json.at("k"), 0);
  EXPECT_TRUE(report.json.at("groups").is_object() && report.json.at("consensus").is_object());
}

}  // namespace
}  // namespace palabre::recount
