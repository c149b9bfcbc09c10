// Polis exports are read in both shapes and their variants, and what is wrong in them is named with line and column.
#include "recount/readers.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

const std::string casts = "timestamp,datetime,comment-id,voter-id,vote\n";

FileFault fault_of(const std::string& text) {
  const auto poll = read_polis(text);
  EXPECT_FALSE(poll) << text;
  return poll ? FileFault{} : poll.fault();
}

void expect_fault_at(const std::string& text, std::size_t line, std::size_t column, const std::string& words) {
  SCOPED_TRACE(text);
  const auto fault = fault_of(text);
  EXPECT_EQ(fault.line, line);
  EXPECT_EQ(fault.column, column);
  EXPECT_NE(fault.detail.find(words), std::string::npos) << fault.detail;
}

std::vector<std::string> polis_ids_of(const Poll& poll) {
  std::vector<std::string> ids;
  for (const auto& option : poll.options) ids.push_back(option.id);
  return ids;
}

TEST(ReadPolis, TakesOneRowPerCastInTheOrderOfTime) {
  const auto poll = read_polis(casts + "30,x,2,10,1\n10,x,2,10,-1\n20,x,0,9,0\n").value();
  EXPECT_EQ(poll.format, Format::polis);
  EXPECT_EQ(poll.people, (std::vector<std::string>{"9", "10"}));
  EXPECT_EQ(polis_ids_of(poll), (std::vector<std::string>{"0", "2"}));
  ASSERT_EQ(poll.opinions.size(), 3U);
  EXPECT_EQ(poll.opinions[0].value, -1);
  EXPECT_EQ(poll.opinions[1].participant, 0U);
  EXPECT_EQ(poll.opinions[2].statement, 1U);
  EXPECT_EQ(poll.opinions[2].value, 1);
}

TEST(ReadPolis, KeepsTheOrderOfRowsCastAtTheSameTimeOrWithoutOne) {
  EXPECT_EQ(read_polis(casts + "5,x,0,0,1\n5,x,0,0,-1\n").value().opinions.back().value, -1);
  EXPECT_EQ(read_polis("comment-id,voter-id,vote\n0,0,-1\n0,0,1\n").value().opinions.back().value, 1);
}

TEST(ReadPolis, TakesOneRowPerParticipant) {
  const auto poll = read_polis("participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,7\n0,\"a,\"\"b\",1,0,2,1,1,1,,-1\n4,,,0,0,0,0,,,\n").value();
  EXPECT_EQ(poll.people, (std::vector<std::string>{"0", "4"}));
  EXPECT_EQ(polis_ids_of(poll), (std::vector<std::string>{"0", "1", "7"}));
  ASSERT_EQ(poll.opinions.size(), 2U);
  EXPECT_EQ(poll.opinions[1].statement, 2U);
  EXPECT_EQ(poll.opinions[1].value, -1);
}

TEST(ReadPolis, TakesTheVariantsOfOtherPrograms) {
  const std::string plain = "comment-id,voter-id,vote\n0,0,1\n1,0,-1\n";
  const auto want = polis_ids_of(read_polis(plain).value());
  for (const std::string text : {"\xEF\xBB\xBF# exported\r\ncomment_id;voter_id;vote\r\n0;0;1.0\r\n\r\n1;0;-1.0\r\n", "\"Comment-ID\"\t\"Voter-ID\"\t\"Vote\"\n0\t0\t+1\n1\t0\t-1",
                                 "vote,tid,pid,important\r1,0,0,\r-1,1,0,true", " comment-id , voter-id , vote \n 0 , 0 , 1 \n 1 , 0 ,-1 \n"}) {
    const auto poll = read_polis(text).value();
    EXPECT_EQ(polis_ids_of(poll), want) << text;
    ASSERT_EQ(poll.opinions.size(), 2U) << text;
    EXPECT_EQ(poll.opinions[1].value, -1) << text;
  }
}

TEST(ReadPolis, KeepsTheOrderOfIdsThatAreNoNumbers) {
  EXPECT_EQ(polis_ids_of(read_polis("comment-id,voter-id,vote\nzeta,0,1\nalpha,0,1\n10,0,1\n").value()), (std::vector<std::string>{"zeta", "alpha", "10"}));
}

TEST(ReadPolis, TakesAConversationWithoutVotes) {
  EXPECT_TRUE(read_polis(casts).value().people.empty());
  EXPECT_EQ(read_polis("participant,0,1\n").value().options.size(), 2U);
}

TEST(ReadPolis, NamesLineAndColumnOfWhatIsWrong) {
  expect_fault_at(casts + "1,x,0,0,2\n", 2, 9, "must be 1");
  expect_fault_at(casts + "1,x,0,0,nan\n", 2, 9, "must be 1");
  expect_fault_at(casts + "1,x,0,0,0.5\n", 2, 9, "must be 1");
  expect_fault_at(casts + "1,x,0,0,99999999999999999999\n", 2, 9, "must be 1");
  expect_fault_at(casts + "1,x,0,0,\n", 2, 9, "must be 1");
  expect_fault_at(casts + "\n1,x,0,,1\n", 3, 7, "participant is missing");
  expect_fault_at(casts + "1,x,,0,1\n", 2, 5, "statement is missing");
  expect_fault_at(casts + "yesterday,x,0,0,1\n", 2, 1, "milliseconds");
  expect_fault_at(casts + "1,x,0,0,1\n2,x,0\n", 3, 5, "3 cells");
  expect_fault_at(casts + "1,\"x,0,0,1\n", 2, 3, "quote");
  expect_fault_at("participant,0\n1,1\n1,1\n", 3, 1, "stands twice");
  expect_fault_at("participant,0,0\n1,1,1\n", 1, 15, "stands twice in the header");
  expect_fault_at("participant,0,1\n1,1,x\n", 2, 5, "must be 1");
  expect_fault_at("participant,0,\n1,1,1\n", 2, 5, "no statement above");
  expect_fault_at("participant,0,1\n1,1\n", 2, 3, "2 cells");
  expect_fault_at("name,colour\n1,1\n", 1, 1, "no Polis export");
  expect_fault_at("", 1, 1, "empty");
  EXPECT_NE(fault_of("participant,0\n\xFF,1\n").detail.find("UTF-8"), std::string::npos);
}

}  // namespace
}  // namespace palabre::recount
