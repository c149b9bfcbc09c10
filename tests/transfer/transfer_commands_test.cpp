// `palabre import`, `export` and `check` from the files on disk to the exit code.
#include "transfer/transfer_commands.hpp"

#include "transfer_test_support.hpp"

namespace palabre::transfer {
namespace {

using tests::TestStore;

class Commands : public testing::Test {
 protected:
  Commands() : gate_(store_.driver(), store_.clock, unhurried(), 1) {}

  static Limits unhurried() {
    Limits limits;
    limits.query_ms_max = 0;
    return limits;
  }
  int import(const ImportCommand& command) {
    out_.str("");
    err_.str("");
    return run_import(command, gate_, out_, err_);
  }
  ImportCommand proposals(const std::string& file) {
    ImportCommand command;
    command.format = "proposals";
    command.files = {source_folder / "tests/data/import" / file};
    command.into = "essai";
    command.title_to_create = "Un essai";
    return command;
  }
  std::int64_t count(std::string_view sql) {
    return gate_.read([&](db::Tx& tx) { return number(tx, sql); });
  }

  TestStore store_;
  db::Gate gate_;
  std::ostringstream out_, err_;
};

TEST_F(Commands, ImportAWholeFolderOfDemosAndCheckIt) {
  ImportCommand command;
  command.files = {source_folder / "demo"};
  EXPECT_EQ(import(command), 0) << err_.str();
  EXPECT_NE(out_.str().find("ideas: 41 added, 0 already there, 0 skipped"), std::string::npos) << out_.str();
  EXPECT_NE(out_.str().find("ballots: 182 added, 0 already there, 0 skipped"), std::string::npos) << out_.str();
  EXPECT_NE(err_.str().find("child-health.json: 14 of 14"), std::string::npos) << err_.str();
  EXPECT_EQ(run_check(gate_, out_, err_), 0);
  EXPECT_EQ(import(command), 0);
  EXPECT_NE(out_.str().find("ideas: 0 added, 41 already there"), std::string::npos) << out_.str();
}

TEST_F(Commands, RedrawOneLineOnATerminal) {
  ImportCommand command = proposals("proposals.jsonl");
  command.is_terminal = true;
  EXPECT_EQ(import(command), 0);
  EXPECT_NE(err_.str().find("\rproposals.jsonl [##########....................] 1 of 3\r"), std::string::npos) << err_.str();
  EXPECT_TRUE(err_.str().ends_with("3 of 3\n"));
}

TEST_F(Commands, SayOneWhenRowsWereSkippedAndNameThem) {
  EXPECT_EQ(import(proposals("proposals_bad.jsonl")), 1);
  EXPECT_NE(out_.str().find("line 4: is not JSON"), std::string::npos);
  EXPECT_EQ(count("SELECT COUNT(*) FROM idea"), 1);
}

TEST_F(Commands, LeaveNothingOfAnyFileWhenStrict) {
  ImportCommand command = proposals("proposals.jsonl");
  command.files.push_back(source_folder / "tests/data/import/proposals_bad.jsonl");
  command.is_strict = true;
  EXPECT_EQ(import(command), 1);
  EXPECT_NE(out_.str().find("nothing was imported"), std::string::npos);
  EXPECT_EQ(count("SELECT (SELECT COUNT(*) FROM redesign) + (SELECT COUNT(*) FROM idea) + (SELECT COUNT(*) FROM event)"), 0);
}

TEST_F(Commands, LeaveNothingWhenALaterFileIsRefused) {
  ImportCommand command;
  command.files = {source_folder / "demo/child-health.json", source_folder / "tests/data/import/proposals.jsonl"};
  EXPECT_EQ(import(command), 2);
  EXPECT_NE(err_.str().find("proposals.jsonl: this is not a JSON file"), std::string::npos) << err_.str();
  EXPECT_EQ(count("SELECT COUNT(*) FROM redesign"), 0);
}

TEST_F(Commands, SayTwoWhenTheyCannotBegin) {
  ImportCommand command = proposals("no-such-file.jsonl");
  EXPECT_EQ(import(command), 2);
  command = proposals("proposals.jsonl");
  command.format = "parchment";
  EXPECT_EQ(import(command), 2);
  command = proposals("proposals.jsonl");
  command.into.clear();
  EXPECT_EQ(import(command), 2);
  command = proposals("proposals.jsonl");
  command.title_to_create.reset();
  EXPECT_EQ(import(command), 2);
  EXPECT_NE(err_.str().find("there is no redesign \"essai\""), std::string::npos) << err_.str();
}

TEST_F(Commands, WriteTheExportWholeOrNotAtAll) {
  EXPECT_EQ(import(proposals("proposals.jsonl")), 0);
  const auto file = store_.folder() / "export.jsonl";
  EXPECT_EQ(run_export({file}, gate_, out_, err_), 0);
  EXPECT_NE(read_whole(file).find("palabre-export/1"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".partial"));
  EXPECT_EQ(run_export({store_.folder() / "no-such-folder/export.jsonl"}, gate_, out_, err_), 2);
  out_.str("");
  EXPECT_EQ(run_export({}, gate_, out_, err_), 0);
  EXPECT_NE(out_.str().find("Un banc"), std::string::npos);
}

TEST_F(Commands, SayOneWhenTheCheckFindsADifference) {
  EXPECT_EQ(import(proposals("proposals.jsonl")), 0);
  gate_.write([](db::Tx& tx) { tx.run("UPDATE idea SET supports = 41"); });
  EXPECT_EQ(run_check(gate_, out_, err_), 1);
  EXPECT_NE(err_.str().find("supports is stored as 41, the rows say 0"), std::string::npos) << err_.str();
}

TEST(Columns, AreReadAsPairs) {
  EXPECT_EQ(parse_columns("title=Títol,body=Descripció").value().at("body"), "Descripció");
  EXPECT_TRUE(parse_columns("").value().empty());
  for (const char* wrong : {"title", "=x", "title=", "title=a,,"}) EXPECT_FALSE(parse_columns(wrong)) << wrong;
}

}  // namespace
}  // namespace palabre::transfer
