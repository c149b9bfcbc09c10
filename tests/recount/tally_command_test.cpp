// `palabre tally` as a whole: what it prints where, and its exit codes.
#include "recount/tally_command.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace palabre::recount {
namespace {

struct Ran {
  int code;
  std::string out, err;
};

Ran run(const TallyCommand& command, const std::string& text = {}) {
  std::istringstream in(text);
  std::ostringstream out, err;
  const int code = run_tally(command, in, out, err);
  return {code, out.str(), err.str()};
}

TallyCommand counting(const std::string& method) {
  TallyCommand command;
  command.method = method;
  command.file = "-";
  return command;
}

const std::string three_voters = "2:A>B\n1:B>A\n";

TEST(TallyCommand, PrintsTheOutcomeWithItsExplanationAsText) {
  const auto ran = run(counting("schulze"), three_voters);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("Winner: A"), std::string::npos) << ran.out;
  EXPECT_TRUE(ran.err.empty());
}

TEST(TallyCommand, PrintsOneJsonObjectAndNothingElse) {
  auto command = counting("schulze");
  command.wants_json = true;
  const auto ran = run(command, three_voters);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(nlohmann::json::parse(ran.out).at("winners"), nlohmann::json::array({"A"}));
  EXPECT_TRUE(ran.out.ends_with("}\n"));
  EXPECT_TRUE(ran.err.empty());
}

TEST(TallyCommand, NamesFileLineAndColumnOfAFault) {
  const auto ran = run(counting("schulze"), "{\"format\":\"palabre-tally/1\",\"options\":[\"A\"],\n\"ballots\":[{\"ranking\":[\"B\"]}]}");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "-:2:24: there is no option \"B\"; \"A\" is near\n");
  EXPECT_TRUE(ran.out.empty());
  auto missing = counting("schulze");
  missing.file = "no/such/file.blt";
  EXPECT_EQ(run(missing).code, 1);
  EXPECT_EQ(run(missing).err, "no/such/file.blt: cannot be opened\n");
  EXPECT_EQ(run(counting("schulze"), "").err, "-:1:1: the file is empty\n");
}

TEST(TallyCommand, SaysWhatAFileLacksForAMethod) {
  const auto ran = run(counting("equal-shares"), three_voters);
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("-: ")) << ran.err;
}

TEST(TallyCommand, DoesNotUnderstand) {
  EXPECT_EQ(run(counting("")).code, 2);
  EXPECT_EQ(run(counting("fly")).code, 2);
  auto seats = counting("schulze");
  seats.flags.seats = 2;
  EXPECT_EQ(run(seats, three_voters).code, 2);
  EXPECT_NE(run(seats, three_voters).err.find("schulze takes no --seats"), std::string::npos);
  auto nothing = counting("schulze");
  nothing.file.clear();
  EXPECT_EQ(run(nothing).code, 2);
  auto folder = counting("schulze");
  folder.to = "x";
  EXPECT_EQ(run(folder, three_voters).code, 2);
  auto forced = counting("schulze");
  forced.may_overwrite = true;
  EXPECT_EQ(run(forced, three_voters).code, 2);
  EXPECT_EQ(run(counting("convert"), three_voters).code, 2) << "without --to";
  auto flagged = counting("convert");
  flagged.to = "x";
  flagged.flags.seed = "1";
  EXPECT_EQ(run(flagged, three_voters).code, 2);
  auto format = counting("schulze");
  format.input_format = "xls";
  EXPECT_EQ(run(format, three_voters).code, 2);
  EXPECT_NE(run(format, three_voters).err.find("blt, abif"), std::string::npos);
  EXPECT_EQ(run(counting("sortition"), three_voters).code, 2) << "people come from --pool";
}

TEST(TallyCommand, ReadsTheFormatItIsTold) {
  auto command = counting("schulze");
  command.input_format = "blt";
  const auto ran = run(command, three_voters);
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("-:1:")) << ran.err;
}

TEST(TallyCommand, ListsTheMethodsWithoutAFile) {
  TallyCommand command;
  command.wants_list = true;
  const auto ran = run(command);
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("equal-shares"), std::string::npos);
  command.wants_json = true;
  EXPECT_GE(nlohmann::json::parse(run(command).out).at("methods").size(), 18U);
}

TEST(TallyCommand, RefusesAFolderAndAFileWithoutEnd) {
  auto command = counting("schulze");
  command.file = "/";
  EXPECT_EQ(run(command).err, "/: a folder, not a file\n");
  command.file = "/dev/zero";
  EXPECT_EQ(run(command).err, "/dev/zero: larger than 512 MiB\n");
}

TEST(TallyCommand, ReadsOldFilesAndSaysSo) {
  const auto ran = run(counting("schulze"), "=A:[Andr\xE9]\n=B:[Bob]\n2:A>B\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "-: not UTF-8; read as Windows-1252\n");
  EXPECT_NE(ran.out.find("André"), std::string::npos);
}

TEST(TallyCommand, PassesNoControlCharactersToATerminal) {
  const auto ran = run(counting("schulze"), "=A:[\x1B(red]\n=B:[Bob]\n2:A>B\n");
  EXPECT_EQ(ran.out.find('\x1B'), std::string::npos);
}

const std::string delegated = R"({"format": "palabre-tally/1", "options": ["A", "B"], "people": ["ann", "bob", "cyd", "dan", "eve"],
  "ballots": [{"person": "ann", "ranking": ["A", "B"]}, {"person": "bob", "ranking": ["B", "A"]}],
  "delegations": [{"from": "cyd", "to": "bob"}, {"from": "dan", "to": "cyd", "scope": "issue"}]})";

TEST(TallyCommand, WeighsBallotsByTheVotesDelegatedToThem) {
  auto command = counting("schulze");
  command.wants_json = true;
  const auto ran = run(command, delegated);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto parsed = nlohmann::json::parse(ran.out);
  EXPECT_EQ(parsed.at("winners"), nlohmann::json::array({"B"}));
  EXPECT_EQ(parsed.at("pairwise").at("B").at("A"), 3);
  EXPECT_EQ(parsed.at("weights"), (nlohmann::json{{"ann", 1}, {"bob", 3}}));
  EXPECT_EQ(parsed.at("uncounted"), nlohmann::json::array({"eve"}));
  command.wants_json = false;
  EXPECT_NE(run(command, delegated).out.find("bob 3"), std::string::npos);
}

TEST(TallyCommand, RefusesDelegationsBesideBallotsWithoutPersons) {
  const auto ran = run(counting("schulze"), R"({"format": "palabre-tally/1", "options": ["A"], "ballots": [{"ranking": ["A"]}], "delegations": [{"from": "x", "to": "y"}]})");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("do not name their persons"), std::string::npos);
}

}  // namespace
}  // namespace palabre::recount
